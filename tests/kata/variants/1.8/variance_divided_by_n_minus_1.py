class Tensor:
    def var(self, axis=None, keepdims=False):
        away = self - self.mean(axis, keepdims=True)
        square = away * away
        total = square.sum(axis, keepdims=keepdims)
        count = self.size // max(total.size, 1)
        return total / (count - 1 if count > 1 else 1)
