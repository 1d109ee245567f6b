"""The documents a case ends in: what they say, how it is filled from the case, and how they are issued."""
