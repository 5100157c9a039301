"""What Linux offers to keep learner code out of the processes that judge it.

They run as the same user. Without this, learner code could open the files of the judge by way of
/proc, and with them the pipe on which outcomes are told, or write into its memory. Elsewhere
nothing is done.
"""

import ctypes
import os
import shutil
import signal
import sys
import threading
import time
from functools import cache

_DEATH_SIGNAL, _DUMPABLE, _SUBREAPER, _NO_NEW_PRIVILEGES = 1, 4, 36, 38  # prctl(2)
_CAPABILITIES_VERSION = 0x20080522  # capset(2)
_ABOUT_FILES = 0b1111  # the capabilities that root may keep: chown, dac_override and the like


def shut() -> None:
    """From now on no other process of this user may look into this one."""
    _prctl(_DUMPABLE, 0)


def open_up() -> None:
    """Undo `shut`, which a fork inherits."""
    _prctl(_DUMPABLE, 1)


def adopt_orphans() -> None:
    """Become the parent of what outlives its own parent among this process's descendants."""
    _prctl(_SUBREAPER, 1)


def die_with_parent() -> None:
    """Be killed when the parent ends: by Linux at once, elsewhere within a second."""
    if sys.platform == "linux":
        _prctl(_DEATH_SIGNAL, signal.SIGKILL)
    else:
        threading.Thread(target=_end_after, args=(os.getppid(), os.getcwd()), daemon=True).start()


def _end_after(parent: int, home: str) -> None:
    wait_for_the_end_of(parent)
    shutil.rmtree(home, ignore_errors=True)
    os._exit(1)


def wait_for_the_end_of(parent: int) -> None:
    """Return once this process has another parent than this one, which has ended."""
    while os.getppid() == parent:
        time.sleep(0.5)


def give_up_privileges() -> None:
    """Root may look into any process: give that up, for this process and all that it starts."""
    if sys.platform != "linux":
        return
    _prctl(_NO_NEW_PRIVILEGES, 1)
    libc = _libc()
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES_VERSION, 0)
    sets = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable: low words, then high ones
    if libc.capget(header, sets) == 0:
        kept = sets[1] & _ABOUT_FILES
        libc.capset(header, (ctypes.c_uint32 * 6)(kept, kept, 0, 0, 0, 0))


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        _libc().prctl(option, value, 0, 0, 0)


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None)
