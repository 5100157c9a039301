class TextWindows:
    def __init__(self, tokens, block_size):
        text = np.asarray(tokens)
        if text.ndim != 1 or not 1 <= block_size < len(text):
            raise ValueError(f"no window of {block_size} in a text of shape {text.shape}")
        if not np.issubdtype(text.dtype, np.integer):
            raise TypeError(f"tokens are integers, not {text.dtype}")
        self.block_size = block_size
        self.tokens = torch.from_numpy(text.astype(np.int64, copy=False))
