class Tensor:
    def __rsub__(self, other):
        return self.__sub__(as_tensor(other, like=self))

    def __rtruediv__(self, other):
        return self.__truediv__(as_tensor(other, like=self))

    def __rpow__(self, other):
        return self.__pow__(as_tensor(other, like=self))
