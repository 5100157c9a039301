"""Task 7: the model, a small GPT.

A GPT is a stack of decoder blocks that reads a text and, at every position, predicts the token that
comes next. It is the encoder of task 5 with three changes: no position sees what comes after it,
positions are learned, and the embedding of the tokens serves as the last layer too.

Shapes: B sequences, T tokens each, V different tokens, D = `n_embd` features, H = `n_head` heads.

Sources: Radford et al. (2019), "Language Models are Unsupervised Multitask Learners" (GPT-2),
section 2.3; Vaswani et al. (2017), "Attention Is All You Need", section 3.
"""

import math
from collections.abc import (
    Callable,
)
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F


@dataclass(frozen=True)
class GPTConfig:
    """The sizes of a GPT, under GPT-2's names.

    `vocab_size` tokens (V), at most `block_size` of them in view at once, `n_layer` blocks,
    `n_head` heads (H) in each, `n_embd` features (D); `dropout` after every sub-layer; `bias` says
    whether the linear layers and the normalisations have one. `ValueError` for sizes that make no
    model.
    """

    vocab_size: int
    block_size: int
    n_layer: int
    n_head: int
    n_embd: int
    dropout: float = 0.0
    bias: bool = True

    def __post_init__(self) -> None:
        sizes = (self.vocab_size, self.block_size, self.n_layer, self.n_head, self.n_embd)
        if min(sizes) < 1:
            raise ValueError(f"every size must be at least 1, but this is {self}")
        if self.n_embd % self.n_head != 0:
            raise ValueError(f"n_embd must be a multiple of n_head, but this is {self}")
        if not 0.0 <= self.dropout < 1.0:
            raise ValueError(f"dropout must be at least 0 and below 1, but this is {self}")


def causal_mask(T_query: int, T_key: int, device: torch.device | str | None = None) -> Tensor:
    """Which of the last `T_query` positions of a text may attend to which of its `T_key` ones.

    The result is boolean, of shape (T_query, T_key), True where a query may attend to a key: to
    those before it and to itself. The last query is at the last key and sees all of them, so the
    mask is aligned at the bottom right:

        mask[i, j] = (j <= i + T_key - T_query)

    With a cache there are fewer queries than keys, and this is then what is right. (PyTorch's
    `is_causal=True` is aligned at the top left; for T_query = T_key the two are the same.)

    `ValueError` if there are more queries than keys.

    >>> causal_mask(2, 4)
    tensor([[ True,  True,  True, False],
            [ True,  True,  True,  True]])
    """
    raise NotImplementedError("step 7.5: causal_mask")


