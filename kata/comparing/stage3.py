"""The races of stage 3."""

import numpy as np

from kata.comparing.races import peer, race, there_and_back, torch_tensors

TEXT = "the cat sat on the mat, and the other cat saw that the mat was flat. " * 20


def filled(module, rng):
    """The module in float64, its parameters in the order of their names drawn from `rng`."""
    import torch

    module = module.double()
    for _, parameter in sorted(module.named_parameters()):
        parameter.data = torch.tensor(rng.uniform(-0.5, 0.5, tuple(parameter.shape)))
    return module


def forwards(module, inputs, rng):
    """A race of a module, with the gradients of its input and its parameters."""
    parameters = [parameter for _, parameter in sorted(module.named_parameters())]
    return there_and_back(rng, module, inputs, parameters)


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


@race("7.1")
def characters(rng):
    """CharTokenizer: 1,380 letters and back"""
    from exercises.stage3_gpt.task7_tokenizer import CharTokenizer

    tokenizer = CharTokenizer.from_text(TEXT)

    def run():
        ids = tokenizer.encode(TEXT)
        return [ids, float(tokenizer.decode(ids) == TEXT)]

    return run


def words(rng):
    """A text of invented words."""
    letters = np.array(list("abcdefgh"))
    known = ["".join(rng.choice(letters, rng.integers(2, 8))) for _ in range(200)]
    return " ".join(rng.choice(known, 2000))


@race("7.2")
def training_bpe(rng):
    """BPETokenizer.train: 100 merges"""
    from exercises.stage3_gpt.task7_tokenizer import BPETokenizer

    text = words(rng)
    return lambda: [BPETokenizer.train(text, 356).encode_ordinary(text[:200])]


@race("7.3")
def encoding_bpe(rng):
    """encode_ordinary: 2,000 words"""
    from exercises.stage3_gpt.task7_tokenizer import BPETokenizer

    text = words(rng)
    tokenizer = BPETokenizer.train(text, 356)
    return lambda: [tokenizer.encode_ordinary(text)]


def config():
    """A small GPT's sizes."""
    from exercises.stage3_gpt.task7_model import GPTConfig

    return GPTConfig(vocab_size=64, block_size=32, n_layer=2, n_head=4, n_embd=64)


@race("7.5")
def causal(rng):
    """CausalSelfAttention on (4, 32, 64)"""
    from exercises.stage3_gpt.task7_model import CausalSelfAttention

    model = filled(CausalSelfAttention(config()), rng)
    return forwards(model, torch_tensors(rng, (4, 32, 64)), rng)


@race("7.6")
def decoder_block(rng):
    """DecoderBlock on (4, 32, 64)"""
    from exercises.stage3_gpt.task7_model import DecoderBlock

    model = filled(DecoderBlock(config()), rng)
    return forwards(model, torch_tensors(rng, (4, 32, 64)), rng)


@race("7.8")
def gpt(rng):
    """GPT, 2 blocks, on ids (4, 32)"""
    import torch

    from exercises.stage3_gpt.task7_model import GPT

    model = filled(GPT(config()).eval(), rng)
    ids, targets = torch.tensor(rng.integers(0, 64, (2, 4, 32)))

    def run():
        model.zero_grad()
        logits, loss = model(ids, targets)
        loss.backward()
        gradients = [parameter.grad for _, parameter in sorted(model.named_parameters())]
        return [logits, loss, *gradients]

    return run


@race("7.12")
def schedule(rng):
    """learning_rate of 2,000 steps"""
    from exercises.stage3_gpt.task7_training import learning_rate

    how = {"max_lr": 1e-3, "min_lr": 1e-4, "warmup_steps": 100, "max_steps": 1500}
    return lambda: [[learning_rate(step, **how) for step in range(2000)]]
