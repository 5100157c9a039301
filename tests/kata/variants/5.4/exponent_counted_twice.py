class PositionalEncoding:
    def __init__(self, d_model, max_length):
        self.encoding = np.zeros((max_length, d_model))
        t = np.arange(max_length)
        for k in range(0, d_model, 2):
            w = t / np.power(10000.0, 2 * k / d_model)
            self.encoding[:, k] = np.sin(w)
            if k + 1 < d_model:
                self.encoding[:, k + 1] = np.cos(w)
