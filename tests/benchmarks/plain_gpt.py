"""A GPT and its training step as one would write them in plain PyTorch, to compare ours with.

The configuration is nanoGPT's for a CPU: 4 layers, 4 heads, 128 features, blocks of 64 tokens,
batches of 12, neither dropout nor biases, AdamW, gradients clipped to a norm of 1.
"""

import math

import torch
from torch import nn
from torch.nn import functional as F

SIZES = {"vocab_size": 65, "block_size": 64, "n_layer": 4, "n_head": 4, "n_embd": 128}
BATCH = 12
LR, WEIGHT_DECAY, BETAS, MAX_NORM = 1e-3, 0.1, (0.9, 0.99), 1.0


class Attention(nn.Module):
    def __init__(self, n_head, n_embd):
        super().__init__()
        self.n_head = n_head
        self.qkv = nn.Linear(n_embd, 3 * n_embd, bias=False)
        self.out = nn.Linear(n_embd, n_embd, bias=False)

    def forward(self, x):
        batch, length, features = x.shape
        heads = (
            part.view(batch, length, self.n_head, -1).transpose(1, 2)
            for part in self.qkv(x).split(features, dim=2)
        )
        y = F.scaled_dot_product_attention(*heads, is_causal=True)
        return self.out(y.transpose(1, 2).reshape(batch, length, features))


class Block(nn.Module):
    def __init__(self, n_head, n_embd):
        super().__init__()
        self.norm1 = nn.LayerNorm(n_embd, bias=False)
        self.attention = Attention(n_head, n_embd)
        self.norm2 = nn.LayerNorm(n_embd, bias=False)
        self.network = nn.Sequential(
            nn.Linear(n_embd, 4 * n_embd, bias=False),
            nn.GELU(approximate="tanh"),
            nn.Linear(4 * n_embd, n_embd, bias=False),
        )

    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return x + self.network(self.norm2(x))


class PlainGPT(nn.Module):
    def __init__(self, vocab_size, block_size, n_layer, n_head, n_embd):
        super().__init__()
        self.tokens = nn.Embedding(vocab_size, n_embd)
        self.positions = nn.Embedding(block_size, n_embd)
        self.blocks = nn.Sequential(*(Block(n_head, n_embd) for _ in range(n_layer)))
        self.norm = nn.LayerNorm(n_embd, bias=False)
        self.head = nn.Linear(n_embd, vocab_size, bias=False)
        self.head.weight = self.tokens.weight
        for name, parameter in self.named_parameters():
            if parameter.ndim == 2:
                shrink = math.sqrt(2 * n_layer) if name.endswith(("out.weight", "2.weight")) else 1
                nn.init.normal_(parameter, std=0.02 / shrink)

    def forward(self, ids, targets):
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.blocks(self.tokens(ids) + self.positions(places))
        logits = self.head(self.norm(x))
        return logits, F.cross_entropy(logits.flatten(0, 1), targets.flatten())


def optimizer(model):
    groups = [
        {"params": [p for p in model.parameters() if p.ndim >= 2], "weight_decay": WEIGHT_DECAY},
        {"params": [p for p in model.parameters() if p.ndim < 2], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=LR, betas=BETAS)


def training_step(model, optimizer, ids, targets):
    """One step, and its loss."""
    _, loss = model(ids, targets)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), MAX_NORM)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return loss.item()
