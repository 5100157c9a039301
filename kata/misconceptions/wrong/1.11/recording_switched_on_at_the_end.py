"""
title.en = "The end of a block switches recording on"
title.zh = "代码块结束时总是打开记录"
text.en = "At the end of a block recording is set to `True`, even inside another block. Restore what was before the block: blocks may stand inside each other."
text.zh = "代码块结束时把记录设为 `True`，即使外面还有一个代码块。应当恢复代码块之前的状态，因为代码块可以嵌套。"
guide = "1.11"
"""


@contextmanager
def no_grad():
    _mode.recording = False
    try:
        yield
    finally:
        _mode.recording = True
