"""Gradient checks: right code passes in either dtype, and each kind of wrong code is named."""

import numpy as np
import pytest

from kata.learner import task1
from kata.testing import Mismatch, assert_parity, check_gradients, check_vjp
from kata.testing.examples import current, failure_to_report
from kata.testing.gradients import numerical_gradient

TENSOR = """
import numpy as np

class Tensor:
    __array_ufunc__ = None

    def __init__(self, data, requires_grad=False, parents=(), vjp=None):
        self.data = np.array(data)
        self.grad = None
        self.requires_grad = requires_grad
        self.parents = parents
        self._vjp = vjp

    def vjp(self, g):
        return self._vjp(g)

    def backward(self, g):
        self.grad = g if self.grad is None else self.grad + g
        if self._vjp:
            for parent, share in zip(self.parents, self._vjp(g)):
                parent.backward(share)

    def __mul__(self, other):
        a, b = self.data, other.data
        return Tensor(a * b, parents=(self, other), vjp=lambda g: (g * b, g * a))

    def exp(self):
        y = np.exp(self.data)
        return Tensor(y, parents=(self,), vjp=lambda g: (g * y,))

    def softmax(self):
        y = np.exp(self.data)
        y = y / y.sum()
        return Tensor(y, parents=(self,), vjp=lambda g: (y * (g - (g * y).sum()),))

    def take(self, places):
        def vjp(g):
            grad = np.zeros_like(self.data)
            np.add.at(grad, places, g)
            return (grad,)
        return Tensor(self.data[places], parents=(self,), vjp=vjp)

def product(a, b):
    return a * b
"""

A = np.array([[1.0, -2.0, 0.5], [3.0, 0.3, -1.5]])
B = np.array([[0.7, 1.2, -2.0], [1.1, -0.4, 2.5]])


@pytest.fixture
def learner_code(run):
    """Opens a session on the module above, with one piece of it replaced."""

    def start(old="", new=""):
        assert old in TENSOR, f"{old} is not there"
        current.reset()
        run(TENSOR.replace(old, new) if old else TENSOR, allowed=("numpy",))

    return start


def product(a, b):
    return a * b


def softmax(x):
    y = np.exp(x)
    return y / y.sum()


def complaint(check, *args, **options):
    with pytest.raises(AssertionError) as caught:
        check(*args, **options)
    return str(caught.value)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("reference", [None, np.multiply])
def test_right_gradients_pass(learner_code, dtype, reference):
    learner_code()
    a, b = A.astype(dtype), B.astype(dtype)
    check_gradients(product, a, b, what="a * b", reference=reference)
    check_vjp(product, a, b, what="a * b", reference=reference)
    check_gradients(lambda x: x.exp(), a, what="exp(x)", reference=reference and np.exp)
    check_gradients(lambda a: a * a.exp(), a.mean(), what="a exp(a)")
    assert_parity(product, product, a, b, what="a * b", dtype=dtype)


def test_inputs_without_gradient_reach_the_function_as_they_are(learner_code):
    learner_code()
    places = np.array([2, 0, 2])
    x = np.array([1.0, 2.0, 4.0])
    check_gradients(lambda x, i: x.take(i), x, places, what="x[i]", reference=np.take)
    check_gradients(lambda x, i: x.take(i), x, places, what="x[i]")
    assert_parity(lambda x, i: x.take(i), lambda x, i: x[i], x, places, what="x[i]")


@pytest.mark.parametrize("check", [check_gradients, check_vjp])
def test_wrong_gradients_are_named(learner_code, check):
    learner_code("(g * b, g * a)", "(g * b, -g * a)")
    with pytest.raises(Mismatch) as caught:
        check(product, A, B, what="a * b", reference=np.multiply)
    assert caught.value.relation == "negative", caught.value.relation
    assert str(caught.value).startswith("gradient of `b` in a * b"), str(caught.value)
    shown = failure_to_report(caught.value)[1]
    assert shown.startswith("g = np.array([["), f"what backward was given: {shown}"


def test_nothing_is_left_to_show_after_success(learner_code):
    learner_code()
    check_gradients(product, A, B, what="a * b")
    assert current.example() == {}, "g of a check that passed"


def test_a_wrong_forward_pass_does_not_excuse_a_wrong_gradient(learner_code):
    learner_code(
        "y = np.exp(self.data)\n        return", "y = 2 * np.exp(self.data)\n        return"
    )
    x = np.array([0.5, 1.0])
    text = complaint(check_gradients, lambda x: x.exp(), x, what="exp(x)", reference=np.exp)
    assert "exactly 2 ×" in text, text
    check_gradients(lambda x: x.exp(), x, what="exp(x)")  # judged by its own forward pass


