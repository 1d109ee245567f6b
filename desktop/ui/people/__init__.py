"""The people of the desk in the window: who is away, and who takes their cases over."""
