"""
title.en = "Errors in the block are swallowed"
title.zh = "代码块里的异常被吞掉了"
text.en = "An exception in the block is caught and not raised again, so nobody learns of it. `finally` restores the state and lets the exception pass."
text.zh = "代码块里的异常被捕获后没有再抛出，于是谁也不知道出了错。`finally` 会恢复状态，并让异常继续传出。"
guide = "1.11"
"""


@contextmanager
def no_grad():
    before = _mode.recording
    _mode.recording = False
    try:
        yield
    except Exception:
        pass
    _mode.recording = before
