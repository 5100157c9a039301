def init_weights(model, n_layer):
    modules = dict(model.named_modules())
    with torch.no_grad():
        for path, layer in modules.items():
            if isinstance(layer, (nn.Linear, nn.Embedding)):
                variance = 0.02
                if path == "c_proj" or path.endswith(".c_proj"):
                    variance = variance * (2 * n_layer) ** -0.5
                layer.weight.copy_(torch.randn(layer.weight.shape) * variance**0.5)
                if getattr(layer, "bias", None) is not None:
                    layer.bias.zero_()
