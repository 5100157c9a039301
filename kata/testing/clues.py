"""What went wrong in a test, for machines: the same for the same mistake, in any language."""

from kata.learner import LearnerError
from kata.learner.process import LearnerStopped

from .assertions import Mismatch


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
            return f"raised {cause.name}" if isinstance(cause, LearnerError) else "assertion"
    return type(error).__name__
