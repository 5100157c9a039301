"""
outcome = "crashed"
says = "segmentation fault"
"""

import ctypes


def mse_loss(prediction, target):
    ctypes.string_at(0)
