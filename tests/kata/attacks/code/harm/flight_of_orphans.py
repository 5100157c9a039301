"""
outcome = "timeout|crashed"
says = "of waiting|of computing|64 processes"
seconds = 0.2
nowhere = true
"""

import os
import time


def mse_loss(prediction, target):
    end = time.monotonic() + 20
    if os.fork() == 0:
        while time.monotonic() < end:  # each lives for a moment, and leaves another behind
            os.setsid()
            if os.fork():
                os._exit(0)
        os._exit(0)
    time.sleep(60)
