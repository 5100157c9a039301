"""
outcome = "timeout|crashed"
says = "of waiting|of computing|64 processes"
seconds = 0.1
nowhere = true
"""

import os
import signal
import time


def mse_loss(prediction, target):
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # so their computing is not added to this one's
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if os.fork() == 0:
            stop = time.process_time() + 0.05
            while time.process_time() < stop:
                pass
            os._exit(0)
        time.sleep(0.05)
