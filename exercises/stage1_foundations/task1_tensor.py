"""Task 1: a tiny autodiff library.

A `Tensor` is an array that remembers how it was computed. Every operation records a node: its
parents, and its *vjp* (vector-Jacobian product), the function that takes the gradient of the loss
with respect to the node's output and gives back the gradient with respect to each parent.
`backward` walks the graph from the loss to the leaves and applies one vjp after the other: the
chain rule, in reverse.

Sources: Baydin et al., "Automatic Differentiation in Machine Learning: a Survey" (JMLR 2018),
section 3.2; Griewank and Walther, "Evaluating Derivatives" (2nd edition, SIAM 2008), chapter 3.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import local
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

Axis = int | tuple[int, ...] | None
Vjp = Callable[[np.ndarray], Sequence[ArrayLike | None]] | tuple[float, ...]  # see Tensor.from_op

_NUMBERS = (int, float, np.integer, np.floating)


class _Mode(local):
    """Whether operations record nodes; every thread has its own."""

    recording = True


_mode = _Mode()


class Tensor:
    """An array that remembers how it was computed.

    `Tensor(data, requires_grad=False)` copies `data`: a number, a nested list or an array. Floating
    dtypes are kept; integers and booleans become float64; anything else is a `TypeError`.

    - `data`: the values, an `np.ndarray` (0-d for a scalar).
    - `grad`: the gradient; `None` until a backward pass reaches this tensor, then an array of the
      shape and dtype of `data`.
    - `requires_grad`: whether a gradient is wanted; true for a node if it is for any parent.
    - `parents`: the tensors that this one was computed from, in the order in which they were
      written, a number or an array among them as a constant tensor; `()` for a leaf.
    - `op`: a short name of the operation, for pictures; `""` for a leaf.

    >>> a, b = Tensor(2.0, requires_grad=True), Tensor(3.0, requires_grad=True)
    >>> (a * b + a).backward()
    >>> a.grad, b.grad
    (array(4.), array(2.))
    """

    __slots__ = ("__weakref__", "_data", "_grad", "_vjp", "op", "parents", "requires_grad")

    # NumPy then leaves `ndarray + Tensor` to Tensor.__radd__ instead of going element by element.
    __array_ufunc__ = None

    def __init__(self, data: ArrayLike, requires_grad: bool = False):
        if isinstance(data, Tensor):
            raise TypeError("the data is a Tensor already: use it as it is, or take its .data")
        self._data = data if type(data) is float else _floats(data, copy=True)
        self._grad: np.ndarray | float | None = None
        self._vjp: Vjp = ()
        self.op = ""
        self.parents: tuple[Tensor, ...] = ()
        self.requires_grad = requires_grad

    @staticmethod
    def from_op(data: ArrayLike, parents: Sequence["Tensor"], vjp: Vjp, op: str) -> "Tensor":
        """The result of an operation: a tensor, and a node of the graph where gradients are wanted.

        `vjp(grad_output)` takes the gradient of the loss with respect to `data`, an array of the
        same shape, and returns one gradient per parent, in their order. A gradient may have the
        shape that the parent was broadcast to, since `Tensor.vjp` sums it back, and may be `None`
        for a parent that requires none. `vjp` changes no array; it captures arrays, not tensors, so
        that a graph is freed the moment it is dropped. Where scalars are computed from scalars, the
        derivatives ∂data/∂parent will do in its place, as a tuple of numbers.

        The node is recorded if any parent requires a gradient and no `no_grad()` is in force.
        Otherwise the result is a leaf that requires none.
        """
        out = Tensor.__new__(Tensor)
        out._data = float(data) if isinstance(data, float) else np.asarray(data)
        out._grad = None
        if _mode.recording:
            for parent in parents:
                if parent.requires_grad:
                    out._vjp = vjp
                    out.op = op
                    out.parents = tuple(parents)
                    out.requires_grad = True
                    return out
        out._vjp = ()
        out.op = ""
        out.parents = ()
        out.requires_grad = False
        return out

    def vjp(self, grad_output: ArrayLike) -> tuple[np.ndarray | None, ...]:
        """Each parent's share of a gradient: an array of that parent's shape and dtype.

        `grad_output` is the gradient of the loss with respect to this node, of its shape. The
        shares come in the order of `parents`; one may be `None` where its parent requires no
        gradient. A leaf has no parents, and its shares are `()`.

        >>> (Tensor([1.0, 2.0], requires_grad=True) * 3.0).vjp(np.ones(2))[0]
        array([3., 3.])
        """
        grad_output = np.asarray(grad_output, dtype=self.dtype)
        if isinstance(self._vjp, tuple):
            shares: Sequence[Any] = [grad_output * derivative for derivative in self._vjp]
        else:
            shares = self._vjp(grad_output)
        return tuple(
            None if share is None else _like(share, parent)
            for share, parent in zip(shares, self.parents, strict=True)
        )

    @property
    def data(self) -> np.ndarray:
        """The values; assigning an array replaces them."""
        if isinstance(self._data, float):  # a scalar becomes an array when somebody asks for it
            self._data = np.array(self._data)
        return self._data

    @data.setter
    def data(self, values: ArrayLike) -> None:
        self._data = _floats(values)

    @property
    def grad(self) -> np.ndarray | None:
        """The gradient, or `None`; assigning an array replaces it."""
        if self._grad is not None and not isinstance(self._grad, np.ndarray):
            self._grad = np.array(self._grad)
        return self._grad

    @grad.setter
    def grad(self, values: ArrayLike | None) -> None:
        self._grad = None if values is None else np.asarray(values)

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of `data`."""
        return self.data.shape

    @property
    def ndim(self) -> int:
        """The number of axes."""
        return self.data.ndim

    @property
    def size(self) -> int:
        """The number of elements."""
        return self.data.size

    @property
    def dtype(self) -> np.dtype:
        """The dtype of `data`."""
        return self.data.dtype

    def item(self) -> float:
        """The only element as a Python number; `ValueError` where there are several."""
        return float(self.data.item())

    def numpy(self) -> np.ndarray:
        """`data` itself, not a copy."""
        return self.data

    def __len__(self) -> int:
        return len(self.data)

    def __iter__(self) -> Iterator["Tensor"]:
        return (self[i] for i in range(len(self)))

    def __bool__(self) -> bool:
        return bool(self.data)

    def __array__(self, *_: Any, **__: Any) -> np.ndarray:
        raise TypeError("a Tensor is not an array: take its .data (or stack a list of tensors)")

    def __repr__(self) -> str:
        values = np.array2string(self.data, separator=", ", prefix="Tensor(")
        op = f", op={self.op!r}" if self.op else ""
        return f"Tensor({values}, requires_grad={self.requires_grad}{op})"

    # Arithmetic, forward and vjp.

    def __add__(self, other: "Tensor | ArrayLike") -> "Tensor":
        """`self + other`, with NumPy broadcasting; `other` is a tensor, an array or a number.

        z = x + y:  ∂L/∂x = ∂L/∂z,  ∂L/∂y = ∂L/∂z.  Parents: `(self, other)`, op `"+"`.
        """
        raise NotImplementedError("step 1.1: Tensor.__add__")

    def __radd__(self, other: ArrayLike) -> "Tensor":
        """`other + self` where `other` is an array or a number. Parents: `(other, self)`."""
        raise NotImplementedError("step 1.1: Tensor.__radd__")

    def __mul__(self, other: "Tensor | ArrayLike") -> "Tensor":
        """`self * other`, element by element, with broadcasting; `other` is as in `+`.

        z = x y:  ∂L/∂x = ∂L/∂z · y,  ∂L/∂y = ∂L/∂z · x.  Parents: `(self, other)`, op `"*"`.
        """
        raise NotImplementedError("step 1.1: Tensor.__mul__")

    def __rmul__(self, other: ArrayLike) -> "Tensor":
        """`other * self` where `other` is an array or a number. Parents: `(other, self)`."""
        raise NotImplementedError("step 1.1: Tensor.__rmul__")

    # Backpropagation.

    def backward(self, grad: ArrayLike | None = None) -> None:
        """Add the gradient of this tensor to `.grad` of every node of its graph that requires one.

        `grad` is the gradient of the loss with respect to this tensor, of its shape; left out, it
        is 1, which needs a tensor with a single element. Children are visited before their parents,
        and what a node gets is the sum of the shares that its children's vjps give it:

            ∂L/∂x = Σ vjp_z(∂L/∂z), over the children z of x

        A pass computes these sums afresh and then adds them to `.grad`, in intermediate nodes as in
        leaves: two passes add up, and what an earlier one left never flows on. Each `.grad` is an
        array of its own, which nothing else shares.

        `RuntimeError` where this tensor requires no gradient, or has several elements and no `grad`
        is given; `ValueError` where `grad` has another shape.
        """
        raise NotImplementedError("step 1.4: Tensor.backward")

    def zero_grad(self) -> None:
        """Forget the gradient: `.grad` is `None` again."""
        raise NotImplementedError("step 1.4: Tensor.zero_grad")

    # The rest of arithmetic.

    def __neg__(self) -> "Tensor":
        """`-self`, element by element. z = -x:  ∂L/∂x = -∂L/∂z."""
        raise NotImplementedError("step 1.6: Tensor.__neg__")

    def __sub__(self, other: "Tensor | ArrayLike") -> "Tensor":
        """`self - other`, with broadcasting. z = x - y:  ∂L/∂x = ∂L/∂z,  ∂L/∂y = -∂L/∂z."""
        raise NotImplementedError("step 1.6: Tensor.__sub__")

    def __rsub__(self, other: ArrayLike) -> "Tensor":
        """`other - self` where `other` is an array or a number."""
        raise NotImplementedError("step 1.6: Tensor.__rsub__")

    def __truediv__(self, other: "Tensor | ArrayLike") -> "Tensor":
        """`self / other`, with broadcasting.

        z = x / y:  ∂L/∂x = ∂L/∂z / y,  ∂L/∂y = -∂L/∂z · x / y².
        """
        raise NotImplementedError("step 1.6: Tensor.__truediv__")

    def __rtruediv__(self, other: ArrayLike) -> "Tensor":
        """`other / self` where `other` is an array or a number."""
        raise NotImplementedError("step 1.6: Tensor.__rtruediv__")

    def __pow__(self, exponent: "Tensor | ArrayLike") -> "Tensor":
        """`self ** exponent`, with broadcasting; the exponent is a tensor, an array or a number.

        z = xᵖ:  ∂L/∂x = ∂L/∂z · p xᵖ⁻¹, and 0 where p = 0, whatever x is;
                 ∂L/∂p = ∂L/∂z · xᵖ ln x, and 0 where x = 0 and p ≥ 0.
        """
        raise NotImplementedError("step 1.6: Tensor.__pow__")

    def __rpow__(self, other: ArrayLike) -> "Tensor":
        """`other ** self` where `other` is an array or a number."""
        raise NotImplementedError("step 1.6: Tensor.__rpow__")

    # Elementary functions.

    def exp(self) -> "Tensor":
        """eˣ, element by element. The derivative is eˣ."""
        raise NotImplementedError("step 1.7: Tensor.exp")

    def log(self) -> "Tensor":
        """ln x, element by element. The derivative is 1/x."""
        raise NotImplementedError("step 1.7: Tensor.log")

    def sin(self) -> "Tensor":
        """sin x, element by element, x in radians. The derivative is cos x."""
        raise NotImplementedError("step 1.7: Tensor.sin")

    def cos(self) -> "Tensor":
        """cos x, element by element, x in radians. The derivative is -sin x."""
        raise NotImplementedError("step 1.7: Tensor.cos")

    def tanh(self) -> "Tensor":
        """tanh x, element by element. The derivative is 1 - tanh² x."""
        raise NotImplementedError("step 1.7: Tensor.tanh")

    def sigmoid(self) -> "Tensor":
        """σ(x) = 1 / (1 + e⁻ˣ), element by element, without overflow for any finite x.

        e⁻ˣ overflows for large negative x; there, the same number is eˣ / (1 + eˣ). The derivative
        is σ(x) (1 - σ(x)).
        """
        raise NotImplementedError("step 1.7: Tensor.sigmoid")

    def relu(self) -> "Tensor":
        """max(x, 0), element by element. The derivative is 1 where x > 0, else 0, at 0 too."""
        raise NotImplementedError("step 1.7: Tensor.relu")

    def sqrt(self) -> "Tensor":
        """√x, element by element. The derivative is 1 / (2√x)."""
        raise NotImplementedError("step 1.7: Tensor.sqrt")

    def abs(self) -> "Tensor":
        """|x|, element by element. The derivative is the sign of x, 0 at 0."""
        raise NotImplementedError("step 1.7: Tensor.abs")

    # Reductions.

    def sum(self, axis: Axis = None, keepdims: bool = False) -> "Tensor":
        """The sum over `axis`: an int, a tuple of ints, or `None` for all; negative ones count too.

        Shape (N, D) gives (N,) for `axis=1`, and (N, 1) with `keepdims=True`. Every element gets
        the gradient of the sum that it is in. `ValueError` for an axis that is not there.
        """
        raise NotImplementedError("step 1.8: Tensor.sum")

    def mean(self, axis: Axis = None, keepdims: bool = False) -> "Tensor":
        """The mean over `axis`, as in `sum`. Each of n elements gets 1/n of the gradient."""
        raise NotImplementedError("step 1.8: Tensor.mean")

    def max(self, axis: Axis = None, keepdims: bool = False) -> "Tensor":
        """The largest element over `axis`, as in `sum`. Ties share the gradient evenly."""
        raise NotImplementedError("step 1.8: Tensor.max")

    def var(self, axis: Axis = None, keepdims: bool = False) -> "Tensor":
        """The biased variance over `axis`, as in `sum`: (1/n) Σ (x - mean)².

        Its derivative is (2/n) (x - mean): what flows through the mean cancels.
        """
        raise NotImplementedError("step 1.8: Tensor.var")

    # The matrix product.

    def __matmul__(self, other: "Tensor | ArrayLike") -> "Tensor":
        """`self @ other`: everything that `np.matmul` takes.

        Matrices (N, K) @ (K, M) give (N, M). A vector (K,) counts as a row on the left and as a
        column on the right, and its axis is missing from the result. Batch axes in front broadcast.

        Z = A B:  ∂L/∂A = ∂L/∂Z Bᵀ,  ∂L/∂B = Aᵀ ∂L/∂Z.  `ValueError` where the shapes do not fit.
        """
        raise NotImplementedError("step 1.9: Tensor.__matmul__")

    def __rmatmul__(self, other: ArrayLike) -> "Tensor":
        """`other @ self` where `other` is an array."""
        raise NotImplementedError("step 1.9: Tensor.__rmatmul__")

    # Shape.

    def reshape(self, *shape: int | tuple[int, ...]) -> "Tensor":
        """The same elements in another shape: `x.reshape(2, -1)` or `x.reshape((2, -1))`."""
        raise NotImplementedError("step 1.10: Tensor.reshape")

    def transpose(self, *axes: int | tuple[int, ...]) -> "Tensor":
        """The axes in another order: axis i of the result is axis `axes[i]` of this tensor.

        `x.transpose(2, 0, 1)` or `x.transpose((2, 0, 1))`, negative axes too; without arguments
        all axes are reversed.
        """
        raise NotImplementedError("step 1.10: Tensor.transpose")

    @property
    def T(self) -> "Tensor":
        """All axes reversed: for a matrix (N, M), its transpose (M, N)."""
        raise NotImplementedError("step 1.10: Tensor.T")

    def swapaxes(self, axis1: int, axis2: int) -> "Tensor":
        """Two axes exchanged."""
        raise NotImplementedError("step 1.10: Tensor.swapaxes")

    def __getitem__(self, index: Any) -> "Tensor":
        """A part of the tensor, by any NumPy index.

        Integers, slices, `...`, `None`, integer arrays, boolean masks, and tuples of these. The
        gradient goes back to where the elements came from, and 0 goes elsewhere; an element that
        was taken several times (an integer array with repeats) gets the sum. `IndexError` where the
        index is out of range.
        """
        raise NotImplementedError("step 1.10: Tensor.__getitem__")

    # Leaving the graph.

    def detach(self) -> "Tensor":
        """A leaf with the same `data`, not a copy, that requires no gradient."""
        raise NotImplementedError("step 1.11: Tensor.detach")


