"""The reference solutions: the same files and names as in `exercises/`."""
