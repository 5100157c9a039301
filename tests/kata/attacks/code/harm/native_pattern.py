"""
outcome = "timeout"
says = "1 s of computing"
"""

import re


def mse_loss(prediction, target):
    return re.fullmatch("(a+)+", "a" * 64 + "b")
