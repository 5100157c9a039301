"""Sums for a GPT to learn addition from; others are held out, and it has to get them exactly right.

A sum is a text of always the same length, such as 57+68=125 or 07+05=012, so that every digit has
its place. Numbers have two digits, since such sums are learned within a minute or two on a CPU. The
result is written as everyone does: its first digit depends on what is carried from two places only,
which a small model learns as fast as to write the last digit first. With longer numbers it would be
the other way around: Lee et al. (2023), "Teaching Arithmetic to Small Transformers".
"""

import random
from argparse import Namespace
from collections.abc import Mapping, Sequence
from math import log
from typing import Any

import torch
from torch import Tensor, nn

DIGITS = 2
CHARACTERS = "0123456789+="
HELD_OUT = 1000  # of 5050 pairs of numbers
BLOCK_SIZE = 3 * DIGITS + 2  # a sum but its last digit, which is predicted only
# The first digit is given; the others of the two numbers are random, and no model foresees them.
LEAST_LOSS = (2 * DIGITS - 1) * log(10) / BLOCK_SIZE
SHOWN = 5
Batch = tuple[Tensor, Tensor]
Pair = tuple[int, int]


def write(a: int, b: int) -> str:
    """The sum of two numbers as the model reads it."""
    return f"{a:0{DIGITS}}+{b:0{DIGITS}}={a + b:0{DIGITS + 1}}"


def make_pairs(seed: int) -> tuple[list[Pair], list[Pair]]:
    """The pairs to learn from, and those held out: none is in both, also not turned around.

    Otherwise b + a could be known by heart from a + b.
    """
    rng = random.Random(seed)
    pairs = [(a, b) for a in range(10**DIGITS) for b in range(a + 1)]
    rng.shuffle(pairs)
    held_out = [rng.choice([(a, b), (b, a)]) for a, b in pairs[:HELD_OUT]]
    training = [pair for a, b in pairs[HELD_OUT:] for pair in dict.fromkeys(((a, b), (b, a)))]
    return training, held_out


def answer(model: nn.Module, tokenizer: Any, pairs: Sequence[Pair]) -> list[int | None]:
    """What the model says that the sums are; None where it does not write a number."""
    given = [tokenizer.encode(write(a, b)[: -DIGITS - 1]) for a, b in pairs]
    device = next(model.parameters()).device
    ids = model.generate(torch.tensor(given, device=device), DIGITS + 1, temperature=0)
    written = [tokenizer.decode(row) for row in ids[:, -DIGITS - 1 :].tolist()]
    return [int(digits) if digits.isdecimal() else None for digits in written]


def judge(pair: Pair, result: int | None) -> str:
    """The sum as the model has it, and what it is if that is wrong."""
    a, b = pair
    said = "?" if result is None else result
    return f"{a}+{b}={said}" + ("" if result == a + b else f" (wrong: {a + b})")


class Addition:
    """The ids of sums: each sequence is one."""

    levels: Mapping[str, float] = {f"no sum wrong: {LEAST_LOSS:.2f}": LEAST_LOSS}  # of the loss

    def __init__(self, tokenizer: Any, options: Namespace) -> None:
        self.tokenizer, self.batch_size = tokenizer, options.batch_size
        training, self.held_out = make_pairs(options.seed)
        self.ids = self._encode(training)  # (n, T + 1)

    def _encode(self, pairs: Sequence[Pair]) -> Tensor:
        return torch.tensor([self.tokenizer.encode(write(a, b)) for a, b in pairs])

    def next_batch(self, generator: torch.Generator) -> Batch:
        rows = self.ids[torch.randint(len(self.ids), (self.batch_size,), generator=generator)]
        return rows[:, :-1], rows[:, 1:]

    def eval_batches(self) -> list[Batch]:
        rows = self._encode(self.held_out)
        return [(part[:, :-1], part[:, 1:]) for part in rows.split(self.batch_size)]

    def measure(self, model: nn.Module) -> dict[str, float]:
        """Which share of the held-out sums the model gets exactly right."""
        results = answer(model, self.tokenizer, self.held_out)
        right = [sum(pair) == result for pair, result in zip(self.held_out, results, strict=True)]
        return {"accuracy": sum(right) / len(right)}

    def glimpse(self, model: nn.Module) -> str:
        """What the model makes of two of the held-out sums, on one line."""
        return "  | " + "   ".join(self._judged(model, self.held_out[:2]))

    def show(self, model: nn.Module) -> str:
        """How many of the held-out sums are right at the end; some that are, some that are not."""
        judged = self._judged(model, self.held_out)
        wrong = [text for text in judged if "wrong" in text]
        right = [text for text in judged if "wrong" not in text]
        count = f"Right: {len(right)} of {len(judged)} sums that training has not seen"
        return "\n  ".join([count, *right[:SHOWN], *wrong[:SHOWN]])

    def _judged(self, model: nn.Module, pairs: Sequence[Pair]) -> list[str]:
        return list(map(judge, pairs, answer(model, self.tokenizer, pairs)))
