"""The few rules that need a sentence of code: one small named function each, grouped as the handbook is."""
