def mse_loss(prediction, target):
    p, t = as_tensor(prediction), as_tensor(target)
    if p.shape != t.shape:
        raise ValueError(f"expected equal shapes, got {p.shape} and {t.shape}")
    d = p.data - t.data
    return Tensor.from_op(
        np.mean(d**2), [p, t], lambda g: [2.0 * d * g, 2.0 * (t.data - p.data) * g], "mse_loss"
    )
