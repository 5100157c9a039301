class PositionalEncoding:
    def __init__(self, d_model, max_length):
        t = np.arange(max_length)
        self.encoding = np.zeros((max_length, d_model))
        for k in range(d_model):
            wave = np.cos if k % 2 else np.sin
            self.encoding[:, k] = wave(t / 10000 ** (k / d_model))
