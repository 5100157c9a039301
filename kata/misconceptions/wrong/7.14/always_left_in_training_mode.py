"""
title.en = "The evaluation leaves the model in training mode"
title.zh = "评估总把模型留在训练模式"
text.en = "After the evaluation the model is put into training mode, whatever it was in before. A model that was being used in evaluation mode has dropout switched on by being looked at; afterwards the mode has to be what it was."
text.zh = "评估之后，不管原来是什么模式，都把模型设为训练模式。原本处于评估模式的模型，只因被看了一眼就打开了随机失活；评估之后，模式应当还是原来的模式。"
guide = "7.14"
"""

from collections.abc import Iterable

import torch
from torch import nn


def evaluation_loss(model: nn.Module, batches: Iterable[Batch]) -> float:
    device = next(model.parameters()).device
    total, count = 0.0, 0
    model.eval()
    try:
        with torch.random.fork_rng(), torch.no_grad():
            for ids, targets in batches:
                with autocast(device):
                    _, loss = model(ids.to(device), targets.to(device))
                total += loss.item() * targets.numel()
                count += targets.numel()
    finally:
        model.train()
    if count == 0:
        raise ValueError("there must be at least one batch to evaluate on")
    return total / count
