"""What a call warns of."""

import warnings


def warned(function, *args):
    """The result, and the messages of the warnings that were raised on the way."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        result = function(*args)
    return result, [str(warning.message) for warning in caught]
