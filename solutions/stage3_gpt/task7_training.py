"""Task 7: training a language model.

Batches of text, a learning rate that rises and falls, AdamW, the loop that ties them together, and
checkpoints from which a run goes on as if it had never stopped. Nothing here knows what the model
looks like inside: it is called with ids and targets and gives the pair `(logits, loss)`.

Shapes: B sequences, T tokens each.
"""

import math
import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

Batch = tuple[Tensor, Tensor]
"""Ids and targets, each of shape (B, T)."""


def get_batch(
    tokens: Tensor,
    batch_size: int,
    block_size: int,
    *,
    generator: torch.Generator | None = None,
    device: torch.device | str = "cpu",
) -> Batch:
    """Random windows of a text: the pair `(ids, targets)`, each int64 of shape (B, T) on `device`.

    `tokens`, of any integer dtype and of one axis, are the ids of the whole text. Each of the B =
    `batch_size` windows starts at a place drawn from `generator`, every one that leaves room for
    T = `block_size` ids and the target of the last being equally likely. Targets are one ahead:

        ids[b]     = tokens[s : s + T]
        targets[b] = tokens[s + 1 : s + T + 1]        with s between 0 and len(tokens) - T - 1

    `ValueError` if the text is too short for one window, or `tokens` has not one axis.

    >>> get_batch(torch.arange(5), 2, 4)[1]
    tensor([[1, 2, 3, 4],
            [1, 2, 3, 4]])
    """
    # step 7.11
    if tokens.ndim != 1 or len(tokens) <= block_size:
        raise ValueError(
            f"tokens must have one axis of more than block_size = {block_size} ids, "
            f"not shape {tuple(tokens.shape)}"
        )
    starts = torch.randint(len(tokens) - block_size, (batch_size, 1), generator=generator)
    windows = tokens[starts + torch.arange(block_size + 1)].long().to(device)  # (B, T + 1)
    return windows[:, :-1], windows[:, 1:]


def learning_rate(
    step: int, *, max_lr: float, min_lr: float, warmup_steps: int, max_steps: int
) -> float:
    """The learning rate of a step, counted from 0: a linear warm-up, half a cosine, a floor.

        step < warmup_steps:    max_lr · (step + 1) / (warmup_steps + 1)
        between the two:        min_lr + ½ (1 + cos π r) (max_lr - min_lr)
        step ≥ max_steps:       min_lr

    with r = (step - warmup_steps) / (max_steps - warmup_steps), which goes from 0 to 1. So the full
    rate is reached at step `warmup_steps` exactly, and the floor at `max_steps`.

    Source: Loshchilov and Hutter (2017), "SGDR: Stochastic Gradient Descent with Warm Restarts",
    equation 5, without restarts.

    >>> [learning_rate(s, max_lr=1.0, min_lr=0.0, warmup_steps=1, max_steps=3) for s in range(4)]
    [0.5, 1.0, 0.5, 0.0]
    """
    # step 7.12
    if step < warmup_steps:
        return max_lr * (step + 1) / (warmup_steps + 1)
    if step >= max_steps:
        return min_lr
    progress = (step - warmup_steps) / (max_steps - warmup_steps)
    return min_lr + 0.5 * (1 + math.cos(math.pi * progress)) * (max_lr - min_lr)


