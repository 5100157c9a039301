class Tensor:
    def __add__(self, other):
        if not isinstance(other, Tensor):
            other = Tensor(other)
        total = np.add(self.data, other.data)

        def both(g):
            return g, g

        return Tensor.from_op(total, (self, other), both, "+")

    def __radd__(self, other):
        return Tensor(other).__add__(self)

    def __mul__(self, other):
        if not isinstance(other, Tensor):
            other = Tensor(other)
        mine, theirs = self.data, other.data

        def crosswise(g):
            return theirs * g, mine * g

        return Tensor.from_op(np.multiply(mine, theirs), (self, other), crosswise, "*")

    def __rmul__(self, other):
        return Tensor(other).__mul__(self)
