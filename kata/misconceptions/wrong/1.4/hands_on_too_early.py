"""
title.en = "A node hands on before its gradient is complete"
title.zh = "梯度还不完整就往下传"
text.en = "Nodes are visited level by level, each once, as soon as the first share reaches it; shares that come later stay where they are. A node may hand on only when all its children have contributed, which is what the topological order is for."
text.zh = "一层一层地访问节点，第一个份额一到就访问，每个节点只访问一次，后到的份额就停在那里。只有所有子节点都贡献完毕，节点才能往下传，这正是拓扑序的用处。"
guide = "1.4"
"""

import numpy as np


class Tensor:
    def backward(self, grad=None):
        if not self.requires_grad:
            raise RuntimeError("backward needs a tensor that requires a gradient")
        if grad is None:
            if self.size != 1:
                raise RuntimeError(f"backward without grad needs one element, not {self.shape}")
            grad = np.ones(self.shape)
        grad = np.array(grad, dtype=self.dtype)
        if grad.shape != self.shape:
            raise ValueError(f"grad has shape {grad.shape}, the tensor {self.shape}")
        adjoints = {self: grad}
        queue = [self]
        for node in queue:
            for parent, share in zip(node.parents, node.vjp(adjoints[node])):
                if parent.requires_grad and share is not None:
                    if parent in adjoints:
                        adjoints[parent] = adjoints[parent] + share
                    else:
                        adjoints[parent] = share
                        queue.append(parent)
        for node, adjoint in adjoints.items():
            node.grad = np.array(adjoint) if node.grad is None else node.grad + adjoint
