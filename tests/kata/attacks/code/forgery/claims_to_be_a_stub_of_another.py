""""""


def mse_loss(prediction, target):
    raise NotImplementedError("step 1.1: Tensor.__init__")
