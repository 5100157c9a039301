"""
outcome = "failed"
says = "your code raised KeyboardInterrupt"
"""


def mse_loss(prediction, target):
    raise KeyboardInterrupt
