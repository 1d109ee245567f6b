"""Calendars of working days as the desk keeps them: versions, what a new one moves, and its taking effect."""
