"""
title.en = "The items are shuffled only once"
title.zh = "只打乱了一次"
text.en = "The order is drawn when the loader is made, and every pass has the same one. Each pass has to draw a new order, so that the batches are made up differently from epoch to epoch."
text.zh = "次序在创建加载器时就抽好了，每一遍都一样。每一遍都应当重新抽取次序，这样各轮的批量才由不同的数据项组成。"
guide = "6.7"
"""

def make_loader(
    dataset, batch_size, *, shuffle=False, generator=None, num_workers=0, drop_last=False
):
    order = range(len(dataset))
    if shuffle:
        order = torch.randperm(len(dataset), generator=generator).tolist()
    return DataLoader(
        dataset, batch_size, sampler=order, num_workers=num_workers, drop_last=drop_last
    )
