"""The seal and the signatures that the house prints on its papers."""
