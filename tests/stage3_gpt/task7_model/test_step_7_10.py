"""Step 7.10: the key-value cache."""

import numpy as np
import pytest
import torch
from hypothesis import strategies as st

from kata import learner
from kata.learner import task7_model as task7
from kata.testing import EXACT, assert_close, given, gpt, raises, step
from kata.testing.pytorch import gradients, modes, no_side_effects, randomise, state

B, T, V, D = 3, 5, gpt.SIZES["vocab_size"], gpt.SIZES["n_embd"]
BLOCK, LAYERS, H = gpt.SIZES["block_size"], gpt.SIZES["n_layer"], gpt.SIZES["n_head"]


class Stop(Exception):
    """What a test's own `on_token` raises."""


def tokens(*shape, seed=1):
    return torch.from_numpy(np.random.default_rng(seed).integers(0, V, shape))


def numbers(*shape, seed=1):
    return torch.from_numpy(np.random.default_rng(seed).normal(size=shape))


def config():
    return task7.GPTConfig(**gpt.SIZES)


def cache(batch_size=B):
    return task7.KVCache(config(), batch_size, dtype=torch.float64)


@step("7.10")
def test_cache_that_you_can_check_by_hand():
    """What is appended stands behind the first `length`; `length` itself grows by hand."""
    small = task7.GPTConfig(5, 4, 2, 1, 1)
    held = task7.KVCache(small, 1)
    assert held.length == 0, f"the length of a new cache is {held.length}, expected 0"

    def row(*values):
        return torch.tensor(values).reshape(1, 1, -1, 1)

    keys, values = held.append(0, row(1.0, 2.0), row(101.0, 102.0))
    assert held.length == 0, "append must leave `length` as it is: other layers come after it"
    assert_close(keys, row(1.0, 2.0), "all keys of layer 0 after [1, 2]")
    assert_close(values, row(101.0, 102.0), "all values of layer 0 after [101, 102]")
    held.append(1, row(5.0, 6.0), row(105.0, 106.0))
    held.length = 2
    for layer, first, new in ((0, (1.0, 2.0), 3.0), (1, (5.0, 6.0), 7.0)):
        got = held.append(layer, row(new), row(100 + new))
        for name, mine, more in zip(("keys", "values"), got, (0.0, 100.0), strict=True):
            what = f"all {name} of layer {layer} after {list(first)} and [{new}]"
            assert_close(mine, row(*(more + k for k in (*first, new))), what)
    held.length = 0
    keys, values = held.append(0, row(9.0), row(109.0))
    assert_close(keys, row(9.0), "all keys of layer 0 after `length` was set to 0, and [9]")
    assert_close(values, row(109.0), "all values of layer 0 after the same")


