"""
title.en = "The shared tensor is a copy"
title.zh = "共享的张量其实是副本"
text.en = "The tensor that should share the array's memory is made by torch.tensor, which always copies. A change to one of the two then never shows in the other; torch.from_numpy reads the very same memory."
text.zh = "本该与数组共享内存的张量用 torch.tensor 创建，而它总是复制。这样，对其中一个的修改永远不会出现在另一个里；torch.from_numpy 读的才是同一块内存。"
guide = "6.1"
"""

def from_numpy_shared(array: np.ndarray) -> Tensor:
    if not array.flags.writeable:
        raise ValueError("the array is read-only")
    return torch.tensor(array)
