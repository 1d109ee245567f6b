"""Where parcels are, asked of a courier desk; nothing of it locks or moves a clock."""
