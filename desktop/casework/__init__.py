"""What people do at the desk: one verb, one function, one transaction."""
