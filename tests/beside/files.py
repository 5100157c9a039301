"""Saving to a disk that fails."""

import os
import pathlib


def path(name):
    """A path as `pathlib` has it."""
    return pathlib.Path(name)


def on_a_full_disk(function, size, *args):
    """Call a function while no file can grow beyond `size` bytes; gives whether it raised."""
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        function(*args)
    except Exception:
        return True
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    return False


def without_renaming(function, *args):
    """Call a function while no file can be moved to another name, as if stopped just before."""
    kept = os.replace, os.rename

    def refused(*names, **options):
        raise OSError("stopped before the file was moved")

    os.replace = os.rename = refused
    try:
        function(*args)
    except Exception:
        pass
    finally:
        os.replace, os.rename = kept
