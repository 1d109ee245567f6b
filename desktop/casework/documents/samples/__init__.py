"""Invented papers as a desk would issue them: to look at, to print, to measure."""
