"""
title.en = "The history holds tensors"
title.zh = "历史里放的是张量"
text.en = "Loss and norm go into the record as tensors. They are no plain numbers, so a checkpoint is no longer made of plain data alone, and a loss that keeps its graph keeps all its memory; `.item()` makes numbers of them."
text.zh = "损失和范数以张量的形式进了记录。它们不是普通的数，检查点里就不再只有普通的数据，而带着计算图的损失会占住它的全部内存；`.item()` 把它们变成数。"
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
            losses.append(loss.detach())
        norm = nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        state.step += 1
        mean = torch.stack(losses).mean()
        record = {"step": state.step, "loss": mean, "lr": lr, "grad_norm": norm}
        if eval_batches and (state.step % eval_every == 0 or state.step == max_steps):
            record["eval_loss"] = evaluation_loss(model, eval_batches)
        state.history.append(record)
        if on_step is not None:
            on_step(state)
