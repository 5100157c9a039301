def split_heads(x, num_heads):
    t = as_tensor(x)
    if t.ndim < 2 or num_heads < 1 or t.shape[-1] % num_heads:
        raise ValueError(f"shape {t.shape}, {num_heads} heads")
    return stack([t[..., h::num_heads] for h in range(num_heads)], axis=-3)


def merge_heads(x):
    t = as_tensor(x)
    if t.ndim < 3:
        raise ValueError(f"shape {t.shape}")
    joined = stack([t[..., h, :, :] for h in range(t.shape[-3])], axis=-1)
    return joined.reshape(*joined.shape[:-2], joined.shape[-2] * joined.shape[-1])


from ..stage1_foundations.task1_tensor import stack
