"""
style = "Layers call closures behind the documented names, and a chain is their composition, by reduce."
file = "stage1_foundations/task3_mlp.py"
"""

from functools import reduce


def _each(method):
    """A forward that calls this method of its input."""

    def forward(x):
        return getattr(as_tensor(x), method)()

    return forward


class Linear(Module):
    def __init__(self, in_features, out_features, bias=True, *, rng):
        def start(*shape):
            return Tensor(rng.uniform(-1, 1, shape) / np.sqrt(in_features), requires_grad=True)

        self.weight = start(out_features, in_features)
        self.bias = None
        if bias:
            self.bias = start(out_features)

    def forward(self, x):
        x = as_tensor(x)
        weight = self.weight
        if x.ndim < 1 or x.shape[-1] != weight.shape[-1]:
            raise ValueError(f"x has shape {x.shape}, the weight {weight.shape}")
        steps = [lambda x: x @ weight.swapaxes(0, 1)]
        if self.bias is not None:
            steps.append(lambda y: self.bias + y)
        return reduce(lambda value, step: step(value), steps, x)


class Sigmoid(Module):
    def forward(self, x):
        return _each("sigmoid")(x)


class ReLU(Module):
    def forward(self, x):
        return _each("relu")(x)


class Tanh(Module):
    def forward(self, x):
        return _each("tanh")(x)


class Sequential(Module):
    def __init__(self, *layers):
        self.layers = list(layers)

    def forward(self, x):
        return reduce(lambda value, layer: layer(value), self.layers, x)

    def __getitem__(self, index):
        if not isinstance(index, slice):
            return self.layers[index]
        some = Sequential()
        some.layers = self.layers[index]
        return some

    def __iter__(self):
        return (layer for layer in self.layers)

    def __len__(self):
        return sum(1 for _ in self)
