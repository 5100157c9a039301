"""Task 3, a multi-layer perceptron: modules, layers, the loss of classification, digits."""

import numpy as np
import pytest
from hypothesis import strategies as st

from kata import learner
from kata.learner import task1, task3
from kata.testing import (
    EXACT,
    arrays,
    assert_close,
    assert_parity,
    check_gradients,
    given,
    is_a,
    layouts,
    noted,
    raises,
    shapes,
    step,
    with_axis,
)

# Step 3.1: the base class


def tensor(*values, requires_grad=True):
    """A parameter, unless told otherwise."""
    return task1.Tensor(list(values), requires_grad=requires_grad)


def part(**attributes):
    """A module of a class of its own, with these attributes."""
    return learner.beside("models").part(task3.Module, **attributes)


def check_parameters(module, **expected):
    """The module has these parameters, by name and in this order (dots are written as `__`)."""
    named = list(module.named_parameters())
    names = [name.replace("__", ".") for name in expected]
    found = [name for name, _ in named]
    assert found == names, f"named_parameters() should name {names}, not {found}"
    for (name, found_tensor), wanted in zip(named, expected.values(), strict=True):
        assert found_tensor is wanted, f"the parameter {name!r} is another tensor, or a copy"
    listed = list(module.parameters())
    assert len(listed) == len(expected), (
        f"parameters() should give {len(expected)} tensors, not {len(listed)}"
    )
    for name, found_tensor, wanted in zip(names, listed, expected.values(), strict=True):
        assert found_tensor is wanted, f"parameters() does not give {name!r} where it should"


@step("3.1")
def test_parameters_are_found_in_attributes_and_nested_modules():
    """A module has its own parameters and those of its parts, named by the path, in order."""
    z, key, shift, scale, deep = (tensor(float(k)) for k in range(5))
    inner = part(scale=scale, inside=part(w=deep))
    module = part(z=z, _key=key, inner=inner, shift=shift)
    check_parameters(module, z=z, _key=key, inner__scale=scale, inner__inside__w=deep, shift=shift)
    check_parameters(inner, scale=scale, inside__w=deep)
    check_parameters(part())


@step("3.1")
def test_parameters_are_found_in_lists_tuples_and_dicts():
    """Lists, tuples and dicts are searched, nested ones too: "layers.0.weight", "heads.key.w"."""
    a, b, c, d, e, f = (tensor(float(k)) for k in range(6))
    module = part(
        layers=[part(weight=a), part(weight=b)],
        pair=(c, part(w=d)),
        heads={"key": part(w=e), "deep": [{"er": f}]},
    )
    check_parameters(
        module,
        layers__0__weight=a,
        layers__1__weight=b,
        pair__0=c,
        pair__1__w=d,
        heads__key__w=e,
        heads__deep__0__er=f,
    )


@step("3.1")
def test_only_leaves_that_want_gradients_are_parameters():
    """Constants, arrays, numbers and results of computations are no parameters."""
    w = tensor(1.0, 2.0)
    module = part(
        constant=tensor(1.0, requires_grad=False),
        result=w * 2.0,
        w=w,
        array=np.ones(3),
        size=3,
        name="layer",
        nothing=None,
        results=[w + 1.0, {"x": w * w}],
    )
    check_parameters(module, w=w)


@step("3.1")
def test_shared_parameters_count_once():
    """What can be reached in several ways counts once, by its first name; equals are not shared."""
    w, twin = tensor(1.0, 2.0), tensor(1.0, 2.0)
    shared = part(w=w)
    module = part(first=shared, again=[shared, shared], tied=w, twin=twin, last=part(w=w))
    check_parameters(module, first__w=w, twin=twin)


@step("3.1")
def test_parts_may_refer_to_each_other():
    """A part that knows its owner, or a list that holds itself, is no endless loop."""
    v, w = tensor(1.0), tensor(2.0)
    inner = part(w=w)
    outer = part(inner=inner, v=v)
    inner.owner = outer
    check_parameters(outer, inner__w=w, v=v)
    assert next(iter(inner.parameters())) is w, "inner.w should come first in inner.parameters()"
    assert outer.eval() is outer and inner.training is False, "eval() must reach the inner module"


@step("3.1")
def test_parameters_are_looked_up_afresh():
    """A parameter or part that is added or replaced later is found, and an old one is gone."""
    a, b, c = tensor(1.0), tensor(2.0), tensor(3.0)
    module = part(w=a)
    check_parameters(module, w=a)
    module.w = b
    module.extra = part(w=c)
    check_parameters(module, w=b, extra__w=c)


@step("3.1")
def test_train_and_eval_reach_every_module():
    """`eval()` and `train()` set `training` in all nested modules and return the module itself."""
    leaf, listed, named, deep = part(), part(), part(), part()
    module = part(leaf=leaf, layers=[listed, (deep,)], heads={"key": part(inside=named)})
    stranger = part()
    everyone = {"the module": module, "module.leaf": leaf, "module.layers[0]": listed}
    everyone |= {"module.heads['key'].inside": named, "module.layers[1][0]": deep}
    for call, mode in (
        (None, True),
        (lambda: module.eval(), False),
        (lambda: module.train(), True),
        (lambda: module.train(False), False),
        (lambda: module.train(True), True),
        (lambda: module.eval(), False),
    ):
        result = call() if call else module
        assert result is module, "train() and eval() must return the module itself"
        for name, one in everyone.items():
            assert one.training is mode, f"`training` of {name} is {one.training}, expected {mode}"
    assert stranger.training is True, "a module that has nothing to do with it changed its mode"


@step("3.1")
def test_zero_grad_clears_every_gradient():
    """`zero_grad()` sets the `grad` of every parameter to None, nested ones too."""
    parameters = [tensor(1.0), tensor(2.0), tensor(3.0)]
    module = part(w=parameters[0], layers=[part(w=parameters[1])], heads={"k": parameters[2]})
    for parameter in parameters:
        (parameter * 3.0).sum().backward()
        assert_close(parameter.grad, [3.0], "the gradient before zero_grad()")
    module.zero_grad()
    for parameter in parameters:
        assert parameter.grad is None, "after zero_grad() every `grad` must be None"


