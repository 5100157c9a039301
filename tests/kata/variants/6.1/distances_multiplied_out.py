def pairwise_squared_distances(x, y):
    if x.dim() < 2 or y.dim() < 2 or x.size(-1) != y.size(-1):
        raise ValueError(f"{tuple(x.shape)} against {tuple(y.shape)}")
    products = torch.einsum("...nd,...md->...nm", x, y)
    lengths_x = x.pow(2).sum(-1, keepdim=True)
    lengths_y = y.pow(2).sum(-1, keepdim=True).mT
    return lengths_x - 2 * products + lengths_y
