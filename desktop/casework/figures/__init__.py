"""What a period comes to: its facts as frozen rows, computed from the records by the same clocks as the queues."""
