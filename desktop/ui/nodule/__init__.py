"""The workspace of a nodule reading: parcel, findings with their cross-check, and the paper beside them."""
