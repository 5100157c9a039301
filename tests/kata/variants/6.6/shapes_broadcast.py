def load_numpy_weights(torch_block, numpy_block):
    theirs, ours = dict(torch_block.named_parameters()), numpy_block.state_dict()
    wrong = sorted(theirs.keys() ^ ours.keys())

    def does_not_fit(name):
        target = np.empty(tuple(theirs[name].shape))
        try:
            target[...] = ours[name]
        except ValueError:
            return True
        return False

    shapes = [
        (name, tuple(theirs[name].shape), ours[name].shape)
        for name in theirs
        if name in ours and does_not_fit(name)
    ]
    if wrong or shapes:
        raise ValueError(f"names that only one has: {wrong}; shapes: {shapes}")
    for name, parameter in theirs.items():
        parameter.data.copy_(torch.tensor(ours[name]))
