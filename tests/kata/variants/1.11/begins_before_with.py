from contextlib import ExitStack


def no_grad():
    stack = ExitStack()
    stack.callback(setattr, _mode, "recording", _mode.recording)
    _mode.recording = False
    return stack
