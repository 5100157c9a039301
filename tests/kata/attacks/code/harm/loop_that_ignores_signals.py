"""
outcome = "timeout"
says = "1 s of computing"
nowhere = true
"""

import signal


def mse_loss(prediction, target):
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    while True:
        pass
