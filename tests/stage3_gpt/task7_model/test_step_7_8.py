"""Step 7.8: the GPT model."""

import math

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from kata import learner
from kata.learner import task7_model as task7
from kata.testing import EXACT, assert_close, gpt, is_a, raises, step
from kata.testing.pytorch import (
    assert_parameter_gradients,
    load,
    modes,
    no_side_effects,
    parameters,
    state,
    weights,
)

B, T, V, D = 3, 5, gpt.SIZES["vocab_size"], gpt.SIZES["n_embd"]
BLOCK, LAYERS = gpt.SIZES["block_size"], gpt.SIZES["n_layer"]
TIED = "the weight of lm_head must be the very parameter of wte: one, with two names"
SQUARE = {"vocab_size": 4, "block_size": 4, "n_head": 4, "n_embd": 16}


def tokens(*shape, vocab_size=V, seed=1):
    return torch.from_numpy(np.random.default_rng(seed).integers(0, vocab_size, shape))


def log_probability(logits, targets):
    """The mean of log p(target) over all positions, written out."""
    logp = logits - logits.logsumexp(-1, keepdim=True)
    return logp.gather(-1, targets[..., None]).mean()


@step("7.8")
def test_logits_that_you_can_check_by_hand():
    """With blocks that add nothing: token plus position, normalised, times every row of wte."""
    model, values = gpt.model(vocab_size=3, block_size=4, n_layer=1, n_head=1, n_embd=2)
    assert model.lm_head.weight is model.wte.weight, TIED
    nothing = {name: torch.zeros_like(v) for name, v in values.items() if ".c_proj." in name}
    table = torch.tensor([[2.0, 0.0], [0.0, 4.0], [1.0, 1.0]])
    load(
        model,
        nothing
        | {
            "wte.weight": table,
            "wpe.weight": torch.tensor([[0.0, 0.0], [0.0, 6.0], [8.0, 0.0], [0.0, 0.0]]),
            "ln_f.weight": torch.ones(2),
            "ln_f.bias": torch.zeros(2),
        },
    )
    logits, loss = model(torch.tensor([[0, 0, 1]]))  # sums [2, 0], [2, 6] and [8, 4]
    assert loss is None, "without targets the loss is None"
    what = "logits for the tokens 0, 0, 1, whose sums [2, 0], [2, 6], [8, 4] become ±[1, -1]"
    shrunk = torch.tensor([1.0, 2.0, 2.0], dtype=torch.float64)  # half the distance
    shrunk = (shrunk / (shrunk**2 + 1e-5).sqrt())[:, None]
    rows = torch.tensor([[2.0, -4.0, 0.0], [-2.0, 4.0, 0.0], [2.0, -4.0, 0.0]])
    assert_close(logits, (shrunk * rows)[None], what)


