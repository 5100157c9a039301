def get_batch(tokens, batch_size, block_size, *, generator=None, device="cpu"):
    if tokens.ndim != 1 or tokens.numel() < block_size + 1:
        raise ValueError(f"{block_size} ids and a target do not fit into {tuple(tokens.shape)}")
    start = torch.randint(len(tokens) - block_size, (), generator=generator).item()
    x, y = [], []
    for _ in range(batch_size):
        x.append(tokens[start : start + block_size].long())
        y.append(tokens[start + 1 : start + block_size + 1].long())
    return torch.stack(x).to(device), torch.stack(y).to(device)
