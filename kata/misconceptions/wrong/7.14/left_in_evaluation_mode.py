"""
title.en = "The evaluation leaves the model in evaluation mode"
title.zh = "评估把模型留在了评估模式"
text.en = "The model is put into evaluation mode and never back. Whoever goes on with it trains without dropout and does not notice; afterwards the mode has to be what it was."
text.zh = "模型被设为评估模式之后，再也没有恢复。接着用它的人就会在没有随机失活的情况下训练，还察觉不到；评估之后，模式应当还是原来的模式。"
guide = "7.14"
"""

from collections.abc import Iterable

import torch
from torch import nn


def evaluation_loss(model: nn.Module, batches: Iterable[Batch]) -> float:
    device = next(model.parameters()).device
    total, count = 0.0, 0
    model.eval()
    with torch.random.fork_rng(), torch.no_grad():
        for ids, targets in batches:
            with autocast(device):
                _, loss = model(ids.to(device), targets.to(device))
            total += loss.item() * targets.numel()
            count += targets.numel()
    if count == 0:
        raise ValueError("there must be at least one batch to evaluate on")
    return total / count
