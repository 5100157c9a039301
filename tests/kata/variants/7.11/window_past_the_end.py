def get_batch(tokens, batch_size, block_size, *, generator=None, device="cpu"):
    if tokens.ndim != 1 or tokens.numel() < block_size + 1:
        raise ValueError(f"{block_size} ids and a target do not fit into {tuple(tokens.shape)}")
    highest = tokens.numel() - block_size
    starts = torch.randint(0, highest + 1, (batch_size,), generator=generator)
    at = torch.stack([torch.arange(s, s + block_size) for s in starts.tolist()])
    return tokens[at].long().to(device), tokens[at + 1].long().to(device)
