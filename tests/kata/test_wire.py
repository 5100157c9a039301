"""The wire: plain data cross as copies of the same type, anything else as a reference."""

import dataclasses
import math
import pickle
from typing import Any

import msgpack
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from kata.learner import wire


def codec() -> wire.Codec:
    objects: list[object] = []

    def refer(value: object) -> tuple[int, Any]:
        objects.append(value)
        return wire.REFERENCE, len(objects) - 1

    return wire.Codec(refer, lambda code, payload: objects[payload])


def cross(value: object) -> Any:
    both = codec()
    return both.decode(both.encode(value))


leaves = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.complex_numbers(), st.binary(),
    st.text(st.characters(exclude_categories=[])), st.just(...),
    st.slices(5), st.sampled_from([np.dtype("f4"), np.dtype(">i2"), np.dtype(bool)]),
)  # fmt: skip
values = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner), st.tuples(inner, inner), st.dictionaries(st.text() | st.integers(), inner)
    ),
)


@given(values)
def test_plain_data_arrive_as_they_were(value: object) -> None:
    arrived = cross(value)
    assert repr(arrived) == repr(value)  # repr tells 1 from True and 1.0, and NaN from nothing
    assert type(arrived) is type(value)


@given(hnp.arrays(st.one_of(hnp.scalar_dtypes()), hnp.array_shapes(min_dims=0, min_side=0)))
def test_arrays_arrive_as_copies(array: np.ndarray) -> None:
    arrived = cross(array)
    if array.dtype.kind in wire.PLAIN_KINDS:
        assert type(arrived) is np.ndarray
        assert arrived.dtype == array.dtype and arrived.shape == array.shape
        assert arrived.tobytes() == array.tobytes()
        assert arrived.flags.writeable and not np.shares_memory(arrived, array)
    else:
        assert arrived is array


@pytest.mark.parametrize("scalar", [np.float32(1.5), np.int8(-3), np.bool_(True), np.str_("x")])
def test_numpy_scalars_keep_their_type(scalar: np.generic) -> None:
    arrived = cross(scalar)
    assert type(arrived) is type(scalar) and arrived == scalar


TORCH_DTYPES = ["float64", "float32", "float16", "bfloat16", "complex64"]
TORCH_DTYPES += ["int64", "int32", "int8", "uint8", "bool"]


@pytest.mark.parametrize("name", TORCH_DTYPES)
def test_torch_tensors_arrive_as_copies(name: str) -> None:
    torch = pytest.importorskip("torch")
    dtype = getattr(torch, name)
    numbers = torch.tensor([[0, 1, 2], [3, 4, 5]]).to(dtype)
    empty = torch.empty(0, 3, dtype=dtype)
    for tensor in (
        numbers,
        numbers.T,
        numbers[:, ::2],
        numbers[0, 1],
        numbers[:1, ::2][:, :1],
        numbers.T[:1, 1],
        numbers[:, :1].expand(2, 4),
        empty,
    ):
        arrived = cross(tensor)
        assert type(arrived) is torch.Tensor and arrived.dtype is dtype
        assert arrived.shape == tensor.shape and torch.equal(arrived, tensor)
        assert arrived.is_contiguous() and not arrived.requires_grad
        if tensor.numel():
            before = tensor.clone()
            arrived.zero_()
            assert torch.equal(tensor, before)


def test_lazy_views_of_torch_arrive_as_the_numbers_that_they_show() -> None:
    torch = pytest.importorskip("torch")
    numbers = torch.tensor([1 + 2j, 3 - 4j])
    assert torch.equal(cross(numbers.conj()), numbers.conj())
    assert torch.equal(cross(numbers.conj().imag), torch.tensor([-2.0, 4.0]))
    with torch.inference_mode():
        assert torch.equal(cross(torch.ones(2)), torch.ones(2))


def test_what_describes_torch_tensors_is_plain_data() -> None:
    torch = pytest.importorskip("torch")
    assert cross(torch.float16) is torch.float16
    assert cross(torch.Size([1, 2])) == torch.Size([1, 2]) and cross(torch.Size([])) == ()
    assert type(cross(torch.ones(2, 3).shape)) is torch.Size
    assert cross(torch.device("cpu")) == torch.device("cpu")


