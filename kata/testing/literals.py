"""Values written the way a learner would type them."""

import math
import sys
from typing import Any

import numpy as np
from rich.cells import cell_len, set_cell_size

from kata.language import _

LARGEST = 40  # elements; a longer array is described, not written out
PLAIN_DTYPES = ("float64", "int64", "bool")  # what np.array makes of a literal by itself
PLAIN_TORCH_DTYPES = ("torch.float32", "torch.int64", "torch.bool")  # and torch.tensor


def literal(value: Any) -> str:
    """`value` as Python source where that is short enough, else a description of it.

    >>> literal((np.array([[1.0, 2.0]]), -1))
    '(np.array([[1., 2.]]), -1)'
    """
    if isinstance(value, np.ndarray):
        return _array(value)
    if is_tensor(value):
        return _tensor(value)
    if type(value) in (tuple, list):
        inside = ", ".join(literal(part) for part in value)
        if type(value) is list:
            return f"[{inside}]"
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    if type(value) is dict:
        return "{" + ", ".join(f"{key!r}: {literal(part)}" for key, part in value.items()) + "}"
    if type(value).__module__.startswith("kata."):
        return f"<{type(value).__name__}>"  # printing a handle would ask the learner's process
    return repr(value)


def is_tensor(value: Any) -> bool:
    """Is it one of PyTorch's? Without importing it."""
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(value, torch.Tensor)


def assignment(name: str, value: Any) -> str:
    """`name = value` as a learner would type it.

    A tuple called `a_and_b` gives two lines, one for `a` and one for `b`.
    """
    names = name.split("_and_")
    if len(names) > 1 and type(value) is tuple and len(value) == len(names):
        return "\n".join(assignment(one, part) for one, part in zip(names, value, strict=True))
    text = literal(value)
    if not (isinstance(value, np.ndarray) or is_tensor(value)):
        return f"{name} = {text}"
    if math.prod(value.shape) > LARGEST:
        return f"{name}: {text}"
    text = text.replace("\n", "\n" + " " * len(f"{name} = "))
    layout = _layout(value) if isinstance(value, np.ndarray) else _contiguity(value)
    return f"{name} = {text}{layout}"


def _array(array: np.ndarray) -> str:
    if array.size > LARGEST:
        text = _("an array of shape {shape} and dtype {dtype}{values}")
        return text.format(shape=array.shape, dtype=array.dtype, values=_range(array))
    if array.size == 0:
        return f"np.zeros({array.shape}, dtype=np.{array.dtype})"
    text = values(array, indent=len("np.array("))
    dtype = "" if array.dtype.name in PLAIN_DTYPES else f", dtype=np.{array.dtype}"
    return f"np.array({text}{dtype})"


def numbers(tensor: Any) -> np.ndarray:
    """The numbers of a tensor of PyTorch's; NumPy has no bfloat16, so these in float32."""
    plain = tensor.detach().cpu().resolve_conj().resolve_neg()
    array: np.ndarray = (plain.float() if str(plain.dtype) == "torch.bfloat16" else plain).numpy()
    return array


def _tensor(tensor: Any) -> str:
    array = numbers(tensor)
    if array.size > LARGEST:
        text = _("a tensor of shape {shape} and dtype {dtype}{values}")
        return text.format(shape=array.shape, dtype=tensor.dtype, values=_range(array))
    if array.size == 0:
        return f"torch.zeros({array.shape}, dtype={tensor.dtype})"
    text = values(array, indent=len("torch.tensor("))
    dtype = "" if str(tensor.dtype) in PLAIN_TORCH_DTYPES else f", dtype={tensor.dtype}"
    return f"torch.tensor({text}{dtype})"


def values(array: np.ndarray, indent: int = 0, short: bool = False) -> str:
    """The numbers of an array, in brackets: six digits if `short`, else as many as it takes."""
    return np.array2string(
        array + 0.0 if array.dtype.kind == "f" else array,  # -0.0 reads as a sign
        separator=", ",
        precision=6,
        floatmode="maxprec" if short else "unique",
        threshold=array.size + 1,
        max_line_width=100,
        prefix=" " * indent,
    )


def labelled(mine: str, right: str) -> str:
    """Two results below each other, each behind its label; their further lines are indented."""
    labels = _("yours"), _("expected")
    width = max(map(cell_len, labels)) + 2
    pairs = zip(labels, (mine, right), strict=True)
    rows = [f"{set_cell_size(label, width)}{text}" for label, text in pairs]
    return "\n".join("  " + row.replace("\n", "\n  " + " " * width) for row in rows)


def _contiguity(tensor: Any) -> str:
    return "" if tensor.is_contiguous() else "  # not contiguous"


def _range(array: np.ndarray) -> str:
    if array.dtype.kind not in "iuf" or not np.isfinite(array).all():
        return ""
    return _(", values between {least} and {most}").format(least=array.min(), most=array.max())


def _layout(array: np.ndarray) -> str:
    """What the numbers do not show: how the array lies in memory."""
    facts = []
    if not array.flags.c_contiguous:
        if array.flags.f_contiguous:
            facts.append(_("in Fortran order"))
        elif 0 in array.strides:
            facts.append(_("a broadcast view"))
        elif min(array.strides) < 0:
            facts.append(_("a reversed view"))
        else:
            facts.append(_("a view with gaps"))
    if not array.flags.writeable:
        facts.append(_("read-only"))
    return "  # " + ", ".join(facts) if facts else ""
