"""What became of a day's escort jobs, on one screen."""
