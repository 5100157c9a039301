"""
title.en = "The evaluation moves the random state"
title.zh = "评估改动了随机状态"
text.en = "What the model draws while it is evaluated is drawn from PyTorch's global state, which is not put back. Dropout takes its numbers from there too, so a run that is looked at is another run; the state has to be afterwards what it was."
text.zh = "评估时模型抽取的随机数来自 PyTorch 的全局状态，之后却没有恢复。随机失活也从那里取数，于是有人在看的训练就成了另一次训练；评估之后，状态应当还是原来的状态。"
guide = "7.14"
"""

from collections.abc import Iterable

import torch
from torch import nn


def evaluation_loss(model: nn.Module, batches: Iterable[Batch]) -> float:
    device = next(model.parameters()).device
    training = model.training
    total, count = 0.0, 0
    model.eval()
    try:
        with torch.no_grad():
            for ids, targets in batches:
                with autocast(device):
                    _, loss = model(ids.to(device), targets.to(device))
                total += loss.item() * targets.numel()
                count += targets.numel()
    finally:
        model.train(training)
    if count == 0:
        raise ValueError("there must be at least one batch to evaluate on")
    return total / count
