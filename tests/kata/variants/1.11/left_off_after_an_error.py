class _Off:
    def __enter__(self):
        self.before, _mode.recording = _mode.recording, False

    def __exit__(self, kind, error, trace):
        if error is None:
            _mode.recording = self.before


def no_grad():
    return _Off()
