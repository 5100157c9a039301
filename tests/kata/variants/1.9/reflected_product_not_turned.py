class Tensor:
    def __rmatmul__(self, other):
        return self.__matmul__(as_tensor(other, like=self))
