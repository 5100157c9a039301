"""
title.en = "An index out of range wraps around"
title.zh = "越界的下标绕了回来"
text.en = "An index past the last class, or a negative one, counts on from the other end. A wrong target then goes unnoticed and trains another class; gather refuses it, and so should you."
text.zh = "超出最后一个类别的下标，或者负的下标，会从另一端接着数。错误的目标就不会被察觉，训练的是另一个类别；gather 会拒绝它，你也应当拒绝。"
guide = "6.1"
"""

def pick(logits: Tensor, index: Tensor) -> Tensor:
    if logits.ndim == 0 or index.shape != logits.shape[:-1]:
        raise ValueError(f"index has shape {tuple(index.shape)}")
    return torch.take_along_dim(logits, index.unsqueeze(-1), dim=-1).squeeze(-1)
