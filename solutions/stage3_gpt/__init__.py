"""Stage 3, the framework: the parts again in PyTorch, and a small GPT."""
