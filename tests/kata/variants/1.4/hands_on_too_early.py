from collections import deque


class Tensor:
    def backward(self, grad=None):
        if not self.requires_grad:
            raise RuntimeError("nothing to differentiate: no gradient is required")
        start = np.ones(self.shape, self.dtype) if grad is None else np.array(grad, self.dtype)
        if grad is None and self.size > 1:
            raise RuntimeError(f"a gradient is needed for shape {self.shape}")
        if np.shape(start) != self.shape:
            raise ValueError(f"expected a gradient of shape {self.shape}, got {start.shape}")
        sums, visited, waiting = {self: start}, set(), deque([self])
        while waiting:
            node = waiting.popleft()
            if node in visited:
                continue
            visited.add(node)
            for parent, share in zip(node.parents, node.vjp(sums[node])):
                if not parent.requires_grad:
                    continue
                sums[parent] = sums.get(parent, 0) + share
                waiting.append(parent)
        for node in visited:
            old = 0 if node.grad is None else node.grad
            node.grad = old + sums[node]
