"""A GPT as plain functions of named parameters: what the learner's model is compared with.

Written from the formulas, step by step, for values and gradients alike. `values` holds parameters
under the names of task 7's model.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from .pytorch import randomise, state

Values = Mapping[str, Tensor]

SIZES = {"vocab_size": 11, "block_size": 7, "n_layer": 2, "n_head": 4, "n_embd": 24}
"""Sizes of which no two are alike (a head has 6 features), nor like a batch of 3 by 5 tokens."""


def model(dtype: torch.dtype = torch.float64, **sizes: Any) -> tuple[Any, dict[str, Tensor]]:
    """The learner's GPT with parameters that are all different, and its state by name."""
    from kata.learner import task7_model

    made = task7_model.GPT(task7_model.GPTConfig(**SIZES | sizes))
    randomise(made, dtype=dtype)
    return made, state(made)


def attend(query: Tensor, key: Tensor, value: Tensor) -> Tensor:
    """Causal attention, (..., T_query, d), where the last query stands at the last key."""
    scores = query @ key.mT / math.sqrt(query.shape[-1])
    T_query, T_key = scores.shape[-2:]
    place = torch.arange(T_key)
    hidden = place > place[T_key - T_query :, None]
    return scores.masked_fill(hidden, -math.inf).softmax(-1) @ value


def heads(x: Tensor, n_head: int) -> Tensor:
    """(B, T, D) as (B, H, T, D/H): head h has the features from h · D/H on."""
    return torch.stack(x.chunk(n_head, dim=-1), dim=1)


def attention(values: Values, x: Tensor, n_head: int, prefix: str = "") -> Tensor:
    """Causal self-attention with `c_attn` and `c_proj`."""
    stacked = linear(values, f"{prefix}c_attn", x)
    query, key, value = (heads(part, n_head) for part in stacked.chunk(3, dim=-1))
    together = torch.cat(attend(query, key, value).unbind(1), dim=-1)
    return linear(values, f"{prefix}c_proj", together)


def linear(values: Values, name: str, x: Tensor) -> Tensor:
    """A linear layer, with a bias if there is one under its name."""
    y = x @ values[f"{name}.weight"].T
    return y + values[f"{name}.bias"] if f"{name}.bias" in values else y


def normalise(values: Values, name: str, x: Tensor) -> Tensor:
    """Layer normalisation, with a bias if there is one under its name."""
    bias = values.get(f"{name}.bias")
    return F.layer_norm(x, x.shape[-1:], values[f"{name}.weight"], bias)


def logits(
    values: Values,
    ids: Tensor,
    n_head: int = SIZES["n_head"],
    dropout: Callable[[Tensor], Tensor] = lambda x: x,
) -> Tensor:
    """The logits (B, T, V) at every position of `ids`, (B, T); `dropout` is none, or stands in."""
    x = dropout(values["wte.weight"][ids] + values["wpe.weight"][: ids.shape[1]])
    n_layer = 1 + max(int(name.split(".")[1]) for name in values if name.startswith("h."))
    for k in range(n_layer):
        part = f"h.{k}."
        attended = attention(values, normalise(values, f"{part}ln_1", x), n_head, f"{part}attn.")
        x = x + dropout(attended)
        hidden = linear(values, f"{part}mlp.c_fc", normalise(values, f"{part}ln_2", x))
        fed = linear(values, f"{part}mlp.c_proj", F.gelu(hidden, approximate="tanh"))
        x = x + dropout(fed)
    return normalise(values, "ln_f", x) @ values["wte.weight"].T


def in_view(values: Values, ids: Tensor) -> Tensor:
    """The logits (B, V) of the next token, from the last tokens that there are positions for."""
    return logits(values, ids[:, -len(values["wpe.weight"]) :])[:, -1]


def greedy(values: Values, ids: Tensor, count: int) -> Tensor:
    """`ids` and `count` tokens more, each with the largest logit."""
    for _ in range(count):
        ids = torch.cat([ids, in_view(values, ids).argmax(-1, keepdim=True)], dim=1)
    return ids
