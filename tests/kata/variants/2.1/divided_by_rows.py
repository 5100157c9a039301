def mse_loss(prediction, target):
    prediction = as_tensor(prediction)
    target = as_tensor(target)
    if prediction.shape != target.shape:
        raise ValueError(f"{prediction.shape} against {target.shape}")
    squares = (target - prediction) ** 2
    if prediction.ndim < 2:
        return squares.mean()
    return squares.reshape(len(prediction), -1).sum(axis=1).mean()
