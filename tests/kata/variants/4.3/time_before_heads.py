def split_heads(x, num_heads):
    t = as_tensor(x)
    if t.ndim < 2 or num_heads < 1 or t.shape[-1] % num_heads:
        raise ValueError(f"shape {t.shape}, {num_heads} heads")
    width = t.shape[-1] // num_heads
    return stack([t[..., h * width : (h + 1) * width] for h in range(num_heads)], axis=-2)


def merge_heads(x):
    t = as_tensor(x)
    if t.ndim < 3:
        raise ValueError(f"shape {t.shape}")
    return t.reshape(*t.shape[:-2], t.shape[-2] * t.shape[-1])


from ..stage1_foundations.task1_tensor import stack
