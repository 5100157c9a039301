"""
title.en = "Each part is clipped by itself"
title.zh = "每一份单独裁剪"
text.en = "The gradients are clipped after every batch of a step. A part that was clipped has lost its weight in the sum, and parts that would cancel do so no longer; it is the whole gradient that is clipped, once all batches are in."
text.zh = "一步当中，每个批量之后都裁剪一次梯度。裁剪过的一份在总和里失去了应有的分量，本该互相抵消的几份也不再抵消；要裁剪的是整个梯度，在所有批量都加进来之后。"
guide = "7.14"
"""

from collections.abc import Callable, Sequence

import torch
from torch import nn


def train(
    state: TrainingState,
    next_batch: Callable[[torch.Generator], Batch],
    *,
    max_steps: int,
    schedule: Callable[[int], float],
    accumulation: int = 1,
    max_norm: float = 1.0,
    eval_batches: Sequence[Batch] = (),
    eval_every: int = 100,
    on_step: Callable[[TrainingState], object] | None = None,
) -> None:
    model, optimizer = state.model, state.optimizer
    device = next(model.parameters()).device
    while state.step < max_steps:
        model.train()
        lr = schedule(state.step)
        for group in optimizer.param_groups:
            group["lr"] = lr
        optimizer.zero_grad()
        losses = []
        for _ in range(accumulation):
            ids, targets = next_batch(state.generator)
            with autocast(device):
                _, loss = model(ids.to(device), targets.to(device))
            (loss / accumulation).backward()
            norm = nn.utils.clip_grad_norm_(model.parameters(), max_norm)
            losses.append(loss.detach())
        optimizer.step()
        state.step += 1
        mean = torch.stack(losses).mean()
        record = {"step": state.step, "loss": mean.item(), "lr": lr, "grad_norm": norm.item()}
        if eval_batches and (state.step % eval_every == 0 or state.step == max_steps):
            record["eval_loss"] = evaluation_loss(model, eval_batches)
        state.history.append(record)
        if on_step is not None:
            on_step(state)
