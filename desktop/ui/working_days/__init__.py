"""The page of holidays and working days: a year, its notice, and what a change does to open deadlines."""
