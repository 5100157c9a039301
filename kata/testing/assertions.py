"""Assertions whose failure tells the learner what is wrong and, where it can, why."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Literal, Self

import numpy as np

from kata.language import _, mark
from kata.learner import Handle, LearnerError, detached, ref
from kata.phrases import phrase

from .literals import labelled, numbers, values
from .relations import Relation, relation
from .tolerances import Tolerance, for_dtypes

SMALL = 12  # elements; up to here both results are shown whole
CERTAIN = ("none", "nan", "inf")  # relations that are no accident however small the example
KINDS = {
    "b": mark("booleans"),
    "i": mark("whole numbers"),
    "u": mark("whole numbers"),
    "f": mark("real numbers"),
}


class Mismatch(AssertionError):
    """Two results differ. `what` was compared; `told` is how they are related, if that is clear.

    `differ` says in which way: "type", "dtype", "shape" or "values".
    """

    def __init__(
        self,
        what: str,
        text: str,
        told: Relation | None = None,
        closing: str = "",
        differ: str = "values",
    ) -> None:
        super().__init__(what, text, told, closing, differ)
        self.what, self.text, self.told, self.closing = what, text, told, closing
        self.differ = differ

    @property
    def relation(self) -> str | None:
        """The relation's short name, for machines."""
        return self.told.name if self.told else None

    def relate_like(self, larger: "Mismatch") -> None:
        """Say what is known from a larger example of the same bug, where that differs."""
        if self.relation not in (larger.relation, *CERTAIN):
            self.told = larger.told and Relation(
                larger.told.name,
                _("in a larger example {sentence}").format(sentence=larger.told.sentence),
            )

    def __str__(self) -> str:
        lines = [self.text, self.told.sentence if self.told else "", self.closing]
        return "\n  ".join(line for line in lines if line)


def assert_close(
    actual: Any,
    expected: Any,
    what: str,
    *,
    tolerance: Tolerance | None = None,
    convention: str | None = None,
    dtype: bool = True,
) -> None:
    """Fail with a `Mismatch` unless `actual` is, within rounding, what was `expected`.

    `what` names the result in the words of the guide: "gradient of `x` in softmax(x)". `expected`
    is a number, nested lists or an array (NumPy's or PyTorch's). Shapes must be equal; where
    `expected` is an array, so must floating dtypes, unless `dtype=False`. Whole numbers and
    booleans are compared exactly. Of a tensor of PyTorch's that has a graph the numbers count. With
    `convention` ("relu'(0) = 0") the message says that another choice is not wrong in itself.

    >>> assert_close(t.grad, [2.0, 4.0], "gradient of `t` in (t * t).sum()")
    """
    want = _result(expected, lists=True)
    if isinstance(want, str):
        raise TypeError(f"the test expects {want} of {what}, which can't be compared")
    actual = detached(actual) if isinstance(actual, Handle) else actual
    have = _result(actual, lists=want.form == "list")
    told = None
    differ = "type"
    if isinstance(have, str):
        problem = _("yours is {mine}, expected {right}").format(mine=have, right=_shortly(want))
        told = relation(None, want.array) if actual is None else None
    else:
        tolerance = tolerance or for_dtypes(have.dtype, want.dtype)
        same_shape = have.array.shape == want.array.shape
        wrong = ~_accepted(have.array, want.array, tolerance) if same_shape else np.array(True)
        problems = [_dtypes(have, want, dtype), _shapes(have, want)]
        if same_shape and wrong.any():
            problems.append(_values(have.array, want.array, wrong))
        problem = "\n  ".join(filter(None, problems))
        differ = "values" if same_shape and wrong.any() else "dtype" if same_shape else "shape"
        if wrong.any():
            told = relation(have.array, want.array)
    if problem:
        closing = ""
        finite = not isinstance(have, str) and np.isfinite(have.array).all()
        if convention and differ == "values" and finite:
            closing = _(
                "this project's convention is {convention}: elsewhere it may be another, but "
                "everything here is built on this one"
            ).format(convention=phrase(convention))
        text = _("{what}: {problem}").format(what=phrase(what), problem=problem)
        raise Mismatch(what, text, told, closing, differ)


@dataclass(frozen=True)
class _Result:
    """Numbers to compare, and what form they came in."""

    array: np.ndarray
    dtype: str
    form: Literal["number", "list", "array"]


