class PositionalEncoding:
    def __init__(self, d_model, max_length):
        half = (d_model + 1) // 2
        self.encoding = np.zeros((max_length, d_model))
        for t in range(max_length):
            for i in range(half):
                w = t * 10000.0 ** (-2 * i / d_model)
                self.encoding[t, i] = np.sin(w)
                if half + i < d_model:
                    self.encoding[t, half + i] = np.cos(w)
