"""The carrier's door: applications over HTTPS or as files, and the desk's answers back."""
