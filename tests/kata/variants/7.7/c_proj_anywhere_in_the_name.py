def init_weights(model, n_layer):
    for m in model.modules():
        if isinstance(m, nn.Embedding):
            torch.nn.init.normal_(m.weight, 0.0, 0.02)
        elif isinstance(m, nn.Linear):
            torch.nn.init.normal_(m.weight, 0.0, 0.02)
            if m.bias is not None:
                torch.nn.init.constant_(m.bias, 0.0)
    for name, parameter in model.named_parameters():
        if name.find("c_proj") >= 0 and name.endswith("weight"):
            torch.nn.init.normal_(parameter, 0.0, 0.02 / math.sqrt(2 * n_layer))
