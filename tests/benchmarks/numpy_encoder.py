"""One encoder block, pre-norm with ReLU, the backward pass written by hand for NumPy.

It is the yardstick for task 5: nothing is recorded, no gradient is computed that nobody needs, the
three projections are one product, and every large array has its place in memory from the start.
"""

import numpy as np


def normalise(x, eps, normal, scratch):
    """x̂ into `normal`; returns 1 / √(σ² + eps)."""
    np.subtract(x, x.mean(axis=-1, keepdims=True), out=normal)
    np.multiply(normal, normal, out=scratch)
    inverse = scratch.mean(axis=-1, keepdims=True)
    inverse += eps
    np.sqrt(inverse, out=inverse)
    np.divide(1, inverse, out=inverse)
    normal *= inverse
    return inverse


def normalise_backward(grad, normal, inverse, scratch):
    """The gradient of x from `grad`, that of x̂, in place."""
    np.multiply(grad, normal, out=scratch)
    along = scratch.mean(axis=-1, keepdims=True)
    grad -= grad.mean(axis=-1, keepdims=True)
    np.multiply(normal, along, out=scratch)
    grad -= scratch
    grad *= inverse


class HandWrittenEncoderBlock:
    """y = a + feed_forward(norm2(a)) with a = x + attention(norm1(x)), over rows of all positions.

    `weights` holds, in this order, the weight and bias of the query, key, value and output
    projections, of the two layers of the feed-forward network, and of the two normalisations.
    """

    def __init__(self, weights, num_heads, batch, length, eps=1e-5):
        qw, qb, kw, kb, vw, vb, ow, ob, w1, b1, w2, b2, g1, s1, g2, s2 = weights
        self.qkv_w, self.qkv_b = np.concatenate((qw, kw, vw)), np.concatenate((qb, kb, vb))
        self.out_w, self.out_b = ow, ob  # (D, D), (D,)
        self.w1, self.b1, self.w2, self.b2 = w1, b1, w2, b2  # (F, D), (F,), (D, F), (D,)
        self.gain1, self.shift1, self.gain2, self.shift2 = g1, s1, g2, s2  # (D,) each
        self.eps = eps
        d_ff, d_model = w1.shape
        d_head = d_model // num_heads
        self.scale = np.float32(1 / np.sqrt(d_head))
        n = batch * length
        empty = lambda *shape: np.empty(shape, np.float32)  # noqa: E731
        self.normal1, self.normal2, self.normed1, self.normed2 = empty(4, n, d_model)
        self.a, self.y, self.grad, self.grad_x, self.scratch = empty(5, n, d_model)
        self.qkv, self.grad_qkv = empty(2, n, 3 * d_model)
        heads = (batch, length, 3, num_heads, d_head)
        self.q, self.k, self.v = self.qkv.reshape(heads).transpose(2, 0, 3, 1, 4)  # (B, H, T, d)
        self.grad_q, self.grad_k, self.grad_v = self.grad_qkv.reshape(heads).transpose(
            2, 0, 3, 1, 4
        )
        self.weights, self.grad_scores, self.products = empty(3, batch, num_heads, length, length)
        self.merged, self.grad_merged = empty(2, n, d_model)
        merged = (batch, length, num_heads, d_head)
        self.heads = self.merged.reshape(merged).swapaxes(1, 2)  # (B, H, T, d)
        self.grad_heads = self.grad_merged.reshape(merged).swapaxes(1, 2)
        self.hidden, self.grad_hidden = empty(2, n, d_ff)
        self.active = np.empty((n, d_ff), bool)
        self.ones = np.ones(n, np.float32)

    def forward(self, x):
        """`x`, shape (B · T, D), to the same shape."""
        self.inverse1 = normalise(x, self.eps, self.normal1, self.scratch)
        np.multiply(self.normal1, self.gain1, out=self.normed1)
        self.normed1 += self.shift1
        np.matmul(self.normed1, self.qkv_w.T, out=self.qkv)  # (B · T, 3D)
        self.qkv += self.qkv_b
        self.q *= self.scale
        weights = self.weights
        np.matmul(self.q, self.k.swapaxes(-1, -2), out=weights)  # (B, H, T, T)
        weights -= weights.max(axis=-1, keepdims=True)
        np.exp(weights, out=weights)
        weights /= weights.sum(axis=-1, keepdims=True)
        np.matmul(weights, self.v, out=self.heads)  # (B, H, T, d), laid out as (B · T, D)
        np.matmul(self.merged, self.out_w.T, out=self.a)
        self.a += self.out_b
        self.a += x
        self.inverse2 = normalise(self.a, self.eps, self.normal2, self.scratch)
        np.multiply(self.normal2, self.gain2, out=self.normed2)
        self.normed2 += self.shift2
        np.matmul(self.normed2, self.w1.T, out=self.hidden)  # (B · T, F)
        self.hidden += self.b1
        np.maximum(self.hidden, 0, out=self.hidden)
        np.matmul(self.hidden, self.w2.T, out=self.y)
        self.y += self.b2
        self.y += self.a
        return self.y

    def backward(self, g):
        """From the gradient of y those of x and, in the order of the constructor, the weights."""
        ones = self.ones
        grad_w2, grad_b2 = g.T @ self.hidden, ones @ g
        np.matmul(g, self.w2, out=self.grad_hidden)
        np.greater(self.hidden, 0, out=self.active)
        self.grad_hidden *= self.active
        grad_w1, grad_b1 = self.grad_hidden.T @ self.normed2, ones @ self.grad_hidden
        grad = np.matmul(self.grad_hidden, self.w1, out=self.grad)
        np.multiply(grad, self.normal2, out=self.scratch)
        grad_gain2, grad_shift2 = ones @ self.scratch, ones @ grad
        grad *= self.gain2
        normalise_backward(grad, self.normal2, self.inverse2, self.scratch)
        grad += g  # that of a

        grad_out_w, grad_out_b = grad.T @ self.merged, ones @ grad
        np.matmul(grad, self.out_w, out=self.grad_merged)
        weights, grad_scores, products = self.weights, self.grad_scores, self.products
        np.matmul(weights.swapaxes(-1, -2), self.grad_heads, out=self.grad_v)
        np.matmul(self.grad_heads, self.v.swapaxes(-1, -2), out=grad_scores)
        np.multiply(grad_scores, weights, out=products)
        grad_scores -= products.sum(axis=-1, keepdims=True)
        grad_scores *= weights
        np.matmul(grad_scores.swapaxes(-1, -2), self.q, out=self.grad_k)
        np.matmul(grad_scores, self.k, out=self.grad_q)
        self.grad_q *= self.scale
        grad_qkv_w, grad_qkv_b = self.grad_qkv.T @ self.normed1, ones @ self.grad_qkv
        grad_x = np.matmul(self.grad_qkv, self.qkv_w, out=self.grad_x)
        np.multiply(grad_x, self.normal1, out=self.scratch)
        grad_gain1, grad_shift1 = ones @ self.scratch, ones @ grad_x
        grad_x *= self.gain1
        normalise_backward(grad_x, self.normal1, self.inverse1, self.scratch)
        grad_x += grad
        projections = zip(np.split(grad_qkv_w, 3), np.split(grad_qkv_b, 3), strict=True)
        return grad_x, [
            *(part for pair in projections for part in pair),
            *(grad_out_w, grad_out_b, grad_w1, grad_b1, grad_w2, grad_b2),
            *(grad_gain1, grad_shift1, grad_gain2, grad_shift2),
        ]
