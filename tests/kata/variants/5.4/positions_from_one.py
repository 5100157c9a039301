class PositionalEncoding:
    def __init__(self, d_model, max_length):
        self.encoding = np.zeros((max_length, d_model))
        for row, t in zip(self.encoding, range(1, max_length + 1), strict=True):
            w = t * 10000.0 ** (-np.arange(0, d_model, 2) / d_model)
            row[::2] = np.sin(w)
            row[1::2] = np.cos(w)[: d_model // 2]
