"""
title.en = "Each parameter is clipped by itself"
title.zh = "每个参数单独裁剪"
text.en = "The norm of every parameter's gradient is cut down by itself. Their proportions change, so the step points elsewhere; the global norm goes over all elements of all parameters, and scales them alike."
text.zh = "每个参数的梯度按自己的范数单独截短。它们之间的比例变了，更新就指向别处；全局范数是对所有参数的所有元素求的，并把它们按同样的比例缩小。"
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
        norm = nn.utils.clip_grad_norm_(model.parameters(), float("inf"))
        for parameter in model.parameters():
            nn.utils.clip_grad_norm_(parameter, max_norm)
        optimizer.step()
        state.step += 1
        mean = torch.stack(losses).mean()
        record = {"step": state.step, "loss": mean.item(), "lr": lr, "grad_norm": norm.item()}
        if eval_batches and (state.step % eval_every == 0 or state.step == max_steps):
            record["eval_loss"] = evaluation_loss(model, eval_batches)
        state.history.append(record)
        if on_step is not None:
            on_step(state)
