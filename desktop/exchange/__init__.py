"""The door: what crosses the desk's edge, checked on the way in."""
