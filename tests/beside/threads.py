"""`no_grad()` in several threads."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event


def recording_beside_a_block(no_grad, x):
    """Whether `x * x` is recorded while another thread is in a block: here, there, afterwards."""
    entered, leave = Event(), Event()

    def other():
        try:
            with no_grad():
                entered.set()
                leave.wait()
                return (x * x).requires_grad
        finally:
            entered.set()

    with ThreadPoolExecutor(1) as pool:
        there = pool.submit(other)
        try:
            entered.wait()
            meanwhile = (x * x).requires_grad
        finally:
            leave.set()
        return {
            "meanwhile": meanwhile,
            "there": there.result(),
            "afterwards": (x * x).requires_grad,
        }


def recording_in_a_block(no_grad, x):
    """Whether `x * x` is recorded in another thread before, in and after a block of its own, and
    then here, where a block is in force all the while."""

    def other():
        recorded = [(x * x).requires_grad]
        with no_grad():
            recorded.append((x * x).requires_grad)
        recorded.append((x * x).requires_grad)
        return recorded

    with ThreadPoolExecutor(1) as pool, no_grad():
        there = pool.submit(other).result()
        return {"there": there, "here": (x * x).requires_grad}
