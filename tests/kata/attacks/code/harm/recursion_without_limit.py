"""
outcome = "crashed"
says = "MiB of memory|segmentation fault"
memory = 200
"""

import sys


def mse_loss(prediction, target):
    sys.setrecursionlimit(10**9)
    return mse_loss(prediction, target)
