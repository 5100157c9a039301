"""
title.en = "`on_step` is called before the record is there"
title.zh = "记录还没有就调用了 `on_step`"
text.en = "`on_step` is called as soon as the optimizer has taken its step, and the record is appended afterwards. A checkpoint that it saves lacks the last record, and after an error it is lost; `on_step` comes last, when step and record are complete."
text.zh = "优化器一更新就调用 `on_step`，之后才添上记录。它保存的检查点缺了最后一条记录，出错之后这条记录也丢了；`on_step` 在最后，那时步数和记录都已完整。"
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
        if on_step is not None:
            on_step(state)
        mean = torch.stack(losses).mean()
        record = {"step": state.step, "loss": mean.item(), "lr": lr, "grad_norm": norm.item()}
        if eval_batches and (state.step % eval_every == 0 or state.step == max_steps):
            record["eval_loss"] = evaluation_loss(model, eval_batches)
        state.history.append(record)
