"""Whether NumPy reports an overflow while a function runs."""

import numpy as np


def overflows(function, *inputs):
    """What NumPy reported, in the order in which it did, and the function's result."""
    reports = []
    with np.errstate(over="call"):
        before = np.seterrcall(lambda kind, flag: reports.append(kind))
        try:
            out = function(*inputs)
        finally:
            np.seterrcall(before)
    return reports, out
