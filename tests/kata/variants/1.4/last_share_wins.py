class Tensor:
    def backward(self, grad=None):
        if not self.requires_grad:
            raise RuntimeError("nothing to differentiate: no gradient is required")
        start = np.ones(self.shape, self.dtype) if grad is None else np.asarray(grad, self.dtype)
        if grad is None and self.size > 1:
            raise RuntimeError(f"a gradient is needed for shape {self.shape}")
        if np.shape(start) != self.shape:
            raise ValueError(f"expected a gradient of shape {self.shape}, got {start.shape}")
        incoming = {id(self): start}
        for node in topological_order(self)[::-1]:
            gradient = incoming.pop(id(node), None)
            if gradient is None or not node.requires_grad:
                continue
            if node.grad is None:
                node.grad = np.zeros(node.shape, node.dtype)
            node.grad = node.grad + gradient
            incoming.update(
                (id(p), s) for p, s in zip(node.parents, node.vjp(gradient)) if s is not None
            )
