"""
title.en = "The generator is not passed on"
title.zh = "没有把生成器传下去"
text.en = "make_loader takes a generator and leaves it unused, so the order comes from PyTorch's global random state. Then the same seed no longer gives the same passes, and shuffling disturbs everything else that draws from that state."
text.zh = "make_loader 接受了生成器却没有用它，于是次序来自 PyTorch 的全局随机状态。这样同样的种子不再给出同样的次序，而且打乱会影响从全局状态抽取随机数的其他一切。"
guide = "6.7"
"""

def make_loader(
    dataset, batch_size, *, shuffle=False, generator=None, num_workers=0, drop_last=False
):
    return DataLoader(
        dataset,
        batch_size=batch_size,
        shuffle=shuffle,
        num_workers=num_workers,
        drop_last=drop_last,
    )
