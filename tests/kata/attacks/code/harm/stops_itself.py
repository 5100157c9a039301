"""
outcome = "timeout"
says = "1 s of waiting"
seconds = 0.2
nowhere = true
"""

import os
import signal


def mse_loss(prediction, target):
    os.kill(os.getpid(), signal.SIGSTOP)