@step("3.1")
def test_state_dict_holds_copies():
    """The state holds every value by name, and training on does not change what was saved."""
    module = part(w=tensor(1.0, 2.0), layers=[part(b=task1.Tensor(5.0, requires_grad=True))])
    for state in (
        module.state_dict(),
        learner.beside("models").state_kept_while_training_goes_on(module),
    ):
        assert list(state) == ["w", "layers.0.b"], f"the state's keys are {list(state)}"
        assert_close(state["w"], np.array([1.0, 2.0]), "state['w']", tolerance=EXACT)
        assert_close(state["layers.0.b"], np.array(5.0), "state['layers.0.b']", tolerance=EXACT)


@step("3.1")
def test_a_loaded_state_is_copied_into_the_parameters():
    """Loading writes into the parameters' own arrays, keeps their dtype, and shares no memory."""
    w = task1.Tensor(np.zeros((2, 3), dtype=np.float32), requires_grad=True)
    b = task1.Tensor(0.0, requires_grad=True)
    module = part(w=w, layers=[part(b=b)])
    before = {name: learner.ref(p, "data") for name, p in (("w", w), ("b", b))}
    values = np.arange(6.0).reshape(2, 3)
    state = {"layers.0.b": learner.hold(np.array(7.0)), "w": learner.hold(values)}
    module.load_state_dict(state)
    assert_close(w.data, values.astype(np.float32), "`w` after loading", tolerance=EXACT)
    assert_close(b.data, np.array(7.0), "`layers.0.b` after loading", tolerance=EXACT)
    check_parameters(module, w=w, layers__0__b=b)
    for name, p, key in (("w", w, "w"), ("b", b, "layers.0.b")):
        array = learner.ref(p, "data")
        assert learner.shares_memory(array, before[name]), (
            f"after loading, `{name}` has another array: write into the old one"
        )
        assert not learner.shares_memory(array, state[key]), (
            f"`{name}` shares memory with the state that was loaded: copy the values"
        )


@step("3.1")
@pytest.mark.parametrize(
    ("change", "mention"),
    [
        ({"v": None}, "v"),
        ({"layers.0.w": None}, "layers.0.w"),
        ({"surplus": np.zeros(2)}, "surplus"),
        ({"layers.0.w": np.zeros((3, 2))}, "layers.0.w"),
        ({"layers.0.w": np.zeros((2, 1))}, "layers.0.w"),
        ({"layers.0.w": np.zeros(6)}, "layers.0.w"),
        ({"v": np.zeros(())}, "v"),
        (
            {"v": None, "surplus": np.zeros(2), "another": np.zeros(1), "layers.0.w": np.zeros(3)},
            ["v", "surplus", "another", "layers.0.w"],
        ),
    ],
)
def test_a_state_that_does_not_fit_is_refused(change, mention):
    """Missing, unexpected and misshapen keys are all named in a ValueError, and nothing changes."""
    u, v, w = tensor(1.0), tensor(2.0, 3.0), task1.Tensor(np.ones((2, 3)), requires_grad=True)
    module = part(u=u, v=v, layers=[part(w=w)])
    state = {"u": np.array([5.0]), "v": np.array([6.0, 7.0]), "layers.0.w": np.full((2, 3), 8.0)}
    module.load_state_dict(state)
    check_state(module, state, "after loading a state that fits")
    wrong = {name: value - 100.0 for name, value in state.items()} | change
    wrong = {name: value for name, value in wrong.items() if value is not None}
    with raises(ValueError, mention=mention, what="load_state_dict of a state that does not fit"):
        module.load_state_dict(wrong)
    check_state(module, state, "after a load that was refused")


def check_state(module, expected, when):
    """The module's parameters have these values."""
    state = module.state_dict()
    assert list(state) == list(expected), f"the state's keys are {list(state)}"
    for name, value in expected.items():
        assert_close(state[name], value, f"`{name}` {when}", tolerance=EXACT)


# Step 3.2: the linear layer


def linear(weight, bias):
    """A layer with these parameters."""
    out_features, in_features = np.shape(weight)
    layer = task3.Linear(in_features, out_features, bias is not None, rng=learner.rng(0))
    layer.weight.data = np.array(weight)
    if bias is not None:
        layer.bias.data = np.array(bias)
    return layer


def linear_sizes():
    """Shapes of x, weight and bias: any batch axes, and different sizes in and out."""
    return st.tuples(shapes(max_dims=3, max_side=3), st.integers(1, 4), st.integers(1, 4)).map(
        lambda sizes: ((*sizes[0], sizes[1]), (sizes[2], sizes[1]), (sizes[2],))
    )


@step("3.2")
def test_linear_on_numbers_that_you_can_check_by_hand():
    """Weights [[1, 2], [3, 4], [5, 6]] and bias [10, 20, 30] map [1, 1] to [13, 27, 41]."""
    layer = linear([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], [10.0, 20.0, 30.0])
    y = layer(np.array([[1.0, 1.0], [0.0, 2.0]]))
    assert is_a(y, task1.Tensor), "a layer must return a Tensor"
    assert_close(y.data, [[13.0, 27.0, 41.0], [14.0, 28.0, 42.0]], "Linear applied to two samples")


@step("3.2")
def test_linear_starts_as_in_pytorch():
    """Weights and biases start uniform between -1/√in_features and 1/√in_features."""
    for in_features, out_features in ((16, 1000), (1000, 16), (256, 256)):
        layer = task3.Linear(in_features, out_features, rng=learner.rng(0))
        bound = in_features**-0.5
        shapes_wanted = {"weight": (out_features, in_features), "bias": (out_features,)}
        for name, shape in shapes_wanted.items():
            parameter = getattr(layer, name)
            assert is_a(parameter, task1.Tensor), f"`{name}` must be a Tensor"
            assert parameter.requires_grad is True, f"`{name}` must require a gradient"
            assert parameter.parents == (), f"`{name}` must be a leaf, not a computed tensor"
            assert parameter.shape == shape, f"`{name}` has shape {parameter.shape}, not {shape}"
            draws = parameter.data / bound
            where = f"`{name}` of Linear({in_features}, {out_features})"
            assert np.abs(draws).max() <= 1 + 1e-12, f"{where} goes beyond ±1/√in_features"
            if draws.size >= 256:  # enough of them to tell
                assert np.abs(draws).max() > 0.95, f"{where} falls short of ±1/√in_features"
                assert abs(draws.mean()) < 0.15, f"the mean of {where} should be 0"
                assert abs(draws.std() * 3**0.5 - 1) < 0.15, f"{where} should be uniform"


