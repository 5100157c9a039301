"""Step 1.9: the matrix product."""

import operator

import numpy as np

from kata import learner
from kata.learner import task1
from kata.testing import (
    EXACT,
    arrays,
    assert_close,
    assert_parity,
    check_gradients,
    given,
    is_a,
    matmul_shapes,
    raises,
    step,
)
from kata.testing.tensors import (
    DTYPES,
    assert_freed,
    assert_vjp_repeats,
    in_any_layout,
    leaf,
    no_side_effects,
    weights,
)


def check_products(*pairs):
    """Values and gradients of a @ b for pairs of shapes."""
    for left, right in pairs:
        a, b = weights(left) / 10.0, weights(right)[::-1] / 10.0
        what = f"a @ b of shapes {left} and {right}"
        assert_close((leaf(a) @ leaf(b)).data, a @ b, what)
        check_gradients(operator.matmul, a, b, what=what, reference=np.matmul, names=("a", "b"))


@step("1.9")
def test_a_matrix_product_that_you_can_check_by_hand():
    """(2, 3) @ (3, 1): the gradients are g @ b.T and a.T @ g."""
    a, b = leaf([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), leaf([[1.0], [0.0], [2.0]])
    out = a @ b
    assert is_a(out, task1.Tensor), "a @ b must give a Tensor"
    out.backward(np.array([[1.0], [10.0]]))
    assert_close(out.data, [[7.0], [16.0]], "[[1, 2, 3], [4, 5, 6]] @ [[1], [0], [2]]")
    assert_close(a.grad, [[1.0, 0.0, 2.0], [10.0, 0.0, 20.0]], "gradient of `a` in a @ b")
    assert_close(b.grad, [[41.0], [52.0], [63.0]], "gradient of `b` in a @ b")


@step("1.9")
def test_products_of_matrices_of_any_size():
    """Tall, wide, square and single-element matrices: no two axes are mistaken for each other."""
    check_products(((2, 3), (3, 4)), ((4, 2), (2, 1)), ((3, 3), (3, 3)), ((1, 1), (1, 1)))


@step("1.9")
def test_vectors_in_matrix_products():
    """A vector is a row on the left and a column on the right, beside a vector or a matrix."""
    check_products(((3,), (3,)), ((3,), (3, 2)), ((2, 3), (3,)), ((3,), (3, 3)), ((3, 3), (3,)))
    check_products(((1,), (1,)), ((1, 1), (1,)), ((1,), (1, 1)))


@step("1.9")
def test_vectors_meet_stacks_of_matrices():
    """A vector beside a stack is used once for each matrix, and gets the sum of the gradients."""
    check_products(((4, 2, 3), (3,)), ((3,), (4, 3, 2)), ((3, 3, 3), (3,)), ((3,), (3, 3, 3)))
    check_products(((5, 4, 2, 3), (3,)), ((3,), (5, 4, 3, 2)))


@step("1.9")
def test_stacks_of_matrices_broadcast():
    """Batch axes in front are broadcast, and the gradients of what was repeated are summed."""
    check_products(((5, 2, 3), (5, 3, 4)), ((5, 2, 3), (3, 4)), ((2, 3), (5, 3, 4)))
    check_products(((5, 2, 3), (1, 3, 4)), ((1, 2, 3), (5, 3, 4)), ((6, 1, 2, 3), (5, 3, 4)))
    check_products(((2, 1, 2, 3), (1, 5, 3, 4)), ((3, 3, 3), (3, 3, 3)), ((3, 3, 3), (3, 3)))


@step("1.9")
@given(a_and_b=arrays(matmul_shapes()))
def test_matrix_products_agree_with_finite_differences(a_and_b):
    """For whatever NumPy multiplies, the gradients agree with finite differences."""
    check_gradients(operator.matmul, *a_and_b, what="a @ b", reference=np.matmul, names=("a", "b"))


@step("1.9")
@given(a_and_b=arrays(matmul_shapes()), dtype=DTYPES)
def test_matrix_products_agree_with_pytorch(a_and_b, dtype):
    """Values and gradients are PyTorch's, in float32 as in float64."""
    f = operator.matmul
    assert_parity(f, f, *a_and_b, what="a @ b", dtype=dtype, names=("a", "b"))


@step("1.9")
@given(a_and_b=arrays(matmul_shapes()), examples=8)
def test_constants_in_matrix_products(a_and_b):
    """One side may be an array or a constant tensor; the gradient reaches the other side."""
    a, b = a_and_b
    for sort, f, reference, x in (
        ("b an array", lambda x: x @ b, lambda x: x @ b, a),
        ("a an array", lambda x: a @ x, lambda x: a @ x, b),
        ("b a constant", lambda x: x @ task1.Tensor(b), lambda x: x @ b, a),
        ("a a constant", lambda x: task1.Tensor(a) @ x, lambda x: a @ x, b),
    ):
        out = f(leaf(x))
        assert is_a(out, task1.Tensor), f"a @ b, {sort}, must give a Tensor"
        assert_close(out.data, a @ b, f"a @ b, {sort}")
        check_gradients(f, x, what=f"a @ b, {sort}", reference=reference, names=("the tensor",))


@step("1.9")
@given(x=arrays((3, 3)), examples=6)
def test_a_matrix_may_meet_itself(x):
    """In x @ x and (x @ x) @ x + x the gradients of all places where x stands add up."""
    for what, f in ("x @ x", lambda x: x @ x), ("(x @ x) @ x + x", lambda x: (x @ x) @ x + x):
        assert_close(f(leaf(x)).data, f(x), what)
        check_gradients(f, x, what=what, reference=f)


@step("1.9")
@given(a_and_b=in_any_layout(arrays(matmul_shapes())), examples=6)
def test_matrix_products_leave_no_trace(a_and_b):
    """No operand is written to, nothing is printed, and a dropped result leaves the memory."""
    a, b = a_and_b
    x, y = leaf(a), leaf(b)
    held = learner.hold(a), learner.hold(b)
    with no_side_effects(*held):
        for out in x @ held[1], held[0] @ y, x @ y:
            assert_close(out.data, a @ b, "a @ b")
            assert_vjp_repeats(out, np.shape(a @ b), "a @ b")
    assert_close(x.data, a, "`a` after a @ b", tolerance=EXACT)
    assert_freed(learner.ref(task1.Tensor, "__matmul__"), x, y, what="the result of a @ b")
    assert_freed(learner.ref(task1.Tensor, "__rmatmul__"), y, a, what="the result of array @ b")


@step("1.9")
def test_matrix_products_refuse_shapes_that_do_not_fit():
    """Where the inner lengths or the batch axes differ, it is a ValueError."""
    for left, right in (
        ((2, 3), (2, 3)),
        ((2, 3), (2,)),
        ((2,), (3,)),
        ((3,), (2, 3)),
        ((4, 2, 3), (5, 3, 2)),
    ):
        a, b, fitting = np.ones(left), np.ones(right), np.ones(left[-1])
        assert_close((leaf(a) @ fitting).data, a @ fitting, f"a @ b of shapes {left}, {left[-1:]}")
        for first, second in (leaf(a), leaf(b)), (leaf(a), b), (a, leaf(b)):
            with raises(ValueError, what=f"a @ b of shapes {left} and {right}"):
                first @ second
