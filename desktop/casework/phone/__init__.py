"""The phone doctor's desk: doctors and their roster, calls and what is kept of them, who calls, statistics."""
