"""Stage 2: The heart of the Transformer."""
