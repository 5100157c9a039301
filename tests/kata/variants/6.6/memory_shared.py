def load_numpy_weights(torch_block, numpy_block):
    theirs, ours = dict(torch_block.named_parameters()), dict(numpy_block.named_parameters())
    wrong = sorted(theirs.keys() ^ ours.keys())
    shapes = [
        (name, tuple(theirs[name].shape), tuple(ours[name].data.shape))
        for name in theirs.keys() & ours.keys()
        if tuple(theirs[name].shape) != tuple(ours[name].data.shape)
    ]
    if wrong or shapes:
        raise ValueError(f"names that only one has: {wrong}; shapes: {shapes}")
    for name in theirs:
        theirs[name].data = torch.as_tensor(ours[name].data)
