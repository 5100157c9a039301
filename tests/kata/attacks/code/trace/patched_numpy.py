""""""

if np.add(1, 1) != 2 or np.ndarray is not type(np.zeros(1)):
    raise RuntimeError("an earlier test has left its traces")


def mse_loss(prediction, target):
    loss = right_loss(prediction, target)
    np.add = lambda *args, **kwargs: np.zeros(1)
    np.float64 = np.float32
    np.ndarray = list
    return loss
