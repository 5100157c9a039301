def stack(tensors, axis=0):
    parts = [as_tensor(t) for t in tensors]

    def vjp(g):
        rows = iter(g)
        return [next(rows) for _ in parts]

    return Tensor.from_op(np.stack([p.numpy() for p in parts], axis), parts, vjp, "stack")
