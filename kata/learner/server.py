"""The other side: does with the learner's objects what the judge asks, one request at a time.

A request is `["do", operation, arguments, keywords, releases]`; the answer is `["result", value]`
or `["error", description]`. While it is being carried out, learner code may call a function of the
judge's: the server then sends `["callback", number, arguments, keywords]` and serves requests
until `["return", value]` or `["raise"]` comes.
"""

import builtins
import hashlib
import operator
import random
import sys
import traceback
from collections.abc import Callable
from inspect import getattr_static
from types import FunctionType, MethodType, ModuleType
from typing import Any

import numpy as np

from kata import language
from kata.language import _
from kata.learner import imports, memory, wire

MESSAGE_LIMIT = 4_000  # characters of an exception's message that the judge is told
FRAME_LIMIT = 30
SEED = 2_830_471

# Taken now, before any learner code runs, so that patching the library changes no answer.
_import_module = __import__("importlib").import_module


class ByReference:
    """Wraps a result that is to cross as a reference though it is plain data."""

    def __init__(self, value: object) -> None:
        self.value = value


class MethodFound:
    """In the place of a method, which the judge calls by its name."""


class CallbackFailed(Exception):
    """A function of the judge's raised; the judge keeps the exception and raises it itself."""


class Server:
    """Keeps the objects that the judge refers to and answers its requests.

    `exchange(message)` sends a message to the judge and gives the next one from it. `shared` says
    that the judge lives in this process too.
    """

    def __init__(self, exchange: Callable[[bytes], bytes], shared: bool = False) -> None:
        self._exchange = exchange
        self._shared = shared
        self._codec = wire.Codec(self._refer, self._resolve)
        self._objects: dict[int, Any] = {}  # number -> object
        self._numbers: dict[int, int] = {}  # id(object) -> number
        self._sent: dict[int, int] = {}  # number -> how often the judge was told of it
        self._last = 0
        self._finder: imports.LearnerFinder | None = None

    def answer(self, message: bytes) -> bytes:
        """Carry out one request."""
        return self._carry_out(self._codec.decode(message))

    def _carry_out(self, request: list[Any]) -> bytes:
        try:
            operation, arguments, keywords, releases = request[1:]
            for number, count in releases:
                self._release(number, count)
            own = getattr(self, f"_do_{operation}", None)
            value = (own or OPERATIONS[operation])(*arguments, **keywords)
            return self._codec.encode(["result", value])
        except BaseException as error:  # whatever learner code raises is an answer
            return self._codec.encode(["error", describe(error)])

    # References: the judge counts how often it was told of an object, and gives that many back.

    def _refer(self, value: object) -> tuple[int, Any]:
        if type(value) is MethodFound:
            return wire.METHOD, None
        if type(value) is ByReference:
            value = value.value
        number = self._numbers.get(id(value))
        if number is None:
            self._last = number = self._last + 1
            self._numbers[id(value)] = number
            self._objects[number] = value
        self._sent[number] = self._sent.get(number, 0) + 1
        return wire.REFERENCE, [number, id(_class(value))]

    def _release(self, number: int, count: int) -> None:
        self._sent[number] -= count
        if self._sent[number] == 0:
            del self._sent[number]
            del self._numbers[id(self._objects.pop(number))]

    def _resolve(self, code: int, payload: Any) -> object:
        if code == wire.REFERENCE:
            return self._objects[payload]
        return self._callback(payload)

    def _callback(self, number: int) -> Callable[..., Any]:
        def callback(*args: Any, **kwargs: Any) -> Any:
            message = self._codec.encode(["callback", number, list(args), kwargs])
            while True:
                reply = self._codec.decode(self._exchange(message))
                if reply[0] == "return":
                    return reply[1]
                if reply[0] == "raise":
                    raise CallbackFailed(_("a function of the test raised an error"))
                message = self._carry_out(reply)

        return callback

    # Operations that need the server itself.

    def _do_setup(
        self,
        modules: dict[str, Any],
        allowed: list[str],
        spoken: language.Language,
    ) -> None:
        language.use(spoken)
        self._finder = imports.LearnerFinder(modules, allowed, self._shared)
        self._finder.install()

    def _do_beside(self, name: str, source: str) -> ModuleType:
        module = ModuleType(name)
        exec(compile(source, f"<{name}>", "exec"), module.__dict__)
        return module

    def close(self) -> None:
        """Undo what `setup` did to this process."""
        if self._finder:
            self._finder.uninstall()