def as_tensor(value: "Tensor | ArrayLike", like: Tensor | None = None) -> Tensor:
    """`value` as a tensor: a tensor as it is, anything else as a leaf that requires no gradient.

    A number, Python's or NumPy's, takes the dtype of `like`, so that `2 * x` keeps that of `x`. An
    array keeps its floating dtype and is not copied; integers become float64. `TypeError` for
    what is not real numbers.
    """
    if isinstance(value, Tensor):
        return value
    if like is not None and isinstance(value, _NUMBERS):
        data = float(value) if type(like._data) is float else np.array(value, like.dtype)
    else:
        data = _floats(value)
    return Tensor.from_op(data, (), (), "")


def _floats(value: ArrayLike, copy: bool | None = None) -> np.ndarray:
    """`value` as an array of its own dtype if that is a floating one, else of float64."""
    array = np.asarray(value)
    if array.dtype.kind not in "fiub":
        raise TypeError(f"a tensor holds real numbers, not {type(value).__name__} ({array.dtype})")
    return np.array(array, dtype=array.dtype if array.dtype.kind == "f" else float, copy=copy)


def _like(share: ArrayLike, parent: Tensor) -> np.ndarray:
    """`share` in the shape and dtype of `parent`."""
    share = np.asarray(share)
    if share.shape != parent.shape:
        share = unbroadcast(share, parent.shape)
    return share.astype(parent.dtype, copy=False)