class CausalSelfAttention(nn.Module):
    """Multi-head self-attention in which no position sees what comes after it.

    Parts:

    - `c_attn`: `nn.Linear(D, 3 D)`, the projections of queries, keys and values in one: the first D
      rows of its weight give the queries, the next D the keys, the last D the values, and within
      each of them head h has the rows from h · D/H up to (h + 1) · D/H;
    - `c_proj`: `nn.Linear(D, D)`, mixes the heads.

    Both have a bias if `config.bias`. There is no dropout in here: it follows in the block.
    """

    def __init__(self, config: GPTConfig) -> None:
        super().__init__()
        raise NotImplementedError("step 7.5: CausalSelfAttention.__init__")

    def project(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Queries, keys and values of `x`, shape (B, T, D): each of shape (B, H, T, D/H)."""
        raise NotImplementedError("step 7.5: CausalSelfAttention.project")

    def attend(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        """Causal attention in each head, the heads put side by side, and `c_proj`.

        `query` (B, H, T_query, D/H) are the last `T_query` of the T_key positions of `key` and
        `value` (B, H, T_key, D/H): see `causal_mask`. The result has shape (B, T_query, D).
        """
        raise NotImplementedError("step 7.5: CausalSelfAttention.attend")

    def forward(self, x: Tensor) -> Tensor:
        """Map `x`, shape (B, T, D), to the same shape; position t sees the positions 0 to t."""
        raise NotImplementedError("step 7.5: CausalSelfAttention.forward")

    def forward_cached(self, x: Tensor, cache: "KVCache", layer: int) -> Tensor:
        """The same for `x`, shape (B, T_new, D), which continues what `cache` holds for `layer`.

        The new keys and values are appended to the cache, and the queries see all of it.
        """
        raise NotImplementedError("step 7.10: CausalSelfAttention.forward_cached")


class MLP(nn.Module):
    """The feed-forward network of a block, at every position by itself:

        y = gelu(x W₁ᵀ + b₁) W₂ᵀ + b₂

    Parts: `c_fc = nn.Linear(D, 4 D)` and `c_proj = nn.Linear(4 D, D)`, with a bias if
    `config.bias`. GELU is the tanh form. There is no dropout in here: it follows in the block.
    """

    def __init__(self, config: GPTConfig) -> None:
        super().__init__()
        raise NotImplementedError("step 7.6: MLP.__init__")

    def forward(self, x: Tensor) -> Tensor:
        """Map `x`, shape (..., D), to the same shape."""
        raise NotImplementedError("step 7.6: MLP.forward")


class DecoderBlock(nn.Module):
    """A pre-norm block: causal attention and a feed-forward network, each with a residual sum.

        a = x + dropout(attn(ln_1(x)))
        y = a + dropout(mlp(ln_2(a)))

    Parts: `ln_1` and `ln_2`, each an `nn.LayerNorm(D)` with a bias if `config.bias`, `attn`, `mlp`,
    and `dropout = nn.Dropout(config.dropout)`, which both sub-layers share.

    Source: Radford et al. (2019), "Language Models are Unsupervised Multitask Learners", section
    2.3.
    """

    def __init__(self, config: GPTConfig) -> None:
        super().__init__()
        raise NotImplementedError("step 7.6: DecoderBlock.__init__")

    def forward(self, x: Tensor) -> Tensor:
        """Map `x`, shape (B, T, D), to the same shape."""
        raise NotImplementedError("step 7.6: DecoderBlock.forward")

    def forward_cached(self, x: Tensor, cache: "KVCache", layer: int) -> Tensor:
        """The same for `x`, shape (B, T_new, D), which continues what `cache` holds for `layer`.

        Without dropout: a cache is for writing text, not for training.
        """
        raise NotImplementedError("step 7.10: DecoderBlock.forward_cached")


def init_weights(model: nn.Module, n_layer: int) -> None:
    """Draw the weights of a model that has `n_layer` blocks anew, as GPT-2 does:

    - the weights of every `nn.Linear` and `nn.Embedding` from a normal distribution with mean 0 and
      standard deviation 0.02;
    - but those of the layers named `c_proj`, which feed the residual sums, with 0.02 / √(2 ·
      n_layer);
    - the biases of every `nn.Linear` are 0.

    Each is written in place, so a weight that two layers share stays shared. Everything else,
    normalisations for one, is left as it is.

    The 2 · n_layer sub-layers all add to the same sum; were they not made smaller, its variance
    would grow with the depth.

    Source: Radford et al. (2019), "Language Models are Unsupervised Multitask Learners", section
    2.3.
    """
    raise NotImplementedError("step 7.7: init_weights")


def token_probabilities(
    logits: Tensor,
    *,
    temperature: float = 1.0,
    top_k: int | None = None,
    top_p: float | None = None,
) -> Tensor:
    """From which probabilities the next token is drawn, given its `logits`, shape (..., V).

    First the logits are divided by `temperature`: below 1 the likely tokens become more likely,
    above 1 less. With 0 (greedy) the first of the largest logits gets probability 1. Then, in this
    order,

    - `top_k` keeps the tokens whose logit is at least the k-th largest (so more than k, if several
      are equal to it);
    - `top_p` keeps the smallest set of most probable tokens whose probabilities, as they are after
      `top_k`, add up to at least p: the token that crosses p is in it. Of equally probable tokens
      those with smaller ids go first. 1 keeps everything.

    The others get probability 0, and the kept ones are scaled so that they sum to 1. Shape and
    dtype are kept. `ValueError` unless temperature ≥ 0, top_k ≥ 1 and 0 < top_p ≤ 1.

    Source: Holtzman et al. (2020), "The Curious Case of Neural Text Degeneration", section 3.1
    (top-p); Fan et al. (2018), "Hierarchical Neural Story Generation", section 5.4 (top-k).

    >>> token_probabilities(torch.tensor([0.5, 0.3, 0.2]).log(), top_p=0.6)
    tensor([0.6250, 0.3750, 0.0000])
    """
    raise NotImplementedError("step 7.9: token_probabilities")


class KVCache:
    """The keys and values of the tokens that a GPT has read, for every layer.

    `length` is the number of tokens read, 0 at first; at most `config.block_size` have room.
    A cache is for B = `batch_size` sequences of the same length, on one device, in one dtype.
    """

    def __init__(
        self,
        config: GPTConfig,
        batch_size: int,
        *,
        device: torch.device | str | None = None,
        dtype: torch.dtype | None = None,
    ) -> None:
        raise NotImplementedError("step 7.10: KVCache.__init__")

    def append(self, layer: int, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        """Put `keys` and `values`, each (B, H, T_new, D/H), behind the first `length` of a layer.

        Gives all keys and all values of that layer, each (B, H, length + T_new, D/H). `length`
        stays as it is: it grows once every layer has appended. `ValueError` where there is no room.
        """
        raise NotImplementedError("step 7.10: KVCache.append")


class GPT(nn.Module):
    """A language model: for every position of a text, the logits of the token that comes next.

        x = wte[ids] + wpe[0 … T-1]          token and position embeddings, then dropout
        x = block(x)                         for each block of h
        logits = ln_f(x) W_eᵀ                W_e the weight of wte: the head is tied to it

    Parts: `wte = nn.Embedding(V, D)`, `wpe = nn.Embedding(block_size, D)`, `dropout` (an
    `nn.Dropout`), `h` (an `nn.ModuleList` of `n_layer` decoder blocks), `ln_f` (an
    `nn.LayerNorm(D)` with a bias if `config.bias`), `lm_head = nn.Linear(D, V, bias=False)`, whose
    weight is the very parameter of `wte`. `config` is kept. The weights are drawn by
    `init_weights`.

    Sources: Radford et al. (2019), "Language Models are Unsupervised Multitask Learners", section
    2.3; Press and Wolf (2017), "Using the Output Embedding to Improve Language Models", for the
    tied head.

    >>> config = GPTConfig(vocab_size=65, block_size=16, n_layer=2, n_head=2, n_embd=8)
    >>> ids = torch.zeros(3, 5, dtype=torch.long)
    >>> GPT(config)(ids)[0].shape
    torch.Size([3, 5, 65])
    """

    def __init__(self, config: GPTConfig) -> None:
        super().__init__()
        raise NotImplementedError("step 7.8: GPT.__init__")

    def forward(self, ids: Tensor, targets: Tensor | None = None) -> tuple[Tensor, Tensor | None]:
        """The pair `(logits, loss)` for `ids`, shape (B, T), the tokens' numbers.

        - `logits`, shape (B, T, V): `logits[b, t]` is about the token after `ids[b, t]`;
        - `loss`: the mean cross-entropy between the logits and `targets`, shape (B, T), a number in
          a tensor of shape (); None without targets. The targets are the ids shifted by one, and it
          is the caller who shifts them.

        `ValueError` if T is more than `config.block_size`, or the shapes are other than these.
        """
        raise NotImplementedError("step 7.8: GPT.forward")

    def generate(
        self,
        ids: Tensor,
        max_new_tokens: int,
        *,
        temperature: float = 1.0,
        top_k: int | None = None,
        top_p: float | None = None,
        generator: torch.Generator | None = None,
        on_token: Callable[[Tensor], object] | None = None,
    ) -> Tensor:
        """Continue `ids`, shape (B, T) with T ≥ 1, by tokens drawn one after the other.

        Each comes from the `token_probabilities` of the logits at the last position, given
        everything before it, or the last `block_size` tokens where there are more; it is drawn by
        `torch.multinomial` with `generator`. The result has shape (B, T + max_new_tokens) and
        starts with `ids`, which is not written to. `on_token` is called with each new column,
        shape (B, 1), as soon as it is there. `ValueError` as in `token_probabilities`.

        The model runs in evaluation mode, records no graph, and is in the mode in which it was
        found afterwards, also after an error.
        """
        raise NotImplementedError("step 7.9: GPT.generate")

    def forward_cached(self, ids: Tensor, cache: KVCache) -> Tensor:
        """The logits, shape (B, T_new, V), of `ids`, shape (B, T_new), that follow what is cached.

        They are those that `forward` gives at the last `T_new` positions of the whole text, in
        evaluation mode. Only the new tokens are fed through the model: their positions start at
        `cache.length`, which grows by T_new. `ValueError` where the cache has no room for them.
        """
        raise NotImplementedError("step 7.10: GPT.forward_cached")

    def generate_cached(
        self,
        ids: Tensor,
        max_new_tokens: int,
        *,
        temperature: float = 1.0,
        top_k: int | None = None,
        top_p: float | None = None,
        generator: torch.Generator | None = None,
        on_token: Callable[[Tensor], object] | None = None,
    ) -> Tensor:
        """The same tokens as `generate`, from `forward_cached`: each token is fed only once.

        That holds for a text of up to `block_size` tokens. From then on every new token moves the
        window by one, and with it the position of every token in it: what is cached is of no use,
        and the last `block_size` tokens are fed again, into an empty cache.
        """
        raise NotImplementedError("step 7.10: GPT.generate_cached")
