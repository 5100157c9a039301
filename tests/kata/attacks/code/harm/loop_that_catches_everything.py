"""
outcome = "timeout"
says = "1 s of computing"
"""


def mse_loss(prediction, target):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
