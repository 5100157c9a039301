"""The GPT of task 7: a training step, and writing text with the cache and without it."""

from importlib import import_module
from time import perf_counter

import pytest
import torch

from tests.benchmarks import plain_gpt

WRITTEN = 255  # tokens after the first: the window is full at the end
EDGE = 50  # tokens at the start and at the end that are compared


def gpt(tree, **sizes):
    model = import_module(f"{tree}.stage3_gpt.task7_model")
    torch.manual_seed(0)
    return model.GPT(model.GPTConfig(**plain_gpt.SIZES | sizes, bias=False))


@pytest.fixture
def threads(request):
    """PyTorch computes with this many threads."""
    before = torch.get_num_threads()
    torch.set_num_threads(request.param)
    yield request.param
    torch.set_num_threads(before)


@pytest.mark.parametrize("threads", [1, 2], indirect=True)
def test_training_step(race, tree, threads):
    """Forward, backward, clipping and AdamW, on one batch."""
    generator = torch.Generator().manual_seed(0)
    ids, targets = torch.randint(65, (2, plain_gpt.BATCH, 64), generator=generator)

    def make():
        training = import_module(f"{tree}.stage3_gpt.task7_training")
        model = gpt(tree)
        optimizer = training.make_optimizer(
            model, lr=plain_gpt.LR, weight_decay=plain_gpt.WEIGHT_DECAY, betas=plain_gpt.BETAS
        )
        state = training.TrainingState(model, optimizer, generator)

        def step():
            training.train(
                state,
                lambda generator: (ids, targets),
                max_steps=state.step + 1,
                schedule=lambda step: plain_gpt.LR,
                max_norm=plain_gpt.MAX_NORM,
            )

        return step

    plain = plain_gpt.PlainGPT(**plain_gpt.SIZES)
    optimizer = plain_gpt.optimizer(plain)
    others = {"plain PyTorch": lambda: plain_gpt.training_step(plain, optimizer, ids, targets)}
    title = f"a training step (4 layers, 128 wide, 12 x 64 tokens, float32), threads: {threads}"
    race(title, make, others, rounds=40)


@pytest.mark.parametrize("threads", [1], indirect=True)
def test_generation(race, tree, threads):
    """255 tokens, each fed once; and each time the whole text again."""
    model = None
    ends = []

    def generator():
        return torch.Generator().manual_seed(0)

    def make():
        nonlocal model
        model = gpt(tree, block_size=WRITTEN + 1)
        first = torch.zeros(1, 1, dtype=torch.long)
        expected = model.generate(first, WRITTEN, generator=generator())

        def write():
            times = [perf_counter()]
            text = model.generate_cached(
                first,
                WRITTEN,
                generator=generator(),
                on_token=lambda token: times.append(perf_counter()),
            )
            ends.append((times[-1] - times[-1 - EDGE]) / (times[EDGE] - times[0]))
            assert torch.equal(text, expected)

        return write

    def write_without():
        if model is not None:
            model.generate(torch.zeros(1, 1, dtype=torch.long), WRITTEN, generator=generator())

    def note():
        middle = sorted(ends)[len(ends) // 2]
        return f"a token at the end takes {middle:.2f} x one at the start"

    title = f"writing {WRITTEN} tokens with the cache (batch 1, block 256, one thread)"
    race(title, make, {"without the cache": write_without}, rounds=7, note=note)
