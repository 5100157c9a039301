def pick(logits, index):
    if logits.dim() < 1 or tuple(logits.shape)[:-1] != tuple(index.shape):
        raise ValueError(f"{tuple(index.shape)} does not go with {tuple(logits.shape)}")
    last = logits.dim() - 1
    found = torch.gather(logits, last, index[..., None])
    return found.reshape([n for n in found.shape if n > 1])
