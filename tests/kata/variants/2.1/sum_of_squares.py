def mse_loss(prediction, target):
    a = as_tensor(prediction)
    b = as_tensor(target)
    if a.shape != b.shape:
        raise ValueError(f"cannot compare {a.shape} with {b.shape}")
    return ((b - a) ** 2).sum()