def _result(value: Any, lists: bool) -> _Result | str:
    """`value` as numbers; a string says what it is instead."""
    if value is None:
        return "None"
    if type(value) is int and abs(value) >= 2**63:
        return _("the whole number {n:.0e}").format(n=value)
    if type(value) in (bool, int, float):
        return _numeric(np.asarray(value), "number")
    if isinstance(value, np.generic):
        return _numeric(np.asarray(value), "array")
    if type(value) in (list, tuple):
        if not lists:
            return _a(type(value).__name__)
        return _from_list(value)
    if type(value) is np.ndarray:
        return _numeric(value, "array")
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(value, torch.Tensor):
        return _from_torch(value)
    return _kind_of(value)


def _numeric(array: np.ndarray, form: Literal["number", "list", "array"]) -> _Result | str:
    """The result, if its dtype holds real numbers."""
    names = {
        "O": mark("an array of Python objects (dtype object)"),
        "U": mark("text"),
        "S": mark("bytes"),
        "c": mark("an array of complex numbers (dtype {dtype})"),
    }
    if array.dtype.kind not in KINDS:
        text = names.get(array.dtype.kind, mark("an array of dtype {dtype}"))
        return _(text).format(dtype=array.dtype)
    return _Result(array, array.dtype.name, form)


def _from_list(value: Sequence[Any]) -> _Result | str:
    odd = _odd_part(value)
    if odd:
        return _("a {type} that holds {odd}").format(type=type(value).__name__, odd=odd)
    try:
        return _numeric(np.asarray(value), "list")
    except (ValueError, OverflowError):
        text = _("a ragged {type}: its parts differ in shape")
        return text.format(type=type(value).__name__)


def _odd_part(value: Sequence[Any]) -> str:
    """What in nested lists is no number, or nothing."""
    for part in value:
        if type(part) in (list, tuple):
            odd = _odd_part(part)
            if odd:
                return odd
        elif type(part) not in (bool, int, float, np.ndarray) and not isinstance(part, np.generic):
            return "None" if part is None else _kind_of(part)
    return ""


def _from_torch(tensor: Any) -> _Result | str:
    import torch

    if tensor.layout is not torch.strided or tensor.device.type == "meta":
        text = _("a tensor without plain values ({layout} on {device})")
        return text.format(layout=tensor.layout, device=tensor.device)
    name = str(tensor.dtype).removeprefix("torch.")
    result = _numeric(numbers(tensor), "array")
    return result if isinstance(result, str) else _Result(result.array, name, "array")


def _kind_of(value: Any) -> str:
    """What an odd thing is, in words; asks as little of it as possible."""
    if isinstance(value, Handle):
        try:
            name = str(ref(value, "__class__").__name__)
        except LearnerError:  # an object may break even when asked for its class
            return _("an object, not plain numbers")
        if name in ("function", "method", "builtin_function_or_method"):
            return _("a {kind} that was not called").format(kind=name.split("_")[-1])
        return _("{a_type} (an object, not plain numbers)").format(a_type=_a(name))
    if type(value) is str:
        return _("text, {value!r}").format(value=value[:40])
    if type(value) is bytes:
        return _("bytes, {value!r}").format(value=value[:40])
    if isinstance(value, np.ndarray):
        return _("{a_type}, not a plain np.ndarray").format(a_type=_a(type(value).__name__))
    return _a(type(value).__name__)


def _a(name: str) -> str:
    """A type's name with its article."""
    return (_("an {type}") if name[:1] in "AEIOUaeiou" else _("a {type}")).format(type=name)


def _shortly(want: _Result) -> str:
    if want.array.ndim == 0:
        return _number(want.array[()])
    if want.array.size <= SMALL:
        return " ".join(values(want.array).split())
    text = _("an array of shape {shape} and dtype {dtype}")
    return text.format(shape=want.array.shape, dtype=want.dtype)


def _accepted(have: np.ndarray, want: np.ndarray, tolerance: Tolerance) -> np.ndarray:
    """Where the values agree: whole numbers and booleans exactly."""
    if have.dtype.kind in "biu" and want.dtype.kind in "biu":
        return np.asarray(have == want)
    return tolerance.accepts(have.astype(np.float64), want.astype(np.float64))


