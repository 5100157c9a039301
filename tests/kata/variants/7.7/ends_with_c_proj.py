def init_weights(model: nn.Module, n_layer: int) -> None:
    small = 0.02 * (2 * n_layer) ** -0.5
    for path, layer in model.named_modules():
        if not isinstance(layer, (nn.Linear, nn.Embedding)):
            continue
        with torch.no_grad():
            layer.weight.normal_(0.0, small if path[-6:] == "c_proj" else 0.02)
            if getattr(layer, "bias", None) is not None:
                layer.bias.zero_()
