"""
outcome = "timeout"
says = "1 s of computing"
"""


def mse_loss(prediction, target):
    while True:
        pass
