"""The encoder block of task 5, forward and backward: every gradient, that of the input too."""

from importlib import import_module

import autograd
import autograd.numpy as anp
import numpy as np
import torch

from tests.benchmarks.numpy_encoder import HandWrittenEncoderBlock

BATCH, LENGTH, D_MODEL, NUM_HEADS, D_FF = 8, 64, 128, 4, 512
D_HEAD = D_MODEL // NUM_HEADS
EPS = 1e-5


class Setting:
    """Weights of a block, an input and the gradient of the output, in float32.

    The weights are, in this order, the weight and bias of the query, key, value and output
    projections, of the two layers of the feed-forward network, and of the two normalisations.
    """

    def __init__(self):
        rng = np.random.default_rng(0)

        def linear(inputs, outputs):
            weight = rng.uniform(-1, 1, (outputs, inputs)) / np.sqrt(inputs)
            return weight, rng.uniform(-1, 1, outputs) / np.sqrt(inputs)

        def norm():
            return rng.uniform(0.5, 1.5, D_MODEL), rng.uniform(-0.5, 0.5, D_MODEL)

        layers = [linear(D_MODEL, D_MODEL) for _ in range(4)]
        layers += [linear(D_MODEL, D_FF), linear(D_FF, D_MODEL), norm(), norm()]
        self.weights = [w.astype(np.float32) for layer in layers for w in layer]
        shape = (BATCH, LENGTH, D_MODEL)
        self.x = rng.normal(size=shape).astype(np.float32)
        self.grad = rng.normal(size=shape).astype(np.float32)


def kata_step(setting, tree):
    """The learner's tasks 1 to 5 put together, or the reference's."""
    task1 = import_module(f"{tree}.stage1_foundations.task1_tensor")
    task5 = import_module(f"{tree}.stage2_transformer.task5_encoder")
    rng = np.random.default_rng(0)
    block = task5.TransformerEncoderBlock(D_MODEL, NUM_HEADS, D_FF, rng=rng)
    attention, feed_forward = block.attention, block.feed_forward
    layers = [attention.q_proj, attention.k_proj, attention.v_proj, attention.out_proj]
    layers += [feed_forward.linear1, feed_forward.linear2, block.norm1, block.norm2]
    parameters = [p for layer in layers for p in (layer.weight, layer.bias)]
    for parameter, value in zip(parameters, setting.weights, strict=True):
        parameter.data = value

    def step():
        block.zero_grad()
        x = task1.as_tensor(setting.x)
        x.requires_grad = True
        y = block(x)
        y.backward(setting.grad)
        return y.data, x.grad, [parameter.grad for parameter in parameters]

    return step


def numpy_step(setting):
    block = HandWrittenEncoderBlock(setting.weights, NUM_HEADS, BATCH, LENGTH, np.float32(EPS))
    x, grad = (array.reshape(-1, D_MODEL) for array in (setting.x, setting.grad))

    def step():
        y = block.forward(x)
        grad_x, grads = block.backward(grad)
        return y.reshape(setting.x.shape), grad_x.reshape(setting.x.shape), grads

    return step


def torch_step(setting):
    torch.set_num_threads(1)
    layer = torch.nn.TransformerEncoderLayer(
        D_MODEL, NUM_HEADS, D_FF, dropout=0.0, batch_first=True, norm_first=True
    )
    qw, qb, kw, kb, vw, vb, *others = map(torch.from_numpy, setting.weights)
    attention = layer.self_attn
    parameters = [attention.in_proj_weight, attention.in_proj_bias]
    modules = (attention.out_proj, layer.linear1, layer.linear2, layer.norm1, layer.norm2)
    parameters += [p for module in modules for p in (module.weight, module.bias)]
    values = [torch.cat((qw, kw, vw)), torch.cat((qb, kb, vb)), *others]
    with torch.no_grad():
        for parameter, value in zip(parameters, values, strict=True):
            parameter.copy_(value)
    x, grad = torch.from_numpy(setting.x).requires_grad_(), torch.from_numpy(setting.grad)

    def step():
        layer.zero_grad()
        x.grad = None
        y = layer(x)
        y.backward(grad)
        weight, bias, *grads = (parameter.grad.numpy() for parameter in parameters)
        projections = zip(np.split(weight, 3), np.split(bias, 3), strict=True)
        grads = [*(part for pair in projections for part in pair), *grads]
        return y.detach().numpy(), x.grad.numpy(), grads

    return step


def autograd_step(setting):
    def norm(x, gain, shift):
        centred = x - anp.mean(x, axis=-1, keepdims=True)
        variance = anp.mean(centred * centred, axis=-1, keepdims=True)
        return centred / anp.sqrt(variance + EPS) * gain + shift

    def split(x):
        return anp.swapaxes(anp.reshape(x, (BATCH, LENGTH, NUM_HEADS, D_HEAD)), 1, 2)

    def softmax(x):
        exponentials = anp.exp(x - anp.max(x, axis=-1, keepdims=True))
        return exponentials / anp.sum(exponentials, axis=-1, keepdims=True)

    def block(arguments):
        x, qw, qb, kw, kb, vw, vb, ow, ob, w1, b1, w2, b2, g1, s1, g2, s2 = arguments
        normed = norm(x, g1, s1)
        q, k, v = split(normed @ qw.T + qb), split(normed @ kw.T + kb), split(normed @ vw.T + vb)
        weights = softmax(q @ anp.swapaxes(k, -1, -2) / np.float32(np.sqrt(D_HEAD)))
        heads = anp.reshape(anp.swapaxes(weights @ v, 1, 2), x.shape)
        a = x + heads @ ow.T + ob
        return a + anp.maximum(norm(a, g2, s2) @ w1.T + b1, 0) @ w2.T + b2

    forward_and_vjp = autograd.make_vjp(block)

    def step():
        vjp, y = forward_and_vjp([setting.x, *setting.weights])
        grad_x, *grads = vjp(setting.grad)
        return y, grad_x, grads

    return step


def check(results, expected, who):
    y, grad_x, grads = results
    for actual, wanted in zip([y, grad_x, *grads], expected, strict=True):
        scale = max(1, np.abs(wanted).max())  # that of a key's bias is 0 but for rounding
        np.testing.assert_allclose(actual, wanted, rtol=0, atol=1e-4 * scale, err_msg=who)


def test_encoder_block(race, tree):
    """One forward and backward pass; all contenders get the same output and gradients."""
    setting = Setting()
    others = {
        "hand-written NumPy": numpy_step(setting),
        "PyTorch": torch_step(setting),
        "HIPS autograd": autograd_step(setting),
    }
    y, grad_x, grads = torch_step(setting)()
    expected = [y, grad_x, *grads]
    for name, step in others.items():
        check(step(), expected, name)

    def make():
        step = kata_step(setting, tree)
        check(step(), expected, "this tree")
        return step

    title = "an encoder block forward and backward (8 x 64 x 128, 4 heads, d_ff 512, float32)"
    race(title, make, others, rounds=50)
