def pick(logits, index):
    if logits.dim() < 1 or tuple(logits.shape)[:-1] != tuple(index.shape):
        raise ValueError(f"{tuple(index.shape)} does not go with {tuple(logits.shape)}")
    columns = torch.index_select(logits, -1, index.reshape(-1))
    return columns.reshape((*logits.shape[:-1], *index.shape))
