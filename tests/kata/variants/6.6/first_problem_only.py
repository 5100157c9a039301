def load_numpy_weights(torch_block, numpy_block):
    theirs, ours = dict(torch_block.named_parameters()), numpy_block.state_dict()

    def check(right, message):
        if not right:
            raise ValueError(message)

    for name in theirs:
        check(name in ours, f"{name} is not there")
        want, have = tuple(theirs[name].shape), ours[name].shape
        check(want == have, f"{name} has shape {have}, expected {want}")
    for name in ours:
        check(name in theirs, f"nobody expects {name}")
    for name, parameter in theirs.items():
        parameter.data.copy_(torch.tensor(ours[name]))