@step("3.2")
def test_linear_draws_from_the_generator_it_is_given():
    """The start is drawn from `rng` and nothing else: the same seed gives the same layer."""
    state = learner.random_state()
    rng = learner.rng(3)
    first, second = (task3.Linear(3, 4, rng=rng) for _ in range(2))
    again, other = (task3.Linear(3, 4, rng=learner.rng(seed)) for seed in (3, 4))
    for name in ("weight", "bias"):
        values = getattr(first, name).data
        assert_close(getattr(again, name).data, values, f"`{name}` from the same seed")
        for layer in (second, other):
            assert not np.any(values == getattr(layer, name).data), f"draw `{name}` from `rng`"
    assert not np.isin(first.bias.data, first.weight.data).any(), "the bias repeats the weights"
    assert learner.random_state() == state, "the global random state moved: draw from `rng` alone"


@step("3.2")
def test_linear_without_bias():
    """With `bias=False` the attribute `bias` is None and the output is x Wᵀ alone."""
    layer = linear([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], None)
    assert layer.bias is None, "with bias=False, `bias` must be None"
    assert layer.weight.requires_grad is True, "`weight` must require a gradient"
    x = task1.Tensor([[1.0, 1.0]], requires_grad=True)
    y = layer(x)
    assert_close(y.data, [[3.0, 7.0, 11.0]], "Linear without bias")
    y.backward(np.array([[1.0, 0.0, -1.0]]))
    assert_close(x.grad, [[-4.0, -4.0]], "gradient of `x` in Linear without bias")
    assert_close(layer.weight.grad, [[1.0, 1.0], [0.0, 0.0], [-1.0, -1.0]], "gradient of `weight`")


@step("3.2")
@given(
    x_and_weight_and_bias=arrays(linear_sizes()),
    dtype=st.sampled_from([np.float64, np.float32]),
)
def test_linear_agrees_with_pytorch(x_and_weight_and_bias, dtype):
    """Values and gradients are PyTorch's for any number of batch axes, in float32 too."""
    import torch

    x, weight, bias = (array.astype(dtype) for array in x_and_weight_and_bias)
    layer = linear(weight, bias)
    ours = {"x": task1.Tensor(x, requires_grad=True), "weight": layer.weight, "bias": layer.bias}
    theirs = {
        name: torch.tensor(value, requires_grad=True)
        for name, value in (("x", x), ("weight", weight), ("bias", bias))
    }
    y, expected = layer(ours["x"]), torch.nn.functional.linear(*theirs.values())
    assert_close(y.data, expected, "x Wᵀ + b")
    g = np.random.default_rng(1).normal(size=y.shape).astype(dtype)
    expected.backward(torch.tensor(g))
    with noted(g=g):
        y.backward(g)
        for name, value in theirs.items():
            assert_close(ours[name].grad, value.grad, f"gradient of `{name}` in x Wᵀ + b")


@step("3.2")
@given(x=arrays((2, 3, 4)), examples=4)
def test_linear_gradients_agree_with_finite_differences(x):
    """The gradient of x agrees with finite differences."""
    rng = np.random.default_rng(2)
    weight, bias = rng.normal(size=(5, 4)), rng.normal(size=5)
    layer = linear(weight, bias)
    check_gradients(layer, x, what="x Wᵀ + b", reference=lambda x: x @ weight.T + bias)


@step("3.2")
def test_a_layer_used_twice_adds_up_its_gradients():
    """A square layer applied to its own output gets the gradients of both uses."""
    import torch

    rng = np.random.default_rng(3)
    weight, bias, x = rng.normal(size=(3, 3)), rng.normal(size=3), rng.normal(size=(2, 3))
    layer = linear(weight, bias)
    w, b = torch.tensor(weight, requires_grad=True), torch.tensor(bias, requires_grad=True)
    expected = torch.nn.functional.linear(torch.nn.functional.linear(torch.tensor(x), w, b), w, b)
    y = layer(layer(x))
    assert_close(y.data, expected, "layer(layer(x))")
    g = rng.normal(size=(2, 3))
    y.backward(g)
    expected.backward(torch.tensor(g))
    assert_close(layer.weight.grad, w.grad, "gradient of `weight` in layer(layer(x))")
    assert_close(layer.bias.grad, b.grad, "gradient of `bias` in layer(layer(x))")


@step("3.2")
@pytest.mark.parametrize("shape", [(2, 2), (3, 4), (3, 1), (2,), ()])
def test_linear_refuses_samples_of_another_size(shape):
    """A last axis without in_features elements is a ValueError that names the shape of x."""
    layer = linear([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], [1.0, 2.0])
    assert_close(layer(np.ones(3)).data, [7.0, 17.0], "Linear applied to [1, 1, 1]")
    with raises(ValueError, mention=str(shape), what=f"Linear(3, 2) applied to shape {shape}"):
        layer(np.ones(shape))


@step("3.2")
@given(x=layouts(arrays((2, 4, 3))))
def test_linear_takes_any_array_or_tensor_and_leaves_it_alone(x):
    """The input may be an array in any memory layout; nothing is changed in place."""
    weight, bias = np.array([[1.0, -2.0, 0.5], [0.25, 3.0, -1.0]]), np.array([0.5, -0.25])
    layer = linear(weight, bias)
    held = learner.hold(x)
    y = layer(held)
    y.backward(np.ones(y.shape))
    assert_close(y.data, x @ weight.T + bias, "x Wᵀ + b")
    assert_close(layer.weight.data, weight, "`weight` after a pass", tolerance=EXACT)
    assert_close(layer.bias.data, bias, "`bias` after a pass", tolerance=EXACT)
    assert learner.unchanged(held), "Linear changed its input"


# Step 3.3: activations

