"""The directory of experts: who reads and consults, kept on a page like the roster's."""