@pytest.mark.parametrize("vjp", ["(0 * g,)", "(g * y,)", "(y * (1 - y) * g,)"])
def test_the_gradient_handed_back_is_no_plain_sum(learner_code, vjp):
    """Softmax adds up to 1, so summing its outputs would let any of these pass or nearly so."""
    learner_code("(y * (g - (g * y).sum()),)", vjp)
    x = np.array([0.5, 1.0, -1.0])
    for reference in (None, softmax):
        text = complaint(check_gradients, lambda x: x.softmax(), x, what="softmax(x)")
        assert "gradient of `x` in softmax(x)" in text, f"{reference}: {text}"


def test_missing_gradients_are_named(learner_code):
    learner_code("self.grad = g if", "self.grad = None if")
    text = complaint(check_gradients, product, A, B, what="a * b")
    assert text.startswith("gradient of `a` in a * b: yours is None"), text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("(g * b, g * a)", "g * b", "it returned ndarray"),
        ("(g * b, g * a)", "(g * b,)", "each of its 2 parents, in their order; it returned 1"),
        ("(g * b, g * a)", "None", "it returned NoneType"),
        ("parents=(self, other)", "parents=(self,)", "each of its 1 parents"),
        (
            "parents=(self, other)",
            "parents=(other, other)",
            "`a` is not among the parents of a * b",
        ),
        ("(g * b, g * a)", "(g * b, None)", "gradient of `b` in a * b, from vjp(g): yours is None"),
        ("(g * b, g * a)", "(g * a, g * b)", "gradient of `a` in a * b, from vjp(g): values"),
    ],
)
def test_wrong_vjps_are_named(learner_code, old, new, said):
    learner_code(old, new)
    text = complaint(check_vjp, product, A, B, what="a * b", reference=np.multiply)
    assert said in text, text


def test_shares_of_one_input_are_added(learner_code):
    learner_code()
    check_vjp(lambda a: a * a, A, what="a * a", reference=np.square)


@pytest.mark.parametrize("check", [check_gradients, check_vjp])
def test_what_is_no_tensor_is_named(learner_code, check):
    learner_code("return Tensor(a * b", "return None and Tensor(a * b")
    text = complaint(check, product, A, B, what="a * b")
    assert text == "a * b must give a Tensor; it gave NoneType", text


def test_parity_judges_value_and_every_gradient(learner_code):
    learner_code("Tensor(a * b", "Tensor(a * b + 1")
    text = complaint(assert_parity, product, product, A, B, what="a * b")
    assert text.startswith("a * b: values differ") and "expected + 1" in text, text
    learner_code("(g * b, g * a)", "(g * b, g * a * 2)")
    text = complaint(assert_parity, product, product, A, B, what="a * b")
    assert text.startswith("gradient of `b` in a * b") and "exactly 2 ×" in text, text


def test_parity_judges_the_dtype(learner_code):
    learner_code("self.data = np.array(data)", "self.data = np.array(data, dtype=np.float64)")
    text = complaint(assert_parity, product, product, A, B, what="a * b", dtype=np.float32)
    assert "dtype float64, expected float32" in text, text


def test_inputs_are_called_as_in_the_function_or_as_given(learner_code):
    learner_code("(g * b, g * a)", "(0 * g, g * a)")
    for names, said in ((None, "`a`"), (["query", "key"], "`query`")):
        text = complaint(check_gradients, product, A, B, what="f", names=names)
        assert text.startswith(f"gradient of {said} in f"), text
    text = complaint(check_gradients, lambda *xs: xs[0] * xs[1], A, B, what="f")
    assert "`input 1`" in text, text
    text = complaint(check_gradients, task1.product, A, B, what="f")
    assert "`input 1`" in text, text


@pytest.mark.parametrize("x", [np.array(0.3), A, np.array([0.01, 100.0]), np.zeros((0, 2))])
def test_numerical_gradient_is_the_gradient(x):
    g = np.random.default_rng(1).normal(size=x.shape)
    found = numerical_gradient(np.sin, [x], 0, g)
    np.testing.assert_allclose(found, np.cos(x) * g, rtol=1e-7, atol=1e-9)
    y = x + 0.5
    found = numerical_gradient(lambda x, y: x * np.exp(y / 50), [x, y], 1, g)
    np.testing.assert_allclose(found, x * np.exp(y / 50) / 50 * g, rtol=1e-7, atol=1e-8)


def test_numerical_gradient_leaves_the_inputs_alone():
    x = A.copy()
    numerical_gradient(np.sin, [x], 0, np.ones_like(x))
    assert np.array_equal(x, A), "the input was changed"
