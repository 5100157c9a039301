"""
outcome = "timeout"
says = "1 s of computing"
"""


def mse_loss(prediction, target):
    return 3 ** (10**10 + len(str(prediction)))
