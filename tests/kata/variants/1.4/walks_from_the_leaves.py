class Tensor:
    def backward(self, grad=None):
        if not self.requires_grad:
            raise RuntimeError("nothing to differentiate: no gradient is required")
        start = np.ones(self.shape, self.dtype) if grad is None else np.array(grad, self.dtype)
        if grad is None and self.size > 1:
            raise RuntimeError(f"a gradient is needed for shape {self.shape}")
        if np.shape(start) != self.shape:
            raise ValueError(f"expected a gradient of shape {self.shape}, got {start.shape}")
        incoming = {id(self): [start]}
        for node in topological_order(self):
            if id(node) not in incoming:
                continue
            gradient = sum(incoming[id(node)])
            if node.grad is None:
                node.grad = np.zeros_like(node.data)
            node.grad = node.grad + gradient
            shares = node.vjp(gradient)
            for k in range(len(node.parents)):
                if node.parents[k].requires_grad:
                    incoming.setdefault(id(node.parents[k]), []).append(shares[k])
