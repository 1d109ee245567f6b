"""Attachments in the window: tiles on the case, drops of files and discs, and a look at what they hold."""
