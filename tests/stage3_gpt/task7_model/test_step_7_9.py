"""Step 7.9: generating text."""

from fractions import Fraction

import numpy as np
import pytest
import torch
from hypothesis import strategies as st

from kata import learner
from kata.learner import task7_model as task7
from kata.testing import EXACT, assert_close, given, gpt, raises, step
from kata.testing.pytorch import gradients, layouts, modes, no_side_effects, state, tensors

B, T, V, BLOCK = 3, 5, gpt.SIZES["vocab_size"], gpt.SIZES["block_size"]


class Stop(Exception):
    """What a test's own `on_token` raises."""


def tokens(*shape, seed=1):
    return torch.from_numpy(np.random.default_rng(seed).integers(0, V, shape))


def log(*numbers):
    return torch.tensor(numbers, dtype=torch.float64).log()


def chosen(shares, top_k=None, reach=None):
    """Exact probabilities for whole-numbered shares: `top_k` first, then the fewest tokens whose
    share of what is left is at least `reach`."""
    limit = sorted(shares, reverse=True)[:top_k][-1]
    kept = [k for k, share in enumerate(shares) if share >= limit]
    if reach is not None:
        kept.sort(key=lambda k: (-shares[k], k))
        total, so_far = sum(shares[k] for k in kept), 0
        for place, k in enumerate(kept, start=1):
            so_far += shares[k]
            if Fraction(so_far, total) >= Fraction(reach):
                kept = kept[:place]
                break
    total = sum(shares[k] for k in kept)
    return torch.tensor(
        [share / total if k in kept else 0.0 for k, share in enumerate(shares)], dtype=torch.float64
    )


@step("7.9")
def test_probabilities_that_you_can_check_by_hand():
    """From 0.5, 0.3 and 0.2: top-k and top-p keep the first two, which are scaled to sum to 1."""
    logits = log(0.5, 0.3, 0.2)
    two = [0.625, 0.375, 0.0]
    for options, expected in (
        ({}, [0.5, 0.3, 0.2]),
        ({"top_k": 2}, two),
        ({"top_p": 0.6}, two),
        ({"top_k": 1}, [1.0, 0.0, 0.0]),
        ({"top_p": 0.4}, [1.0, 0.0, 0.0]),
        ({"top_p": 0.9}, [0.5, 0.3, 0.2]),
        ({"temperature": 0}, [1.0, 0.0, 0.0]),
    ):
        what = f"token_probabilities of the logits ln 0.5, ln 0.3, ln 0.2 with {options}"
        assert_close(task7.token_probabilities(logits, **options), expected, what)
    cold = task7.token_probabilities(log(0.8, 0.4), temperature=0.5)
    assert_close(cold, [0.8, 0.2], "token_probabilities of ln 0.8, ln 0.4 at temperature 0.5")
    warm = task7.token_probabilities(log(0.64, 0.04), temperature=2.0)
    assert_close(warm, [0.8, 0.2], "token_probabilities of ln 0.64, ln 0.04 at temperature 2")


@step("7.9")
@given(
    logits=layouts(st.sampled_from([(4,), (2, 3), (2, 3, 4)]).flatmap(tensors)),
    temperature=st.sampled_from([1.0, 0.5, 3.0]),
)
def test_temperature_divides_the_logits(logits, temperature):
    """Without top-k and top-p it is softmax(logits / temperature), over the last axis."""
    shifted = logits - logits.amax(-1, keepdim=True)
    scaled = (shifted / temperature).exp()
    expected = scaled / scaled.sum(-1, keepdim=True)
    what = f"token_probabilities at temperature {temperature}"
    held = learner.hold(logits)
    with no_side_effects(held):
        found = task7.token_probabilities(held, temperature=temperature)
    assert_close(found, expected, what)
    found = task7.token_probabilities(logits.float(), temperature=temperature, top_k=9, top_p=0.999)
    assert found.dtype == torch.float32, f"{what} makes {found.dtype} of float32"
    default = task7.token_probabilities(logits)
    assert_close(default, logits.softmax(-1), "token_probabilities, whose temperature is 1")


