"""The door to the learner's code, as tests see it.

`from kata.learner import task1` gives a stand-in of the learner's module: what it hands out are
handles, forwarded to the process where the learner's code lives. Usable inside a test only.
"""

from collections.abc import Callable
from typing import Any

from kata import curriculum
from kata.learner import memory
from kata.learner.handle import Handle
from kata.learner.imports import PACKAGE
from kata.learner.session import LearnerError, Session
from kata.paths import TESTS

BESIDE = TESTS / "beside"

_connect: Callable[[], Session] | None = None
_session: Session | None = None
_held: dict[Handle, tuple[bytes, tuple[int, ...], tuple[int, ...]]] = {}


def open_with(connect: Callable[[], Session]) -> None:
    """From now on, a test's first use of learner code starts a session with `connect`."""
    global _connect
    close()
    _connect = connect


def close() -> None:
    """End the session, if there is one."""
    global _session, _connect
    session, _session, _connect = _session, None, None
    _held.clear()
    if session:
        session.close()


def current() -> Session | None:
    """The session of the test that runs, if it has used learner code yet."""
    return _session


def _open() -> Session:
    global _session
    if _session is None:
        if _connect is None:
            raise RuntimeError("learner code can be used inside a test of a step only")
        _session = _connect()
    return _session


class ModuleStandIn:
    """Stands for a module of the learner's: its attributes are fetched when a test asks."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        return _open().attribute(self._name, name)

    def __repr__(self) -> str:
        return f"<learner module {self._name}>"


def __getattr__(name: str) -> ModuleStandIn:
    for task in curriculum.load().tasks:
        for module in task.modules:
            if name in (module, module.partition("_")[0]):
                return ModuleStandIn(f"{PACKAGE}.{task.folder}.{module}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def beside(name: str) -> Any:
    """Load `tests/beside/NAME.py` over there, once a test; gives a handle to the module."""
    return _open().beside(name, (BESIDE / f"{name}.py").read_text("utf-8"))


def hold(array: Any) -> Any:
    """Put an array or a tensor over there as it lies in memory (strides, gaps, read-only).

    Gives a handle to it. A tensor needs no gradient yet: `hold(x).requires_grad_()`.
    """
    image = memory.image(array)
    handle = _open().request("hold", *image)
    raw, _, shape, strides, *_ = image
    _held[handle] = raw, shape, strides
    return handle


def unchanged(held: Handle) -> bool:
    """Does what was held still stand in memory, bit for bit, as it was sent?"""
    return bool(_open().request("contents", held) == _held[held])


def ref(owner: Handle, name: str) -> Any:
    """An attribute as a handle, also where it is plain data, so that its memory can be asked of."""
    return _open().request("ref", owner, name)


def kept(function: Handle, *args: Any, **kwargs: Any) -> Any:
    """The result of a call as a handle, also where it is plain data, which is copied otherwise."""
    return _open().request("kept", function, *args, **kwargs)


def detached(value: Handle) -> Any:
    """The numbers of a tensor of PyTorch's that has a graph; anything else as it is."""
    return _open().request("detached", value)


def shares_memory(a: Handle, b: Handle) -> bool:
    """Do two arrays or tensors over there, or one of each, share memory?"""
    return bool(_open().request("shares_memory", a, b))


def writeable(array: Handle) -> bool:
    """May that array be written to?"""
    return bool(_open().request("writeable", array))


def rng(seed: int) -> Any:
    """A `np.random.Generator` over there, whose state moves on as it is used."""
    return _open().request("rng", seed)


def generator(seed: int) -> Any:
    """A `torch.Generator` over there."""
    return _open().request("generator", seed)


def random_state() -> str:
    """A fingerprint of the global random states over there (`random`, NumPy, PyTorch if loaded)."""
    return str(_open().request("random_state"))


def printed() -> str:
    """What learner code has printed in this test so far."""
    return _open().printed


def is_a(value: object, kind: Handle) -> bool:
    """`isinstance(value, kind)` over there; False for plain data."""
    if isinstance(value, Handle):
        return bool(_open().request("is_a", value, kind))
    _open().odd = "None" if value is None else type(value).__name__
    return False


__all__ = [
    "Handle", "LearnerError", "beside", "detached", "generator", "hold", "is_a", "kept", "printed",
    "random_state", "ref", "rng", "shares_memory", "unchanged", "writeable",
]  # fmt: skip
