"""The phone doctor's page, the duty roster and the statistics."""
