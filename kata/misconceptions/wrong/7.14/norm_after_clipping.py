"""
title.en = "The record holds the norm after clipping"
title.zh = "记录的是裁剪之后的范数"
text.en = "The norm is taken once the gradients have been clipped, so it never exceeds max_norm. Such a curve tells only that there was clipping; `grad_norm` is the norm from before, which `clip_grad_norm_` returns."
text.zh = "范数是在裁剪之后求的，所以从不超过 max_norm。这样的曲线只能说明裁剪过；`grad_norm` 是裁剪之前的范数，`clip_grad_norm_` 返回的就是它。"
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
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        norm = nn.utils.get_total_norm(p.grad for p in model.parameters() if p.grad is not None)
        optimizer.step()
        state.step += 1
        mean = torch.stack(losses).mean()
        record = {"step": state.step, "loss": mean.item(), "lr": lr, "grad_norm": norm.item()}
        if eval_batches and (state.step % eval_every == 0 or state.step == max_steps):
            record["eval_loss"] = evaluation_loss(model, eval_batches)
        state.history.append(record)
        if on_step is not None:
            on_step(state)