REFERENCES = {
    "Sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "ReLU": lambda x: np.maximum(x, 0),
    "Tanh": np.tanh,
}


@step("3.3")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Sigmoid", [1 / (1 + np.e), 0.5, np.e / (1 + np.e)]),
        ("ReLU", [0.0, 0.0, 1.0]),
        ("Tanh", [-0.7615941559557649, 0.0, 0.7615941559557649]),
    ],
)
def test_activations_at_three_points(name, expected):
    """σ, max(0, ·) and tanh at -1, 0 and 1, for a tensor as for an array."""
    activation = getattr(task3, name)()
    for kind, x in (("tensor", task1.Tensor([-1.0, 0.0, 1.0])), ("array", np.array([-1, 0, 1]))):
        y = activation(x)
        assert is_a(y, task1.Tensor), f"{name} must return a Tensor, for an {kind} too"
        assert_close(y.data, expected, f"{name}()({kind} of -1, 0, 1)")


@step("3.3")
@pytest.mark.parametrize("name", REFERENCES)
@given(
    x=arrays(shapes(), low=-6, high=6, away_from=0.0),
    dtype=st.sampled_from([np.float64, np.float32]),
)
def test_activations_agree_with_pytorch(name, x, dtype):
    """Values and gradients are PyTorch's, whatever the shape, in float32 as in float64."""
    import torch

    activation = getattr(task3, name)()
    assert_parity(activation, getattr(torch.nn, name)(), x, what=f"{name}()(x)", dtype=dtype)


@step("3.3")
@pytest.mark.parametrize("name", REFERENCES)
@given(x=arrays(shapes(min_dims=1), away_from=0.0), examples=4)
def test_activation_gradients_agree_with_finite_differences(name, x):
    """The gradients agree with finite differences."""
    check_gradients(getattr(task3, name)(), x, what=f"{name}()(x)", reference=REFERENCES[name])


@step("3.3")
@pytest.mark.parametrize(
    ("name", "values", "grads"),
    [
        ("Sigmoid", [0.0, 0.5, 1.0], [0.0, 0.5, 0.0]),
        ("ReLU", [0.0, 0.0, 1e4], [0.0, 0.0, 2.0]),
        ("Tanh", [-1.0, 0.0, 1.0], [0.0, 2.0, 0.0]),
    ],
)
def test_activations_at_the_extremes(name, values, grads):
    """At -10000, 0 and 10000 values and gradients are finite and right; relu'(0) is 0."""
    x = task1.Tensor([-1e4, 0.0, 1e4], requires_grad=True)
    y = getattr(task3, name)()(x)
    y.backward(np.full(3, 2.0))
    convention = "relu'(0) = 0" if name == "ReLU" else None
    assert_close(y.data, values, f"{name}()([-1e4, 0, 1e4])")
    assert_close(x.grad, grads, f"gradient of {name} at -1e4, 0, 1e4", convention=convention)


@step("3.3")
@pytest.mark.parametrize("name", REFERENCES)
@given(x=layouts(arrays((3, 2))), examples=4)
def test_activations_leave_their_input_alone(name, x):
    """An activation is a module, and changes neither an array nor a tensor it is given."""
    activation = getattr(task3, name)()
    held, given_tensor = learner.hold(x), task1.Tensor(x)
    from_array, from_tensor = activation(held), activation(given_tensor)
    expected = REFERENCES[name](x)
    assert_close(from_array.data, expected, f"{name} of an array")
    assert_close(from_tensor.data, expected, f"{name} of a tensor")
    assert_close(given_tensor.data, x, f"the tensor that {name} was given", tolerance=EXACT)
    assert learner.unchanged(held), f"{name} changed its input"
    assert is_a(activation, task3.Module), f"{name} must be a Module"


# Step 3.4: layers in a row


def affine(scale, shift):
    """A layer that computes x * scale + shift."""
    return learner.beside("models").affine(task3.Module, scale, shift)


@step("3.4")
def test_sequential_calls_its_layers_in_order():
    """Doubling and then adding 3 maps [1, 2] to [5, 7]; the other way round it is [8, 10]."""
    double, add = affine(2.0, 0.0), affine(1.0, 3.0)
    x = task1.Tensor([1.0, 2.0])
    assert_close(task3.Sequential(double, add)(x).data, [5.0, 7.0], "double, then add 3")
    assert_close(task3.Sequential(add, double)(x).data, [8.0, 10.0], "add 3, then double")


@step("3.4")
@given(
    x=arrays(shapes(min_dims=1)),
    layers=st.lists(
        st.tuples(st.sampled_from([2.0, -0.5, 1.5]), st.sampled_from([1.0, -3.0])), max_size=5
    ),
)
def test_sequential_is_the_composition_of_its_layers(x, layers):
    """With any number of layers, none included, value and gradient are those of the chain."""
    model = task3.Sequential(*(affine(scale, shift) for scale, shift in layers))
    expected, slope = x, 1.0
    for scale, shift in layers:
        expected, slope = expected * scale + shift, slope * scale
    start = task1.Tensor(x, requires_grad=True)
    y = model(start)
    assert len(model) == len(layers), f"len() of {len(layers)} layers is {len(model)}"
    assert_close(y.data, expected, f"Sequential of {len(layers)} layers")
    g = np.random.default_rng(0).normal(size=x.shape)
    (y * g).sum().backward()
    assert_close(start.grad, slope * g, "gradient of `x` in (Sequential(...)(x) * g).sum()")


@step("3.4")
def test_sequential_without_layers_hands_its_input_on():
    """An empty Sequential returns its input itself, and has length 0."""
    x = task1.Tensor([1.0, 2.0])
    assert task3.Sequential()(x) is x, "without layers the input must come out as it went in"
    assert len(task3.Sequential()) == 0, "a Sequential without layers has length 0"
    assert list(task3.Sequential()) == [], "there is nothing to iterate over without layers"


