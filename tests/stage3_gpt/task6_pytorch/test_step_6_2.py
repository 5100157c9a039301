"""Step 6.2: gradients by autograd, and a function with a gradient of its own."""

import pytest
import torch
from hypothesis import strategies as st

from kata import learner
from kata.learner import task6
from kata.testing import assert_close, given, raises, shapes, step
from kata.testing.pytorch import (
    assert_parity,
    check_gradients,
    layouts,
    leaf,
    no_side_effects,
    tensors,
)

DTYPES = st.sampled_from([torch.float64, torch.float32])
FUNCTIONS = {  # every one of a single number, with mixed second derivatives
    "(x.sin() * x).sum()": lambda x: (x.sin() * x).sum(),
    "x.exp().sum().log()": lambda x: x.exp().sum().log(),
    "(x.flatten().cumsum(0) ** 3).mean()": lambda x: (x.flatten().cumsum(0) ** 3).mean(),
}
EACH_FUNCTION = pytest.mark.parametrize("name", list(FUNCTIONS))
TANH_FORM = "GELU in its tanh form, that of GPT-2"


def true_gradient(f, x):
    x = x.clone().requires_grad_()
    return torch.autograd.grad(f(x), x)[0]


def assert_plain(result, what):
    assert isinstance(result, torch.Tensor), f"{what} must be a tensor that needs no gradient"


@step("6.2")
def test_gradient_that_you_can_check_by_hand():
    """The gradient of x₁³ + x₂³ at (1, 2) is (3, 12)."""
    result = task6.gradient(lambda x: (x**3).sum(), torch.tensor([1.0, 2.0]))
    assert_plain(result, "the gradient")
    assert_close(result, torch.tensor([3.0, 12.0]), "gradient(f, x) of f(x) = sum of x³")


@step("6.2")
@EACH_FUNCTION
@given(x=layouts(tensors(shapes(max_dims=2))), dtype=DTYPES, examples=5)
def test_gradients_are_those_of_autograd(name, x, dtype):
    """For any shape and dtype of x the gradient is right, and x is left alone."""
    f, x = FUNCTIONS[name], x.to(dtype)
    held = learner.hold(x)
    with no_side_effects(held):
        result = task6.gradient(f, held)
    assert_close(result, true_gradient(f, x), f"gradient(f, x) of f(x) = {name}")
    assert held.requires_grad is False, "x itself was made to require gradients"


@step("6.2")
def test_gradient_leaves_nothing_behind():
    """Neither x nor a parameter that f uses gets a `.grad`, and an old one stays as it was."""
    w = leaf(torch.tensor([2.0, 3.0]))
    x = leaf(torch.tensor([5.0, 7.0]))
    x.grad = torch.tensor([100.0, 200.0])
    for calls in (1, 2):
        result = task6.gradient(lambda x: (w * x * x).sum(), x)
        assert_plain(result, "the gradient, where x and a parameter need gradients,")
        assert_close(result, torch.tensor([20.0, 42.0]), f"the gradient of w · x², call {calls}")
    assert w.grad is None, "the parameter that f uses got a `.grad`: use torch.autograd.grad"
    assert_close(x.grad, torch.tensor([100.0, 200.0]), "the old `x.grad`")
    assert x.requires_grad is True, "x needed gradients before, and must need them afterwards"


@step("6.2")
def test_gradient_of_what_does_not_depend_on_x_is_zero():
    """Where f ignores x the gradient is all zeros, whether f gives a constant or a parameter's."""
    x, w = torch.tensor([[1.0, 2.0]]), leaf(torch.tensor([3.0]))
    half = task6.gradient(lambda x: x[0, 1] * w[0], x)
    assert_close(half, torch.tensor([[0.0, 3.0]]), "the gradient of 3 · x₂")
    for f, of in ((lambda x: w.sum(), "a parameter alone"), (lambda x: torch.tensor(3.0), "3")):
        assert_close(task6.gradient(f, x), torch.zeros(1, 2), f"the gradient of {of}")
        product = task6.hessian_vector_product(f, x, torch.ones(1, 2))
        assert_close(product, torch.zeros(1, 2), f"the Hessian-vector product of {of}")


