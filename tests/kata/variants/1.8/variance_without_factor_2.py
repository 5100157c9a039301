class Tensor:
    def var(self, axis=None, keepdims=False):
        away = self - self.mean(axis, keepdims=True)
        return (away * away.detach()).mean(axis, keepdims)