def unbroadcast(grad: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Sum `grad` over the axes along which an array of `shape` was broadcast to `grad`'s shape.

    Broadcasting repeats elements: along axes that it adds in front, and along axes of length 1. An
    element that was used several times gets the sum of the gradients of its copies.

    `ValueError` where `shape` does not broadcast to `grad.shape`.

    >>> unbroadcast(np.ones((2, 3)), (3,))
    array([2., 2., 2.])
    >>> unbroadcast(np.ones((2, 3)), (2, 1))
    array([[3.],
           [3.]])
    """
    raise NotImplementedError("step 1.2: unbroadcast")


def topological_order(root: Tensor) -> list[Tensor]:
    """Every tensor that `root` was computed from, each once, parents before children; `root` last.

    Constants, which require no gradient, are in it too. Nothing limits the depth: a chain of
    100,000 nodes needs no recursion.

    Source: Cormen et al., "Introduction to Algorithms", depth-first search and topological sort.
    """
    raise NotImplementedError("step 1.3: topological_order")


def numerical_gradient(
    f: Callable[..., "Tensor | float"], *inputs: "Tensor | ArrayLike"
) -> tuple[np.ndarray, ...]:
    """The gradient of `f` with respect to each of its inputs, by central differences.

    `inputs` are tensors, arrays or numbers; none of them is changed. `f` is called with a new
    float64 tensor for each and returns a single value: a tensor with one element, or a number. The
    result is a tuple, also for a single input, with one float64 array of each input's shape.

        ∂f/∂xᵢ ≈ (f(x + h eᵢ) - f(x - h eᵢ)) / 2h,  h = ∛ε · max(1, |xᵢ|)

    with the machine precision ε: this h balances the error of the formula, of order h², against
    that of rounding, of order ε/h. `ValueError` where `f` returns several values.

    Source: Press et al., "Numerical Recipes" (3rd edition), section 5.7.

    >>> numerical_gradient(lambda x, y: x * y, 2.0, 3.0)
    (array(3.), array(2.))
    """
    raise NotImplementedError("step 1.5: numerical_gradient")


def check_gradients(
    f: Callable[..., Tensor], *inputs: "Tensor | ArrayLike", rtol: float = 1e-5, atol: float = 1e-7
) -> None:
    """Check `backward` against `numerical_gradient`: `AssertionError` where they disagree.

    `inputs` are tensors, arrays or numbers; none of them is changed. `f` is called with a new
    float64 tensor for each and returns a tensor of any shape. What is compared are the gradients of
    Σ w · f(inputs), with fixed random weights w, so that errors in several outputs cannot cancel.
    Two numbers agree if they differ by at most `atol + rtol · |numerical|`. The message names the
    input, counted from 0, the place in it, and both numbers.

    Where `f` has a kink (`relu` at 0, `max` at a tie), central differences are no derivative.

    >>> check_gradients(lambda x, y: x * y + x, [1.0, 2.0], 3.0)
    """
    raise NotImplementedError("step 1.5: check_gradients")


def concatenate(tensors: Sequence["Tensor | ArrayLike"], axis: int = 0) -> Tensor:
    """Join tensors along an axis that they have; the gradient is cut where they were joined.

    Shapes (N₁, D) and (N₂, D) give (N₁ + N₂, D) for `axis=0`. `ValueError` where the other axes
    differ, or for no tensors at all.
    """
    raise NotImplementedError("step 1.10: concatenate")


def stack(tensors: Sequence["Tensor | ArrayLike"], axis: int = 0) -> Tensor:
    """Put n tensors of one shape beside each other along a new axis: (D,) gives (n, D) for axis 0.

    `ValueError` where the shapes differ, or for no tensors at all.
    """
    raise NotImplementedError("step 1.10: stack")


@contextmanager
def no_grad() -> Iterator[None]:
    """Within `with no_grad():` operations record nothing: their results require no gradient.

    Blocks nest; the end of a block restores what was before it, after an exception too; and a
    block in one thread does not concern another. (The given `_mode.recording` says whether
    operations are recorded in this thread.)

    >>> x = Tensor(2.0, requires_grad=True)
    >>> with no_grad():
    ...     y = x * x
    >>> y.requires_grad
    False
    """
    raise NotImplementedError("step 1.11: no_grad")
