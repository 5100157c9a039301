"""
title.en = "Batches count by their sequences, not by their targets"
title.zh = "按序列个数而不是目标个数加权"
text.en = "Each batch counts by the number of its sequences. A sequence of three ids has three targets, and one of a single id has one; where batches differ in length too, only the number of targets gives the mean over all of them."
text.zh = "每个批量按序列的个数计入。三个编号的序列有三个目标，一个编号的只有一个；批量的长度也可能不同，只有按目标的个数加权，才是对所有目标的平均。"
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
        with torch.random.fork_rng(), torch.no_grad():
            for ids, targets in batches:
                with autocast(device):
                    _, loss = model(ids.to(device), targets.to(device))
                total += loss.item() * len(targets)
                count += len(targets)
    finally:
        model.train(training)
    if count == 0:
        raise ValueError("there must be at least one batch to evaluate on")
    return total / count