def make_optimizer(
    model: nn.Module,
    *,
    lr: float,
    weight_decay: float = 0.1,
    betas: tuple[float, float] = (0.9, 0.95),
) -> torch.optim.AdamW:
    """AdamW over the parameters of `model` that require gradients, in two groups.

    Weight decay falls on every parameter of two or more axes, embeddings included; those of one
    axis or none (biases, gains and shifts) are in a group with `weight_decay` 0. Each parameter is
    there once, also one that the model holds in two places. `eps` is PyTorch's, 1e-8. For step t
    of a parameter θ with gradient g (squares and roots element by element):

        m = β₁ m + (1 - β₁) g             m̂ = m / (1 - β₁ᵗ)
        v = β₂ v + (1 - β₂) g²            v̂ = v / (1 - β₂ᵗ)
        θ = θ - lr · weight_decay · θ - lr · m̂ / (√v̂ + eps)

    Source: Loshchilov and Hutter (2019), "Decoupled Weight Decay Regularization", algorithm 2.
    """
    # step 7.13
    parameters = [p for p in model.parameters() if p.requires_grad]  # shared ones come once
    groups = [
        {"params": [p for p in parameters if p.ndim >= 2], "weight_decay": weight_decay},
        {"params": [p for p in parameters if p.ndim < 2], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=lr, betas=betas, fused=True)


@dataclass
class TrainingState:
    """What moves on during training, and has to be kept for a run to go on later.

    `generator` draws the batches, `step` counts the steps taken, and `history` holds a record of
    each of them: see `train`.
    """

    model: nn.Module
    optimizer: torch.optim.Optimizer
    generator: torch.Generator
    step: int = 0
    history: list[dict[str, float]] = field(default_factory=list)


def pick_device(name: str = "auto") -> torch.device:
    """The device of that name; for "auto" the fastest there is: CUDA, Apple's MPS, or the CPU."""
    if name != "auto":
        return torch.device(name)
    if torch.cuda.is_available():
        return torch.device("cuda")
    return torch.device("mps" if torch.backends.mps.is_available() else "cpu")


def autocast(device: torch.device) -> AbstractContextManager[None]:
    """Mixed precision where the device has bfloat16 units, which is on newer CUDA devices.

    Inside, matrix products compute in bfloat16, whose range is that of float32, so gradients need
    no scaling. Elsewhere everything stays in float32.
    """
    if device.type == "cuda" and torch.cuda.is_bf16_supported(including_emulation=False):
        context: AbstractContextManager[None] = torch.autocast("cuda", torch.bfloat16)
        return context
    return nullcontext()


def evaluation_loss(model: nn.Module, batches: Iterable[Batch]) -> float:
    """The mean loss over all targets of some batches, without a trace on what goes on around it.

    The model runs in evaluation mode and records no graph. Afterwards it is in the mode in which it
    was found, and PyTorch's global random state is as it was, even where the model draws from it.
    Batches may differ in size: each counts by the number of its targets. They are moved to the
    model's device, and computed under `autocast`.

    `ValueError` if there are no batches.
    """
    # step 7.14
    device = next(model.parameters()).device
    training = model.training
    total, count = 0.0, 0
    model.eval()
    try:
        with _random_states_kept(device), torch.no_grad():
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


# solution only
def _random_states_kept(device: torch.device) -> AbstractContextManager[None]:
    """PyTorch's random states, of the CPU and of `device`, are afterwards what they are now."""
    if device.type == "cpu":
        return torch.random.fork_rng(devices=[])
    return torch.random.fork_rng(devices=[device], device_type=device.type)


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
    """Train until `state.step` is `max_steps`; a state that is there already is left as it is.

    One step, whose number n is `state.step` as it begins:

    1. the optimizer's groups all get the learning rate `schedule(n)`, and gradients are cleared;
    2. `accumulation` times: a batch from `next_batch(state.generator)`, moved to the model's
       device, its loss computed under `autocast`, and the gradient of the *mean* of these losses
       built up. So k batches of one size have the gradient of one batch k times as large;
    3. all gradients together are scaled down so that their global norm is at most `max_norm`;
    4. the optimizer takes its step, and `state.step` becomes n + 1;
    5. a record is appended to `state.history`: {"step": n + 1, "loss": the mean of the losses,
       "lr": the learning rate, "grad_norm": the global norm before scaling}, and after every
       `eval_every` steps, and after the last, also "eval_loss": that of `eval_batches`, if there
       are any. All of them are plain numbers;
    6. `on_step(state)` is called: it may print, draw, or save a checkpoint.

    The model is in training mode during the steps, whatever the evaluation or `on_step` leave.

    Sources: Pascanu et al. (2013), "On the difficulty of training recurrent neural networks",
    algorithm 1, for clipping by the norm.
    """
    # step 7.14
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
        if eval_batches and (state.step % eval_every == 0 or state.step == max_steps):
            record["eval_loss"] = evaluation_loss(model, eval_batches)
        state.history.append(record)
        if on_step is not None:
            on_step(state)


VERSION = 1
"""The version of the checkpoints' format."""


def save_checkpoint(
    path: str | os.PathLike[str], state: TrainingState, config: dict[str, Any]
) -> None:
    """Write to `path` everything that a run needs to go on exactly as if it had not stopped.

    That is a dict of tensors and plain types, which `torch.load` reads with `weights_only=True`:

    - "version": the format's, `VERSION`; "config": `config`, plain data that says how to build the
      model;
    - "model" and "optimizer": their `state_dict()`; "step" and "history": those of `state`;
    - "generator": the state of `state.generator`;
    - "random": PyTorch's global random states, {"cpu": …} and that of the model's device under its
      type, since dropout draws from these.

    The file is there whole or not at all: it is written beside its place under another name, and
    moved there once it is complete, so a crash midway leaves the checkpoint of before. Errors of
    the disk come out as they are.
    """
    # step 7.15
    path = Path(path)
    device = next(state.model.parameters()).device
    checkpoint = {
        "version": VERSION,
        "config": config,
        "model": state.model.state_dict(),
        "optimizer": state.optimizer.state_dict(),
        "step": state.step,
        "history": state.history,
        "generator": state.generator.get_state(),
        "random": _random_states(device),
    }
    partial = path.with_name(f"{path.name}.partial")
    with partial.open("wb") as file:
        torch.save(checkpoint, file)
        file.flush()
        os.fsync(file.fileno())  # on the disk before the name points to it
    os.replace(partial, path)


# solution only
def _random_states(device: torch.device) -> dict[str, Tensor]:
    states = {"cpu": torch.get_rng_state()}
    if device.type != "cpu":
        states[device.type] = torch.get_device_module(device).get_rng_state()
    return states


def read_checkpoint(path: str | os.PathLike[str]) -> dict[str, Any]:
    """What `save_checkpoint` wrote, its tensors on the CPU; no code in the file is ever run.

    `FileNotFoundError` if there is no such file; `ValueError`, which names it, if the file is no
    checkpoint (or is none any more: cut short, say), or one of another version.
    """
    # step 7.15
    with open(path, "rb") as file:
        try:
            checkpoint = torch.load(file, map_location="cpu", weights_only=True)
        except Exception as error:  # bytes that are no checkpoint can fail in any way
            raise ValueError(f"{path} is no checkpoint, or damaged: {error}") from error
    if not isinstance(checkpoint, dict) or checkpoint.get("version") != VERSION:
        raise ValueError(f"{path} is no checkpoint of version {VERSION}")
    return checkpoint


def load_checkpoint(path: str | os.PathLike[str], state: TrainingState) -> dict[str, Any]:
    """Put everything that `read_checkpoint(path)` gives into `state`, and return the "config".

    Model, optimizer, generator and history are changed in place, on whatever device they are;
    PyTorch's global random states are set as they were. `state` must have been built as that which
    was saved: see the "config" of `read_checkpoint`. A file that can't be read changes nothing.
    """
    # step 7.15
    checkpoint = read_checkpoint(path)
    state.model.load_state_dict(checkpoint["model"])
    state.optimizer.load_state_dict(checkpoint["optimizer"])
    state.generator.set_state(checkpoint["generator"])
    state.step = checkpoint["step"]
    state.history[:] = checkpoint["history"]
    for device, random_state in checkpoint["random"].items():
        if device == "cpu":
            torch.set_rng_state(random_state)
        elif device == next(state.model.parameters()).device.type:
            torch.get_device_module(device).set_rng_state(random_state)
    config: dict[str, Any] = checkpoint["config"]
    return config
