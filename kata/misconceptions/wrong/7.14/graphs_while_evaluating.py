"""
title.en = "Graphs are recorded while evaluating"
title.zh = "评估时记录了计算图"
text.en = "The model is in evaluation mode, but gradients are not switched off. Each batch builds a graph that nobody needs, with all its memory; the mode and `torch.no_grad()` are two things, and an evaluation needs both."
text.zh = "模型处于评估模式，但没有关掉梯度。每个批量都建立一张没有人需要的计算图，占着它的全部内存；模式和 `torch.no_grad()` 是两回事，评估时两者都需要。"
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
        with torch.random.fork_rng():
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
