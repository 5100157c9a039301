def pairwise_squared_distances(x, y):
    if x.dim() < 2 or y.dim() < 2 or x.size(-1) != y.size(-1):
        raise ValueError(f"{tuple(x.shape)} against {tuple(y.shape)}")

    def euclidean(a, b):
        return ((a - b) ** 2).sum(-1).pow(0.5)

    d = euclidean(x[..., :, None, :], y[..., None, :, :])
    return d * d
