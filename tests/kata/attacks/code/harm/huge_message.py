"""
outcome = "failed"
says = "ValueError"
"""


def mse_loss(prediction, target):
    raise ValueError("no" * 10_000_000)
