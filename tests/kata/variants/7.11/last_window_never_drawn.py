def get_batch(tokens, batch_size, block_size, *, generator=None, device="cpu"):
    if tokens.ndim != 1 or tokens.numel() < block_size + 1:
        raise ValueError(f"{block_size} ids and a target do not fit into {tuple(tokens.shape)}")
    last = tokens.numel() - 1 - block_size
    starts = torch.randint(0, last, (batch_size,), generator=generator)
    x = [tokens[s : s + block_size] for s in starts]
    y = [tokens[s + 1 : s + 1 + block_size] for s in starts]
    return torch.stack(x).long().to(device), torch.stack(y).long().to(device)
