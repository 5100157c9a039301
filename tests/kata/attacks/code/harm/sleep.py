"""
outcome = "timeout"
says = "1 s of waiting"
seconds = 0.2
"""

import time


def mse_loss(prediction, target):
    time.sleep(1000)
