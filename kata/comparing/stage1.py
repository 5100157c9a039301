"""The races of stage 1."""

import numpy as np

from kata.comparing.races import peer, race, tensors, there_and_back, torch_tensors


@race("1.1")
def arithmetic(rng):
    """x * y + x, shapes (300, 400)"""
    x, y = tensors(rng, (300, 400), (300, 400))
    g = rng.uniform(0.5, 1.5, (300, 400))

    def run():
        product = x * y
        out = product + x
        return [out.data, *out.vjp(g), *product.vjp(g)]

    return run


@race("1.2")
def broadcasting(rng):
    """unbroadcast: (64, 32, 48) to (32, 1)"""
    from exercises.stage1_foundations.task1_tensor import unbroadcast

    grad = rng.uniform(0.5, 1.5, (64, 32, 48))
    return lambda: [unbroadcast(grad, (32, 1))]


@race("1.3")
def order(rng):
    """topological_order of 2,000 nodes"""
    from exercises.stage1_foundations.task1_tensor import Tensor, topological_order

    (node,) = tensors(rng, ())
    for _ in range(1999):
        node = Tensor.from_op(node.data, (node,), lambda g: (g,), "copy")
    return lambda: [float(len(topological_order(node)))]


@race("1.4")
def backward(rng):
    """backward through a graph of 400 nodes"""
    x, y = tensors(rng, (20,), (20,))

    def compute(x, y):
        out = x
        for place in range(400):
            out = out * y if place % 40 == 0 else out + y
        return out

    return there_and_back(rng, compute, [x, y])


@race("1.5")
def differences(rng):
    """numerical_gradient of cubes, (40,)"""
    from exercises.stage1_foundations.task1_tensor import numerical_gradient

    x = rng.uniform(0.5, 1.5, 40)
    return lambda: numerical_gradient(lambda x: (x.data**3).sum(), x)


def _powers(x, y):
    return (x / y - y) ** 3


@race("1.6")
def powers(rng):
    """(x / y - y) ** 3, shapes (300, 400)"""
    return there_and_back(rng, _powers, tensors(rng, (300, 400), (300, 400)))


@peer("1.6")
def torch_powers(rng):
    return there_and_back(rng, _powers, torch_tensors(rng, (300, 400), (300, 400)))


def _functions(x):
    return x.log().tanh().exp().sigmoid()


@race("1.7")
def functions(rng):
    """log, tanh, exp, sigmoid, (300, 400)"""
    return there_and_back(rng, _functions, tensors(rng, (300, 400)))


@peer("1.7")
def torch_functions(rng):
    return there_and_back(rng, _functions, torch_tensors(rng, (300, 400)))


@race("1.8")
def reductions(rng):
    """var, mean, sum along axis 1, (300, 400)"""
    inputs = tensors(rng, (300, 400))
    return there_and_back(rng, lambda x: x.var(1) + x.mean(1) + x.sum(1), inputs)


@peer("1.8")
def torch_reductions(rng):
    def compute(x):
        return x.var(1, unbiased=False) + x.mean(1) + x.sum(1)

    return there_and_back(rng, compute, torch_tensors(rng, (300, 400)))


@race("1.9")
def products(rng):
    """x @ y, (8, 64, 128) by (128, 64)"""
    return there_and_back(rng, lambda x, y: x @ y, tensors(rng, (8, 64, 128), (128, 64)))


@peer("1.9")
def torch_products(rng):
    return there_and_back(rng, lambda x, y: x @ y, torch_tensors(rng, (8, 64, 128), (128, 64)))


def _shapes(x):
    return x.reshape(30, 40, 100).swapaxes(0, 2)[1:50]


@race("1.10")
def shapes(rng):
    """reshape, swapaxes, slice of (300, 400)"""
    return there_and_back(rng, _shapes, tensors(rng, (300, 400)))


@peer("1.10")
def torch_shapes(rng):
    return there_and_back(rng, _shapes, torch_tensors(rng, (300, 400)))


@race("2.1")
def squares(rng):
    """mse_loss, (10000,)"""
    from exercises.stage1_foundations.task2_linear_regression import mse_loss

    target = rng.uniform(0.5, 1.5, 10_000)
    return there_and_back(rng, lambda x: mse_loss(x, target), tensors(rng, (10_000,)))


@peer("2.1")
def torch_squares(rng):
    import torch

    target = torch.tensor(rng.uniform(0.5, 1.5, 10_000))
    inputs = torch_tensors(rng, (10_000,))
    return there_and_back(rng, lambda x: torch.nn.functional.mse_loss(x, target), inputs)


