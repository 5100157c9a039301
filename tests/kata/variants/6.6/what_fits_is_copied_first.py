def load_numpy_weights(torch_block, numpy_block):
    arrays = dict(numpy_block.state_dict())
    problems = []
    with torch.no_grad():
        for name, parameter in torch_block.named_parameters():
            if name not in arrays:
                problems.append(f"{name} is missing")
                continue
            value = torch.from_numpy(arrays.pop(name))
            if value.shape == parameter.shape:
                parameter.copy_(value)
            else:
                problems.append(f"{name}: {tuple(value.shape)} is not {tuple(parameter.shape)}")
    problems += [f"{name} is not expected" for name in arrays]
    if problems:
        raise ValueError(", ".join(problems))
