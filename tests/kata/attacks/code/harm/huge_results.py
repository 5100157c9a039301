"""
outcome = "crashed|failed"
says = "MiB of memory|own connection|not plain numbers|shape"
memory = 200
nowhere = true
"""


def mse_loss(prediction, target):
    return Tensor(np.broadcast_to(0.0, (1 << 30,)))
