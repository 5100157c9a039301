def init_weights(model, n_layer):
    linear = [(name, m) for name, m in model.named_modules() if isinstance(m, nn.Linear)]
    for name, m in linear:
        factor = (2 * n_layer) ** -0.5 if name.split(".")[-1] == "c_proj" else 1.0
        m.weight.data = torch.randn(m.weight.shape) * (0.02 * factor)
        if m.bias is not None:
            m.bias.data = torch.zeros(m.bias.shape)