@step("7.9")
def test_the_colder_the_surer():
    """The lower the temperature, the more of the probability is the likeliest token's."""
    logits = log(0.5, 0.3, 0.2)
    found = task7.token_probabilities(logits, temperature=1.0)
    assert_close(found, [0.5, 0.3, 0.2], "token_probabilities at temperature 1")
    sure = 1.0
    for temperature in (0.0, 0.25, 0.5, 1.0, 2.0, 4.0):
        share = task7.token_probabilities(logits, temperature=temperature)[0].item()
        assert share < sure + 1e-9, (
            f"at temperature {temperature} the likeliest token has the probability {share:.3f}, "
            f"at a lower one {sure:.3f}: divide the logits, and it falls as the temperature rises"
        )
        sure = share


@step("7.9")
def test_temperature_0_takes_the_first_of_the_largest():
    """Greedy: one token gets probability 1 and the rest exactly 0, also where several are equal."""
    logits = torch.tensor([[1.0, 7.0, 7.0, 7.0], [-2.0, -1.0, -3.0, -1.0], [0.0, 0.0, 0.0, 0.0]])
    expected = torch.eye(4)[[1, 1, 0]]
    for options in ({}, {"top_k": 2}, {"top_p": 0.3}, {"top_k": 3, "top_p": 0.9}):
        found = task7.token_probabilities(logits, temperature=0.0, **options)
        what = f"token_probabilities at temperature 0 with {options}"
        assert_close(found, expected, what, tolerance=EXACT)
    many = torch.zeros(2, 1000)
    many[1, 300:] = 5.0
    found = task7.token_probabilities(many, temperature=0)
    assert_close(found.argmax(-1), [0, 300], "the tokens chosen of 1000 and of 700 equal ones")


@step("7.9")
@given(shares=st.lists(st.integers(1, 9), min_size=1, max_size=8), top_k=st.integers(1, 10))
def test_top_k_keeps_the_k_largest(shares, top_k):
    """Tokens with a logit below the k-th largest get 0; those equal to it stay, ties included."""
    found = task7.token_probabilities(log(*shares), top_k=top_k)
    what = f"token_probabilities of the logs of {shares} with top_k={top_k}"
    assert_close(found, chosen(shares, top_k), what, convention="that ties stay")
    alone = task7.token_probabilities(
        torch.stack([log(*shares), log(*shares).flip(0)]), top_k=top_k
    )
    expected = torch.stack([chosen(shares, top_k), chosen(shares[::-1], top_k)])
    assert_close(alone, expected, f"{what}, in two rows, each by itself")


@step("7.9")
@given(
    shares=st.lists(st.integers(1, 9), min_size=1, max_size=8),
    part=st.floats(0, 0.999),
    examples=30,
)
def test_top_p_keeps_the_fewest_that_reach_p(shares, part):
    """The most probable tokens stay until they add up to p, the one that crosses it included."""
    total = sum(shares)
    reach = Fraction(2 * int(part * total) + 1, 2 * total)  # half-way between two sums
    found = task7.token_probabilities(log(*shares), top_p=float(reach))
    what = f"token_probabilities of {shares} / {total} with top_p={float(reach):.4f}"
    assert_close(found, chosen(shares, reach=reach), what)
    everything = task7.token_probabilities(log(*shares), top_p=1.0)
    assert_close(everything, chosen(shares), f"token_probabilities of {shares} with top_p=1")


@step("7.9")
def test_of_equally_probable_tokens_top_p_keeps_the_first():
    """Of 50 equal tokens p = 0.39 keeps 20, those with the smallest ids, in every row."""
    logits = torch.zeros(2, 50, dtype=torch.float64)
    expected = torch.zeros(2, 50, dtype=torch.float64)
    logits[1, 10:] = -40.0  # next to nothing
    expected[0, :20], expected[1, :4] = 1 / 20, 1 / 4
    found = task7.token_probabilities(logits, top_p=0.39)
    assert_close(found, expected, "token_probabilities of 50 equal ones, and of 10, top_p=0.39")


