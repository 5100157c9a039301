"""
outcome = "timeout"
says = "bytes more"
"""


def mse_loss(prediction, target):
    while True:
        print("x" * 100_000)
