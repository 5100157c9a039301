"""
title.en = "The block begins before `with`"
title.zh = "还没到 `with` 就开始了"
text.en = "Recording is switched off by the call `no_grad()` itself. The block begins at `with`: what stands before the `yield` of a `@contextmanager` happens on entering."
text.zh = "调用 `no_grad()` 本身就关掉了记录。代码块从 `with` 开始：在 `@contextmanager` 的函数里，`yield` 之前的部分在进入时才执行。"
guide = "1.11"
"""


class _Block:
    def __init__(self):
        self.before = _mode.recording
        _mode.recording = False

    def __enter__(self):
        pass

    def __exit__(self, *error):
        _mode.recording = self.before


def no_grad():
    return _Block()
