"""
title.en = "Every row gives all the columns that are named"
title.zh = "每一行都取出了所有列"
text.en = "Indexing the last axis takes, from every row, the columns that all the rows ask for. Row n should give the element that index n names, and nothing else, which is what gather does."
text.zh = "对最后一个轴取下标，会从每一行里取出所有行要的那些列。第 n 行只应当给出下标 n 所指的那一个元素，这正是 gather 做的事。"
guide = "6.1"
"""

def pick(logits: Tensor, index: Tensor) -> Tensor:
    if logits.ndim == 0 or index.shape != logits.shape[:-1]:
        raise ValueError(f"index has shape {tuple(index.shape)}")
    return logits[..., index]
