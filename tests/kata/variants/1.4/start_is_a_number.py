class Tensor:
    def backward(self, grad=None):
        if not self.requires_grad:
            raise RuntimeError("nothing to differentiate: no gradient is required")
        if grad is None and self.size > 1:
            raise RuntimeError(f"a gradient is needed for shape {self.shape}")
        if grad is not None and np.shape(grad) != self.shape:
            raise ValueError(f"expected a gradient of shape {self.shape}, got {np.shape(grad)}")
        start = self.dtype.type(1) if grad is None else np.array(grad, self.dtype)
        incoming = {id(self): [start]}
        for node in topological_order(self)[::-1]:
            if not node.requires_grad:
                continue
            gradient = np.sum(incoming[id(node)], axis=0)
            node.grad = gradient if node.grad is None else gradient + node.grad
            shares = node.vjp(gradient)
            for k in range(len(node.parents)):
                incoming.setdefault(id(node.parents[k]), []).append(shares[k])