@step("3.4")
def test_sequential_has_length_items_and_iterates():
    """`len`, indices from both ends and `for` give the layers themselves, in order."""
    layers = [affine(float(k), 1.0) for k in range(4)]
    model = task3.Sequential(*layers)
    assert len(model) == 4, f"4 layers have length 4, not {len(model)}"
    for k in range(-4, 4):
        assert model[k] is layers[k], f"model[{k}] must be the layer itself"
    for _ in range(2):
        visited = list(model)
        assert len(visited) == 4, f"iterating over 4 layers gave {len(visited)}"
        for k, (found, layer) in enumerate(zip(visited, layers, strict=True)):
            assert found is layer, f"place {k} of the iteration must be layer {k} itself"
    for k in (4, -5):
        with raises(IndexError, what=f"model[{k}] with 4 layers"):
            model[k]


@step("3.4")
@pytest.mark.parametrize(
    "index", [slice(1, 3), slice(None, 2), slice(2, None), slice(None, None, -1), slice(3, 1)]
)
def test_a_slice_of_a_sequential_shares_its_layers(index):
    """`model[1:3]` is a new Sequential of the same layers, which stay in the old one."""
    scales = [2.0, 3.0, 5.0, 7.0]
    layers = [affine(scale, 1.0) for scale in scales]
    model = task3.Sequential(*layers)
    some = model[index]
    assert is_a(some, task3.Sequential), "a slice of a Sequential must be a Sequential"
    visited = list(some)
    assert len(visited) == len(layers[index]), f"the slice has {len(visited)} layers"
    for k, (found, layer) in enumerate(zip(visited, layers[index], strict=True)):
        assert found is layer, f"layer {k} of the slice must be the layer itself, no copy"
    expected = 1.0
    for scale in scales[index]:
        expected = expected * scale + 1.0
    assert_close(some(task1.Tensor([1.0])).data, [expected], "the slice applied to 1")
    assert len(model) == 4, "slicing changed the model itself"


@step("3.4")
def test_sequential_keeps_its_layers_in_layers():
    """The layers stand in the list `layers`, so that their parameters are "layers.0.weight" …"""
    first, second = affine(1.0, 2.0), affine(3.0, 4.0)
    model = task3.Sequential(first, task3.Sequential(second))
    kept = model.layers
    assert isinstance(kept, list), "`layers` must be a list"
    assert len(kept) == 2 and kept[0] is first, "`layers` must hold the layers themselves"
    assert kept[1].layers[0] is second, "a Sequential may be a layer of another"
    assert_close(model(task1.Tensor([1.0])).data, [13.0], "a Sequential within a Sequential")


# Step 3.5: the loss of classification


def softmax(x, axis=-1):
    """Softmax in NumPy."""
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


@st.composite
def logits_and_targets(draw, min_dims=0, min_classes=1):
    """Logits of any batch shape, and a class for each set of them."""
    batch = draw(shapes(min_dims=min_dims, max_dims=2))
    classes = draw(st.integers(min_classes, 5))
    targets = draw(arrays(batch, low=0, high=59, dtype=np.int64)) % classes
    return draw(arrays((*batch, classes))), targets


@step("3.5")
def test_log_softmax_on_numbers_that_you_can_check_by_hand():
    """Logits 0 and log 3 have the probabilities ¼ and ¾, along the axis that is asked for."""
    x = np.array([[0.0, np.log(3.0)], [5.0, 5.0], [0.0, 0.0]])
    expected = np.log([[0.25, 0.75], [0.5, 0.5], [0.5, 0.5]])
    y = task3.log_softmax(task1.Tensor(x))
    assert is_a(y, task1.Tensor), "log_softmax must return a Tensor"
    assert_close(y.data, expected, "log_softmax of three rows")
    assert_close(task3.log_softmax(x.T, axis=0).data, expected.T, "log_softmax of the columns")


@step("3.5")
@given(
    x_and_axis=with_axis(arrays(shapes(min_dims=1)), none=False, tuples=False),
    dtype=st.sampled_from([np.float64, np.float32]),
)
def test_log_softmax_agrees_with_pytorch(x_and_axis, dtype):
    """Values and gradients are PyTorch's along every axis, in float32 as in float64."""
    import torch

    x, axis = x_and_axis
    assert_parity(
        lambda x: task3.log_softmax(x, axis),
        lambda x: torch.log_softmax(x, axis),
        x,
        what=f"log_softmax(x, axis={axis})",
        dtype=dtype,
    )


@step("3.5")
@given(x=arrays((3, 4)), examples=6)
def test_log_softmax_and_cross_entropy_gradients_agree_with_finite_differences(x):
    """The gradients of both functions agree with finite differences."""
    check_gradients(
        lambda x: task3.log_softmax(x, axis=0),
        x,
        what="log_softmax(x, axis=0)",
        reference=lambda x: np.log(softmax(x, axis=0)),
    )
    targets = np.array([3, 0, 0])
    check_gradients(
        lambda logits: task3.cross_entropy(logits, targets),
        x,
        what="cross_entropy(logits, targets)",
        reference=lambda x: -np.log(softmax(x))[np.arange(3), targets].mean(),
    )


@step("3.5")
def test_log_softmax_and_cross_entropy_of_huge_logits():
    """Logits of ±10000 give the exact result, gradients too, with neither infinity nor NaN."""
    x = np.array([[1e4, -1e4, 1e4], [-1e4, -1e4, -1e4], [1.0, 2.0, 1e4]])
    expected = np.array(
        [[-np.log(2), -2e4 - np.log(2), -np.log(2)], [-np.log(3)] * 3, [-9999.0, -9998.0, 0.0]]
    )
    logits = task1.Tensor(x, requires_grad=True)
    y = task3.log_softmax(logits)
    assert_close(y.data, expected, "log_softmax of logits of ±1e4")
    y.backward(np.array([[1.0, 2.0, 4.0], [1.0, 2.0, 5.0], [1.0, 2.0, 3.0]]))
    grad = [[-2.5, 2.0, 0.5], [-5 / 3, -2 / 3, 7 / 3], [1.0, 2.0, -3.0]]
    assert_close(logits.grad, grad, "gradient of logits of ±1e4 in log_softmax")
    logits = task1.Tensor(x, requires_grad=True)
    loss = task3.cross_entropy(logits, np.array([1, 0, 2]))
    loss.backward()
    assert_close(loss.data, (2e4 + np.log(2) + np.log(3)) / 3, "cross_entropy of logits of ±1e4")
    p = np.array([[0.5, 0.0, 0.5], [1 / 3, 1 / 3, 1 / 3], [0.0, 0.0, 1.0]])
    one_hot = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    assert_close(logits.grad, (p - one_hot) / 3, "gradient of logits of ±1e4 in cross_entropy")


