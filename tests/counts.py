"""How often a property is tried: a few times in `make test`, the full number in `make test-full`."""

import os

FULL = os.environ.get("HYPOTHESIS_PROFILE") == "full"


def tries(quick: int, full: int = 1000) -> int:
    """Examples of one property in this run."""
    return full if FULL else quick
