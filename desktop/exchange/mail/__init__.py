"""Documents by e-mail: locked with a password that goes another way, over an encrypted line only."""
