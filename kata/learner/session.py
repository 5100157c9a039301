"""One test's conversation with the learner process: handles, callbacks, exceptions."""

import builtins
import re
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol

from kata import language
from kata.language import _
from kata.learner import wire
from kata.learner.handle import A_METHOD, Handle, Method
from kata.learner.process import LearnerStopped
from kata.learner.server import MESSAGE_LIMIT, Server, fix_random_states
from kata.learner.sources import Source

NAME_LIMIT = 100  # characters of an exception's name
STUB = re.compile(r"step (\d+\.\d+): (\S+)")


class StubReached(BaseException):
    """The test met a stub; no `Exception`, so nothing catches it or tries again."""

    def __init__(self, step: str, name: str) -> None:
        text = _("step {step}: `{name}` is still to be written")
        super().__init__(text.format(step=step, name=name))
        self.step = step
        self.name = name


class ModuleBroken(BaseException):
    """A module of the learner's can't be imported."""

    def __init__(self, module: str, sentence: str, trace: Sequence[tuple[str, int, str]]) -> None:
        super().__init__(sentence)
        self.module = module
        self.trace = tuple(trace)


class LearnerError(Exception):
    """Mixed into the built-in type of an exception that learner code raised.

    `name` is the type that was raised over there, `trace` the lines it came through, innermost
    first.
    """

    name: str
    message: str
    trace: tuple[tuple[str, int, str], ...]

    def __str__(self) -> str:
        return self.message


class Transport(Protocol):
    """A way to the learner's objects: a process, or a server in this one."""

    def exchange(self, message: bytes) -> bytes: ...

    @property
    def printed(self) -> str: ...

    def close(self) -> None: ...


@dataclass(frozen=True)
class Tree:
    """The learner's modules by name over there (`exercises.stage1_foundations.task1_tensor`).

    `allowed` names the packages that they may import besides the standard library; a learner
    process has imported these before it starts. `broken` remembers what could not be imported.
    """

    modules: Mapping[str, Source]
    allowed: Sequence[str] = ("numpy",)
    broken: dict[str, ModuleBroken] = field(default_factory=dict, compare=False)


