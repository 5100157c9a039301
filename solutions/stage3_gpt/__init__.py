"""Stage 3, integration and the framework: PyTorch, and a tiny GPT."""
