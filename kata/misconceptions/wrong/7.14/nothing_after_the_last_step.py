"""
title.en = "No evaluation after the last step"
title.zh = "最后一步之后没有评估"
text.en = "The evaluation comes only where the step is a multiple of `eval_every`. A run that ends in between has no figure for the model that it leaves, the one that will be used: the last step is evaluated in any case."
text.zh = "只有步数是 `eval_every` 的倍数时才评估。在两者之间结束的训练，就没有最后留下的那个模型的数值，而要用的正是它：最后一步无论如何都要评估。"
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
        record = {"step": state.step, "loss": mean.item(), "lr": lr, "grad_norm": norm.item()}
        if eval_batches and state.step % eval_every == 0:
            record["eval_loss"] = evaluation_loss(model, eval_batches)
        state.history.append(record)
        if on_step is not None:
            on_step(state)