@step("7.8")
def test_parts_and_parameters():
    """wte, wpe, h, ln_f and a tied lm_head, of the classes and shapes asked for; config is kept."""
    there = learner.beside("gpt").nn
    for bias in (True, False):
        config = task7.GPTConfig(**gpt.SIZES, bias=bias, dropout=0.2)
        model = task7.GPT(config)
        block = {
            "ln_1.weight": (D,), "ln_1.bias": (D,), "ln_2.weight": (D,), "ln_2.bias": (D,),
            "attn.c_attn.weight": (3 * D, D), "attn.c_attn.bias": (3 * D,),
            "attn.c_proj.weight": (D, D), "attn.c_proj.bias": (D,),
            "mlp.c_fc.weight": (4 * D, D), "mlp.c_fc.bias": (4 * D,),
            "mlp.c_proj.weight": (D, 4 * D), "mlp.c_proj.bias": (D,),
        }  # fmt: skip
        wanted = {"wte.weight": (V, D), "wpe.weight": (BLOCK, D), "lm_head.weight": (V, D)}
        wanted |= {"ln_f.weight": (D,), "ln_f.bias": (D,)}
        wanted |= {f"h.{k}.{name}": size for k in range(LAYERS) for name, size in block.items()}
        wanted = {k: shape for k, shape in wanted.items() if bias or not k.endswith("bias")}
        found = {name: tuple(value.shape) for name, value in state(model).items()}
        missing, more = wanted.keys() - found.keys(), found.keys() - wanted.keys()
        assert not missing and not more, f"missing: {sorted(missing)}, too many: {sorted(more)}"
        for name, shape in wanted.items():
            assert found[name] == shape, f"`{name}` has shape {found[name]}, expected {shape}"
        for k in range(1, LAYERS):
            assert model.h[k] is not model.h[k - 1], (
                "h must hold n_layer different blocks: `[block] * n` is one block n times"
            )
        count = sum(math.prod(shape) for shape in wanted.values()) - V * D
        learned = sum(value.numel() for value in parameters(model).values())
        assert learned == count, (
            f"with bias={bias} there are {learned} numbers to learn, expected {count}: the head "
            "is tied to wte, and counts once"
        )
        assert model.config == config, "`config` must be kept"
        assert model.dropout.p == 0.2, "`dropout` does not have config.dropout"
        kinds = {
            "wte": there.Embedding,
            "wpe": there.Embedding,
            "dropout": there.Dropout,
            "h": there.ModuleList,
            "ln_f": there.LayerNorm,
            "lm_head": there.Linear,
        }
        for name, kind in kinds.items():
            assert is_a(getattr(model, name), kind), f"`{name}` is not of the class asked for"
        for k in range(LAYERS):
            assert is_a(model.h[k], task7.DecoderBlock), f"h[{k}] is not a DecoderBlock"
            assert model.h[k].dropout.p == 0.2, f"h[{k}] does not have config.dropout"


@step("7.8")
def test_the_loss_of_one_token():
    """A text of one id has the loss -log p(target), p being the softmax of its logits."""
    model, values = gpt.model()
    for id, target in ((4, 7), (7, 4), (0, 0)):
        ids, targets = torch.tensor([[id]]), torch.tensor([[target]])
        expected = -log_probability(gpt.logits(values, ids), targets)
        what = f"loss of the id {id} with the target {target}, -log softmax(logits)[{target}]"
        assert_close(model(ids, targets)[1], expected, what)


@step("7.8")
@pytest.mark.parametrize(
    ("sizes", "batch", "length", "dtype"),
    [
        ({}, B, T, torch.float64),
        ({"bias": False, "n_layer": 1}, B, BLOCK, torch.float32),
        (SQUARE, 4, 4, torch.float64),
        ({"n_layer": 3}, 1, 1, torch.float64),
    ],
    ids=["as it is", "without biases", "square", "one token"],
)
def test_model_agrees_with_its_formula(sizes, batch, length, dtype):
    """The logits, the loss and every gradient are those of the formula, written out."""
    model, values = gpt.model(dtype, **sizes)
    n_head, vocab = sizes.get("n_head", gpt.SIZES["n_head"]), sizes.get("vocab_size", V)
    ids, targets = (tokens(batch, length, vocab_size=vocab, seed=seed) for seed in (1, 2))
    theirs = {name: value.clone().requires_grad_() for name, value in values.items()}
    theirs["lm_head.weight"] = theirs["wte.weight"]
    expected = gpt.logits(theirs, ids, n_head)
    loss = -log_probability(expected, targets)
    logits, mine = model(ids, targets)
    assert_close(logits, expected, "logits with targets")
    assert_close(mine, loss, "loss, the mean cross-entropy over all B · T positions")
    assert_close(model(ids)[0], expected, "logits without targets")

    learned = parameters(model)  # where the tied weight goes by one of its names
    mine.backward(retain_graph=True)
    loss.backward(retain_graph=True)
    found = {name: value.grad for name, value in theirs.items() if name in learned}
    assert_parameter_gradients(model, found, "the loss")
    logits.backward(weights(expected))
    expected.backward(weights(expected))
    found = {name: value.grad for name, value in theirs.items() if name in learned}
    assert_parameter_gradients(model, found, "the loss and the logits together")


