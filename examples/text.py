"""A text for a GPT to learn from; the end of it is held out, to see how well it does on new text.

Without a file it is the reference manual of Python, in the part that `help("if")` and the like
show: every Python carries it.
"""

import hashlib
import sys
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from pydoc_data.topics import topics
from types import ModuleType
from typing import Any

import example
import torch
import vocabulary
from torch import Tensor, nn

HELD_OUT = 0.1  # of the text, its end
WINDOWS = 500  # at most so many of the held-out text are evaluated, evenly spread
Batch = tuple[Tensor, Tensor]


def read(file: str | None) -> str:
    """The text in the file, or Python's; ends the program with a sentence if it cannot be read."""
    if file is None:
        return "\n".join(topics.values())
    try:
        return Path(file).read_text("utf-8")
    except OSError as error:
        sys.exit(f"{file} cannot be read: {error.strerror}.")
    except UnicodeDecodeError as error:
        sys.exit(f"{file} is no text in UTF-8: {error.reason} at byte {error.start}.")


def digest(text: str) -> str:
    """What tells whether a text is the same as before."""
    return hashlib.sha256(text.encode()).hexdigest()


def split(text: str) -> tuple[str, str]:
    """What is learned from, and what is held out."""
    cut = int(len(text) * (1 - HELD_OUT))
    return text[:cut], text[cut:]


class Text:
    """The ids of a text, in windows of T = block_size tokens."""

    levels: Mapping[str, float] = {}  # of the loss, to compare with

    def __init__(self, text: str, tokenizer: Any, training: ModuleType, options: Namespace) -> None:
        self.tokenizer, self.training, self.options = tokenizer, training, options
        ids = [torch.tensor(vocabulary.encode(tokenizer, part)) for part in split(text)]
        self.ids, self.held_out = ids
        if len(self.held_out) <= options.block_size:
            sys.exit(
                f"The text is too short: its last tenth has {len(self.held_out)} tokens, "
                f"and with --block-size {options.block_size} it needs more than that."
            )

    def next_batch(self, generator: torch.Generator) -> Batch:
        sizes = (self.options.batch_size, self.options.block_size)
        batch: Batch = self.training.get_batch(self.ids, *sizes, generator=generator)
        return batch

    def eval_batches(self) -> list[Batch]:
        """Windows of the held-out text, evenly spread; all of it where it is short."""
        T, B = self.options.block_size, self.options.batch_size
        last = len(self.held_out) - T - 1
        count = min(WINDOWS, len(self.held_out) // T)
        starts = torch.linspace(0, last, count, dtype=torch.float64).long()[:, None]
        windows = self.held_out[starts + torch.arange(T + 1)]  # (count, T + 1)
        return [(rows[:, :-1], rows[:, 1:]) for rows in windows.split(B)]

    def measure(self, model: nn.Module) -> dict[str, float]:
        return {}

    def glimpse(self, model: nn.Module) -> str:
        """What the model writes by now, on one line."""
        return f"  | {' '.join(self._sample(model, 76).split())[:72]}"

    def show(self, model: nn.Module) -> str:
        """What the model writes at the end."""
        return f"What it writes:\n\n{self._sample(model, 400)}"

    def _sample(self, model: nn.Module, length: int) -> str:
        """Tokens that follow the first one of the held-out text."""
        device = next(model.parameters()).device
        generator = torch.Generator(device).manual_seed(self.options.seed)
        start = self.held_out[:1, None].to(device)
        ids = model.generate(start, length, temperature=0.8, generator=generator)
        return example.printable(self.tokenizer.decode(ids[0, 1:].tolist()))
