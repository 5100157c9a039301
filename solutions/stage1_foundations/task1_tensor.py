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

# solution only
_FLOAT64 = np.dtype(np.float64)

# solution only
_BASIC = int | np.integer | slice  # what an index is made of where it takes no element twice


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

    # solution only
    def _value(self) -> np.ndarray | float:
        """`data`, or a Python float for a float64 scalar: those are far faster to compute with."""
        data = self._data
        if isinstance(data, float) or data.ndim > 0 or data.dtype != _FLOAT64:
            return data
        return float(data)

    # Arithmetic, forward and vjp.

    def __add__(self, other: "Tensor | ArrayLike") -> "Tensor":
        """`self + other`, with NumPy broadcasting; `other` is a tensor, an array or a number.

        z = x + y:  ∂L/∂x = ∂L/∂z,  ∂L/∂y = ∂L/∂z.  Parents: `(self, other)`, op `"+"`.
        """
        # step 1.1
        other = as_tensor(other, like=self)
        a, b = self._value(), other._value()
        if isinstance(a, float) and isinstance(b, float):
            return Tensor.from_op(a + b, (self, other), (1.0, 1.0), "+")
        return Tensor.from_op(self.data + other.data, (self, other), lambda g: (g, g), "+")

    def __radd__(self, other: ArrayLike) -> "Tensor":
        """`other + self` where `other` is an array or a number. Parents: `(other, self)`."""
        # step 1.1
        return as_tensor(other, like=self) + self

    def __mul__(self, other: "Tensor | ArrayLike") -> "Tensor":
        """`self * other`, element by element, with broadcasting; `other` is as in `+`.

        z = x y:  ∂L/∂x = ∂L/∂z · y,  ∂L/∂y = ∂L/∂z · x.  Parents: `(self, other)`, op `"*"`.
        """
        # step 1.1
        other = as_tensor(other, like=self)
        a, b = self._value(), other._value()
        if isinstance(a, float) and isinstance(b, float):
            return Tensor.from_op(a * b, (self, other), (b, a), "*")
        x, y = self.data, other.data
        return Tensor.from_op(x * y, (self, other), lambda g: (g * y, g * x), "*")

    def __rmul__(self, other: ArrayLike) -> "Tensor":
        """`other * self` where `other` is an array or a number. Parents: `(other, self)`."""
        # step 1.1
        return as_tensor(other, like=self) * self

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
        # step 1.4
        if not self.requires_grad:
            raise RuntimeError(
                "backward needs a tensor that requires a gradient; this one was computed under "
                "no_grad(), or from tensors of which none has requires_grad=True"
            )
        if grad is not None:
            seed = np.asarray(grad, dtype=self.dtype)
            if seed.shape != self.shape:
                raise ValueError(
                    f"`grad` must have the tensor's shape {self.shape}, not {seed.shape}"
                )
        elif self.size == 1:
            seed = np.array(1.0, dtype=self.dtype, ndmin=self.ndim)
        else:
            raise RuntimeError(
                f"backward without `grad` needs a tensor with one element, this one has shape "
                f"{self.shape}: sum it first, or pass the gradient of the loss as `grad`"
            )

        adjoints: dict[Tensor, Any] = {self: seed}  # ∂L/∂node, as far as it has been summed up
        for node in reversed(topological_order(self)):
            adjoint = adjoints.pop(node, None)
            if adjoint is None:  # a constant
                continue
            if type(adjoint) is not float:
                # Shares may be views, or one array for two parents: take a copy, or a plain number.
                scalar = isinstance(node._value(), float)
                adjoint = float(adjoint) if scalar else np.array(adjoint)
            node._grad = adjoint if node._grad is None else node._grad + adjoint
            if isinstance(node._vjp, tuple):  # a scalar, computed from scalars
                for parent, derivative in zip(node.parents, node._vjp):  # noqa: B905 (it is slow)
                    if parent.requires_grad:
                        share = adjoint * derivative
                        adjoints[parent] = adjoints[parent] + share if parent in adjoints else share
            else:
                for parent, share in zip(node.parents, node.vjp(adjoint), strict=True):
                    if parent.requires_grad and share is not None:
                        adjoints[parent] = adjoints[parent] + share if parent in adjoints else share

    def zero_grad(self) -> None:
        """Forget the gradient: `.grad` is `None` again."""
        # step 1.4
        self.grad = None

    # The rest of arithmetic.

    def __neg__(self) -> "Tensor":
        """`-self`, element by element. z = -x:  ∂L/∂x = -∂L/∂z."""
        # step 1.6
        x = self._value()
        vjp: Vjp = (-1.0,) if isinstance(x, float) else lambda g: (-g,)
        return Tensor.from_op(-x, (self,), vjp, "neg")

    def __sub__(self, other: "Tensor | ArrayLike") -> "Tensor":
        """`self - other`, with broadcasting. z = x - y:  ∂L/∂x = ∂L/∂z,  ∂L/∂y = -∂L/∂z."""
        # step 1.6
        other = as_tensor(other, like=self)
        a, b = self._value(), other._value()
        if isinstance(a, float) and isinstance(b, float):
            return Tensor.from_op(a - b, (self, other), (1.0, -1.0), "-")
        return Tensor.from_op(self.data - other.data, (self, other), lambda g: (g, -g), "-")

    def __rsub__(self, other: ArrayLike) -> "Tensor":
        """`other - self` where `other` is an array or a number."""
        # step 1.6
        return as_tensor(other, like=self) - self

    def __truediv__(self, other: "Tensor | ArrayLike") -> "Tensor":
        """`self / other`, with broadcasting.

        z = x / y:  ∂L/∂x = ∂L/∂z / y,  ∂L/∂y = -∂L/∂z · x / y².
        """
        # step 1.6
        other = as_tensor(other, like=self)
        a, b = self._value(), other._value()
        if isinstance(a, float) and isinstance(b, float) and b:  # Python cannot divide by 0
            return Tensor.from_op(a / b, (self, other), (1 / b, -a / b / b), "/")
        y, z = other.data, self.data / other.data
        constant = not other.requires_grad
        return Tensor.from_op(
            z, (self, other), lambda g: (g / y, None if constant else -g * z / y), "/"
        )

    def __rtruediv__(self, other: ArrayLike) -> "Tensor":
        """`other / self` where `other` is an array or a number."""
        # step 1.6
        return as_tensor(other, like=self) / self

    def __pow__(self, exponent: "Tensor | ArrayLike") -> "Tensor":
        """`self ** exponent`, with broadcasting; the exponent is a tensor, an array or a number.

        z = xᵖ:  ∂L/∂x = ∂L/∂z · p xᵖ⁻¹, and 0 where p = 0, whatever x is;
                 ∂L/∂p = ∂L/∂z · xᵖ ln x, and 0 where x = 0 and p ≥ 0.
        """
        # step 1.6
        exponent = as_tensor(exponent, like=self)
        constant = not exponent.requires_grad
        a, b = self._value(), exponent._value()
        if isinstance(a, float) and isinstance(b, float) and constant and a and b:
            base = np.float64(a)  # whose powers overflow to infinity, and raise no error
            derivative = float(b * base ** (b - 1))
            return Tensor.from_op(base**b, (self, exponent), (derivative, 0.0), "**")
        x, p = self.data, exponent.data
        z = x**p

        def vjp(g: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
            grad_x = g * p * x ** np.where(p == 0, 1, p - 1)
            if constant:
                return grad_x, None
            return grad_x, g * z * np.log(np.where((x == 0) & (p >= 0), 1, x))

        return Tensor.from_op(z, (self, exponent), vjp, "**")

    def __rpow__(self, other: ArrayLike) -> "Tensor":
        """`other ** self` where `other` is an array or a number."""
        # step 1.6
        return as_tensor(other, like=self) ** self

    # Elementary functions.

    def exp(self) -> "Tensor":
        """eˣ, element by element. The derivative is eˣ."""
        # step 1.7
        y = np.exp(self.data)
        return Tensor.from_op(y, (self,), lambda g: (g * y,), "exp")

    def log(self) -> "Tensor":
        """ln x, element by element. The derivative is 1/x."""
        # step 1.7
        x = self.data
        return Tensor.from_op(np.log(x), (self,), lambda g: (g / x,), "log")

    def sin(self) -> "Tensor":
        """sin x, element by element, x in radians. The derivative is cos x."""
        # step 1.7
        x = self.data
        return Tensor.from_op(np.sin(x), (self,), lambda g: (g * np.cos(x),), "sin")

    def cos(self) -> "Tensor":
        """cos x, element by element, x in radians. The derivative is -sin x."""
        # step 1.7
        x = self.data
        return Tensor.from_op(np.cos(x), (self,), lambda g: (-g * np.sin(x),), "cos")

    def tanh(self) -> "Tensor":
        """tanh x, element by element. The derivative is 1 - tanh² x."""
        # step 1.7
        y = np.tanh(self.data)
        return Tensor.from_op(y, (self,), lambda g: (g * (1 - y * y),), "tanh")

    def sigmoid(self) -> "Tensor":
        """σ(x) = 1 / (1 + e⁻ˣ), element by element, without overflow for any finite x.

        e⁻ˣ overflows for large negative x; there, the same number is eˣ / (1 + eˣ). The derivative
        is σ(x) (1 - σ(x)).
        """
        # step 1.7
        x = self.data
        z = np.exp(-np.abs(x))  # at most 1
        y = np.where(x >= 0, 1, z) / (1 + z)
        return Tensor.from_op(y, (self,), lambda g: (g * y * (1 - y),), "sigmoid")

    def relu(self) -> "Tensor":
        """max(x, 0), element by element. The derivative is 1 where x > 0, else 0, at 0 too."""
        # step 1.7
        x = self._value()
        if isinstance(x, float):
            return Tensor.from_op(0.0 if x <= 0 else x, (self,), (float(x > 0),), "relu")
        return Tensor.from_op(np.maximum(x, 0), (self,), lambda g: (g * (x > 0),), "relu")

    def sqrt(self) -> "Tensor":
        """√x, element by element. The derivative is 1 / (2√x)."""
        # step 1.7
        y = np.sqrt(self.data)
        return Tensor.from_op(y, (self,), lambda g: (g / (2 * y),), "sqrt")

    def abs(self) -> "Tensor":
        """|x|, element by element. The derivative is the sign of x, 0 at 0."""
        # step 1.7
        x = self.data
        return Tensor.from_op(np.abs(x), (self,), lambda g: (g * np.sign(x),), "abs")

    # Reductions.

    def sum(self, axis: Axis = None, keepdims: bool = False) -> "Tensor":
        """The sum over `axis`: an int, a tuple of ints, or `None` for all; negative ones count too.

        Shape (N, D) gives (N,) for `axis=1`, and (N, 1) with `keepdims=True`. Every element gets
        the gradient of the sum that it is in. `ValueError` for an axis that is not there.
        """
        # step 1.8
        x = self.data

        def vjp(g: np.ndarray) -> tuple[np.ndarray]:
            return (np.broadcast_to(_restore(g, axis, keepdims), x.shape),)

        return Tensor.from_op(x.sum(axis, keepdims=keepdims), (self,), vjp, "sum")

    def mean(self, axis: Axis = None, keepdims: bool = False) -> "Tensor":
        """The mean over `axis`, as in `sum`. Each of n elements gets 1/n of the gradient."""
        # step 1.8
        x = self.data
        y = x.mean(axis, keepdims=keepdims)
        n = x.size / max(y.size, 1)

        def vjp(g: np.ndarray) -> tuple[np.ndarray]:
            return (np.broadcast_to(_restore(g / n, axis, keepdims), x.shape),)

        return Tensor.from_op(y, (self,), vjp, "mean")

    def max(self, axis: Axis = None, keepdims: bool = False) -> "Tensor":
        """The largest element over `axis`, as in `sum`. Ties share the gradient evenly."""
        # step 1.8
        x = self.data
        y = x.max(axis, keepdims=keepdims)

        def vjp(g: np.ndarray) -> tuple[np.ndarray]:
            largest = x == _restore(y, axis, keepdims)
            ties = largest.sum(axis, keepdims=True, dtype=x.dtype)
            return (_restore(g, axis, keepdims) / ties * largest,)

        return Tensor.from_op(y, (self,), vjp, "max")

    def var(self, axis: Axis = None, keepdims: bool = False) -> "Tensor":
        """The biased variance over `axis`, as in `sum`: (1/n) Σ (x - mean)².

        Its derivative is (2/n) (x - mean): what flows through the mean cancels.
        """
        # step 1.8
        x = self.data
        centred = x - x.mean(axis, keepdims=True)
        y = (centred * centred).mean(axis, keepdims=keepdims)
        n = x.size / max(y.size, 1)

        def vjp(g: np.ndarray) -> tuple[np.ndarray]:
            return (_restore(g * (2 / n), axis, keepdims) * centred,)

        return Tensor.from_op(y, (self,), vjp, "var")

    # The matrix product.

    def __matmul__(self, other: "Tensor | ArrayLike") -> "Tensor":
        """`self @ other`: everything that `np.matmul` takes.

        Matrices (N, K) @ (K, M) give (N, M). A vector (K,) counts as a row on the left and as a
        column on the right, and its axis is missing from the result. Batch axes in front broadcast.

        Z = A B:  ∂L/∂A = ∂L/∂Z Bᵀ,  ∂L/∂B = Aᵀ ∂L/∂Z.  `ValueError` where the shapes do not fit.
        """
        # step 1.9
        other = as_tensor(other, like=self)
        a, b = self.data, other.data
        a_wanted, b_wanted = self.requires_grad, other.requires_grad

        def vjp(g: np.ndarray) -> tuple[np.ndarray | None, np.ndarray | None]:
            rows = a[np.newaxis, :] if a.ndim == 1 else a  # (..., N, K)
            columns = b[:, np.newaxis] if b.ndim == 1 else b  # (..., K, M)
            if b.ndim == 1:
                g = np.expand_dims(g, -1)
            if a.ndim == 1:
                g = np.expand_dims(g, -2)  # now (..., N, M)
            grad_a = grad_b = None
            if a_wanted:
                grad_a = g @ columns.swapaxes(-1, -2)  # (..., N, K)
                grad_a = grad_a[..., 0, :] if a.ndim == 1 else grad_a
            if b_wanted:
                grad_b = rows.swapaxes(-1, -2) @ g  # (..., K, M)
                grad_b = grad_b[..., 0] if b.ndim == 1 else grad_b
            return grad_a, grad_b

        return Tensor.from_op(a @ b, (self, other), vjp, "@")

    def __rmatmul__(self, other: ArrayLike) -> "Tensor":
        """`other @ self` where `other` is an array."""
        # step 1.9
        return as_tensor(other, like=self) @ self

    # Shape.

    def reshape(self, *shape: int | tuple[int, ...]) -> "Tensor":
        """The same elements in another shape: `x.reshape(2, -1)` or `x.reshape((2, -1))`."""
        # step 1.10
        x = self.data
        return Tensor.from_op(
            x.reshape(*shape), (self,), lambda g: (g.reshape(x.shape),), "reshape"
        )

    def transpose(self, *axes: int | tuple[int, ...]) -> "Tensor":
        """The axes in another order: axis i of the result is axis `axes[i]` of this tensor.

        `x.transpose(2, 0, 1)` or `x.transpose((2, 0, 1))`, negative axes too; without arguments
        all axes are reversed.
        """
        # step 1.10
        y = self.data.transpose(*axes)
        order = np.arange(y.ndim)[::-1]
        if axes:
            order = np.ravel(axes) % y.ndim  # no negative ones
        back = np.argsort(order)
        return Tensor.from_op(y, (self,), lambda g: (g.transpose(back),), "transpose")

    @property
    def T(self) -> "Tensor":
        """All axes reversed: for a matrix (N, M), its transpose (M, N)."""
        # step 1.10
        return Tensor.from_op(self.data.T, (self,), lambda g: (g.T,), "T")

    def swapaxes(self, axis1: int, axis2: int) -> "Tensor":
        """Two axes exchanged."""
        # step 1.10
        y = self.data.swapaxes(axis1, axis2)
        return Tensor.from_op(y, (self,), lambda g: (g.swapaxes(axis1, axis2),), "swapaxes")

    def __getitem__(self, index: Any) -> "Tensor":
        """A part of the tensor, by any NumPy index.

        Integers, slices, `...`, `None`, integer arrays, boolean masks, and tuples of these. The
        gradient goes back to where the elements came from, and 0 goes elsewhere; an element that
        was taken several times (an integer array with repeats) gets the sum. `IndexError` where the
        index is out of range.
        """
        # step 1.10
        x = self.data
        parts = index if isinstance(index, tuple) else (index,)
        basic = all(part is None or part is ... or isinstance(part, _BASIC) for part in parts)

        def vjp(g: np.ndarray) -> tuple[np.ndarray]:
            grad = np.zeros_like(x)
            if basic:
                grad[index] = g  # each element once: faster, and the same as adding
            else:
                np.add.at(grad, index, g)
            return (grad,)

        return Tensor.from_op(x[index], (self,), vjp, "[]")

    # Leaving the graph.

    def detach(self) -> "Tensor":
        """A leaf with the same `data`, not a copy, that requires no gradient."""
        # step 1.11
        return as_tensor(self.data)


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
    # step 1.2
    added = grad.ndim - len(shape)
    if added < 0 or any(n not in (1, m) for n, m in zip(shape, grad.shape[added:], strict=True)):
        raise ValueError(f"shape {shape} does not broadcast to the gradient's shape {grad.shape}")
    stretched = [added + i for i, n in enumerate(shape) if n == 1]
    total = grad.sum(axis=(*range(added), *stretched))  # a number where no axis is left
    return np.asarray(total).reshape(shape)


def topological_order(root: Tensor) -> list[Tensor]:
    """Every tensor that `root` was computed from, each once, parents before children; `root` last.

    Constants, which require no gradient, are in it too. Nothing limits the depth: a chain of
    100,000 nodes needs no recursion.

    Source: Cormen et al., "Introduction to Algorithms", depth-first search and topological sort.
    """
    # step 1.3
    order: list[Tensor] = []
    seen: set[Tensor] = set()
    stack: list[Any] = [root]
    while stack:
        node = stack.pop()
        if node is None:  # all that the node below was computed from is in its place
            order.append(stack.pop())
        elif node not in seen:
            seen.add(node)
            stack += (node, None, *node.parents)
    return order


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
    # step 1.5
    values = [np.array(as_tensor(x).data, dtype=np.float64) for x in inputs]
    gradients = []
    for k, x in enumerate(values):
        gradient = np.empty_like(x)
        for place in np.ndindex(x.shape):
            h = np.cbrt(np.finfo(np.float64).eps) * max(1.0, abs(x[place]))
            above, below = x.copy(), x.copy()
            above[place] += h
            below[place] -= h
            rise = _evaluate(f, values, k, above) - _evaluate(f, values, k, below)
            gradient[place] = rise / (above[place] - below[place])  # 2h, as it was rounded
        gradients.append(gradient)
    return tuple(gradients)


# solution only
def _evaluate(f: Callable[..., Any], values: list[np.ndarray], k: int, value: np.ndarray) -> float:
    """`f(*values)` as a number, with `value` in place k."""
    result = f(*[Tensor(v) for v in (*values[:k], value, *values[k + 1 :])])
    data = result.data if isinstance(result, Tensor) else np.asarray(result)
    if data.size != 1:
        raise ValueError(f"f must return a single value, not an array of shape {data.shape}")
    return float(data.item())


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
    # step 1.5
    values = [np.array(as_tensor(x).data, dtype=np.float64) for x in inputs]
    tensors = [Tensor(value, requires_grad=True) for value in values]
    output = f(*tensors)
    weights = np.random.default_rng(0).uniform(0.5, 1.5, output.shape)
    if output.requires_grad:
        output.backward(weights)
    expected = numerical_gradient(lambda *xs: np.sum(weights * f(*xs).data), *values)
    for k, (tensor, numerical) in enumerate(zip(tensors, expected, strict=True)):
        gradient = np.zeros(tensor.shape) if tensor.grad is None else tensor.grad
        if gradient.shape != tensor.shape:
            raise AssertionError(
                f"input {k} has shape {tensor.shape}, its gradient from backward {gradient.shape}"
            )
        close = np.abs(gradient - numerical) <= atol + rtol * np.abs(numerical)  # never for NaN
        if not close.all():
            place = tuple(map(int, np.argwhere(~close)[0]))
            raise AssertionError(
                f"the gradient of input {k} is wrong in {np.sum(~close)} of {close.size} places, "
                f"first at {list(place)}: backward gives {gradient[place]:.8g}, "
                f"central differences give {numerical[place]:.8g}"
            )


# solution only
def _restore(values: np.ndarray, axis: Axis, keepdims: bool) -> np.ndarray:
    """Put the axes that a reduction took away back, with length 1, ready to broadcast."""
    return values if axis is None or keepdims else np.expand_dims(values, axis)


def concatenate(tensors: Sequence["Tensor | ArrayLike"], axis: int = 0) -> Tensor:
    """Join tensors along an axis that they have; the gradient is cut where they were joined.

    Shapes (N₁, D) and (N₂, D) give (N₁ + N₂, D) for `axis=0`. `ValueError` where the other axes
    differ, or for no tensors at all.
    """
    # step 1.10
    parts = [as_tensor(tensor) for tensor in tensors]
    joined = np.concatenate([part.data for part in parts], axis)
    cuts = np.cumsum([part.shape[axis] for part in parts])[:-1]
    return Tensor.from_op(joined, parts, lambda g: np.split(g, cuts, axis), "concatenate")


def stack(tensors: Sequence["Tensor | ArrayLike"], axis: int = 0) -> Tensor:
    """Put n tensors of one shape beside each other along a new axis: (D,) gives (n, D) for axis 0.

    `ValueError` where the shapes differ, or for no tensors at all.
    """
    # step 1.10
    parts = [as_tensor(tensor) for tensor in tensors]
    stacked = np.stack([part.data for part in parts], axis)
    return Tensor.from_op(stacked, parts, lambda g: list(np.moveaxis(g, axis, 0)), "stack")


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
    # step 1.11
    before = _mode.recording
    _mode.recording = False
    try:
        yield
    finally:
        _mode.recording = before