@step("7.8")
def test_the_head_is_the_embedding():
    """lm_head and wte share one parameter, which stays one when it is loaded and when it is
    trained."""
    model, values = gpt.model()
    shared = model.wte.weight
    assert model.lm_head.weight is shared, TIED
    load(model, {"wte.weight": values["wte.weight"] + 1})
    expected = values["wte.weight"] + 1
    assert_close(model.lm_head.weight, expected, "the head's weight after loading wte's")
    load(model, values)

    ids, targets = tokens(B, T), tokens(B, T, seed=2)
    theirs = {name: value.clone().requires_grad_() for name, value in values.items()}
    (-log_probability(gpt.logits(theirs, ids), targets)).backward()
    learner.beside("gpt").descend(model, ids, targets, 0.5)
    assert model.lm_head.weight is model.wte.weight is shared, f"after a training step: {TIED}"
    moved = values["wte.weight"] - 0.5 * theirs["wte.weight"].grad
    what = "the shared weight after a step of SGD: both uses add to its gradient"
    assert_close(model.wte.weight, moved, what)


@step("7.8")
def test_a_new_model_knows_nothing():
    """Every token is about as probable as every other, so the first loss is close to ln V."""
    for seed in (0, 1, 2):
        config = task7.GPTConfig(65, 16, 3, 4, 32)
        model = learner.beside("gpt").seeded(seed, task7.GPT, config)
        ids, targets = (tokens(8, 16, vocab_size=65, seed=k + seed) for k in (1, 7))
        _, loss = model(ids, targets)
        off = loss.item() - math.log(65)
        assert abs(off) < 0.1, (
            f"the loss of a new model is {loss.item():.3f}, and ln 65 = {math.log(65):.3f}: are "
            "the weights drawn by init_weights, after the head was tied?"
        )


@step("7.8")
def test_the_weights_of_a_new_model_are_those_of_gpt_2():
    """Embeddings and linear layers have std 0.02, residual layers 0.02 / √(2 · n_layer), biases are
    0, and the seed decides."""
    config = task7.GPTConfig(150, 60, 2, 4, 60)
    first, again, other = (
        parameters(learner.beside("gpt").seeded(seed, task7.GPT, config)) for seed in (3, 3, 4)
    )
    assert len(first) == 2 + 12 * 2 + 2, "a model of 2 blocks has 28 parameters"
    for name, value in first.items():
        assert_close(again[name], value, f"`{name}` after the same seed", tolerance=EXACT)
        if name.endswith("bias") or "ln_" in name:
            fixed = torch.full_like(value, 0.0 if name.endswith("bias") else 1.0)
            assert_close(value, fixed, f"`{name}` of a new model", tolerance=EXACT)
            continue
        std = 0.02 / math.sqrt(2 * 2) if "c_proj" in name else 0.02
        room = 6 / math.sqrt(2 * value.numel())
        found = value.std().item()
        assert abs(found / std - 1) < room, f"`{name}` has std {found:.4f}, expected {std:.4f}"
        assert not torch.equal(other[name], value), f"`{name}` is the same after another seed"


@step("7.8")
def test_no_logits_depend_on_later_tokens():
    """Changing a token changes no logits before it; position t has no gradient in logits before
    t."""
    model, values = gpt.model()
    ids = tokens(B, T)
    before = model(ids)[0].detach()
    assert_close(before, gpt.logits(values, ids), "logits")
    for t in range(T):
        changed = ids.clone()
        changed[:, t] = (ids[:, t] + 1 + t) % V
        after = model(changed)[0].detach()
        assert_close(
            after[:, :t], before[:, :t], f"logits before position {t}, whose token changed"
        )
        differ = (after - before)[:, t:].abs().amax(dim=-1) > 1e-6
        assert differ.all(), f"the token at {t} must count for all logits from there on"
        model.zero_grad()
        logits, _ = model(ids)
        logits[:, t].backward(weights(before[:, t]))
        grad = model.wpe.weight.grad
        assert (grad[t + 1 :] == 0).all(), (
            f"position embeddings after {t} must have a gradient of exactly 0 in the logits at {t}"
        )
        assert (grad[: t + 1] != 0).any(dim=-1).all(), f"logits at {t} must depend on 0 to {t}"


