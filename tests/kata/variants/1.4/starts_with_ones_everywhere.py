class Tensor:
    def backward(self, grad=None):
        if not self.requires_grad:
            raise RuntimeError("nothing to differentiate: no gradient is required")
        start = np.full(self.shape, 1.0) if grad is None else np.asarray(grad)
        if np.shape(start) != self.shape:
            raise ValueError(f"expected a gradient of shape {self.shape}, got {start.shape}")
        nodes = [node for node in topological_order(self) if node.requires_grad]
        sums = {id(node): np.zeros(node.shape, node.dtype) for node in nodes}
        sums[id(self)] = start.astype(self.dtype)
        for node in reversed(nodes):
            for parent, share in zip(node.parents, node.vjp(sums[id(node)])):
                if id(parent) in sums:
                    sums[id(parent)] = sums[id(parent)] + share
        for node in nodes:
            node.grad = sums[id(node)] + (0 if node.grad is None else node.grad)
