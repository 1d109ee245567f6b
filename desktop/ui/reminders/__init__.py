"""The reminders board: what must be told to customers today, lane by lane."""
