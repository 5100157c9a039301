class _Off:
    def __enter__(self):
        self.before, _mode.recording = _mode.recording, False

    def __exit__(self, kind, error, trace):
        _mode.recording = self.before
        return True


def no_grad():
    return _Off()
