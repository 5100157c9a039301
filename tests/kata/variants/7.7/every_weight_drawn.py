def init_weights(model, n_layer):
    for name, module in model.named_modules():
        kinds = (nn.Linear, nn.Embedding, nn.LayerNorm)
        if not isinstance(module, kinds):
            continue
        std = 0.02 / (2 * n_layer) ** 0.5 if name.split(".")[-1] == "c_proj" else 0.02
        torch.nn.init.normal_(module.weight, 0, std)
        if getattr(module, "bias", None) is not None:
            torch.nn.init.zeros_(module.bias)
