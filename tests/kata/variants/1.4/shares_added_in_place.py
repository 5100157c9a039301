class Tensor:
    def backward(self, grad=None):
        if not self.requires_grad:
            raise RuntimeError("nothing to differentiate: no gradient is required")
        start = np.ones(self.shape, self.dtype) if grad is None else np.array(grad, self.dtype)
        if grad is None and self.size > 1:
            raise RuntimeError(f"a gradient is needed for shape {self.shape}")
        if np.shape(start) != self.shape:
            raise ValueError(f"expected a gradient of shape {self.shape}, got {start.shape}")
        incoming = {id(self): start}
        for node in topological_order(self)[::-1]:
            if not node.requires_grad:
                continue
            gradient = incoming[id(node)]
            for parent, share in zip(node.parents, node.vjp(gradient)):
                if not parent.requires_grad:
                    continue
                if id(parent) not in incoming:
                    incoming[id(parent)] = share
                else:
                    np.add(incoming[id(parent)], share, out=incoming[id(parent)])
            if node.grad is None:
                node.grad = gradient.copy()
            else:
                node.grad = node.grad + gradient