@step("7.9")
def test_a_set_that_reaches_p_exactly_is_enough():
    """Of two equal tokens the first has 0.5: with p = 0.5 it is the only one, of four two are."""
    for count, expected in (2, [1.0, 0.0]), (4, [0.5, 0.5, 0.0, 0.0]):
        logits = torch.zeros(count, dtype=torch.float64)
        found = task7.token_probabilities(logits, top_p=0.5)
        assert_close(found, expected, f"token_probabilities of {count} equal ones, top_p=0.5")


@step("7.9")
def test_top_p_of_one_keeps_the_least_probable_too():
    """With p = 1 nothing is dropped, however little is left after the first tokens."""
    logits = torch.tensor([0.0, -50.0, -60.0], dtype=torch.float64)
    found = task7.token_probabilities(logits, top_p=1.0)
    assert torch.all(found > 0), f"of the logits 0, -50, -60 top_p=1 keeps {found.tolist()}"
    assert_close(found, logits.softmax(-1), "token_probabilities with top_p=1")


@step("7.9")
def test_temperature_comes_first_then_top_k_then_top_p():
    """Each acts on what the one before it has left: another order keeps other tokens."""
    found = task7.token_probabilities(log(0.64, 0.25, 0.11), temperature=2.0, top_p=0.55)
    roots = torch.tensor([0.8, 0.5, 0.0], dtype=torch.float64)
    what = "temperature=2 with top_p=0.55: 0.64, 0.25, 0.11 become 0.49, 0.31, 0.20 first"
    convention = "temperature, then top-k, then top-p"
    assert_close(found, roots / 1.3, what, convention=convention)
    logits = log(0.4, 0.3, 0.2, 0.1)
    found = task7.token_probabilities(logits, top_k=2, top_p=0.55)
    what = "top_k=2 with top_p=0.55: 0.4, 0.3 become 0.571, 0.429 first, so that one is enough"
    assert_close(found, [1.0, 0.0, 0.0, 0.0], what, convention=convention)
    found = task7.token_probabilities(logits, temperature=0.5, top_k=3, top_p=0.6)
    what = "temperature=0.5, top_k=3, top_p=0.6: of 16, 9, 4, 1 the first is 16/29 = 0.55"
    assert_close(found, [0.64, 0.36, 0.0, 0.0], what, convention=convention)


@step("7.9")
def test_options_that_make_no_sense_are_refused():
    """A temperature below 0, top_k below 1, top_p outside (0, 1]: a ValueError, here and in
    generate."""
    logits = log(0.5, 0.3, 0.2)
    assert_close(task7.token_probabilities(logits), [0.5, 0.3, 0.2], "token_probabilities")
    model, values = gpt.model()
    ids = tokens(B, T)
    greedy = model.generate(ids, 1, temperature=0)
    assert_close(greedy, gpt.greedy(values, ids, 1), "greedy generation of one token")
    for name, value in (
        ("temperature", -0.5), ("top_k", 0), ("top_k", -3), ("top_p", 0.0), ("top_p", -0.1),
        ("top_p", 1.5),
    ):  # fmt: skip
        for temperature in {0.0, 1.0} if name != "temperature" else {value}:
            options = {"temperature": temperature, name: value}
            with raises(ValueError, mention=str(value), what=f"token_probabilities with {options}"):
                task7.token_probabilities(logits, **options)
            with raises(ValueError, mention=str(value), what=f"generate with {options}"):
                model.generate(ids, 1, **options)