def test_torch_tensors_that_are_more_than_numbers_stay() -> None:
    torch = pytest.importorskip("torch")
    leaf = torch.ones(2, requires_grad=True)

    class Own(torch.Tensor):
        pass

    @dataclasses.dataclass
    class Config:
        width: int = 4

    for kept in (
        leaf, leaf * 2, torch.nn.Parameter(torch.ones(2)), torch.ones(2).as_subclass(Own),
        torch.nn.Parameter(torch.ones(2), requires_grad=False), torch.nn.Linear(2, 2),
        torch.ones(2).to_sparse(), torch.ones(2, device="meta"), torch.Generator(), Config(),
    ):  # fmt: skip
        assert cross(kept) is kept and cross({"a": [kept]})["a"][0] is kept


class Liar(np.ndarray):
    """An array that agrees with everything."""

    def __eq__(self, other: object) -> Any:
        return True


class Number(float):
    """A float of the learner's own."""


@pytest.mark.parametrize(
    "value",
    [np.ones(2).view(Liar), Number(1.0), object(), np.array([object()]), type("T", (tuple,), {})()],
    ids=["subclass of ndarray", "subclass of float", "object", "object array", "subclass of tuple"],
)
def test_what_is_no_plain_data_stays_behind_a_reference(value: object) -> None:
    assert cross(value) is value
    assert cross([(value,)])[0][0] is value


def test_large_integers_and_special_floats() -> None:
    assert cross(2**100) == 2**100 and cross(-(2**70)) == -(2**70)
    assert math.isnan(cross(float("nan")))
    assert math.copysign(1, cross(-0.0)) == -1


class Bomb:
    """Would run code if it were unpickled."""

    def __reduce__(self) -> Any:
        return exec, ("raise SystemExit('unpickled')",)


HOSTILE = [
    b"",
    b"\xc1",
    pickle.dumps(Bomb()),
    msgpack.packb(msgpack.ExtType(wire.ARRAY, msgpack.packb(["|O", [1], b"\0" * 8]))),
    msgpack.packb(msgpack.ExtType(wire.ARRAY, msgpack.packb(["<f8", [10**9], b"\0" * 8]))),
    msgpack.packb(msgpack.ExtType(wire.ARRAY, msgpack.packb("no array"))),
    msgpack.packb(msgpack.ExtType(wire.SCALAR, msgpack.packb(["<f8", b""]))),
    msgpack.packb(msgpack.ExtType(wire.DTYPE, msgpack.packb("no dtype"))),
    msgpack.packb(msgpack.ExtType(wire.TORCH_DTYPE, msgpack.packb("torch.load"))),
    msgpack.packb(msgpack.ExtType(wire.TORCH_DTYPE, msgpack.packb("torch.qint8"))),
    msgpack.packb(
        msgpack.ExtType(wire.TORCH_TENSOR, msgpack.packb(["torch.float32", [10**15], b""]))
    ),
    msgpack.packb(
        msgpack.ExtType(wire.TORCH_TENSOR, msgpack.packb(["torch.float32", [3], b"\0" * 8]))
    ),
    msgpack.packb(msgpack.ExtType(wire.INTEGER, msgpack.packb("x"))),
    msgpack.packb(msgpack.ExtType(wire.REFERENCE, msgpack.packb(12345))),
    msgpack.packb(msgpack.ExtType(99, b"")),
    b"\x81" * 600,
    b"\xdd\xff\xff\xff\xff",
]


@pytest.mark.parametrize("data", HOSTILE)
def test_hostile_bytes_are_an_error_and_nothing_else(data: bytes) -> None:
    with pytest.raises(wire.WireError):
        codec().decode(data)


@given(st.binary())
def test_any_bytes_are_data_or_an_error(data: bytes) -> None:
    try:
        codec().decode(data)
    except wire.WireError:
        pass


def test_a_frame_begins_with_its_length() -> None:
    framed = wire.frame(b"abc")
    assert wire.frame_length(framed[: wire.HEADER]) == 3
    assert framed[wire.HEADER :] == b"abc"
