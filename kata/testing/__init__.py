"""What tests are written with: assertions that diagnose, generated examples, gradient checks."""

from kata.learner import is_a

from . import examples, profile
from .assertions import Mismatch, assert_close, raises
from .examples import noted
from .gradients import assert_parity, check_gradients, check_vjp
from .properties import given, step
from .relations import Relation, relation
from .strategies import (
    arrays,
    axes,
    broadcastable_shapes,
    layouts,
    masks,
    matmul_shapes,
    shapes,
    with_axis,
)
from .tolerances import DIFFERENCES, EXACT, FLOAT32, FLOAT64, HALF, Tolerance

__all__ = [
    "DIFFERENCES",
    "EXACT",
    "FLOAT32",
    "FLOAT64",
    "HALF",
    "Mismatch",
    "Relation",
    "Tolerance",
    "arrays",
    "assert_close",
    "assert_parity",
    "axes",
    "broadcastable_shapes",
    "check_gradients",
    "check_vjp",
    "examples",
    "given",
    "is_a",
    "layouts",
    "masks",
    "matmul_shapes",
    "noted",
    "profile",
    "raises",
    "relation",
    "shapes",
    "step",
    "with_axis",
]
