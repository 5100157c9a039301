def load_numpy_weights(torch_block: nn.Module, numpy_block: Module) -> None:
    source = numpy_block.state_dict()
    target = {name: p for name, p in torch_block.named_parameters()}
    shapes = {name: tuple(p.shape) for name, p in target.items()}
    found = {name: value.shape for name, value in source.items()}
    odd = sorted(name for name in shapes | found if shapes.get(name) != found.get(name))
    if odd:
        lines = [f"{n}: expected {shapes.get(n)}, found {found.get(n)}" for n in odd]
        raise ValueError("weights that do not fit: " + "; ".join(lines))
    arrays = list(source.values())
    for place, parameter in enumerate(target.values()):
        parameter.data.copy_(torch.as_tensor(arrays[place]))
