class LayerNorm:
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        gain, shift = self.weight.data, self.bias.data
        if x.ndim == 0 or x.shape[-1] != gain.size:
            raise ValueError(f"x must have shape (..., {gain.size}), not {x.shape}")
        mean = x.data.mean(-1, keepdims=True)
        inverse = 1 / np.sqrt(x.data.var(-1, keepdims=True) + self.eps)
        normal = (x.data - mean) * inverse

        def vjp(g: np.ndarray) -> list[np.ndarray]:
            grad_gain, n = g * normal, gain.size
            sums = (g @ gain)[..., None] / n, grad_gain.sum(-1, keepdims=True) / n
            return [inverse * (g * gain - sums[0] - normal * sums[1]), grad_gain, g]

        return Tensor.from_op(gain * normal + shift, (x, self.weight, self.bias), vjp, "layer_norm")
