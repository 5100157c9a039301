"""Step 3.1: the base class."""

import numpy as np
import pytest

from kata import learner
from kata.learner import task1, task3
from kata.testing import (
    EXACT,
    assert_close,
    raises,
    step,
)


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
def test_only_tensors_that_want_gradients_are_parameters():
    """Constants, arrays, numbers and other things are no parameters."""
    w = tensor(1.0, 2.0)
    module = part(
        constant=tensor(1.0, requires_grad=False),
        w=w,
        array=np.ones(3),
        size=3,
        name="layer",
        nothing=None,
        constants=[tensor(2.0, requires_grad=False), {"x": np.ones(2)}],
    )
    check_parameters(module, w=w)


@step("3.1")
def test_results_of_computations_are_no_parameters():
    """A tensor that an operation made is no parameter, though it requires a gradient."""
    w = tensor(1.0, 2.0)
    module = part(result=w * 2.0, w=w, results=[w + 1.0, {"x": w * w}])
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
    """A part that knows its owner is no endless loop: its parameters count once as well."""
    v, w = tensor(1.0), tensor(2.0)
    inner = part(w=w)
    outer = part(inner=inner, v=v)
    inner.owner = outer
    check_parameters(outer, inner__w=w, v=v)
    assert next(iter(inner.parameters())) is w, "inner.w should come first in inner.parameters()"
    outer.eval()
    assert inner.training is False, "eval() must reach the inner module"


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
    """`eval()` and `train()` set `training` of the module and of all modules nested in it."""
    leaf = task3.Module()
    listed, named, deep = part(), part(), part()
    module = part(leaf=leaf, layers=[listed, (deep,)], heads={"key": part(inside=named)})
    everyone = {"the module": module, "module.leaf": leaf, "module.layers[0]": listed}
    everyone |= {"module.heads['key'].inside": named, "module.layers[1][0]": deep}
    for call, mode in (
        (None, True),
        (lambda: module.eval(), False),
        (lambda: module.eval(), False),
        (lambda: module.train(), True),
        (lambda: module.train(False), False),
        (lambda: module.train(True), True),
        (lambda: module.eval(), False),
    ):
        if call:
            call()
        for name, one in everyone.items():
            assert one.training is mode, f"`training` of {name} is {one.training}, expected {mode}"


@step("3.1")
def test_train_and_eval_return_the_module():
    """`train()` and `eval()` return the module itself, so that calls can be chained."""
    module = part(inner=part())
    for name, result in {
        "train()": module.train(),
        "train(False)": module.train(False),
        "eval()": module.eval(),
    }.items():
        assert result is module, f"{name} must return the module itself"
    assert module.training is False, "`training` must be False after eval()"


@step("3.1")
def test_a_mode_is_a_modules_own():
    """`eval()` leaves modules alone that have nothing to do with it, and a new one trains."""
    module, stranger = task3.Module(), task3.Module()
    module.train()
    stranger.train()
    module.eval()
    assert module.training is False, "`training` must be False after eval()"
    assert stranger.training is True, "a module that has nothing to do with it changed its mode"
    assert task3.Module().training is True, "a new module must start in training mode"


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
        ({"layers.0.w": np.zeros((3, 2))}, "layers.0.w"),
        ({"layers.0.w": np.zeros((2, 1))}, "layers.0.w"),
        ({"layers.0.w": np.zeros(6)}, "layers.0.w"),
        ({"v": np.zeros(())}, "v"),
    ],
)
def test_a_state_with_another_shape_is_refused(change, mention):
    """A value whose shape is not its parameter's is named in a ValueError."""
    check_refused(change, mention, f"a state with `{mention}` in another shape")


@step("3.1")
@pytest.mark.parametrize("name", ["v", "layers.0.w"])
def test_a_state_that_lacks_a_name_is_refused(name):
    """A parameter that the state has no value for is named in a ValueError."""
    check_refused({name: None}, name, f"a state without `{name}`")


@step("3.1")
@pytest.mark.parametrize("name", ["surplus", "layers.1.w"])
def test_a_state_with_a_name_too_many_is_refused(name):
    """A value for which there is no parameter is named in a ValueError."""
    check_refused({name: np.zeros(2)}, name, f"a state with `{name}`, which is no parameter")


@step("3.1")
def test_all_that_does_not_fit_is_named_at_once():
    """One ValueError names every key that is missing, unexpected or misshapen."""
    change = {"v": None, "surplus": np.zeros(2), "another": np.zeros(1), "layers.0.w": np.zeros(3)}
    check_refused(change, list(change), "a state with four names that do not fit")


@step("3.1")
@pytest.mark.parametrize("change", [{"layers.0.w": np.zeros(3)}, {"v": None, "more": np.zeros(2)}])
def test_a_state_that_is_refused_changes_nothing(change):
    """After a ValueError every parameter is as it was: all of a state is loaded, or none of it."""
    module, state, wrong = a_state_and_one_that_is_wrong(change)
    with raises(ValueError, what="load_state_dict of a state that does not fit"):
        module.load_state_dict(wrong)
    check_state(module, state, "after a load that was refused")


def a_state_and_one_that_is_wrong(change):
    """A module with the state that it has loaded, and another state with these changes."""
    u, v, w = tensor(1.0), tensor(2.0, 3.0), task1.Tensor(np.ones((2, 3)), requires_grad=True)
    module = part(u=u, v=v, layers=[part(w=w)])
    state = {"u": np.array([5.0]), "v": np.array([6.0, 7.0]), "layers.0.w": np.full((2, 3), 8.0)}
    module.load_state_dict(state)
    check_state(module, state, "after loading a state that fits")
    wrong = {name: value - 100.0 for name, value in state.items()} | change
    wrong = {name: value for name, value in wrong.items() if value is not None}
    return module, state, wrong


def check_refused(change, mention, what):
    """Loading a state with these changes is a ValueError that mentions this."""
    module, _, wrong = a_state_and_one_that_is_wrong(change)
    with raises(ValueError, mention=mention, what=f"load_state_dict of {what}"):
        module.load_state_dict(wrong)


def check_state(module, expected, when):
    """The module's parameters have these values."""
    state = module.state_dict()
    assert list(state) == list(expected), f"the state's keys are {list(state)}"
    for name, value in expected.items():
        assert_close(state[name], value, f"`{name}` {when}", tolerance=EXACT)
