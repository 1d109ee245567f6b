"""The escort calendar: day, week and month, their list twin, and how jobs are given out and moved."""
