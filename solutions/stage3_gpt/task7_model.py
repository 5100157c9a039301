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
    Iterator,  # solution only
)
from contextlib import contextmanager  # solution only
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
    # step 7.5
    if T_query > T_key:
        raise ValueError(f"there must be a key for every query, not {T_key} for {T_query}")
    mask = torch.ones(T_query, T_key, dtype=torch.bool, device=device)
    return mask.tril(diagonal=T_key - T_query)


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
        # step 7.5
        self.n_head = config.n_head
        self.c_attn = nn.Linear(config.n_embd, 3 * config.n_embd, bias=config.bias)
        self.c_proj = nn.Linear(config.n_embd, config.n_embd, bias=config.bias)

    def project(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Queries, keys and values of `x`, shape (B, T, D): each of shape (B, H, T, D/H)."""
        # step 7.5
        B, T, D = x.shape
        stacked = self.c_attn(x).view(B, T, 3, self.n_head, D // self.n_head)
        query, key, value = stacked.permute(2, 0, 3, 1, 4)  # each (B, H, T, D/H)
        return query, key, value

    def attend(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        """Causal attention in each head, the heads put side by side, and `c_proj`.

        `query` (B, H, T_query, D/H) are the last `T_query` of the T_key positions of `key` and
        `value` (B, H, T_key, D/H): see `causal_mask`. The result has shape (B, T_query, D).
        """
        # step 7.5
        B, H, T_query, d_head = query.shape
        T_key = key.shape[2]
        if T_query in (1, T_key):  # a single query sees every key
            heads = F.scaled_dot_product_attention(query, key, value, is_causal=T_query > 1)
        else:
            mask = causal_mask(T_query, T_key, query.device)
            heads = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        output: Tensor = self.c_proj(heads.transpose(1, 2).reshape(B, T_query, H * d_head))
        return output  # (B, T_query, D)

    def forward(self, x: Tensor) -> Tensor:
        """Map `x`, shape (B, T, D), to the same shape; position t sees the positions 0 to t."""
        # step 7.5
        return self.attend(*self.project(x))

    def forward_cached(self, x: Tensor, cache: "KVCache", layer: int) -> Tensor:
        """The same for `x`, shape (B, T_new, D), which continues what `cache` holds for `layer`.

        The new keys and values are appended to the cache, and the queries see all of it.
        """
        # step 7.10
        query, key, value = self.project(x)  # (B, H, T_new, D/H)
        return self.attend(query, *cache.append(layer, key, value))


class MLP(nn.Module):
    """The feed-forward network of a block, at every position by itself:

        y = gelu(x W₁ᵀ + b₁) W₂ᵀ + b₂

    Parts: `c_fc = nn.Linear(D, 4 D)` and `c_proj = nn.Linear(4 D, D)`, with a bias if
    `config.bias`. GELU is the tanh form. There is no dropout in here: it follows in the block.
    """

    def __init__(self, config: GPTConfig) -> None:
        super().__init__()
        # step 7.6
        self.c_fc = nn.Linear(config.n_embd, 4 * config.n_embd, bias=config.bias)
        self.c_proj = nn.Linear(4 * config.n_embd, config.n_embd, bias=config.bias)

    def forward(self, x: Tensor) -> Tensor:
        """Map `x`, shape (..., D), to the same shape."""
        # step 7.6
        y: Tensor = self.c_proj(F.gelu(self.c_fc(x), approximate="tanh"))
        return y


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
        # step 7.6
        self.ln_1 = nn.LayerNorm(config.n_embd, bias=config.bias)
        self.attn = CausalSelfAttention(config)
        self.ln_2 = nn.LayerNorm(config.n_embd, bias=config.bias)
        self.mlp = MLP(config)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, x: Tensor) -> Tensor:
        """Map `x`, shape (B, T, D), to the same shape."""
        # step 7.6
        a = x + self.dropout(self.attn(self.ln_1(x)))
        y: Tensor = a + self.dropout(self.mlp(self.ln_2(a)))
        return y

    def forward_cached(self, x: Tensor, cache: "KVCache", layer: int) -> Tensor:
        """The same for `x`, shape (B, T_new, D), which continues what `cache` holds for `layer`.

        Without dropout: a cache is for writing text, not for training.
        """
        # step 7.10
        a = x + self.attn.forward_cached(self.ln_1(x), cache, layer)
        y: Tensor = a + self.mlp(self.ln_2(a))
        return y


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
    # step 7.7
    for name, module in model.named_modules():
        if isinstance(module, nn.Linear | nn.Embedding):
            residual = name.split(".")[-1] == "c_proj"
            nn.init.normal_(module.weight, std=0.02 / math.sqrt(2 * n_layer) if residual else 0.02)
        if isinstance(module, nn.Linear) and module.bias is not None:
            nn.init.zeros_(module.bias)


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
    # step 7.9
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(
            f"temperature must be at least 0 and top_k at least 1, not {temperature} and {top_k}"
        )
    if top_p is not None and not 0 < top_p <= 1:
        raise ValueError(f"top_p must be above 0 and at most 1, not {top_p}")
    if temperature == 0:
        return torch.zeros_like(logits).scatter(-1, logits.argmax(-1, keepdim=True), 1.0)
    logits = logits / temperature
    if top_k is not None and top_k < logits.shape[-1]:
        smallest = logits.topk(top_k).values[..., -1:]  # the k-th largest, (..., 1)
        logits = logits.masked_fill(logits < smallest, -math.inf)
    probabilities = logits.softmax(-1)
    if top_p is not None and top_p < 1:
        ordered, ids = probabilities.sort(dim=-1, descending=True, stable=True)
        reached = ordered.cumsum(-1) - ordered >= top_p  # by the tokens before this one
        dropped = torch.zeros_like(reached).scatter(-1, ids, reached)
        probabilities = probabilities.masked_fill(dropped, 0.0)
        probabilities = probabilities / probabilities.sum(-1, keepdim=True)
    return probabilities


# solution only
@contextmanager
def _writing(model: nn.Module) -> Iterator[None]:
    """Evaluation mode, and no graph; afterwards the model is in the mode in which it was found."""
    training = model.training
    model.eval()
    try:
        with torch.inference_mode():
            yield
    finally:
        model.train(training)


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
        # step 7.10
        shape = (batch_size, config.n_head, config.block_size, config.n_embd // config.n_head)
        self.room = config.block_size
        self.keys, self.values = (
            [torch.empty(shape, device=device, dtype=dtype) for _ in range(config.n_layer)]
            for _ in range(2)
        )
        self.length = 0

    def append(self, layer: int, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        """Put `keys` and `values`, each (B, H, T_new, D/H), behind the first `length` of a layer.

        Gives all keys and all values of that layer, each (B, H, length + T_new, D/H). `length`
        stays as it is: it grows once every layer has appended. `ValueError` where there is no room.
        """
        # step 7.10
        start, new = self.length, keys.shape[2]
        if start + new > self.room:
            raise ValueError(f"the cache has room for {self.room} tokens, not for {start + new}")
        self.keys[layer].narrow(2, start, new).copy_(keys)
        self.values[layer].narrow(2, start, new).copy_(values)
        end = start + new
        return self.keys[layer].narrow(2, 0, end), self.values[layer].narrow(2, 0, end)


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
        # step 7.8
        self.config = config
        self.wte = nn.Embedding(config.vocab_size, config.n_embd)
        self.wpe = nn.Embedding(config.block_size, config.n_embd)
        self.dropout = nn.Dropout(config.dropout)
        self.h = nn.ModuleList(DecoderBlock(config) for _ in range(config.n_layer))
        self.ln_f = nn.LayerNorm(config.n_embd, bias=config.bias)
        self.lm_head = nn.Linear(config.n_embd, config.vocab_size, bias=False)
        self.lm_head.weight = self.wte.weight
        init_weights(self, config.n_layer)

    def forward(self, ids: Tensor, targets: Tensor | None = None) -> tuple[Tensor, Tensor | None]:
        """The pair `(logits, loss)` for `ids`, shape (B, T), the tokens' numbers.

        - `logits`, shape (B, T, V): `logits[b, t]` is about the token after `ids[b, t]`;
        - `loss`: the mean cross-entropy between the logits and `targets`, shape (B, T), a number in
          a tensor of shape (); None without targets. The targets are the ids shifted by one, and it
          is the caller who shifts them.

        `ValueError` if T is more than `config.block_size`, or the shapes are other than these.
        """
        # step 7.8
        if ids.ndim != 2 or ids.shape[1] > self.config.block_size:
            raise ValueError(
                f"ids must have shape (B, T) with T at most block_size = "
                f"{self.config.block_size}, not {tuple(ids.shape)}"
            )
        x = self.wte(ids) + self.wpe.weight[: ids.shape[1]]  # (B, T, D)
        x = self.dropout(x)
        for block in self.h:
            x = block(x)
        logits = self.lm_head(self.ln_f(x))  # (B, T, V)
        if targets is None:
            return logits, None
        if targets.shape != ids.shape:
            raise ValueError(
                f"targets must have the shape of ids, {tuple(ids.shape)}, "
                f"not {tuple(targets.shape)}"
            )
        return logits, F.cross_entropy(logits.flatten(0, 1), targets.flatten())

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
        # step 7.9
        with _writing(self):
            for _ in range(max_new_tokens):
                logits, _ = self(ids[:, -self.config.block_size :])
                probabilities = token_probabilities(
                    logits[:, -1], temperature=temperature, top_k=top_k, top_p=top_p
                )  # (B, V)
                new = torch.multinomial(probabilities, 1, generator=generator)  # (B, 1)
                ids = torch.cat((ids, new), dim=1)
                if on_token is not None:
                    on_token(new)
        return ids.clone()  # an ordinary tensor, which inference mode does not make

    def forward_cached(self, ids: Tensor, cache: KVCache) -> Tensor:
        """The logits, shape (B, T_new, V), of `ids`, shape (B, T_new), that follow what is cached.

        They are those that `forward` gives at the last `T_new` positions of the whole text, in
        evaluation mode. Only the new tokens are fed through the model: their positions start at
        `cache.length`, which grows by T_new. `ValueError` where the cache has no room for them.
        """
        # step 7.10
        start, end = cache.length, cache.length + ids.shape[1]
        if end > self.config.block_size:
            raise ValueError(
                f"the cache has room for {self.config.block_size} tokens, not for {end}"
            )
        x = self.wte(ids) + self.wpe.weight[start:end]  # (B, T_new, D)
        for layer, block in enumerate(self.h):
            x = block.forward_cached(x, cache, layer)  # type: ignore[operator]
        cache.length = end
        logits: Tensor = self.lm_head(self.ln_f(x))
        return logits

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
        # step 7.10
        block_size, weight = self.config.block_size, self.wte.weight
        with _writing(self):
            cache = KVCache(self.config, len(ids), device=weight.device, dtype=weight.dtype)
            new = ids[:, -block_size:]
            for _ in range(max_new_tokens):
                if cache.length + new.shape[1] > block_size:  # the window moves: start again
                    cache.length, new = 0, ids[:, -block_size:]
                logits = self.forward_cached(new, cache)
                probabilities = token_probabilities(
                    logits[:, -1], temperature=temperature, top_k=top_k, top_p=top_p
                )  # (B, V)
                new = torch.multinomial(probabilities, 1, generator=generator)  # (B, 1)
                ids = torch.cat((ids, new), dim=1)
                if on_token is not None:
                    on_token(new)
        return ids.clone()
