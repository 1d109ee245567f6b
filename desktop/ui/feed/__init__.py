"""The carrier's feed in the window: who looks after it, what is said of it, and the list of what was sent back."""
