"""The tests of CareDesk; they mirror the tree of `desktop`."""
