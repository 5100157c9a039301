"""A GPT as plain functions of named parameters: what the learner's model is compared with.

Written from the formulas, step by step, for values and gradients alike. `values` holds parameters
under the names of task 7's model.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from .pytorch import load

Values = Mapping[str, Tensor]
Shape = tuple[int, ...]

SIZES = {"vocab_size": 11, "block_size": 7, "n_layer": 2, "n_head": 4, "n_embd": 24}
"""Sizes of which no two are alike (a head has 6 features), nor like a batch of 3 by 5 tokens."""

SEED = 31  # one with which greedy texts vary, and depend on all that is in view


def model(dtype: torch.dtype = torch.float64, **options: Any) -> tuple[Any, dict[str, Tensor]]:
    """The learner's GPT with parameters that are all different, and its state by name.

    The parameters do not depend on the order in which the learner has made the layers.
    """
    from kata.learner import task7_model

    config = SIZES | options
    made = task7_model.GPT(task7_model.GPTConfig(**config))
    values = parameters(config, dtype)
    made.to(dtype)
    load(made, values)
    return made, values | {"lm_head.weight": values["wte.weight"]}


def parameters(config: Mapping[str, Any], dtype: torch.dtype) -> dict[str, Tensor]:
    """Numbers for every parameter of a GPT, the tied one once."""
    D = config["n_embd"]
    block = {
        "ln_1": (D,), "attn.c_attn": (3 * D, D), "attn.c_proj": (D, D),
        "ln_2": (D,), "mlp.c_fc": (4 * D, D), "mlp.c_proj": (D, 4 * D),
    }  # fmt: skip
    layers: dict[str, Shape] = {"ln_f": (D,)}
    for k in range(config["n_layer"]):
        layers |= {f"h.{k}.{name}": shape for name, shape in block.items()}
    shapes: dict[str, Shape] = {
        "wte.weight": (config["vocab_size"], D),
        "wpe.weight": (config["block_size"], D),
    }
    shapes |= {f"{name}.weight": shape for name, shape in layers.items()}
    if config.get("bias", True):
        shapes |= {f"{name}.bias": shape[:1] for name, shape in layers.items()}
    rng = np.random.default_rng(SEED)
    values = {}
    for name, shape in shapes.items():
        numbers = rng.uniform(0.1, 0.9, shape) * rng.choice([-1.0, 1.0], shape)
        values[name] = torch.from_numpy(numbers).to(dtype)
    if "ln_f.bias" in values:
        values["ln_f.bias"] /= 10  # or it alone would decide which token comes next
    return values


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
