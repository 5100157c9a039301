"""
title.en = "Every batch counts alike in the evaluation"
title.zh = "评估时每个批量占同样的分量"
text.en = "The losses of the batches are averaged, whatever their sizes. A last batch that is smaller then counts for more than its targets do; the mean goes over all targets, so each batch counts by the number of its own."
text.zh = "不管各批量的大小，直接把它们的损失取平均。这样，最后一个较小的批量占的分量就超过了它的目标；应当对所有目标求平均，每个批量按自己的目标个数计入。"
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
                total += loss.item()
                count += 1
    finally:
        model.train(training)
    if count == 0:
        raise ValueError("there must be at least one batch to evaluate on")
    return total / count
