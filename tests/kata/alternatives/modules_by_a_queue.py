"""
style = "The walk through a module keeps a stack of its own instead of calling itself, and everything else is built on one list of what it met."
file = "stage1_foundations/task3_mlp.py"
"""


def _within(part):
    if isinstance(part, Module):
        return list(part.__dict__.items())
    if isinstance(part, dict):
        return list(part.items())
    if isinstance(part, (list, tuple)):
        return list(enumerate(part))
    return []


def _met(root):
    met, known, waiting = [], {}, [("", root)]
    while waiting:
        path, part = waiting.pop()
        if id(part) in known:
            continue
        inside = _within(part)
        leaf = isinstance(part, Tensor) and part.requires_grad and not len(part.parents)
        if leaf or isinstance(part, (Module, dict, list, tuple)):
            known[id(part)] = part
            met.append((path, part))
        waiting += [(f"{path}.{key}" if path else f"{key}", child) for key, child in inside[::-1]]
    return met


class Module:
    def named_parameters(self):
        return [pair for pair in _met(self) if isinstance(pair[1], Tensor)]

    def parameters(self):
        return list(dict(self.named_parameters()).values())

    def train(self, mode=True):
        for _, part in _met(self):
            if isinstance(part, Module):
                setattr(part, "training", bool(mode))
        return self

    def eval(self):
        return self.train(mode=False)

    def zero_grad(self):
        for p in self.parameters():
            p.zero_grad()

    def state_dict(self):
        return dict((name, np.array(p.data)) for name, p in self.named_parameters())

    def load_state_dict(self, state):
        own, complaints = dict(self.named_parameters()), []
        for name in sorted({*own, *state}):
            if name not in own:
                complaints.append(f"there is no {name}")
            elif name not in state:
                complaints.append(f"{name} is not there")
            elif own[name].shape != np.asarray(state[name]).shape:
                complaints.append(f"{name} has another shape")
        if complaints:
            raise ValueError(", ".join(complaints))
        for name in own:
            np.copyto(own[name].data, state[name], casting="same_kind")


class Sequential(Module):
    def __init__(self, *layers):
        self.layers = [*layers]

    def forward(self, x):
        return self[1:](self[0](x)) if len(self) else x

    def __len__(self):
        return self.layers.__len__()

    def __getitem__(self, index):
        found = self.layers[index]
        return Sequential(*found) if isinstance(found, list) else found

    def __iter__(self):
        for k in range(len(self)):
            yield self.layers[k]