@step("7.8")
def test_the_loss_is_what_reading_word_by_word_costs():
    """-log p of every next token, each computed from the tokens before it alone, has the loss as
    its mean."""
    model, _ = gpt.model()
    text = tokens(B, T + 1, seed=3)
    _, loss = model(text[:, :-1], text[:, 1:])
    costs = []
    for t in range(T):
        logits, _ = model(text[:, : t + 1])
        costs.append(-log_probability(logits.detach()[:, -1], text[:, t + 1]))
    expected = torch.stack(costs).mean()
    what = "loss, against the mean of -log p(next token) from one position after the other"
    assert_close(loss, expected, what)
    assert_close(loss, -log_probability(model(text[:, :-1])[0].detach(), text[:, 1:]), "loss")


@step("7.8")
def test_the_caller_shifts_the_targets():
    """Position t's logits are scored with targets[t], whatever the targets are."""
    model, values = gpt.model()
    ids = tokens(B, T)
    logits = gpt.logits(values, ids)
    for targets in (ids, ids.roll(1, dims=1), torch.full((B, T), V - 1)):
        expected = F.cross_entropy(logits.reshape(-1, V), targets.reshape(-1))
        assert_close(model(ids, targets)[1], expected, "loss: the model itself shifts nothing")


@step("7.8")
def test_what_does_not_fit_is_refused():
    """More than block_size tokens, ids that are not (B, T), or targets of another shape: a
    ValueError."""
    model, values = gpt.model()
    ids = tokens(B, BLOCK)
    logits, loss = model(ids, ids)
    assert_close(logits, gpt.logits(values, ids), f"logits of block_size = {BLOCK} tokens")
    assert loss is not None, "with targets there is a loss"
    for shape, mention in (((B, BLOCK + 1), str(BLOCK)), ((BLOCK,), str(BLOCK)), ((1, 2, 3), "3")):
        with raises(ValueError, mention=mention, what=f"GPT of ids of shape {shape}"):
            model(tokens(*shape))
    for shape in ((B, BLOCK - 1), (B * BLOCK,), (BLOCK, B)):
        what = f"GPT of ids of shape {(B, BLOCK)} and targets of shape {shape}"
        with raises(ValueError, mention=str(shape), what=what):
            model(ids, tokens(*shape))


@step("7.8")
def test_dropout_stands_after_the_embeddings_too():
    """The sum of both embeddings goes through `dropout`, and so does what each sub-layer gives."""
    model, values = gpt.model(dropout=0.4)
    ids = tokens(B, T)
    first, second = (model(ids)[0].detach() for _ in range(2))
    assert not torch.any(first == second), "in training every call drops anew"
    model.eval()
    assert_close(model(ids)[0], gpt.logits(values, ids), "logits in evaluation")
    affine = learner.beside("torch_models").affine(2.0, 1.0)
    model.dropout = model.h[0].dropout = model.h[1].dropout = affine
    expected = gpt.logits(values, ids, dropout=lambda x: 2 * x + 1)
    assert_close(model(ids)[0], expected, "logits, where every `dropout` gives 2y + 1")


@step("7.8")
def test_model_leaves_no_trace():
    """Ids, targets, parameters and modes stay as they are; entries of a batch do not mix."""
    model, values = gpt.model()
    ids, targets = tokens(T, B).T, tokens(B, T, seed=2)
    held, held_targets = learner.hold(ids), learner.hold(targets)
    before = modes(model)
    with no_side_effects(held, held_targets):
        logits, loss = model(held, held_targets)
        loss.backward()
    expected = gpt.logits(values, ids)
    assert_close(logits, expected, "logits of ids that lie transposed in memory")
    for b in range(B):
        alone = model(ids[b : b + 1])[0]
        assert_close(alone, expected[b : b + 1], f"logits of entry {b} alone")
    assert modes(model) == before, "calling the model must not change its mode"
    for name, value in state(model).items():
        assert_close(value, values[name], f"`{name}` afterwards", tolerance=EXACT)
