def _receive(tensor, gradient):
    old = np.zeros(tensor.shape, tensor.dtype) if tensor.grad is None else tensor.grad
    tensor.grad = old + gradient


class Tensor:
    def backward(self, grad=None):
        if not self.requires_grad:
            raise RuntimeError("nothing to differentiate: no gradient is required")
        start = np.ones(self.shape, self.dtype) if grad is None else np.asarray(grad, self.dtype)
        if grad is None and self.size > 1:
            raise RuntimeError(f"a gradient is needed for shape {self.shape}")
        if np.shape(start) != self.shape:
            raise ValueError(f"expected a gradient of shape {self.shape}, got {start.shape}")
        _receive(self, start)
        nodes = topological_order(self)
        while nodes:
            node = nodes.pop()
            if not node.requires_grad:
                continue
            shares = node.vjp(node.grad)
            for i, parent in enumerate(node.parents):
                if parent.requires_grad:
                    _receive(parent, shares[i])
