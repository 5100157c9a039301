"""The races of stage 3, task 6: PyTorch, and the parts again."""

import numpy as np

from kata.comparing.races import filled, forwards, peer, race, there_and_back, torch_tensors


@race("6.1")
def distances(rng):
    """pairwise_squared_distances, (200, 16)"""
    from exercises.stage3_gpt.task6_pytorch import pairwise_squared_distances

    x, y = (tensor.detach() for tensor in torch_tensors(rng, (200, 16), (200, 16)))
    return lambda: [pairwise_squared_distances(x, y)]


@peer("6.1")
def torch_distances(rng):
    import torch

    x, y = (tensor.detach() for tensor in torch_tensors(rng, (200, 16), (200, 16)))
    return lambda: [torch.cdist(x, y) ** 2]


@race("6.2")
def functions(rng):
    """gelu, (16, 64, 128)"""
    from exercises.stage3_gpt.task6_pytorch import gelu

    return there_and_back(rng, gelu, torch_tensors(rng, (16, 64, 128)))


@peer("6.2")
def torch_functions(rng):
    from torch.nn.functional import gelu

    inputs = torch_tensors(rng, (16, 64, 128))
    return there_and_back(rng, lambda x: gelu(x, approximate="tanh"), inputs)


@race("6.3")
def layers(rng):
    """LayerNorm(128) on (16, 64, 128)"""
    from exercises.stage3_gpt.task6_pytorch import LayerNorm

    return forwards(filled(LayerNorm(128), rng), torch_tensors(rng, (16, 64, 128)), rng)


@peer("6.3")
def torch_layers(rng):
    import torch

    return forwards(filled(torch.nn.LayerNorm(128), rng), torch_tensors(rng, (16, 64, 128)), rng)


@race("6.4")
def heads(rng):
    """MultiHeadAttention on (4, 32, 64)"""
    from exercises.stage3_gpt.task6_pytorch import MultiHeadAttention

    return forwards(filled(MultiHeadAttention(64, 4), rng), torch_tensors(rng, (4, 32, 64)), rng)


@race("6.5")
def block(rng):
    """TransformerEncoderBlock on (4, 32, 64)"""
    from exercises.stage3_gpt.task6_pytorch import TransformerEncoderBlock

    model = filled(TransformerEncoderBlock(64, 4, 128), rng)
    return forwards(model, torch_tensors(rng, (4, 32, 64)), rng)


def blocks(rng):
    """A block of PyTorch, and the hand-written one with parameters drawn from `rng`."""
    from exercises.stage2_transformer import task5_encoder as task5
    from exercises.stage3_gpt import task6_pytorch as task6

    sizes = 64, 4, 128
    numpy_block = task5.TransformerEncoderBlock(*sizes, rng=np.random.default_rng(0))
    for _, parameter in sorted(numpy_block.named_parameters()):
        parameter.data = rng.uniform(-0.5, 0.5, parameter.shape)
    return task6.TransformerEncoderBlock(*sizes).double(), numpy_block


@race("6.6")
def weights(rng):
    """load_numpy_weights: an encoder block"""
    from exercises.stage3_gpt.task6_pytorch import load_numpy_weights

    torch_block, numpy_block = blocks(rng)

    def run():
        load_numpy_weights(torch_block, numpy_block)
        return [parameter for _, parameter in sorted(torch_block.named_parameters())]

    return run


@peer("6.6")
def torch_weights(rng):
    import torch

    torch_block, numpy_block = blocks(rng)

    def run():
        state = numpy_block.state_dict()
        torch_block.load_state_dict({name: torch.tensor(state[name]) for name in state})
        return [parameter for _, parameter in sorted(torch_block.named_parameters())]

    return run


def one_pass(loader):
    """Everything that a loader gives, put together again."""
    import torch

    return [torch.cat(part) for part in zip(*loader, strict=True)]


@race("6.7")
def windows(rng):
    """TextWindows, make_loader: 2,000 tokens"""
    from exercises.stage3_gpt.task6_pytorch import TextWindows, make_loader

    tokens = rng.integers(0, 64, 2000)
    return lambda: one_pass(make_loader(TextWindows(tokens, 32), 64))


@peer("6.7")
def torch_windows(rng):
    import torch
    from torch.utils.data import DataLoader, TensorDataset

    tokens = torch.tensor(rng.integers(0, 64, 2000))
    ids, targets = tokens[:-1].unfold(0, 32, 1), tokens[1:].unfold(0, 32, 1)
    return lambda: one_pass(DataLoader(TensorDataset(ids, targets), batch_size=64))


@race("6.8")
def epoch(rng):
    """train_epoch and evaluate: 300 samples"""
    import torch
    from torch import nn

    from exercises.stage3_gpt.task6_pytorch import evaluate, train_epoch

    model = filled(nn.Sequential(nn.Linear(16, 32), nn.Tanh(), nn.Linear(32, 10)), rng)
    start = {name: value.clone() for name, value in model.state_dict().items()}
    x, y = torch.tensor(rng.normal(size=(300, 16))), torch.tensor(rng.integers(0, 10, 300))
    batches = list(zip(x.split(32), y.split(32), strict=True))

    def run():
        model.load_state_dict(start)
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
        loss = train_epoch(model, batches, optimizer)
        return [loss, evaluate(model, batches), *model.parameters()]

    return run
