""""""


def mse_loss(prediction, target):
    prediction, target = as_tensor(prediction), as_tensor(target)
    prediction.data[...] = 0
    target.data[...] = 0
    return ((prediction - target) * (prediction - target)).mean()