@race("2.2")
def line(rng):
    """LinearRegression(20) on (1000, 20)"""
    from exercises.stage1_foundations.task2_linear_regression import LinearRegression

    model = LinearRegression(20, rng=np.random.default_rng(0))
    model.w.data = rng.uniform(0.5, 1.5, 20)
    return there_and_back(rng, model, tensors(rng, (1000, 20)), [model.w, model.b])


@race("2.3")
def descent(rng):
    """100 steps of SGD with momentum, (1000,)"""
    from exercises.stage1_foundations.task2_linear_regression import SGD

    start, g = rng.uniform(0.5, 1.5, (2, 1000))
    (x,) = tensors(rng, (1000,))

    def run():
        x.data, x.grad = start.copy(), g
        optimizer = SGD([x], 0.01, momentum=0.9)
        for _ in range(100):
            optimizer.step()
        return [x.data]

    return run


@race("2.4")
def fitting(rng):
    """fit: 20 epochs of 200 points"""
    from exercises.stage1_foundations import task2_linear_regression as task2

    x, y = rng.uniform(-1, 1, (200, 3)), rng.uniform(-1, 1, 200)

    def run():
        model = task2.LinearRegression(3, rng=np.random.default_rng(0))
        how = {"lr": 0.1, "epochs": 20, "batch_size": 32}
        losses = task2.fit(model, x, y, rng=np.random.default_rng(1), **how)
        return [losses, model.w.data, model.b.data]

    return run


def network():
    """A network of two layers and its input."""
    from exercises.stage1_foundations import task3_mlp as task3

    rng = np.random.default_rng(0)
    layers = task3.Linear(64, 32, rng=rng), task3.ReLU(), task3.Linear(32, 10, rng=rng)
    return task3, task3.Sequential(*layers)


@race("3.1")
def states(rng):
    """state_dict and back, 40 parameters"""
    from exercises.stage1_foundations.task3_mlp import Module

    model = Module()
    model.parts = tensors(rng, *[(20, 20)] * 40)

    def run():
        state = model.state_dict()
        model.load_state_dict(state)
        return list(state.values())

    return run


@race("3.2")
def linear(rng):
    """Linear(256, 128) on (64, 256)"""
    from exercises.stage1_foundations.task3_mlp import Linear

    layer = Linear(256, 128, rng=np.random.default_rng(0))
    layer.weight.data, layer.bias.data = rng.normal(size=(128, 256)), rng.normal(size=128)
    return there_and_back(rng, layer, tensors(rng, (64, 256)), [layer.weight, layer.bias])


@peer("3.2")
def torch_linear(rng):
    import torch

    layer = torch.nn.Linear(256, 128, dtype=torch.float64)
    layer.weight.data = torch.tensor(rng.normal(size=(128, 256)))
    layer.bias.data = torch.tensor(rng.normal(size=128))
    return there_and_back(rng, layer, torch_tensors(rng, (64, 256)), [layer.weight, layer.bias])


@race("3.3")
def activations(rng):
    """ReLU, Tanh, Sigmoid, (300, 400)"""
    from exercises.stage1_foundations.task3_mlp import ReLU, Sigmoid, Tanh

    relu, tanh, sigmoid = ReLU(), Tanh(), Sigmoid()
    return there_and_back(rng, lambda x: sigmoid(tanh(relu(x))), tensors(rng, (300, 400)))


@peer("3.3")
def torch_activations(rng):
    inputs = torch_tensors(rng, (300, 400))
    return there_and_back(rng, lambda x: x.relu().tanh().sigmoid(), inputs)


@race("3.4")
def sequences(rng):
    """a Sequential of two layers on (32, 64)"""
    _, model = network()
    return there_and_back(rng, model, tensors(rng, (32, 64)))


@race("3.5")
def losses(rng):
    """cross_entropy, logits (1000, 50)"""
    from exercises.stage1_foundations.task3_mlp import cross_entropy

    targets = rng.integers(0, 50, 1000)
    return there_and_back(rng, lambda x: cross_entropy(x, targets), tensors(rng, (1000, 50)))


@peer("3.5")
def torch_losses(rng):
    import torch

    targets = torch.tensor(rng.integers(0, 50, 1000))
    inputs = torch_tensors(rng, (1000, 50))
    return there_and_back(rng, lambda x: torch.nn.functional.cross_entropy(x, targets), inputs)


@race("3.6")
def classifier(rng):
    """train_classifier: 320 samples once"""
    x, y = rng.normal(size=(320, 64)), rng.integers(0, 10, 320)

    def run():
        task3, model = network()
        how = {"lr": 0.1, "epochs": 1, "batch_size": 32, "momentum": 0.9}
        losses = task3.train_classifier(model, x, y, rng=np.random.default_rng(1), **how)
        return [losses, task3.accuracy(model, x, y)]

    return run
