"""
title.en = "The bias' gradient is averaged over the batch"
title.zh = "偏置的梯度对批量取了平均"
text.en = "The gradient of the bias is the mean of the rows of g. The bias was used once for every sample, and where an element is used many times its gradients are added: the mean is the loss' business, and comes in with g."
text.zh = "偏置的梯度取了 g 各行的平均。偏置对每个样本都用了一次，而一个元素被用了多次时，梯度要相加：取平均是损失的事，已经包含在 g 里了。"
guide = "3.2"
"""


class Linear(Module):
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        shape, weight = x.shape, self.weight.data
        out_features, in_features = weight.shape
        if x.ndim == 0 or shape[-1] != in_features:
            raise ValueError(f"x must have shape (..., {in_features}), not {shape}")
        rows = x.data.reshape(-1, in_features)
        y = rows @ weight.T
        parents = [x, self.weight]
        if self.bias is not None:
            y = y + self.bias.data
            parents.append(self.bias)
        count = len(parents)

        def vjp(g: np.ndarray) -> list[np.ndarray]:
            g = g.reshape(-1, out_features)
            return [(g @ weight).reshape(shape), g.T @ rows, g.mean(axis=0)][:count]

        return Tensor.from_op(y.reshape(*shape[:-1], out_features), parents, vjp, "linear")
