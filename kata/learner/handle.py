"""Handles: what the judge holds of an object that lives in the learner process."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kata.learner.session import Session


A_METHOD = object()  # what the other side says in the place of one


class Handle:
    """Stands for one object over there: attributes, calls and operators are forwarded to it.

    Interned, so `a is b` holds where it holds over there. No array: NumPy must never swallow it.
    """

    __slots__ = ("__weakref__", "_kata_kind", "_kata_number", "_kata_session", "_kata_told")

    __array_ufunc__ = None
    _kata_session: "Session"
    _kata_number: int
    _kata_kind: int  # the same for a class and its objects
    _kata_told: int

    def __init__(self, session: "Session", number: int, kind: int) -> None:
        object.__setattr__(self, "_kata_session", session)
        object.__setattr__(self, "_kata_number", number)
        object.__setattr__(self, "_kata_kind", kind)
        object.__setattr__(self, "_kata_told", 0)

    def __del__(self) -> None:
        self._kata_session.release(self._kata_number, self._kata_told)

    def __getattr__(self, name: str) -> Any:
        session = self._kata_session
        if (self._kata_kind, name) not in session.methods:
            value = session.request("getattr", self, name)
            if value is not A_METHOD:
                return value
            session.methods.add((self._kata_kind, name))
        return Method(self, name)

    def __setattr__(self, name: str, value: object) -> None:
        self._kata_session.request("setattr", self, name, value)

    def __delattr__(self, name: str) -> None:
        self._kata_session.request("delattr", self, name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._kata_session.request("call", self, *args, **kwargs)

    def __array__(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("an object of the learner process is no array: fetch its data instead")

    @classmethod
    def __torch_function__(
        cls, function: Any, types: Any, args: Sequence[Any] = (), kwargs: Any = None
    ) -> Any:
        """A function of PyTorch's that is given a handle is carried out over there."""
        handle = _first_handle([args, *(kwargs or {}).values()])
        name = _torch_name(function)
        return handle._kata_session.request("torch", name, *args, **(kwargs or {}))

    def __iter__(self) -> Iterator[Any]:
        iterator = self._kata_session.request("iter", self)
        while True:
            more, value = self._kata_session.request("advance", iterator)
            if not more:
                return
            yield value

    def __contains__(self, value: object) -> bool:
        return bool(self._kata_session.request("contains", self, value))

    def __enter__(self) -> Any:
        return self._kata_session.request("enter", self)

    def __exit__(self, kind: Any, error: Any, trace: Any) -> bool:
        message = None if error is None else str(error)
        return bool(self._kata_session.request("exit", self, message))

    def __repr__(self) -> str:
        return str(self._kata_session.request("repr", self))

    __str__ = __repr__
    __hash__ = object.__hash__


METHODS = 0  # the kind of all methods: that of others is the address of their class


class Method(Handle):
    """A method of an object over there: looked up as it is called, which saves a request."""

    __slots__ = ("_kata_fetched", "_kata_name", "_kata_owner")

    _kata_owner: Handle
    _kata_name: str
    _kata_fetched: Handle | None

    def __init__(self, owner: Handle, name: str) -> None:
        super().__init__(owner._kata_session, 0, METHODS)
        object.__setattr__(self, "_kata_owner", owner)
        object.__setattr__(self, "_kata_name", name)
        object.__setattr__(self, "_kata_fetched", None)

    def __del__(self) -> None:
        """There is no number to give back, but that of the handle that was fetched."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        owner, name = self._kata_owner, self._kata_name
        return self._kata_session.request("method", owner, name, *args, **kwargs)

    def _kata_fetch(self) -> Handle:
        """The method itself, for whatever else than a call."""
        if self._kata_fetched is None:
            fetched = self._kata_session.request("ref", self._kata_owner, self._kata_name)
            object.__setattr__(self, "_kata_fetched", fetched)
        assert self._kata_fetched is not None
        return self._kata_fetched


def _first_handle(values: Sequence[Any]) -> Any:
    for value in values:
        inside = _first_handle(value) if isinstance(value, list | tuple) else value
        if isinstance(inside, Handle):
            return inside
    return None


def _torch_name(function: Any) -> str:
    """Where a function of PyTorch's is found: `torch.stack`, `torch.Tensor.add`."""
    owner = function.__qualname__.rpartition(".")[0]
    if owner in ("Tensor", "TensorBase"):
        return f"torch.Tensor.{function.__name__}"
    return f"{function.__module__}.{function.__name__}"


def _unary(operation: str) -> Any:
    def forward(self: Handle) -> Any:
        return self._kata_session.request(operation, self)

    return forward


def _binary(operation: str) -> Any:
    def forward(self: Handle, other: Any) -> Any:
        return self._kata_session.request(operation, self, other)

    return forward


def _reflected(operation: str) -> Any:
    def forward(self: Handle, other: Any) -> Any:
        return self._kata_session.request(operation, other, self)

    return forward


def _item(operation: str) -> Any:
    def forward(self: Handle, *key: Any) -> Any:
        return self._kata_session.request(operation, self, *key)

    return forward


UNARY = "neg pos abs invert len bool int float complex index"
ARITHMETIC = "add sub mul truediv floordiv mod divmod pow matmul lshift rshift xor"
COMPARISON = "eq ne lt le gt ge"
IN_PLACE = "iadd isub imul itruediv imatmul ipow"

for _name in UNARY.split():
    setattr(Handle, f"__{_name}__", _unary(_name))
for _name in f"{COMPARISON} {IN_PLACE} {ARITHMETIC}".split():
    setattr(Handle, f"__{_name}__", _binary(_name))
for _name in ARITHMETIC.split():
    setattr(Handle, f"__r{_name}__", _reflected(_name))
for _name in ("and", "or"):  # whose functions in `operator` have an underscore
    setattr(Handle, f"__{_name}__", _binary(_name + "_"))
    setattr(Handle, f"__r{_name}__", _reflected(_name + "_"))
for _name in ("getitem", "setitem", "delitem"):
    setattr(Handle, f"__{_name}__", _item(_name))
