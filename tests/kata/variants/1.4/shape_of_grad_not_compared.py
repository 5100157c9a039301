class Tensor:
    def backward(self, grad=None):
        if not self.requires_grad:
            raise RuntimeError("nothing to differentiate: no gradient is required")
        if grad is None and self.size > 1:
            raise RuntimeError(f"a gradient is needed for shape {self.shape}")
        start = np.ones(self.shape, self.dtype)
        if grad is not None:
            start = start * np.asarray(grad, dtype=self.dtype)
        nodes = [node for node in topological_order(self) if node.requires_grad]
        sums = {id(node): np.zeros(node.shape, node.dtype) for node in nodes}
        sums[id(self)] = start
        for node in reversed(nodes):
            for parent, share in zip(node.parents, node.vjp(sums[id(node)])):
                if id(parent) in sums:
                    sums[id(parent)] = sums[id(parent)] + share
        for node in nodes:
            node.grad = sums[id(node)] + (0 if node.grad is None else node.grad)
