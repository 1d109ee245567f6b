"""The day sheets of the escorts: whose, where to, and what was written."""
