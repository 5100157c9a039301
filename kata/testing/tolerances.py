"""How far two correct results may lie apart. Stated here once, each with its reason.

Two correct programs do not agree to the last bit: a sum taken in another order, a fused formula or
another library rounds elsewhere. One rounding is about 1.1e-16 of the value in float64 and 6e-8 in
float32; a result of this project goes through at most some thousands of them, on numbers between
1e-2 and 1e2. A bug, on the other hand, shows in the first digits.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Tolerance:
    """`actual` may lie `absolute + relative * |expected|` away from `expected`."""

    relative: float
    absolute: float

    def accepts(self, actual: np.ndarray, expected: np.ndarray) -> np.ndarray:
        """Where `actual` is close enough: a boolean array. NaN is close to NaN, inf to inf."""
        with np.errstate(all="ignore"):
            near = np.abs(actual - expected) <= self.absolute + self.relative * np.abs(expected)
        finite = np.isfinite(actual) & np.isfinite(expected)
        same = (actual == expected) | (np.isnan(actual) & np.isnan(expected))
        return np.asarray(np.where(finite, near, same))


EXACT = Tolerance(0.0, 0.0)
"""Whole numbers, booleans, and values that are only moved, never computed with."""

FLOAT64 = Tolerance(relative=1e-9, absolute=1e-10)
"""float64 values: a thousand roundings of terms up to 100 that cancel leave less than 1e-11."""

FLOAT32 = Tolerance(relative=1e-4, absolute=2e-5)
"""float32 values: the same arithmetic, with roundings that are 5e8 times as large."""

HALF = Tolerance(relative=2e-2, absolute=2e-2)
"""float16 and bfloat16 values (mixed precision): three and two decimal digits."""

DIFFERENCES = Tolerance(relative=1e-5, absolute=1e-6)
"""Central differences in float64: with the step h = 6e-6 truncation (h² f‴/6) and rounding
(1e-16 f/h) both stay near 1e-10 for tame functions; the rest is room for third derivatives in the
thousands, such as those of 1/x near 0.2."""


_BY_DTYPE = {"float32": FLOAT32, "float16": HALF, "bfloat16": HALF}


def for_dtypes(*dtypes: str) -> Tolerance:
    """The tolerance of the coarsest floating dtype among `dtypes`; exact where there is none."""
    floating = [_BY_DTYPE.get(dtype, FLOAT64) for dtype in dtypes if "float" in dtype]
    return max(floating, key=lambda tolerance: tolerance.relative, default=EXACT)


def coarser(one: Tolerance, other: Tolerance) -> Tolerance:
    """The wider of both, for a comparison that is inexact for two reasons."""
    return Tolerance(max(one.relative, other.relative), max(one.absolute, other.absolute))