def _call(function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
    return function(*args, **kwargs)


def _attribute(owner: Any, name: str) -> Any:
    """An attribute, unless it is a method: one that all objects of the class have."""
    value = getattr(owner, name)
    if type(value) in (MethodType, FunctionType):
        defined = getattr_static(_class(owner), name, None)
        if type(defined) in (FunctionType, classmethod, staticmethod):
            return MethodFound()
    return value


def _class(value: object) -> type:
    """The class that an object belongs to, or that it is itself."""
    return value if isinstance(value, type) else type(value)


def _method(owner: Any, name: str, /, *args: Any, **kwargs: Any) -> Any:
    return getattr(owner, name)(*args, **kwargs)


def _advance(iterator: Any) -> tuple[bool, Any]:
    for value in iterator:
        return True, value
    return False, None


def _exit(manager: Any, message: str | None) -> bool:
    error = None if message is None else RuntimeError(message)
    return bool(type(manager).__exit__(manager, error and RuntimeError, error, None))


def _random_state() -> str:
    states: list[Any] = [random.getstate(), np.random.get_state()]
    if torch := sys.modules.get("torch"):
        states.append(torch.get_rng_state().numpy().tobytes())
    return hashlib.sha256(repr(states).encode()).hexdigest()


def _detached(value: Any) -> Any:
    torch = sys.modules.get("torch")
    return value.detach() if torch and isinstance(value, torch.Tensor) else value


def _torch(name: str, /, *args: Any, **kwargs: Any) -> Any:
    """Call a function of PyTorch's by its dotted name."""
    import torch

    return operator.attrgetter(name.removeprefix("torch."))(torch)(*args, **kwargs)


def fix_random_states() -> None:
    """Begin with the same global random states each time: the same code gets the same score.

    With an odd seed, so that learner code that sets one itself changes them.
    """
    random.seed(SEED)
    np.random.seed(SEED)
    if torch := sys.modules.get("torch"):
        torch.default_generator.manual_seed(SEED)


def _generator(seed: int) -> Any:
    import torch

    return torch.Generator().manual_seed(seed)


OPERATORS = (
    "add sub mul truediv floordiv mod pow matmul and_ or_ xor lshift rshift neg pos abs invert "
    "eq ne lt le gt ge getitem setitem delitem contains index "
    "iadd isub imul itruediv imatmul ipow"
)

OPERATIONS: dict[str, Callable[..., Any]] = {
    **{name: getattr(operator, name) for name in OPERATORS.split()},
    "advance": _advance,
    "bool": bool,
    "call": _call,
    "complex": complex,
    "contents": memory.contents,
    "delattr": delattr,
    "detached": _detached,
    "divmod": divmod,
    "enter": lambda manager: type(manager).__enter__(manager),
    "exit": _exit,
    "float": float,
    "generator": _generator,
    "getattr": _attribute,
    "hold": lambda *image: ByReference(memory.rebuild(*image)),
    "import": _import_module,
    "int": int,
    "is_a": isinstance,
    "iter": iter,
    "kept": lambda *call, **kwargs: ByReference(_call(*call, **kwargs)),
    "len": len,
    "method": _method,
    "random_state": _random_state,
    "ref": lambda owner, name: ByReference(getattr(owner, name)),
    "repr": repr,
    "rng": np.random.default_rng,
    "setattr": setattr,
    "shares_memory": memory.shares_memory,
    "torch": _torch,
    "type_name": lambda value: type(value).__name__,
    "writeable": lambda array: array.flags.writeable,
}


def describe(error: BaseException) -> dict[str, Any]:
    """An exception as plain data: its built-in types, its message and the lines it came through."""
    types = [base.__name__ for base in type(error).__mro__ if base.__module__ == "builtins"]
    try:
        single = error.args[0] if isinstance(error, KeyError) and len(error.args) == 1 else error
        message = str(single)
    except BaseException:  # a __str__ of the learner's own may do anything
        message = _("(its message can't be read)")
    try:
        frames = [
            [frame.filename, frame.lineno or 0, frame.name]
            for frame in traceback.extract_tb(error.__traceback__, limit=-FRAME_LIMIT)
        ]
    except BaseException:
        frames = []
    return {
        "types": [name for name in types if hasattr(builtins, name)],
        "name": type(error).__name__,
        "message": message[:MESSAGE_LIMIT],
        "frames": frames,
    }
