def sliding_windows(x, size):
    if x.dim() < 1 or size < 1 or size > x.size(-1):
        raise ValueError(f"there is no window of {size} in a tensor of shape {tuple(x.shape)}")
    starts = torch.arange(x.size(-1) - size + 1, device=x.device)
    places = starts[:, None] + torch.arange(size, device=x.device)[None, :]
    return x[..., places]
