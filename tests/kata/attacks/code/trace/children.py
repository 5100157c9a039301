""""""

import os
import subprocess
import sys
import time


def mse_loss(prediction, target):
    command = [sys.executable, "-c", "import time; time.sleep(60)"]
    subprocess.Popen(command)
    subprocess.Popen(command, start_new_session=True)
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(60)
        os._exit(0)
    return right_loss(prediction, target)
