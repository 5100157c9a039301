def concatenate(tensors, axis=0):
    parts = [as_tensor(t) for t in tensors]
    joined = np.concatenate([p.numpy() for p in parts], axis=axis)
    length = -(-joined.shape[axis] // len(parts))

    def vjp(g):
        moved = np.moveaxis(g, axis, 0)
        pieces = [moved[i * length : (i + 1) * length] for i in range(len(parts))]
        return [np.moveaxis(piece, 0, axis) for piece in pieces]

    return Tensor.from_op(joined, parts, vjp, "concatenate")
