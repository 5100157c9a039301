def get_batch(tokens, batch_size, block_size, *, generator=None, device="cpu"):
    if tokens.ndim != 1 or tokens.numel() < block_size + 1:
        raise ValueError(f"{block_size} ids and a target do not fit into {tuple(tokens.shape)}")
    text = tokens.to(torch.int64)
    first = torch.randint(0, len(text) - block_size, (batch_size,), generator=generator).tolist()
    x = torch.stack([text[s : s + block_size] for s in first])
    y = torch.stack([text[s : s + block_size] for s in first])
    return x.to(device), y.to(device)
