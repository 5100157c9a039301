"""
outcome = "failed"
says = "EOFError"
"""


def mse_loss(prediction, target):
    return float(input("the loss, please: "))
