def mse_loss(prediction, target):
    prediction = as_tensor(prediction)
    difference = prediction - target
    return (difference**2).sum() / difference.size
