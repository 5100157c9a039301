"""What went wrong in a test, for machines: the same for the same mistake, in any language."""

import re
import traceback

from kata.learner import LearnerError
from kata.learner.process import LearnerStopped

from .assertions import Mismatch

MESSAGE = re.compile(r""", (?=f?["']|\($)""")  # where the message of an assertion begins


def clue(error: BaseException) -> str:
    """What kind of failure it is and, after a colon, what was compared.

    >>> clue(Mismatch("x + y", "...", differ="shape"))
    'shape unrelated: x + y'
    """
    match error:
        case Mismatch():
            return f"{error.differ} {error.relation or 'unrelated'}: {error.what}"
        case LearnerError():
            return f"raised {error.name}"
        case LearnerStopped():
            return error.kind
        case AssertionError():
            cause = error.__cause__
            return f"raised {cause.name}" if isinstance(cause, LearnerError) else _asserted(error)
    return type(error).__name__


def _asserted(error: AssertionError) -> str:
    """The line that did not hold, without its message: `assert y.shape == x.shape`."""
    frames = traceback.extract_tb(error.__traceback__)
    line = frames[-1].line if frames else ""
    return MESSAGE.split(line or "assert", maxsplit=1)[0]
