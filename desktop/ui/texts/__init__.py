"""Texts to the customer of one case: choose, read, word, send, prove."""
