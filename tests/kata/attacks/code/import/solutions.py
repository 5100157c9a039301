"""
says = "`import solutions.stage1_foundations.task2_linear_regression` is not allowed"
"""

from solutions.stage1_foundations.task2_linear_regression import mse_loss
