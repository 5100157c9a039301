"""
outcome = "failed"
says = "is not allowed"
"""

import importlib


def mse_loss(prediction, target):
    return __import__('tests.kata.trees')
