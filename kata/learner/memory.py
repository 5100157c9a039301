"""Arrays and tensors as they lie in memory: what a plain copy of their numbers leaves behind.

An *image* is all that it takes to rebuild one elsewhere: the bytes that it spans, gaps included,
its dtype (NumPy's or PyTorch's), shape, strides, the place of its first element, whether it may be
written to. Strides and places count bytes for an array and elements for a tensor, as their
libraries do.
"""

import ctypes
import sys
from typing import Any

import numpy as np

Image = tuple[bytes, Any, tuple[int, ...], tuple[int, ...], int, bool]

_shares_memory = np.shares_memory  # taken before any learner code runs, which might patch it


def image(array: Any) -> Image:
    """The image of an array or a tensor."""
    if isinstance(array, np.ndarray):
        low, high = np.lib.array_utils.byte_bounds(array)
        start = array.__array_interface__["data"][0]
        raw = ctypes.string_at(low, high - low)
        return raw, array.dtype, array.shape, array.strides, start - low, array.flags.writeable
    shape, strides = tuple(array.shape), array.stride()
    last = sum((side - 1) * stride for side, stride in zip(shape, strides, strict=True))
    size = (last + 1) * array.element_size() if array.numel() else 0
    return ctypes.string_at(array.data_ptr(), size), array.dtype, shape, strides, 0, True


def rebuild(
    raw: bytes,
    dtype: Any,
    shape: tuple[int, ...],
    strides: tuple[int, ...],
    offset: int,
    writeable: bool,
) -> Any:
    """The array or tensor of an image, in memory of its own."""
    if isinstance(dtype, np.dtype):
        array = np.ndarray(shape, dtype, bytearray(raw), offset, strides)
        array.flags.writeable = writeable
        return array
    import torch

    if not raw:
        return torch.empty_strided(shape, strides, dtype=dtype)
    storage = torch.frombuffer(bytearray(raw), dtype=dtype).untyped_storage()
    return torch.empty(0, dtype=dtype).set_(storage, offset, shape, strides)


def contents(rebuilt: Any) -> tuple[bytes, tuple[int, ...], tuple[int, ...]]:
    """All the bytes below what `rebuild` gave, with shape and strides: they tell of any change."""
    if isinstance(rebuilt, np.ndarray):
        return bytes(rebuilt.base), rebuilt.shape, rebuilt.strides  # type: ignore[arg-type]
    import torch

    stored = torch.empty(0, dtype=torch.uint8).set_(rebuilt.untyped_storage())
    return stored.numpy().tobytes(), tuple(rebuilt.shape), rebuilt.stride()


def shares_memory(a: Any, b: Any) -> bool:
    """Do two arrays or tensors, or one of each, have a byte of memory in common?"""
    return bool(_shares_memory(_as_array(a), _as_array(b)))


def _as_array(value: Any) -> np.ndarray:
    """An array on the same memory."""
    torch = sys.modules.get("torch")
    if torch is None or not isinstance(value, torch.Tensor):
        return np.asarray(value)
    plain = value.detach()
    array: np.ndarray = (
        plain.view(torch.int16) if plain.dtype is torch.bfloat16 else plain
    ).numpy()
    return array
