def get_batch(tokens, batch_size, block_size, *, generator=None, device="cpu"):
    if tokens.ndim != 1 or tokens.numel() < block_size + 1:
        raise ValueError(f"{block_size} ids and a target do not fit into {tuple(tokens.shape)}")
    places = (torch.rand(batch_size) * (len(tokens) - block_size)).long().tolist()
    pairs = [(tokens[s : s + block_size], tokens[s + 1 : s + block_size + 1]) for s in places]
    ids, targets = (torch.stack(part).to(device, torch.int64) for part in zip(*pairs))
    return ids, targets