@step("6.2")
def test_gradients_inside_no_grad():
    """Both functions give the same inside `torch.no_grad()`, which they leave in force."""
    f, x, v = FUNCTIONS["x.exp().sum().log()"], torch.tensor([1.0, 2.0]), torch.tensor([3.0, -1.0])
    without_graphs = learner.beside("torch_autograd").without_graphs
    result = without_graphs(task6.gradient, f, x)
    assert_close(result, true_gradient(f, x), "gradient(f, x) inside torch.no_grad()")
    product = without_graphs(task6.hessian_vector_product, f, x, v)
    hessian = torch.autograd.functional.hessian(f, x)
    assert_close(product, hessian @ v, "hessian_vector_product(f, x, v) inside torch.no_grad()")


@step("6.2")
def test_hessian_vector_product_that_you_can_check_by_hand():
    """For x₁² x₂ at (3, 5) the Hessian is [[10, 6], [6, 0]]; times (1, 10) it is (70, 6)."""
    result = task6.hessian_vector_product(
        lambda x: x[0] * x[0] * x[1], torch.tensor([3.0, 5.0]), torch.tensor([1.0, 10.0])
    )
    assert_plain(result, "the product")
    assert_close(result, torch.tensor([70.0, 6.0]), "hessian_vector_product of x₁² x₂")


@step("6.2")
@EACH_FUNCTION
@given(
    x_and_v=shapes(max_dims=2, max_side=3).flatmap(lambda shape: tensors((shape, shape))),
    dtype=DTYPES,
    examples=5,
)
def test_hessian_vector_product_agrees_with_the_whole_hessian(name, x_and_v, dtype):
    """H v is the product of the matrix of all second derivatives with v, for any shape of x."""
    f, (x, v) = FUNCTIONS[name], (value.to(dtype) for value in x_and_v)
    hessian = torch.autograd.functional.hessian(f, x).reshape(x.numel(), x.numel())
    held = learner.hold(x), learner.hold(v)
    with no_side_effects(*held):
        result = task6.hessian_vector_product(f, *held)
    expected = (hessian @ v.flatten()).reshape(x.shape)
    assert_close(result, expected, f"hessian_vector_product(f, x, v) of f(x) = {name}")


@step("6.2")
def test_hessian_vector_product_leaves_nothing_behind():
    """No `.grad` anywhere, no graph on the result; a linear f, whose Hessian is zero, is fine."""
    w = leaf(torch.tensor([2.0, 3.0]))
    x, v = leaf(torch.tensor([5.0, 7.0])), torch.tensor([1.0, 10.0])
    result = task6.hessian_vector_product(lambda x: (w * x**3).sum(), x, v)
    assert_plain(result, "the product, where x and a parameter need gradients,")
    assert_close(result, torch.tensor([60.0, 1260.0]), "hessian_vector_product of w · x³")
    assert w.grad is None and x.grad is None, "something got a `.grad`: use torch.autograd.grad"
    for f, of in ((lambda x: (2 * x).sum(), "2 x"), (lambda x: (w * x).sum(), "w · x")):
        result = task6.hessian_vector_product(f, x, v)
        assert_close(result, torch.zeros(2), f"hessian_vector_product of {of}, which is linear")


@step("6.2")
@pytest.mark.parametrize("shape", [(3,), (1, 2), (0,)])
def test_functions_of_several_numbers_are_refused(shape):
    """An f that gives more than one number, or none, is a ValueError; (1,) and (1, 1) are one."""
    x, v = torch.tensor([1.0, 2.0]), torch.tensor([1.0, 1.0])
    result = task6.gradient(lambda x: x[:1, None] * 4.0, x)
    assert_close(result, torch.tensor([4.0, 0.0]), "the gradient of [[4 x₁]]")
    for function, rest in ((task6.gradient, ()), (task6.hessian_vector_product, (v,))):
        with raises(ValueError, mention=str(shape), what=f"f(x) of shape {shape}"):
            function(lambda x: x.sum() * torch.ones(shape), x, *rest)


@step("6.2")
@pytest.mark.parametrize("shape", [(1,), (3,), (2, 1), ()])
def test_a_vector_of_another_shape_is_refused(shape):
    """A v whose shape is not that of x is a ValueError that names both."""
    x = torch.tensor([1.0, 2.0])
    product = task6.hessian_vector_product(lambda x: (x**2).sum(), x, x)
    assert_close(product, 2 * x, "hessian_vector_product of x², with x for v")
    with raises(ValueError, mention=("(2,)", str(shape)), what=f"a v of shape {shape}"):
        task6.hessian_vector_product(lambda x: (x**2).sum(), x, torch.ones(shape))


