class Tensor:
    def backward(self, grad=None):
        if not self.requires_grad:
            raise RuntimeError("nothing to differentiate: no gradient is required")
        start = np.ones(self.shape, self.dtype) if grad is None else np.array(grad, self.dtype)
        if grad is None and self.size > 1:
            raise RuntimeError(f"a gradient is needed for shape {self.shape}")
        if np.shape(start) != self.shape:
            raise ValueError(f"expected a gradient of shape {self.shape}, got {start.shape}")
        nodes = topological_order(self)
        sums = {node: np.zeros(node.shape, node.dtype) for node in nodes}
        sums[self] = start
        for node in nodes[::-1]:
            shares = node.vjp(sums[node])
            for parent, share in zip(node.parents, shares):
                sums[parent] = sums[parent] + share
            node.grad = (0 if node.grad is None else node.grad) + sums[node]