def _dtypes(have: _Result, want: _Result, floating: bool) -> str:
    """What is wrong with the kind of number, or with its width."""
    kinds = KINDS[have.array.dtype.kind], KINDS[want.array.dtype.kind]
    dtypes = {"mine": have.dtype, "right": want.dtype}
    if "booleans" in kinds and kinds[0] != kinds[1]:
        text = _("yours holds {mine} ({dtype}), expected {right}")
        return text.format(mine=_(kinds[0]), dtype=have.dtype, right=_(kinds[1]))
    if have.form != "array":
        return ""
    if kinds == ("whole numbers", "real numbers") and floating:
        text = _("dtype {mine}, expected {right}: whole numbers where real ones are expected")
        return text.format(**dtypes)
    if want.form != "array":
        return ""
    if kinds == ("real numbers", "whole numbers"):
        text = _("dtype {mine}, expected {right}: real numbers where whole ones are expected")
        return text.format(**dtypes)
    if kinds == ("real numbers", "real numbers") and have.dtype != want.dtype and floating:
        return _("dtype {mine}, expected {right}").format(**dtypes)
    return ""


def _shapes(have: _Result, want: _Result) -> str:
    if have.array.shape == want.array.shape:
        return ""
    if not want.array.ndim:
        text = _("shape {mine}, expected a single number, shape ()")
    else:
        text = _("shape {mine}, expected shape {right}")
    return text.format(mine=have.array.shape, right=want.array.shape)


def _values(have: np.ndarray, want: np.ndarray, wrong: np.ndarray) -> str:
    """Where the values differ, and both of them there (or everywhere, if they are few)."""
    place = np.unravel_index(int(wrong.argmax()), wrong.shape)
    mine, right = have[place], want[place]
    close = bool(np.isclose(float(mine), float(right), rtol=1e-5, atol=0))
    yours, theirs = _number(mine, close), _number(right, close)
    if not have.ndim:
        return _("yours {mine}, expected {right}").format(mine=yours, right=theirs)
    where = ", ".join(map(str, place))
    count = _("values differ in {n} of {all} places, first at [{place}]")
    count = count.format(n=wrong.sum(), all=wrong.size, place=where)
    if have.size == 1 or have.size > SMALL:
        both = _("yours {mine}, expected {right}").format(mine=yours, right=theirs)
        return f"{count}\n  {both}"
    both = labelled(values(have, short=not close), values(want, short=not close))
    return f"{count}\n{both}"


def _number(number: Any, whole: bool = False) -> str:
    """A number with six digits, or with all that it has."""
    number = number + 0.0 if isinstance(number, np.floating) else number  # -0.0 reads as a sign
    if isinstance(number, np.floating) and not whole:
        text = f"{number:.6g}"
        return text if any(c in text for c in ".en") else f"{text}.0"
    return str(number)


class raises:  # lower case: it reads as a verb, `with raises(ValueError): …`
    """Fails unless the code inside raises an error of the expected type.

    `mention` holds words that the message has to contain, in any case; `what` says what is called,
    in the learner's words. Afterwards `.error` is the exception. Only learner code's errors count:
    those of the test itself, such as using a None that came back, pass through.

    >>> with raises(ValueError, mention="(3, 1)", what="mse_loss of shapes (3, 1) and (3,)"):
    ...     task2.mse_loss(prediction, target)
    """

    error: LearnerError

    def __init__(
        self,
        expected: type[Exception] | tuple[type[Exception], ...],
        *,
        mention: str | Sequence[str] = (),
        what: str = "",
    ) -> None:
        self.expected = expected if isinstance(expected, tuple) else (expected,)
        self.mention = (mention,) if isinstance(mention, str) else tuple(mention)
        self._what = what

    @property
    def what(self) -> str:
        """What is called, in the language in force."""
        return phrase(self._what) or _("this call")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        __tracebackhide__ = True
        names = _(" or ").join(_a(kind.__name__) for kind in self.expected)
        if error is None:
            text = _("{what}: nothing was raised, expected {errors}")
            raise AssertionError(text.format(what=self.what, errors=names))
        if not isinstance(error, LearnerError):
            return False
        complaint = self._complaint(error, names)
        if complaint:
            text = _("{what}: {problem}").format(what=self.what, problem=complaint)
            raise AssertionError(text) from error
        self.error = error
        return True

    def _complaint(self, error: LearnerError, names: str) -> str:
        """What is wrong with the error that was raised, or nothing."""
        name = error.name
        if not isinstance(error, self.expected):
            text = _("raised {error}, expected {errors}").format(error=_a(name), errors=names)
            return f"{text}\n  {name}: {error}"
        missing = [word for word in self.mention if word.lower() not in str(error).lower()]
        if missing:
            text = _("the message of the {error} does not mention {words}")
            text = text.format(error=name, words=_(" and ").join(map(repr, missing)))
            advice = _("a good message says what was expected and what came")
            return f"{text}\n  {name}: {error}\n  {advice}"
        return ""
