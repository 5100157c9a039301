def mse_loss(prediction, target):
    p, t = as_tensor(prediction), as_tensor(target)
    if p.shape == t.shape:
        return ((p - t) ** 2).sum() / (2 * p.size)
    raise ValueError(f"mse_loss: prediction {p.shape}, target {t.shape}")
