"""
title.en = "Every element is cut off at max_norm"
title.zh = "每个元素都在 max_norm 处截断"
text.en = "Each element of the gradients is limited to the range from −max_norm to max_norm. That bends the direction of the step and leaves its length large; clipping by the norm scales all elements by one factor."
text.zh = "梯度的每个元素都被限制在 −max_norm 到 max_norm 之间。这样更新的方向变了，长度却可能仍然很大；按范数裁剪是把所有元素乘以同一个因子。"
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
        norm = nn.utils.get_total_norm(p.grad for p in model.parameters() if p.grad is not None)
        nn.utils.clip_grad_value_(model.parameters(), max_norm)
        optimizer.step()
        state.step += 1
        mean = torch.stack(losses).mean()
        record = {"step": state.step, "loss": mean.item(), "lr": lr, "grad_norm": norm.item()}
        if eval_batches and (state.step % eval_every == 0 or state.step == max_steps):
            record["eval_loss"] = evaluation_loss(model, eval_batches)
        state.history.append(record)
        if on_step is not None:
            on_step(state)
