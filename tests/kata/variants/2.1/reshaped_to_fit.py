def mse_loss(prediction, target):
    p = as_tensor(prediction).reshape(-1)
    t = as_tensor(target).reshape(-1)
    if len(p) != len(t):
        raise ValueError(
            f"prediction {as_tensor(prediction).shape} does not fit {as_tensor(target).shape}"
        )
    return ((p - t) ** 2).mean()