@step("7.9")
def test_greedy_generation_follows_the_model():
    """At temperature 0 each token is the most probable one given all before it, and no more than
    block_size of them."""
    model, values = gpt.model()
    for batch, length, count in ((B, T, 6), (1, 1, 3), (2, BLOCK, 4), (B, BLOCK + 4, 5), (4, 3, 0)):
        ids = tokens(batch, length)
        what = f"{count} tokens after {length}, greedily, with block_size = {BLOCK}"
        found = model.generate(ids, count, temperature=0)
        assert_close(found, gpt.greedy(values, ids, count), what)


@step("7.9")
def test_generation_leaves_the_prompt_alone():
    """The prompt stands unchanged at the front of the result, and is not written to."""
    model, values = gpt.model()
    ids = tokens(T, B).T
    held = learner.hold(ids)
    with no_side_effects(held):
        found = model.generate(held, 4, top_k=3, generator=learner.generator(0))
    assert found.shape == (B, T + 4), f"the shape is {tuple(found.shape)}, expected {(B, T + 4)}"
    assert_close(found[:, :T], ids, "the front of what was generated, the prompt")
    assert_close(model.generate(held, 0), ids, "the result with max_new_tokens = 0")
    for name, gradient in gradients(model).items():
        assert gradient is None, f"`{name}` has a gradient after generating"
    for name, value in state(model).items():
        assert_close(value, values[name], f"`{name}` afterwards", tolerance=EXACT)


@step("7.9")
@pytest.mark.parametrize(
    ("options", "keep"),
    [({}, V), ({"temperature": 2.0, "top_k": 4}, 4), ({"temperature": 0.5, "top_p": 0.8}, None)],
    ids=["as it is", "warm, top-k", "cold, top-p"],
)
def test_tokens_are_drawn_from_the_probabilities(options, keep):
    """In 3000 rows with one prompt every pair of tokens is about as frequent as it is probable."""
    rows = 3000
    model, values = gpt.model(dtype=torch.float32)
    values = {name: value.double() for name, value in values.items()}
    prompt = tokens(1, BLOCK - 1)
    found = model.generate(prompt.expand(rows, -1), 2, generator=learner.generator(7), **options)

    def probabilities(ids):
        p = (gpt.in_view(values, ids) / options.get("temperature", 1.0)).softmax(-1)
        ordered, order = p.sort(descending=True)
        if keep is None:
            left = ordered.cumsum(-1) - ordered < options["top_p"]
        else:
            left = torch.arange(V).expand(len(p), V) < keep
        p = torch.zeros_like(p).scatter(-1, order, ordered * left)
        return p / p.sum(-1, keepdim=True)

    following = torch.cat([prompt.expand(V, -1), torch.arange(V)[:, None]], dim=1)
    expected = probabilities(prompt).T * probabilities(following)  # (V, V)
    pairs = found[:, -2] * V + found[:, -1]
    share = torch.bincount(pairs, minlength=V * V).reshape(V, V) / rows
    impossible = share[expected == 0].sum().item()
    assert impossible == 0, f"{impossible:.1%} of the pairs drawn have probability 0 with {options}"
    room = 6 * (expected * (1 - expected) / rows).sqrt() + 3 / rows
    off = (share - expected).abs() - room
    worst = divmod(int(off.argmax()), V)
    assert (off <= 0).all(), (
        f"with {options} the pair {worst} comes in {share[worst]:.2%} of {rows} rows, its "
        f"probability is {expected[worst]:.2%}: each row is drawn by itself, from its own logits"
    )


@step("7.9")
def test_options_reach_every_token():
    """top_k = 1, a tiny top_p and a tiny temperature all give the greedy text."""
    model, values = gpt.model()
    ids = tokens(B, 2)
    expected = gpt.greedy(values, ids, 8)
    for options in ({"top_k": 1}, {"top_p": 1e-6}, {"temperature": 1e-4}, {"temperature": 0.0}):
        found = model.generate(ids, 8, generator=learner.generator(1), **options)
        assert_close(found, expected, f"text generated with {options}")


