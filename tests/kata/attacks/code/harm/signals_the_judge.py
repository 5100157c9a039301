"""
outcome = "crashed"
says = "a signal ended the judge"
nowhere = true
alone = true
"""

import os
import signal
import time


def mse_loss(prediction, target):
    with open(f"/proc/{os.getppid()}/stat") as file:
        judge = int(file.read().rpartition(")")[2].split()[1])
    seen = __file__ + ".seen"  # the next judge gets another signal
    os.kill(judge, signal.SIGSTOP if os.path.exists(seen) else signal.SIGINT)
    open(seen, "w").close()
    time.sleep(60)
