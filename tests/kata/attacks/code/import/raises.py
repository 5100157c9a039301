"""
says = "ZeroDivisionError"
"""

ONE = 1 / 0
