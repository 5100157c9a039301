def make_optimizer(model, *, lr, weight_decay=0.1, betas=(0.9, 0.95)):
    groups = {True: [], False: []}
    for parameter in filter(lambda p: p.requires_grad, model.parameters()):
        groups[parameter.dim() > 1].append(parameter)
    decayed = dict(params=groups[True], weight_decay=weight_decay)
    return torch.optim.Adam([decayed, dict(params=groups[False])], lr, betas)
