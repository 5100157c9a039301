"""Graphs of arrays: a training step of a multi-layer perceptron, and the memory that it keeps."""

import gc
import tracemalloc
from importlib import import_module
from itertools import pairwise

import autograd
import autograd.numpy as anp
import numpy as np
import psutil
import torch
from torch.nn import functional

from tests.benchmarks.numpy_mlp import HandWrittenMLP

LR = 0.1


class Setting:
    """A network in -> hidden -> out with fixed first weights, and one batch for it, in float32."""

    def __init__(self, sizes, batch_size):
        rng = np.random.default_rng(0)
        self.sizes = sizes
        pairs = list(pairwise(sizes))
        self.weights = [rng.uniform(-1, 1, (m, n)) / np.sqrt(n) for n, m in pairs]
        self.weights = [w.astype(np.float32) for w in self.weights]
        self.biases = [np.zeros(m, np.float32) for _, m in pairs]
        self.x = rng.normal(size=(batch_size, sizes[0])).astype(np.float32)
        self.y = rng.integers(0, sizes[-1], batch_size)

    @property
    def parameters(self):
        """W₁, b₁, W₂, b₂: new copies."""
        pairs = zip(self.weights, self.biases, strict=True)
        return [array.copy() for pair in pairs for array in pair]


def kata_step(setting, tree):
    """The learner's tasks 1 to 3 put together, or the reference's."""
    task2 = import_module(f"{tree}.stage1_foundations.task2_linear_regression")
    task3 = import_module(f"{tree}.stage1_foundations.task3_mlp")
    rng = np.random.default_rng(0)
    inputs, hidden, outputs = setting.sizes
    model = task3.Sequential(
        task3.Linear(inputs, hidden, rng=rng), task3.ReLU(), task3.Linear(hidden, outputs, rng=rng)
    )
    for parameter, value in zip(model.parameters(), setting.parameters, strict=True):
        parameter.data = value
    optimizer = task2.SGD(model.parameters(), LR)

    def step():
        loss = task3.cross_entropy(model(setting.x), setting.y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def numpy_step(setting):
    model = HandWrittenMLP(setting.weights, setting.biases, len(setting.x), LR)
    return lambda: model.step(setting.x, setting.y)


def torch_step(setting):
    torch.set_num_threads(1)
    inputs, hidden, outputs = setting.sizes
    model = torch.nn.Sequential(
        torch.nn.Linear(inputs, hidden), torch.nn.ReLU(), torch.nn.Linear(hidden, outputs)
    )
    with torch.no_grad():
        for parameter, value in zip(model.parameters(), setting.parameters, strict=True):
            parameter.copy_(torch.from_numpy(value))
    optimizer = torch.optim.SGD(model.parameters(), LR)
    x, y = torch.from_numpy(setting.x), torch.from_numpy(setting.y)

    def step():
        loss = functional.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def autograd_step(setting):
    parameters = setting.parameters
    x, y, rows = setting.x, setting.y, np.arange(len(setting.x))

    def loss_of(parameters):
        w1, b1, w2, b2 = parameters
        logits = anp.dot(anp.maximum(anp.dot(x, w1.T) + b1, 0), w2.T) + b2
        logits = logits - anp.max(logits, axis=1, keepdims=True)
        log_p = logits - anp.log(anp.sum(anp.exp(logits), axis=1, keepdims=True))
        return -anp.mean(log_p[rows, y])

    value_and_gradients = autograd.value_and_grad(loss_of)

    def step():
        loss, gradients = value_and_gradients(parameters)
        for parameter, gradient in zip(parameters, gradients, strict=True):
            parameter -= np.float32(LR) * gradient  # in place
        return float(loss)

    return step


def test_training_step(race, tree):
    """One step of SGD on a batch of 64 images; all contenders find the same loss."""
    setting = Setting((784, 256, 10), batch_size=64)
    others = {
        "hand-written NumPy": numpy_step(setting),
        "PyTorch": torch_step(setting),
        "HIPS autograd": autograd_step(setting),
    }
    expected = numpy_step(setting)()
    for name, step in others.items():
        np.testing.assert_allclose(step(), expected, rtol=1e-4, err_msg=name)

    def make():
        step = kata_step(setting, tree)
        np.testing.assert_allclose(step(), expected, rtol=1e-4, err_msg=tree)
        return step

    title = "training step of an MLP 784-256-10 (batch of 64, float32, one thread)"
    race(title, make, others, rounds=300)


def test_memory_over_training(race, tree):
    """A thousand steps with the garbage collector off: what do they keep?"""
    setting = Setting((64, 32, 10), batch_size=32)
    title = "1,000 training steps of an MLP 64-32-10 (batch of 32), garbage collector off"

    def make():
        step = kata_step(setting, tree)
        return lambda: [step() for _ in range(1000)]

    def growth():
        thousand = make()
        gc.disable()
        process = psutil.Process()
        try:
            thousand()  # the first ones fill caches
            resident = process.memory_info().rss
            thousand()
            resident = process.memory_info().rss - resident
            tracemalloc.start()
            thousand()
            traced = tracemalloc.get_traced_memory()[0]
            thousand()
            traced = tracemalloc.get_traced_memory()[0] - traced
        finally:
            tracemalloc.stop()
            gc.enable()
        return f"memory grows by {traced} bytes (traced), {resident / 1024:.0f} KiB (resident)"

    race(title, make, {}, rounds=3, note=growth, collector=False)
