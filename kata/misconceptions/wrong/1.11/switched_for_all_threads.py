"""
title.en = "The switch is shared by all threads"
title.zh = "所有线程共用一个开关"
text.en = "Recording is switched off in the class, which all threads share, so a block in one thread stops the recording in another. Set it on `_mode`, of which every thread has its own."
text.zh = "开关设在了类上，而类由所有线程共用，于是一个线程里的代码块会让另一个线程停止记录。应当设在 `_mode` 上，每个线程各有一份。"
guide = "1.11"
"""


@contextmanager
def no_grad():
    before = _Mode.recording
    _Mode.recording = False
    try:
        yield
    finally:
        _Mode.recording = before
