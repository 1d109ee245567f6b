"""The people of the desk: who is away, and who takes their cases over."""
