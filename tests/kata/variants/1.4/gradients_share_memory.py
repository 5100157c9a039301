def _plus(one, other):
    return other if one is None else np.add(one, other)


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
            if node.requires_grad:
                for parent, share in zip(node.parents, node.vjp(incoming[node])):
                    if share is not None:
                        incoming[parent] = _plus(incoming.get(parent), share)
        for node, gradient in incoming.items():
            if node.requires_grad:
                node.grad = _plus(node.grad, gradient)
