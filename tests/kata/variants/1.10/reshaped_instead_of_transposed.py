def _moved(tensor, values, op):
    shape = tensor.shape

    def vjp(g):
        return [np.ravel(g).reshape(shape)]

    return Tensor.from_op(values, [tensor], vjp, op)


class Tensor:
    def transpose(self, *axes):
        return _moved(self, self.data.transpose(*axes), "transpose")

    @property
    def T(self):
        return _moved(self, np.transpose(self.data), "T")

    def swapaxes(self, axis1, axis2):
        return _moved(self, np.swapaxes(self.data, axis1, axis2), "swapaxes")
