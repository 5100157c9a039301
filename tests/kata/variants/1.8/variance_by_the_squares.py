class Tensor:
    def var(self, axis=None, keepdims=False):
        squares = (self * self).mean(axis, keepdims)
        centre = self.mean(axis, keepdims)
        return squares - centre * centre
