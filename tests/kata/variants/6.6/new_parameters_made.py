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

    def fill(module, prefix):
        for name, old in list(module.named_parameters(recurse=False)):
            copied = torch.from_numpy(ours[prefix + name].data.copy()).to(old)
            module.register_parameter(name, nn.Parameter(copied))
        for name, child in module.named_children():
            fill(child, f"{prefix}{name}.")

    fill(torch_block, "")
