"""
says = "`import nmupy` is not allowed"
"""

import nmupy