@step("3.5")
def test_cross_entropy_on_numbers_that_you_can_check_by_hand():
    """Targets with the probabilities ¼ and ½ have the loss (log 4 + log 2) / 2."""
    logits = task1.Tensor([[0.0, np.log(3.0)], [5.0, 5.0]], requires_grad=True)
    loss = task3.cross_entropy(logits, np.array([0, 1]))
    assert is_a(loss, task1.Tensor), "cross_entropy must return a Tensor"
    assert_close(loss.data, 1.5 * np.log(2), "the loss: (log 4 + log 2) / 2")
    loss.backward()
    assert_close(logits.grad, [[-0.375, 0.375], [0.25, -0.25]], "gradient of `logits`: (p - t) / 2")


@step("3.5")
@given(
    logits_and_classes=logits_and_targets(),
    dtype=st.sampled_from([np.float64, np.float32]),
    kind=st.sampled_from([np.int64, np.int32, np.uint8]),
)
def test_cross_entropy_agrees_with_pytorch(logits_and_classes, dtype, kind):
    """Value and gradient are PyTorch's, for any batch axes and any integer type of targets."""
    import torch

    logits, classes = logits_and_classes
    assert_parity(
        lambda logits: task3.cross_entropy(logits, classes.astype(kind)),
        lambda logits: torch.nn.functional.cross_entropy(
            logits.reshape(-1, logits.shape[-1]), torch.from_numpy(classes.reshape(-1))
        ),
        logits,
        what="cross_entropy(logits, targets)",
        dtype=dtype,
    )


@step("3.5")
@given(
    logits_and_classes=logits_and_targets(min_dims=1, min_classes=2),
    ignore_index=st.sampled_from([-100, -1, 0, 1, 255]),
    seed=st.integers(0, 100),
)
def test_ignored_targets_count_for_nothing(logits_and_classes, ignore_index, seed):
    """Ignored targets are left out of the sum and of the number divided by; gradient exactly 0."""
    import torch

    logits, classes = logits_and_classes
    dropped = np.random.default_rng(seed).random(classes.shape) < 0.5
    classes = np.where(dropped, ignore_index, classes)
    classes.flat[-1] = 1 if ignore_index == 0 else 0  # one at least has to count
    num_classes = logits.shape[-1]
    with noted(ignore_index=ignore_index, targets=classes):
        ours = task1.Tensor(logits, requires_grad=True)
        theirs = torch.tensor(logits, requires_grad=True)
        loss = task3.cross_entropy(ours, classes, ignore_index=ignore_index)
        expected = torch.nn.functional.cross_entropy(
            theirs.reshape(-1, num_classes),
            torch.tensor(classes.reshape(-1)),
            ignore_index=ignore_index,
        )
        what = f"cross_entropy(logits, targets, ignore_index={ignore_index})"
        assert_close(loss.data, expected, what)
        loss.backward(np.array(3.0))
        expected.backward(torch.tensor(3.0, dtype=torch.float64))
        assert_close(ours.grad, theirs.grad, f"gradient of `logits` in {what}")
        ignored = ours.grad[classes == ignore_index]
        assert not ignored.any(), "logits whose target is ignored must have gradient exactly 0"


@step("3.5")
def test_two_backward_passes_give_the_gradient_twice():
    """A second backward pass through the same loss adds the same gradient again."""
    x, targets = np.array([[1.0, 2.0, 0.5], [0.0, -1.0, 3.0]]), np.array([2, 0])
    logits = task1.Tensor(x, requires_grad=True)
    loss = task3.cross_entropy(logits, targets)
    share = (softmax(x) - np.eye(3)[targets]) / 2
    for count in (1, 2):
        loss.backward()
        assert_close(logits.grad, count * share, f"gradient of `logits` after {count} passes")
    weights = np.array([[1.0, -2.0, 0.5], [2.0, 1.0, 3.0]])
    logits = task1.Tensor(x, requires_grad=True)
    y = task3.log_softmax(logits)
    share = weights - softmax(x) * weights.sum(axis=-1, keepdims=True)
    for count in (1, 2):
        y.backward(weights)
        assert_close(logits.grad, count * share, f"gradient in log_softmax after {count} passes")


@step("3.5")
@pytest.mark.parametrize(
    ("error", "targets", "ignore_index", "mention"),
    [
        (ValueError, np.array([0, 3]), None, "3"),
        (ValueError, np.array([-1, 0]), None, "-1"),
        (ValueError, np.array([0, -100]), None, "-100"),
        (ValueError, np.array([-2, 0]), -100, "-2"),
        (ValueError, np.array([-100, 3]), -100, "3"),
        (ValueError, np.array([-100, -100]), -100, ()),
        (ValueError, np.array([0, 1, 2]), None, "(3,)"),
        (ValueError, np.array([[0], [1]]), None, "(2, 1)"),
        (ValueError, np.array([[0, 1, 0], [0, 0, 1]]), None, "(2, 3)"),
        (ValueError, np.array(1), None, "()"),
        (TypeError, np.array([0.0, 1.0]), None, "float64"),
        (TypeError, np.array([True, False]), None, "bool"),
    ],
)
def test_cross_entropy_refuses_targets_that_are_no_classes(error, targets, ignore_index, mention):
    """Classes out of range, wrong shapes and nothing to average are refused, and so are floats."""
    logits = np.zeros((2, 3))
    loss = task3.cross_entropy(logits, np.array([0, 2]), ignore_index=ignore_index)
    assert_close(loss.data, np.log(3.0), "the loss of three classes that are equally likely")
    with raises(error, mention=mention, what=f"cross_entropy with the targets {targets.tolist()}"):
        task3.cross_entropy(logits, targets, ignore_index=ignore_index)


