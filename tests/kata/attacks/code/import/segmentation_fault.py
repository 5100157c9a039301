"""
says = "importing it: your code's process was ended by a segmentation fault"
"""

import ctypes

ctypes.string_at(0)
