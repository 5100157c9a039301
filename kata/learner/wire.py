"""What crosses between the judge and the learner process, as bytes: plain data and references.

Plain data are recognised by exact type and copied: numbers, strings, bytes, None, tuples, lists,
dicts, sets, slices, dtypes, NumPy arrays and scalars, torch tensors that need no gradient.
Everything else crosses as a *reference*, which each side makes and resolves in its own way. Nothing
is unpickled, so bytes from the learner process, whatever they are, can only become data or a
`WireError` here.
"""

import struct
import sys
from collections.abc import Callable
from typing import Any

import msgpack
import numpy as np

PLAIN_KINDS = "biufcSU"  # booleans, integers, floats, complex numbers, byte strings, strings

REFERENCE, CALLBACK, TUPLE, SET, SLICE, ELLIPSIS, INTEGER, COMPLEX, DTYPE, ARRAY, SCALAR = range(11)
TORCH_TENSOR, TORCH_DTYPE, TORCH_SIZE, TORCH_DEVICE, METHOD = range(11, 16)

_LENGTH = struct.Struct(">Q")


class WireError(Exception):
    """The bytes are not what the other side of an honest wire would send."""


class Codec:
    """Turns values into bytes and back.

    `refer(value)` gives the extension code and payload that stand for a value that is no plain
    data (or raises `TypeError`); `resolve(code, payload)` gives the value back.
    """

    def __init__(
        self,
        refer: Callable[[object], tuple[int, Any]],
        resolve: Callable[[int, Any], object],
    ) -> None:
        self._refer = refer
        self._resolve = resolve

    def encode(self, value: object) -> bytes:
        data: bytes = msgpack.packb(
            value, default=self._extension, strict_types=True, unicode_errors="surrogatepass"
        )
        return data

    def decode(self, data: bytes) -> Any:
        try:
            return msgpack.unpackb(
                data, ext_hook=self._value, strict_map_key=False, unicode_errors="surrogatepass"
            )
        except Exception as error:  # anything at all may stand in these bytes
            raise WireError(f"unreadable message: {error}") from error

    def _extension(self, value: object) -> msgpack.ExtType:
        encoder = _ENCODERS.get(type(value))
        extension = encoder(value) if encoder else None
        if extension is None and isinstance(value, np.generic):
            extension = _encode_scalar(value)
        if extension is None and "torch" in sys.modules:
            extension = _encode_torch(value)
        code, payload = extension or self._refer(value)
        return msgpack.ExtType(code, self.encode(payload))

    def _value(self, code: int, data: bytes) -> object:
        payload = self.decode(data)
        if code in (REFERENCE, METHOD, CALLBACK):
            return self._resolve(code, payload)
        return _DECODERS[code](payload)


def frame(data: bytes) -> bytes:
    """`data` with its length before it."""
    return _LENGTH.pack(len(data)) + data


HEADER = _LENGTH.size


def frame_length(header: bytes) -> int:
    """The number of bytes that follow a frame's header."""
    length: int = _LENGTH.unpack(header)[0]
    return length


# Encoders give (code, payload), or None for a value that is no plain data after all.


def _encode_array(array: np.ndarray) -> tuple[int, Any] | None:
    if array.dtype.kind not in PLAIN_KINDS or array.dtype.metadata:
        return None
    return ARRAY, [array.dtype.str, list(array.shape), array.tobytes()]


def _encode_scalar(scalar: np.generic) -> tuple[int, Any] | None:
    if scalar.dtype.kind not in PLAIN_KINDS or type(scalar).__module__ != "numpy":
        return None
    return SCALAR, [scalar.dtype.str, scalar.tobytes()]


_ENCODERS: dict[type, Callable[[Any], tuple[int, Any] | None]] = {
    tuple: lambda value: (TUPLE, list(value)),
    set: lambda value: (SET, list(value)),
    slice: lambda value: (SLICE, [value.start, value.stop, value.step]),
    type(...): lambda value: (ELLIPSIS, None),
    int: lambda value: (INTEGER, str(value)),  # only those that are too large for msgpack
    complex: lambda value: (COMPLEX, [value.real, value.imag]),
    np.ndarray: _encode_array,
}
for _name in np.typecodes["All"]:
    _ENCODERS.setdefault(type(np.dtype(_name)), lambda value: (DTYPE, value.str))


def _encode_torch(value: object) -> tuple[int, Any] | None:
    import torch

    if type(value) is torch.Tensor:
        plain = value.layout is torch.strided and value.device.type != "meta"
        if value.requires_grad or value.is_quantized or not plain:
            return None
        shown = value.detach().cpu().resolve_conj().resolve_neg().reshape(-1)
        # A single element counts as contiguous whatever its stride; that of a clone is 1.
        raw = shown.clone(memory_format=torch.contiguous_format).view(torch.uint8).numpy().tobytes()
        return TORCH_TENSOR, [str(value.dtype), list(value.shape), raw]
    if type(value) is torch.dtype:
        return TORCH_DTYPE, str(value)
    if type(value) is torch.Size:
        return TORCH_SIZE, list(value)
    if type(value) is torch.device:
        return TORCH_DEVICE, str(value)
    return None


def _dtype(name: str) -> np.dtype:
    dtype = np.dtype(name)
    if dtype.kind not in PLAIN_KINDS:
        raise WireError(f"a dtype that is no plain data: {name}")
    return dtype


def _decode_array(payload: list[Any]) -> np.ndarray:
    name, shape, raw = payload
    return np.frombuffer(raw, _dtype(name)).reshape(shape).copy()


def _decode_scalar(payload: list[Any]) -> np.generic:
    name, raw = payload
    scalar: np.generic = np.frombuffer(raw, _dtype(name))[0]
    return scalar


def _torch_dtype(name: str) -> Any:
    import torch

    dtype = getattr(torch, name.removeprefix("torch."), None)
    if type(dtype) is not torch.dtype or "q" in name:  # quantized numbers are no plain data
        raise WireError(f"no such torch dtype: {name}")
    return dtype


def _decode_torch_tensor(payload: list[Any]) -> Any:
    import torch

    name, shape, raw = payload
    if not raw:
        return torch.empty(0, dtype=_torch_dtype(name)).reshape(shape)
    return torch.frombuffer(bytearray(raw), dtype=_torch_dtype(name)).reshape(shape)


def _decode_torch_size(payload: list[int]) -> Any:
    import torch

    return torch.Size(payload)


def _decode_torch_device(payload: str) -> Any:
    import torch

    return torch.device(payload)


_DECODERS: dict[int, Callable[[Any], object]] = {
    TUPLE: tuple,
    SET: set,
    SLICE: lambda payload: slice(*payload),
    ELLIPSIS: lambda payload: ...,
    INTEGER: int,
    COMPLEX: lambda payload: complex(*payload),
    DTYPE: np.dtype,
    ARRAY: _decode_array,
    SCALAR: _decode_scalar,
    TORCH_TENSOR: _decode_torch_tensor,
    TORCH_DTYPE: _torch_dtype,
    TORCH_SIZE: _decode_torch_size,
    TORCH_DEVICE: _decode_torch_device,
}
