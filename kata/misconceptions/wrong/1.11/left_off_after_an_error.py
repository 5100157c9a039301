"""
title.en = "After an error recording stays off"
title.zh = "出错之后记录一直关着"
text.en = "What stands after `yield` is skipped when the block raises, and nothing is recorded from then on. `try … finally` restores the state in either case."
text.zh = "代码块抛出异常时，`yield` 之后的部分被跳过，从此什么都不再记录。`try … finally` 在两种情况下都会恢复状态。"
guide = "1.11"
"""


@contextmanager
def no_grad():
    before = _mode.recording
    _mode.recording = False
    yield
    _mode.recording = before
