"""
title.en = "The copy shares the array's memory"
title.zh = "副本与数组共享内存"
text.en = "The copied tensor is made without a copy: torch.from_numpy never copies, and torch.as_tensor only where it must. So a change to the array shows in the tensor, and an array with negative strides is refused altogether."
text.zh = "副本的创建过程中没有复制：torch.from_numpy 从不复制，torch.as_tensor 在不得不复制时才复制。于是数组的改动会出现在张量里，而步幅为负的数组则干脆被拒绝。"
guide = "6.1"
"""

def from_numpy_copied(array: np.ndarray) -> Tensor:
    return torch.as_tensor(array)
