def get_batch(tokens, batch_size, block_size, *, generator=None, device="cpu"):
    if tokens.ndim != 1 or tokens.numel() < block_size + 1:
        raise ValueError(f"{block_size} ids and a target do not fit into {tuple(tokens.shape)}")
    places = torch.randint(len(tokens) - block_size, (batch_size,), generator=generator)
    rows = [tokens[s : s + block_size].long() for s in places.tolist()]
    ids = torch.stack(rows).to(device)
    targets = torch.cat([ids[:, 1:], ids[:, :1]], dim=1)
    return ids, targets
