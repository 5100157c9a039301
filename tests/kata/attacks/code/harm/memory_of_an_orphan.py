"""
outcome = "crashed"
says = "200 MiB of memory"
memory = 200
"""

import os
import time


def mse_loss(prediction, target):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            hoard = [bytearray(b"x" * (1 << 20)) for _ in range(400)]
            time.sleep(60)
        os._exit(0)
    time.sleep(60)