@step("7.10")
@given(chunks=st.lists(st.integers(1, 4), min_size=1, max_size=4).filter(lambda c: sum(c) <= BLOCK))
def test_every_layer_gets_back_all_that_it_has_appended(chunks):
    """append gives the keys and values of that layer so far, (B, H, length + T_new, D/H)."""
    held = cache()
    shape = (LAYERS, B, H, sum(chunks), D // H)
    keys, values = numbers(*shape, seed=1), numbers(*shape, seed=2)
    for count in chunks:
        start, end = held.length, held.length + count
        for layer in range(LAYERS):
            new = (part[layer, :, :, start:end] for part in (keys, values))
            got = held.append(layer, *new)
            for name, mine, part in zip(("keys", "values"), got, (keys, values), strict=True):
                what = f"the {name} of layer {layer} so far, appended {chunks} at a time"
                assert_close(mine, part[layer, :, :, :end], what)
        held.length = end


@step("7.10")
def test_attention_and_block_continue_what_is_cached():
    """forward_cached of the attention and of the block give the last outputs of forward, in their
    own layer."""
    block = task7.DecoderBlock(config())
    values = randomise(block)
    x, held = numbers(B, T, D), cache()
    normal = gpt.normalise(values, "ln_1", x)
    attended = gpt.attention(values, normal, H, "attn.")
    a = x + attended
    hidden = gpt.linear(values, "mlp.c_fc", gpt.normalise(values, "ln_2", a))
    gelu = torch.nn.functional.gelu(hidden, approximate="tanh")
    y = a + gpt.linear(values, "mlp.c_proj", gelu)
    for start, end in ((0, 2), (2, 3), (3, T)):
        got = block.attn.forward_cached(normal[:, start:end], held, 0)
        assert_close(got, attended[:, start:end], f"the attention's outputs {start} to {end - 1}")
        got = block.forward_cached(x[:, start:end], held, 1)
        assert_close(got, y[:, start:end], f"the block's outputs {start} to {end - 1}")
        held.length = end


@step("7.10")
@given(
    chunks=st.lists(st.integers(1, BLOCK), min_size=1, max_size=BLOCK).filter(
        lambda c: sum(c) <= BLOCK
    ),
    batch=st.sampled_from([1, B]),
)
def test_any_chunks_give_the_logits_of_the_whole_text(chunks, batch):
    """However a text is cut, forward_cached gives what forward gives at those positions."""
    model, values = gpt.model()
    model.eval()
    ids, held = tokens(batch, sum(chunks)), cache(batch)
    expected = gpt.logits(values, ids)
    for count in chunks:
        start, end = held.length, held.length + count
        logits = model.forward_cached(ids[:, start:end], held)
        what = f"logits of tokens {start} to {end - 1}, fed in chunks of {chunks}"
        assert_close(logits, expected[:, start:end], what)
        assert held.length == end, f"after {end} tokens the cache's length is {held.length}"


@step("7.10")
def test_nothing_is_dropped_where_a_cache_is_used():
    """In training mode too, forward_cached gives the logits of evaluation: it is for writing."""
    model, values = gpt.model(dropout=0.5)
    ids, held = tokens(B, T), cache()
    for start, end in ((0, 3), (3, T)):
        logits = model.forward_cached(ids[:, start:end], held)
        expected = gpt.logits(values, ids)[:, start:end]
        what = f"logits of tokens {start} to {end - 1} in training mode, where forward would drop"
        assert_close(logits, expected, what)


@step("7.10")
def test_only_new_tokens_go_through_the_model():
    """In forward_cached the network and the last norm see the new positions alone."""
    model, values = gpt.model()
    recorder = learner.beside("torch_models").recorder
    mlp, norm = recorder(model.h[1].mlp), recorder(model.ln_f)
    model.h[1].mlp, model.ln_f = mlp, norm
    ids, held, chunks = tokens(B, 6), cache(), [3, 1, 2]
    logits = [model.forward_cached(part, held).detach() for part in ids.split(chunks, dim=1)]
    assert_close(torch.cat(logits, dim=1), gpt.logits(values, ids), "logits of all chunks")
    for name, recorded in (("mlp", mlp), ("ln_f", norm)):
        seen = [call["inputs"][0].shape[1] for call in recorded.calls]
        assert seen == chunks, f"fed {chunks} tokens at a time, {name} was given {seen}"


@step("7.10")
def test_caches_keep_apart():
    """Two texts that are read by turns, each with a cache of its own, do not touch each other."""
    model, values = gpt.model()
    texts = [tokens(B, 6, seed=seed) for seed in (1, 2)]
    caches = [cache(), cache()]
    for start, end in ((0, 2), (2, 3), (3, 6)):
        for k, (ids, held) in enumerate(zip(texts, caches, strict=True)):
            got = model.forward_cached(ids[:, start:end], held)
            expected = gpt.logits(values, ids)[:, start:end]
            assert_close(got, expected, f"logits of text {k} from token {start} on")


@step("7.10")
def test_a_full_cache_takes_no_more():
    """block_size tokens have room; one more is a ValueError, and leaves all as it was."""
    model, values = gpt.model()
    ids, held = tokens(B, BLOCK + 1), cache()
    model.forward_cached(ids[:, :4], held)
    assert held.length == 4, f"the cache has read 4 tokens, its length is {held.length}"
    what = f"forward_cached of 4 tokens after 4, with block_size = {BLOCK}"
    with raises(ValueError, mention=str(BLOCK), what=what):
        model.forward_cached(ids[:, 4:8], held)
    assert held.length == 4, "tokens that were refused must not count"
    expected = gpt.logits(values, ids[:, :BLOCK])[:, 4:]
    got = model.forward_cached(ids[:, 4:BLOCK], held)
    assert_close(got, expected, "logits of the last tokens that have room")
    new = numbers(B, H, 1, D // H)
    with raises(ValueError, mention=str(BLOCK), what="append to a cache that is full"):
        held.append(0, new, new)


@step("7.10")
def test_cached_and_plain_generation_give_the_same_text():
    """Greedily, and drawn from the same seed; one row and several; past block_size too."""
    model, values = gpt.model()
    for batch, length, count in (
        (B, 2, 4), (1, 1, BLOCK + 3), (B, T, 6), (2, BLOCK, 3), (B, BLOCK + 4, 5), (4, 3, 0),
    ):  # fmt: skip
        ids = tokens(batch, length)
        what = f"{count} tokens after {length} with the cache"
        found = model.generate_cached(ids, count, temperature=0)
        assert_close(found, gpt.greedy(values, ids, count), f"{what}, greedily")
        for options in ({}, {"temperature": 0.7, "top_k": 4}, {"top_p": 0.9}):
            plain, cached = (
                generate(ids, count, generator=learner.generator(8), **options)
                for generate in (model.generate, model.generate_cached)
            )
            assert_close(cached, plain, f"{what}, drawn from the same seed with {options}")


@step("7.10")
def test_each_token_is_fed_once():
    """Up to block_size tokens, what generate_cached feeds is the text, piece after piece."""
    model, values = gpt.model()
    calls = learner.beside("gpt").recorded(model)
    ids = tokens(B, 3)
    found = model.generate_cached(ids, BLOCK - 3, temperature=0)
    assert_close(found, gpt.greedy(values, ids, BLOCK - 3), "greedy text with the cache")
    fed = calls()
    assert fed, "generate_cached must feed the model by `forward_cached`"
    count = sum(new.shape[1] for new, _ in fed)
    assert count <= BLOCK, f"{count} tokens were fed for a text of {BLOCK}: feed only what is new"
    what = "the tokens that were fed, one call after the other (the last one need not be)"
    together = torch.cat([new for new, _ in fed], dim=1)[:, : BLOCK - 1]
    assert_close(together, found[:, :-1], what)
    lengths, so_far = [length for _, length in fed], 0
    for new, length in fed:
        assert length == so_far, f"the cache held {lengths} before the calls: keep one cache"
        so_far += new.shape[1]


@step("7.10")
def test_past_block_size_the_window_is_fed_again():
    """Each further token needs the last block_size tokens anew, in a cache that is empty."""
    model, values = gpt.model()
    calls = learner.beside("gpt").recorded(model)
    for length, count in ((T, BLOCK), (BLOCK + 2, 3)):
        before = len(calls())
        ids = tokens(B, length)
        text = model.generate_cached(ids, count, temperature=0)
        assert_close(text, gpt.greedy(values, ids, count), "greedy text past block_size")
        windows = []
        for new, held in calls()[before:]:
            first = held == 0 or not windows
            windows.append(new if first else torch.cat([windows.pop(), new], dim=1))
        starts = range(max(0, length - BLOCK), length + count - BLOCK)
        more = len(windows) - len(starts)  # the last token may be fed or not
        assert more in (0, 1), (
            f"the cache was empty {len(windows)} times, expected {len(starts)}: the positions of "
            "all tokens move with the window, so nothing that is cached can stay"
        )
        for window, start in zip(windows, starts, strict=False):
            what = f"what was fed for the window from token {start} on"
            assert_close(window, text[:, start : start + BLOCK], what)


@step("7.10")
def test_cached_generation_leaves_things_as_they_were():
    """Evaluation mode meanwhile and the mode restored, no graph, the prompt and the parameters
    untouched."""
    model, values = gpt.model(dropout=0.5)
    model.ln_f = recorder = learner.beside("torch_models").recorder(model.ln_f)
    ids = tokens(T, B).T
    held = learner.hold(ids)
    for training in (True, False):
        model.train(training)
        before = modes(model)
        found = model.generate_cached(held, 4, temperature=0)
        assert_close(found, gpt.greedy(values, ids, 4), "greedy text from a model with dropout 0.5")
        assert modes(model) == before, f"the model was left with training = {not training}"
        with no_side_effects(held):
            model.generate_cached(held, 4, top_k=3, generator=learner.generator(0))
    calls = recorder.calls
    assert calls and not any(any(call["training"]) for call in calls), "ran in training mode"
    assert not any(call["grad"] for call in calls), "a graph was being recorded: use torch.no_grad"
    for name, gradient in gradients(model).items():
        assert gradient is None, f"`{name}` has a gradient after generating"
    for name, value in state(model).items():
        name = name.replace("ln_f.inner", "ln_f")
        assert_close(value, values[name], f"`{name}` afterwards", tolerance=EXACT)


@step("7.10")
def test_the_mode_comes_back_after_an_error_too():
    """Where `on_token` raises, or an option is refused, the model is left in training mode."""
    model, values = gpt.model(dropout=0.5)
    ids = tokens(B, T)
    found = model.generate_cached(ids, 1, temperature=0)
    assert_close(found, gpt.greedy(values, ids, 1), "greedy text")

    def stop(new):
        raise Stop

    with pytest.raises(Stop):
        model.generate_cached(ids, 4, on_token=stop)
    assert all(modes(model).values()), "after an error in on_token the mode is not restored"
    with raises(ValueError, mention="-1", what="generate_cached with temperature=-1"):
        model.generate_cached(ids, 4, temperature=-1.0)
    assert all(modes(model).values()), "after a ValueError the mode is not restored"
    found = model.generate_cached(ids, 4, temperature=0)
    assert_close(found, gpt.greedy(values, ids, 4), "greedy text after two errors")


@step("7.10")
def test_on_token_is_called_with_each_new_column():
    """As soon as a token is there for every row, `on_token` gets the column, of shape (B, 1)."""
    model, _ = gpt.model()
    calls = learner.beside("gpt").recorded(model)
    ids = tokens(B, T)
    columns, runs = [], []

    def on_token(new):
        columns.append(new)
        runs.append(len(calls()))

    found = model.generate_cached(ids, 4, generator=learner.generator(3), on_token=on_token)
    assert len(columns) == 4, f"on_token was called {len(columns)} times for 4 new tokens"
    for k, column in enumerate(columns):
        assert_close(column, found[:, T + k : T + k + 1], f"column {k} that on_token is given")
    assert sorted(set(runs)) == runs, "on_token must be called before the next token is computed"


@step("7.10")
def test_cached_generation_keeps_the_dtype_of_the_model():
    """The cache that generate_cached makes has the model's dtype: float64 loses no digits."""
    for dtype in (torch.float64, torch.float32):
        model, values = gpt.model(dtype=dtype)
        ids, held = tokens(B, T), task7.KVCache(config(), B, dtype=dtype)
        for start, end in ((0, 2), (2, T)):
            logits = model.forward_cached(ids[:, start:end], held)
            expected = gpt.logits(values, ids)[:, start:end]
            assert_close(logits, expected, f"logits of a model and a cache in {dtype}")
        found = model.generate_cached(ids, 5, temperature=0)
        assert_close(found, gpt.greedy(values, ids, 5), f"greedy text of a model in {dtype}")