class Session:
    """Speaks to one learner process. Made for one test, and closed with it."""

    def __init__(self, tree: Tree, connect: Callable[["Session"], Transport]) -> None:
        self.tree = tree
        self.methods: set[tuple[int, str]] = set()  # kinds of objects, and names of their methods
        self.odd = ""  # the type of plain data where a test wanted an object of the learner's
        self._handles: weakref.WeakValueDictionary[int, Handle] = weakref.WeakValueDictionary()
        self._releases: list[tuple[int, int]] = []
        self._callbacks: list[Callable[..., Any]] = []
        self._callback_error: BaseException | None = None
        self._modules: dict[str, Any] = {}
        self._attributes: dict[tuple[str, str], Handle] = {}
        self._helpers: dict[str, Any] = {}
        self._codec = wire.Codec(self._refer, self._resolve)
        self._transport = connect(self)
        modules = {
            name: (str(source.path), source.code, source.problem)
            for name, source in tree.modules.items()
        }
        self.request("setup", modules, list(tree.allowed), language.current())

    @property
    def printed(self) -> str:
        """What learner code printed, cut to a sensible length."""
        return self._transport.printed

    def close(self) -> None:
        """End the learner process."""
        self._modules.clear()
        self._attributes.clear()
        self._helpers.clear()
        self._transport.close()

    def module(self, name: str) -> Any:
        """A handle to a module; `ModuleBroken` where it can't be imported."""
        if name in self._modules:
            return self._modules[name]
        if name in self.tree.broken:  # what broke once is not run again
            raise self.tree.broken[name]
        try:
            self._modules[name] = self._import(name)
        except ModuleBroken as broken:
            self.tree.broken[name] = broken
            raise
        return self._modules[name]

    def attribute(self, module: str, name: str) -> Any:
        """An attribute of a module; its classes and functions are fetched once."""
        if (module, name) not in self._attributes:
            value = getattr(self.module(module), name)
            if not isinstance(value, Handle):
                return value
            self._attributes[module, name] = value
        return self._attributes[module, name]

    def beside(self, name: str, source: str) -> Any:
        """A handle to a module of the judge's that lives over there, made of its source once."""
        if name not in self._helpers:
            self._helpers[name] = self.request("beside", name, source)
        return self._helpers[name]

    def _import(self, name: str) -> Any:
        source = self.tree.modules[name]
        if source.problem:
            raise ModuleBroken(name, source.problem, [(str(source.path), source.line, "")])
        try:
            return self.request("import", name)
        except LearnerStopped as stopped:
            trace = stopped.trace or [(str(source.path), 0, "")]
            sentence = _("importing it: {problem}").format(problem=stopped)
            raise ModuleBroken(name, sentence, trace) from None
        except LearnerError as error:
            sentence = _("importing it raised {error}: {message}")
            sentence = sentence.format(error=error.name, message=error)
            raise ModuleBroken(name, sentence, error.trace) from None

    def request(self, operation: str, /, *args: Any, **kwargs: Any) -> Any:
        """Have an operation carried out over there and give its result."""
        releases, self._releases = self._releases, []
        message = self._codec.encode(["do", operation, args, kwargs, releases])
        while True:
            try:
                answer = self._codec.decode(self._transport.exchange(message))
            except wire.WireError as error:
                raise _unreadable(str(error)) from None
            match answer:
                case ["callback", int(), list(), dict()]:
                    message = self._call_back(*answer[1:])
                case ["result", value]:
                    self._raise_callback_error()
                    return value
                case ["error", dict(description)]:
                    self._raise_callback_error()
                    raise _exception(description)
                case _:
                    raise _unreadable(_("no answer to the request"))

    def answer_callback(self, message: bytes) -> bytes:
        """Call the judge's function that `message` asks for; for a server in this process."""
        return self._call_back(*self._codec.decode(message)[1:])

    def _call_back(self, number: int, arguments: list[Any], keywords: dict[str, Any]) -> bytes:
        try:
            value = self._callbacks[number](*arguments, **keywords)
            return self._codec.encode(["return", value])
        except BaseException as error:
            self._callback_error = self._callback_error or error
            return self._codec.encode(["raise"])

    def _raise_callback_error(self) -> None:
        error, self._callback_error = self._callback_error, None
        if error is not None:
            raise error

    def release(self, number: int, told: int) -> None:
        """The judge has no handle to this object any more."""
        self._releases.append((number, told))

    def _refer(self, value: object) -> tuple[int, Any]:
        if isinstance(value, Method):
            value = value._kata_fetch()
        if isinstance(value, Handle):
            return wire.REFERENCE, value._kata_number
        if callable(value):
            self._callbacks.append(value)
            return wire.CALLBACK, len(self._callbacks) - 1
        if getattr(value, "requires_grad", False):
            raise TypeError("a tensor that requires gradients can't be sent: hold it over there")
        raise TypeError(f"a {type(value).__name__} can't be sent to the learner process")

    def _resolve(self, code: int, payload: Any) -> object:
        match code, payload:
            case wire.METHOD, None:
                return A_METHOD
            case wire.REFERENCE, [int(number), int(kind)]:
                pass
            case _:
                raise wire.WireError("a reference was expected")
        handle = self._handles.get(number)
        if handle is None:
            handle = self._handles[number] = Handle(self, number, kind)
        object.__setattr__(handle, "_kata_told", handle._kata_told + 1)
        return handle


def _unreadable(reason: str) -> LearnerStopped:
    text = _("the grader can't read what your code's process sent ({reason})")
    return LearnerStopped("crashed", text.format(reason=reason))


def _exception(description: Mapping[str, Any]) -> BaseException:
    """The exception of learner code, as its built-in type."""
    try:
        name = str(description["name"])[:NAME_LIMIT].replace("\0", "")
        message = str(description["message"])[:MESSAGE_LIMIT]
        types = [str(name) for name in description["types"]]
        frames = [(str(file), int(line), str(name)) for file, line, name in description["frames"]]
    except (KeyError, TypeError, ValueError):
        return _unreadable(_("no exception in its error"))
    stub = STUB.fullmatch(message)
    if stub and "NotImplementedError" in types:
        return StubReached(*stub.groups())
    builtin = next((t for t in types if _is_exception(getattr(builtins, t, None))), "Exception")
    kind = _error_type(name, builtin)
    error: LearnerError = kind.__base__.__new__(kind)  # some take arguments of their own
    error.name, error.message, error.trace = name, message, tuple(reversed(frames))
    return error


@cache
def _error_type(name: str, builtin: str) -> Any:
    """One class for errors of one kind: Hypothesis tells failures apart by their class."""
    return type(name, (LearnerError, getattr(builtins, builtin)), {})


def _is_exception(kind: object) -> bool:
    if not isinstance(kind, type) or issubclass(kind, BaseExceptionGroup):
        return False  # a group can't be made without what it groups
    return issubclass(kind, Exception)


class LocalTransport:
    """The learner's objects live in this process: for a debugger, and without any limits."""

    printed = ""

    def __init__(self, session: Session) -> None:
        fix_random_states()
        self._server = Server(session.answer_callback, shared=True)

    def exchange(self, message: bytes) -> bytes:
        return self._server.answer(message)

    def close(self) -> None:
        self._server.close()
