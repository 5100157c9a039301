"""
says = "`import torch` is not allowed"
"""

import torch