@step("7.9")
def test_generation_draws_from_its_generator():
    """The same seed gives the same text, another one another; without one the global state does."""
    model, _ = gpt.model()
    ids = tokens(B, T)
    with no_side_effects():
        first, again, other = (
            model.generate(ids, 12, generator=learner.generator(seed)) for seed in (1, 1, 2)
        )
    assert first.shape == (B, T + 12), f"the shape is {tuple(first.shape)}"
    assert_close(again, first, "text from the same seed")
    assert not torch.equal(other, first), "another seed gives the same text: draw from `generator`"
    going_on = learner.generator(1)
    model.generate(ids, 3, generator=going_on)
    after = model.generate(ids, 12, generator=going_on)
    assert not torch.equal(after, first), "a generator's state must move on as it is used"
    seeded = learner.beside("gpt").seeded
    first, again, other = (seeded(seed, model.generate, ids, 12) for seed in (1, 1, 2))
    assert_close(again, first, "text without a generator, after the same torch.manual_seed")
    assert not torch.equal(other, first), "without a generator torch.manual_seed must decide"


@step("7.9")
def test_generation_runs_in_evaluation_mode_and_without_a_graph():
    """Nothing is dropped and no graph is recorded meanwhile; the mode is then as it was."""
    model, values = gpt.model(dropout=0.5)
    model.ln_f = recorder = learner.beside("torch_models").recorder(model.ln_f)
    ids = tokens(B, T)
    for training in (True, False):
        model.train(training)
        before = modes(model)
        found = model.generate(ids, 4, temperature=0)
        what = f"greedy text from a model with dropout 0.5 and training = {training}"
        assert_close(found, gpt.greedy(values, ids, 4), what)
        assert modes(model) == before, f"the model was left with training = {not training}"
    calls = recorder.calls
    assert calls, "the model's ln_f was never called"
    assert not any(any(call["training"]) for call in calls), "the model ran in training mode"
    assert not any(call["grad"] for call in calls), "a graph was being recorded: use torch.no_grad"


@step("7.9")
def test_the_mode_comes_back_after_an_error_too():
    """Where `on_token` raises, or an option is refused, the model is left in training mode."""
    model, values = gpt.model(dropout=0.5)
    ids = tokens(B, T)
    assert_close(model.generate(ids, 1, temperature=0), gpt.greedy(values, ids, 1), "greedy text")

    def stop(new):
        raise Stop

    with pytest.raises(Stop):
        model.generate(ids, 4, on_token=stop)
    assert all(modes(model).values()), "after an error in on_token the mode is not restored"
    with raises(ValueError, what="generate with top_k=0"):
        model.generate(ids, 4, top_k=0)
    assert all(modes(model).values()), "after a ValueError the mode is not restored"


@step("7.9")
def test_on_token_is_called_with_each_new_column():
    """As soon as a token is there for every row, `on_token` gets the column, of shape (B, 1)."""
    model, _ = gpt.model()
    model.ln_f = recorder = learner.beside("torch_models").recorder(model.ln_f)
    ids = tokens(B, T)
    columns, runs = [], []

    def on_token(new):
        columns.append(new)
        runs.append(len(recorder.calls))

    found = model.generate(ids, 4, generator=learner.generator(3), on_token=on_token)
    assert len(columns) == 4, f"on_token was called {len(columns)} times for 4 new tokens"
    for k, column in enumerate(columns):
        assert_close(column, found[:, T + k : T + k + 1], f"column {k} that on_token is given")
    assert sorted(set(runs)) == runs, "on_token must be called before the next token is computed"


@step("7.9")
def test_rows_do_not_mix():
    """Each row is continued as it is alone, whatever stands in the other rows."""
    model, values = gpt.model()
    ids = tokens(4, 3, seed=5)
    together = model.generate(ids, 9, temperature=0)
    for b in range(4):
        alone = gpt.greedy(values, ids[b : b + 1], 9)
        assert_close(together[b : b + 1], alone, f"row {b} of what was generated")
