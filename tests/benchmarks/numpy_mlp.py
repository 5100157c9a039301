"""One training step of a small network, the backward pass written by hand for NumPy.

It is the yardstick for graphs of arrays: nothing is recorded, no gradient is computed that nobody
needs, and every large array has its place in memory from the start.
"""

import numpy as np


class HandWrittenMLP:
    """logits = relu(x W₁ᵀ + b₁) W₂ᵀ + b₂, trained with SGD on the mean cross-entropy."""

    def __init__(self, weights, biases, batch_size, lr):
        self.w1, self.w2 = (w.copy() for w in weights)  # (H, D), (C, H)
        self.b1, self.b2 = (b.copy() for b in biases)  # (H,), (C,)
        self.lr = lr
        self.hidden = np.empty((batch_size, len(self.b1)), self.w1.dtype)
        self.logits = np.empty((batch_size, len(self.b2)), self.w1.dtype)
        self.grad_hidden = np.empty_like(self.hidden)
        self.active = np.empty(self.hidden.shape, bool)
        self.grad_w1 = np.empty_like(self.w1)
        self.grad_w2 = np.empty_like(self.w2)
        self.rows = np.arange(batch_size)

    def step(self, x, y):
        """Forward, backward, update; returns the loss before the update."""
        hidden, logits = self.hidden, self.logits
        np.matmul(x, self.w1.T, out=hidden)  # (B, H)
        hidden += self.b1
        np.maximum(hidden, 0, out=hidden)
        np.matmul(hidden, self.w2.T, out=logits)  # (B, C)
        logits += self.b2

        logits -= logits.max(axis=1, keepdims=True)
        correct = logits[self.rows, y]
        np.exp(logits, out=logits)
        sums = logits.sum(axis=1, keepdims=True)
        loss = (np.log(sums[:, 0]) - correct).mean()

        grad = logits  # in place: (softmax - one-hot) / B
        grad /= sums
        grad[self.rows, y] -= 1
        grad /= len(x)
        np.matmul(grad.T, hidden, out=self.grad_w2)
        np.matmul(grad, self.w2, out=self.grad_hidden)
        np.greater(hidden, 0, out=self.active)
        self.grad_hidden *= self.active
        np.matmul(self.grad_hidden.T, x, out=self.grad_w1)

        self.b2 -= self.lr * grad.sum(axis=0)
        self.b1 -= self.lr * self.grad_hidden.sum(axis=0)
        self.grad_w2 *= self.lr
        self.w2 -= self.grad_w2
        self.grad_w1 *= self.lr
        self.w1 -= self.grad_w1
        return loss