@step("6.2")
def test_gelu_at_points_that_you_can_check():
    """gelu(0) = 0, gelu(1) ≈ 0.8412, far out it is x, or 0; its slope at 0 is ½, then 1, or 0."""
    values = torch.tensor([0.0, 1.0, -1.0, 20.0, -20.0], dtype=torch.float64)
    x = leaf(values)
    y = task6.gelu(x)
    expected = [0.0, 0.8411919906082768, -0.15880800939172324, 20.0, 0.0]
    assert_close(y, expected, "gelu of 0, 1, -1, 20, -20", convention=TANH_FORM)
    y.backward(torch.full_like(values, -1.5))
    expected = [-0.75, -1.624446, 0.124446, -1.5, 0.0]
    what = "the slope at 0, 1, -1, 20, -20 times the -1.5 that comes in"
    assert_close(x.grad.round(decimals=6), expected, what)


@step("6.2")
@given(x=layouts(tensors(low=-6.0, high=6.0)), dtype=DTYPES, examples=10)
def test_gelu_agrees_with_pytorch_and_with_finite_differences(x, dtype):
    """Values and gradients are those of F.gelu(x, approximate="tanh"), for any shape."""
    assert_parity(
        task6.gelu,
        lambda x: torch.nn.functional.gelu(x, approximate="tanh"),
        x.to(dtype),
        what="gelu(x)",
        names=("x",),
    )
    check_gradients(task6.gelu, x, what="gelu(x)", names=("x",))


@step("6.2")
def test_gelu_passes_gradcheck():
    """PyTorch's gradcheck accepts the backward pass, and gradgradcheck its own derivative."""
    x = torch.tensor([[-3.0, -1.0, -0.1], [0.0, 0.5, 2.0]], dtype=torch.float64)
    first, second = learner.beside("torch_autograd").passes_gradcheck(task6.gelu, x)
    assert first, "torch.autograd.gradcheck(gelu, x) fails: backward gives a wrong slope"
    assert second, (
        "torch.autograd.gradgradcheck(gelu, x) fails: backward must compute with the saved x, not "
        "with values of the forward pass, which have no graph"
    )


@step("6.2")
@given(values=tensors(((2, 3), (2, 3), (2, 3))), examples=4)
def test_gelu_can_be_differentiated_twice(values):
    """The derivatives of the gradient, for x and for what came in, are those of PyTorch's gelu."""
    own = learner.beside("torch_autograd").second_gradients(task6.gelu, *values)
    x, g = (value.clone().requires_grad_() for value in values[:2])
    y = torch.nn.functional.gelu(x, approximate="tanh")
    (first,) = torch.autograd.grad(y, x, g, create_graph=True)
    expected = torch.autograd.grad(first, (x, g), values[2])
    for name, result, right in zip(("x", "grad_output"), own, expected, strict=True):
        assert_close(result, right, f"gradient of `{name}` in the gradient of gelu(x)")


@step("6.2")
def test_gelu_is_one_node_of_the_graph():
    """What `gelu` records is `GELUFunction` alone, with x for its parent."""
    y = task6.gelu(leaf(torch.tensor([1.0, 2.0])))
    assert_close(y, torch.tensor([0.841192, 1.954598]), "gelu of 1 and 2", convention=TANH_FORM)
    name = y.grad_fn.name()
    assert name == "GELUFunctionBackward", f"the node of gelu(x) is a {name}"
    before = y.grad_fn.next_functions[0][0].name()
    assert "AccumulateGrad" in before, f"the node before GELUFunction's should be x, not {before}"


@step("6.2")
def test_a_change_of_x_between_the_passes_is_noticed():
    """If x is changed in place after the call, the backward pass raises an error."""
    x = torch.tensor([1.0, 2.0])
    assert_close(task6.gelu(x), torch.tensor([0.841192, 1.954598]), "gelu of 1 and 2")
    with raises(
        RuntimeError,
        mention="modified by an inplace operation",
        what="backward() after `x.add_(1)`, where x was kept by ctx.save_for_backward,",
    ):
        learner.beside("torch_autograd").backward_after_a_change_in_place(task6.gelu, x)


@step("6.2")
@given(x=layouts(tensors((2, 3))), examples=4)
def test_gelu_leaves_no_trace(x):
    """The input is not written to, however it lies in memory; nothing is printed or drawn."""
    held = learner.hold(x)
    with no_side_effects(held):
        y = task6.gelu(held)
        task6.gelu(leaf(x)).sum().backward()
    expected = torch.nn.functional.gelu(x, approximate="tanh")
    assert_close(y, expected, "gelu(x)", convention=TANH_FORM)
