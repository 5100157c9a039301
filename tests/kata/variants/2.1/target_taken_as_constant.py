def mse_loss(prediction, target):
    p = as_tensor(prediction)
    t = as_tensor(target).detach()
    if p.shape != t.shape:
        raise ValueError(f"{p.shape} != {t.shape}")
    return ((p - t) ** 2).mean()
