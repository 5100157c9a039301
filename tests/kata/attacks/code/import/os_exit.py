"""
says = "importing it: your code ended its process"
"""

import os

os._exit(0)
