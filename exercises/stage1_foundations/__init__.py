"""Stage 1: Foundations and feel."""
