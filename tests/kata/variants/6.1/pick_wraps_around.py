def pick(logits, index):
    if logits.dim() < 1 or tuple(logits.shape)[:-1] != tuple(index.shape):
        raise ValueError(f"{tuple(index.shape)} does not go with {tuple(logits.shape)}")
    classes = logits.size(-1)
    flat = logits.reshape(-1, classes)
    rows = torch.arange(len(flat), device=logits.device)
    return flat[rows, index.reshape(-1) % classes].reshape(index.shape)
