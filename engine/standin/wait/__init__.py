"""Judging whether an object is ready, waiting until it is, and explaining why it is not."""
