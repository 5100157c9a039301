def init_weights(model, n_layer):
    def fresh(layer, std):
        values = torch.empty(layer.weight.shape, dtype=layer.weight.dtype).normal_(0, std)
        setattr(layer, "weight", nn.Parameter(values))

    for name, layer in model.named_modules():
        if isinstance(layer, nn.Embedding):
            fresh(layer, 0.02)
        elif isinstance(layer, nn.Linear):
            fresh(layer, 0.02 * (2 * n_layer) ** -0.5 if name.split(".")[-1] == "c_proj" else 0.02)
            if layer.bias is not None:
                setattr(layer, "bias", nn.Parameter(layer.bias.detach() * 0))
