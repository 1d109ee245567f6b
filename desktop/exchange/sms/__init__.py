"""Gateways for texts to customers: by hand, by workbook, later by a carrier's own interface, behind one door."""
