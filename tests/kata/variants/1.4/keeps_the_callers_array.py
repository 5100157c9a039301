class Tensor:
    def backward(self, grad=None):
        if not self.requires_grad:
            raise RuntimeError("nothing to differentiate: no gradient is required")
        start = np.ones(self.shape, self.dtype) if grad is None else np.asarray(grad, self.dtype)
        if grad is None and self.size > 1:
            raise RuntimeError(f"a gradient is needed for shape {self.shape}")
        if np.shape(start) != self.shape:
            raise ValueError(f"expected a gradient of shape {self.shape}, got {start.shape}")
        nodes = [node for node in topological_order(self) if node.requires_grad]
        sums = {node: np.zeros(node.shape, node.dtype) for node in nodes}
        sums[self] = start
        for node in reversed(nodes):
            for parent, share in zip(node.parents, node.vjp(sums[node])):
                if parent in sums:
                    sums[parent] = sums[parent] + share
        for node in nodes:
            if node.grad is None:
                node.grad = sums[node]
            else:
                node.grad = node.grad + sums[node]
