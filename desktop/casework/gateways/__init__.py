"""What goes out by gateway: which one, which templates it knows, who sends a text, and what was heard of it."""