@step("3.5")
@given(x=layouts(arrays((4, 3))), classes=layouts(arrays((4,), low=0, high=2, dtype=np.int64)))
def test_log_softmax_and_cross_entropy_leave_their_inputs_alone(x, classes):
    """Neither logits nor targets are changed, whatever their memory layout."""
    held, held_classes = learner.hold(x), learner.hold(classes)
    logits = task1.Tensor(x, requires_grad=True)
    log_p = np.log(softmax(x))
    loss = -log_p[np.arange(4), classes].mean()
    assert_close(task3.log_softmax(held).data, log_p, "log_softmax of an array")
    assert_close(task3.cross_entropy(held, held_classes).data, loss, "cross_entropy of an array")
    task3.cross_entropy(logits, held_classes, ignore_index=7).backward()
    task3.log_softmax(logits).backward(np.ones((4, 3)))
    assert_close(logits.data, x, "the logits after backward", tolerance=EXACT)
    assert learner.unchanged(held), "the array of logits was changed"
    assert learner.unchanged(held_classes), "the array of targets was changed"


# Step 3.6: learning handwritten digits


def small_problem(n=11, seed=0):
    """Samples and classes with no rule behind them, and the parameters of a small network."""
    rng = np.random.default_rng(seed)
    start = [rng.normal(size=shape) for shape in ((4, 3), (4,), (2, 4), (2,))]
    return rng.normal(size=(n, 3)), rng.integers(0, 2, n), start


def small_network(start):
    """3 → 4 → 2 with tanh, from these parameters."""
    w1, b1, w2, b2 = start
    return task3.Sequential(linear(w1, b1), task3.Tanh(), linear(w2, b2))


def descend(x, y, start, lr, momentum, epochs):
    """The same training in PyTorch; `epochs` holds the indices of each batch of each epoch."""
    import torch

    w1, b1, w2, b2 = parameters = [torch.tensor(value, requires_grad=True) for value in start]
    optimizer = torch.optim.SGD(parameters, lr, momentum=momentum)
    losses = []
    for batches in epochs:
        total = 0.0
        for batch in batches:
            hidden = torch.tanh(torch.tensor(x[batch]) @ w1.T + b1)
            loss = torch.nn.functional.cross_entropy(hidden @ w2.T + b2, torch.tensor(y[batch]))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(batch)
        losses.append(total / len(x))
    return losses, parameters


def batches_of(recorder, x, per_epoch):
    """The indices of the samples that the model was called with: by epoch, by batch."""
    places = {tuple(row): place for place, row in enumerate(x)}
    batches = [[places[tuple(row)] for row in batch] for batch in recorder.batches]
    return [batches[k : k + per_epoch] for k in range(0, len(batches), per_epoch)]


@step("3.6")
@given(
    seed=st.integers(0, 1000),
    size=st.sampled_from([1, 4, 5, 11, 20]),
    momentum=st.sampled_from([0.0, 0.5]),
    examples=8,
)
def test_training_agrees_with_pytorch(seed, size, momentum):
    """Every epoch visits every sample once, in a new order; losses and weights are PyTorch's."""
    x, y, start = small_problem(seed=seed)
    n, epochs = len(x), 3
    model = small_network(start)
    recorder = learner.beside("models").recorder(task3.Module, model)
    losses = task3.train_classifier(
        recorder,
        x,
        y,
        lr=0.1,
        epochs=epochs,
        batch_size=size,
        rng=learner.rng(seed),
        momentum=momentum,
    )
    lengths = [min(size, n - k) for k in range(0, n, size)]
    seen = [len(batch) for batch in recorder.batches]
    assert seen == lengths * epochs, (
        f"{n} samples in batches of {size} make batches of {lengths}, {epochs} times; "
        f"the model was called with {seen}"
    )
    orders = batches_of(recorder, x, len(lengths))
    visits = [[place for batch in order for place in batch] for order in orders]
    for visit in visits:
        assert sorted(visit) == list(range(n)), f"an epoch visited the samples {visit}"
    if size < n:
        assert list(range(n)) not in visits, (
            "the samples came in the order of x: shuffle with `rng`"
        )
        assert visits[0] != visits[1] != visits[2], "two epochs came in one order: shuffle each"
    expected, parameters = descend(x, y, start, 0.1, momentum, orders)
    assert_close(losses, expected, "the loss of each epoch")
    own = (model[0].weight, model[0].bias, model[2].weight, model[2].bias)
    names = ("layers.0.weight", "layers.0.bias", "layers.2.weight", "layers.2.bias")
    for name, p, q in zip(names, own, parameters, strict=True):
        assert_close(p.data, q, f"`{name}` after training")


@step("3.6")
def test_training_is_reproducible_and_starts_clean():
    """The same seed gives the same run, whatever gradients were left over, and another seed not."""
    x, y, start = small_problem()
    state = learner.random_state()

    def run(seed, leftover):
        model = small_network(start)
        model[0].weight.grad = np.full((4, 3), leftover)
        rng = learner.rng(seed)
        losses = task3.train_classifier(model, x, y, lr=0.1, epochs=2, batch_size=3, rng=rng)
        return losses, model[0].weight.data

    (losses, w), (again, same), (_, other) = run(5, 0.0), run(5, 100.0), run(6, 0.0)
    assert isinstance(losses, list), "train_classifier must return a list"
    assert [type(loss) for loss in losses] == [float] * 2, f"2 epochs give 2 floats, not {losses}"
    assert_close(again, losses, "the losses of a run that starts with old gradients")
    assert_close(same, w, "the weights after a run that starts with old gradients")
    assert not np.array_equal(w, other), "two seeds gave the same run: shuffle with `rng`"
    assert learner.random_state() == state, "the global random state moved: use `rng` alone"
    assert learner.printed() == "", "train_classifier should print nothing"


