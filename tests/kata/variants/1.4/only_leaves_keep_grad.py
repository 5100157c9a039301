class Tensor:
    def backward(self, grad=None):
        if not self.requires_grad:
            raise RuntimeError("nothing to differentiate: no gradient is required")
        start = np.ones(self.shape, self.dtype) if grad is None else np.array(grad, self.dtype)
        if grad is None and self.size > 1:
            raise RuntimeError(f"a gradient is needed for shape {self.shape}")
        if np.shape(start) != self.shape:
            raise ValueError(f"expected a gradient of shape {self.shape}, got {start.shape}")
        incoming = {self: start}
        for node in topological_order(self)[::-1]:
            if not node.requires_grad:
                continue
            gradient = incoming.pop(node)
            is_leaf = node.op == "" and len(node.parents) == 0
            if is_leaf:
                old = np.zeros_like(node.data) if node.grad is None else node.grad
                node.grad = old + gradient
                continue
            for parent, share in zip(node.parents, node.vjp(gradient)):
                if parent.requires_grad:
                    incoming[parent] = incoming.get(parent, 0) + share
