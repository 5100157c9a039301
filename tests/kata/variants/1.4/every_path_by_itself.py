def _push(node, gradient):
    if not node.requires_grad or gradient is None:
        return
    node.grad = np.array(gradient) if node.grad is None else node.grad + gradient
    shares = node.vjp(gradient)
    for i in range(len(shares)):
        _push(node.parents[i], shares[i])


class Tensor:
    def backward(self, grad=None):
        if not self.requires_grad:
            raise RuntimeError("nothing to differentiate: no gradient is required")
        start = np.ones(self.shape, self.dtype) if grad is None else np.array(grad, self.dtype)
        if grad is None and self.size > 1:
            raise RuntimeError(f"a gradient is needed for shape {self.shape}")
        if np.shape(start) != self.shape:
            raise ValueError(f"expected a gradient of shape {self.shape}, got {start.shape}")
        _push(self, start)
