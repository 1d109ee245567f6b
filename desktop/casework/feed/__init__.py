"""The carrier's feed: applications taken in exactly once, and what the carrier is told of them."""
