"""
outcome = "failed"
says = "RecursionError"
"""


def mse_loss(prediction, target):
    return mse_loss(prediction, target)