@step("3.6")
@given(x=layouts(arrays((5, 3))), y=layouts(arrays((5,), low=0, high=1, dtype=np.int64)))
def test_training_leaves_the_data_alone(x, y):
    """Samples and classes are not changed, shuffled or sorted in place."""
    held_x, held_y = learner.hold(x), learner.hold(y)
    w1, b1, w2, b2 = start = small_problem()[2]
    model = small_network(start)
    losses = task3.train_classifier(
        model, held_x, held_y, lr=0.1, epochs=1, batch_size=5, rng=learner.rng(0)
    )
    p = softmax(np.tanh(x @ w1.T + b1) @ w2.T + b2)
    assert_close(losses, [-np.log(p[np.arange(5), y]).mean()], "the loss of the only epoch")
    share = task3.accuracy(model, held_x, held_y)
    assert 0 <= share <= 1, f"accuracy must lie between 0 and 1, not at {share}"
    assert learner.unchanged(held_x), "the samples were changed"
    assert learner.unchanged(held_y), "the classes were changed"


@step("3.6")
def test_training_runs_in_training_mode():
    """A model that comes in evaluation mode is trained in training mode, and stays in it."""
    x, y, start = small_problem()
    recorder = learner.beside("models").recorder(task3.Module, small_network(start))
    recorder.eval()
    losses = task3.train_classifier(
        recorder, x, y, lr=0.1, epochs=2, batch_size=6, rng=learner.rng(0)
    )
    assert len(losses) == 2, f"2 epochs give 2 losses, not {len(losses)}"
    assert recorder.modes == [(True, True)] * 4, (
        "every batch must find the model, and the modules within, in training mode; "
        f"`training` was {recorder.modes}"
    )
    assert recorder.training is True, "train_classifier must leave the model in training mode"


def identity_model(size):
    """A model whose logits are the samples themselves."""
    return task3.Sequential(linear(np.eye(size), np.zeros(size)))


@step("3.6")
def test_accuracy_that_you_can_check_by_hand():
    """Three samples of which the second is taken for the wrong class: the accuracy is 2/3."""
    scores = np.array([[0.0, 9.0], [5.0, 1.0], [-3.0, -2.0]])
    share = task3.accuracy(identity_model(2), scores, np.array([1, 1, 1]))
    assert type(share) is float, f"accuracy must return a Python float, not {share!r}"
    assert_close(share, 2 / 3, "the accuracy")


@step("3.6")
@given(
    scores_and_y=st.integers(1, 7).flatmap(
        lambda n: st.tuples(
            arrays((n, 3), distinct=True), arrays((n,), low=0, high=2, dtype=np.int64)
        )
    )
)
def test_accuracy_is_the_share_of_right_answers(scores_and_y):
    """The share of samples whose largest logit is that of their class, for any number of them."""
    scores, y = scores_and_y
    right = sum(int(row.argmax()) == c for row, c in zip(scores, y, strict=True))
    assert_close(task3.accuracy(identity_model(3), scores, y), right / len(y), "the accuracy")


@step("3.6")
@pytest.mark.parametrize("mode", [True, False])
def test_accuracy_leaves_no_trace(mode):
    """Accuracy runs the model in evaluation mode without a graph, and puts the mode back."""
    x, y, start = small_problem()
    network = small_network(start)
    recorder = learner.beside("models").recorder(task3.Module, network)
    recorder.train(mode)
    w1, b1, w2, b2 = start
    right = (np.tanh(x @ w1.T + b1) @ w2.T + b2).argmax(axis=1) == y
    assert_close(task3.accuracy(recorder, x, y), right.mean().item(), "the accuracy")
    assert set(recorder.modes) == {(False, False)}, (
        "accuracy must run the model, and the modules within, in evaluation mode"
    )
    assert set(recorder.graphs) == {False}, "accuracy must run under no_grad(): no graph is needed"
    for name, module in {"the model": recorder, "a module within": network}.items():
        assert module.training is mode, f"`training` of {name} was {mode} before accuracy()"
    logits = network(x)
    assert logits.requires_grad is True, "after accuracy() graphs must be recorded again"


@step("3.6")
@pytest.mark.parametrize(
    ("problem", "rows", "targets", "batch_size"),
    [
        ("a batch size of 0", 6, (6,), 0),
        ("a batch size of -2", 6, (6,), -2),
        ("more samples than classes", 6, (5,), 2),
        ("fewer samples than classes", 5, (6,), 2),
        ("classes of shape (n, 1)", 6, (6, 1), 2),
        ("no samples", 0, (0,), 2),
    ],
)
def test_training_and_accuracy_refuse_what_does_not_match(problem, rows, targets, batch_size):
    """Samples and classes that do not match, or a batch size below 1, are a ValueError."""
    model, options = identity_model(3), {"lr": 0.1, "epochs": 1, "rng": learner.rng(0)}
    zeros, classes = np.zeros((6, 3)), np.zeros(6, dtype=int)
    losses = task3.train_classifier(model, zeros, classes, batch_size=6, **options)
    assert_close(losses, [np.log(3.0)], "the loss of three classes that are equally likely")
    assert_close(task3.accuracy(model, zeros, classes), 1.0, "the accuracy after one step")
    x, y = np.zeros((rows, 3)), np.zeros(targets, dtype=int)
    with raises(ValueError, what=f"train_classifier with {problem}"):
        task3.train_classifier(model, x, y, batch_size=batch_size, **options)
    if batch_size == 2:
        with raises(ValueError, what=f"accuracy with {problem}"):
            task3.accuracy(model, x, y)


@step("3.6")
def test_network_learns_to_read_handwritten_digits():
    """A network with one hidden layer reads at least 95% of the digits it was not trained on."""
    from sklearn.datasets import load_digits

    images, digits = load_digits(return_X_y=True)  # 8 x 8 pixels, from 0 to 16
    images = images / 16
    held_out = np.arange(len(images)) % 4 == 0
    rng = learner.rng(0)
    model = task3.Sequential(
        task3.Linear(64, 48, rng=rng), task3.ReLU(), task3.Linear(48, 10, rng=rng)
    )
    x, y = learner.hold(images[~held_out]), learner.hold(digits[~held_out])
    for lr, epochs in ((0.05, 10), (0.005, 5)):  # the smaller steps settle it
        task3.train_classifier(
            model, x, y, lr=lr, epochs=epochs, batch_size=32, rng=rng, momentum=0.9
        )
    share = task3.accuracy(model, images[held_out], digits[held_out])
    assert share >= 0.95, f"the network reads {share:.1%} of the held-out digits, 95% are asked for"
