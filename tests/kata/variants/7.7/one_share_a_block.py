def init_weights(model, n_layer):
    for path, layer in model.named_modules():
        if type(layer) not in (nn.Linear, nn.Embedding):
            continue
        std = 0.02
        if path.rpartition(".")[2] == "c_proj":
            std *= n_layer**-0.5
        layer.weight.data.normal_(0.0, std)
        if type(layer) is nn.Linear and layer.bias is not None:
            layer.bias.data.fill_(0.0)
