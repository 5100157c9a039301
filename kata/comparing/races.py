"""What is compared for each step: the register, and what the races share.

A race is a function that prepares random inputs and gives a function to be timed, which gives its
results as arrays. Its docstring is its title. A *peer* does the same with PyTorch or another
library. They run in learner processes, beside the code that they measure.
"""

from collections.abc import Callable, Iterable, Sequence
from time import perf_counter
from typing import Any

import numpy as np

Run = Callable[[], Iterable[Any]]
Race = Callable[[np.random.Generator], Run]

RACES: dict[str, Race] = {}
PEERS: dict[str, Race] = {}
LIBRARIES: dict[str, str] = {}


def race(step: str) -> Callable[[Race], Race]:
    """Register a race for a step."""
    return lambda function: RACES.setdefault(step, function)


def peer(step: str, library: str = "PyTorch") -> Callable[[Race], Race]:
    """Register what does the same with a library that a user would pick."""
    LIBRARIES[step] = library
    return lambda function: PEERS.setdefault(step, function)


def title(step: str) -> str:
    """What is compared, in a few words of Python."""
    return RACES[step].__doc__ or ""


def prepare(step: str, seed: int, library: bool = False) -> Run:
    """Start a contest: the function to be timed, with inputs from this seed."""
    return (PEERS if library else RACES)[step](np.random.default_rng(seed))


def results(function: Run) -> list[np.ndarray]:
    """What the function gives, as arrays."""
    return [_array(result).copy() for result in function()]


def _array(result: Any) -> np.ndarray:
    if type(result).__module__.startswith("torch"):
        result = result.detach().numpy()
    return np.asarray(result)


def seconds(function: Run, calls: int) -> float:
    """How long so many calls take."""
    start = perf_counter()
    for _ in range(calls):
        function()
    return perf_counter() - start


def tensors(rng: np.random.Generator, *shapes: tuple[int, ...]) -> list[Any]:
    """Tensors of the learner's with random values, and a gradient wanted."""
    from exercises.stage1_foundations.task1_tensor import Tensor  # as the learner process finds it

    return [Tensor(rng.uniform(0.5, 1.5, shape), requires_grad=True) for shape in shapes]


def torch_tensors(rng: np.random.Generator, *shapes: tuple[int, ...]) -> list[Any]:
    """The same for PyTorch."""
    import torch

    arrays = [rng.uniform(0.5, 1.5, shape) for shape in shapes]
    return [torch.tensor(array, requires_grad=True) for array in arrays]


def filled(module: Any, rng: np.random.Generator) -> Any:
    """A module of PyTorch in float64, its parameters drawn by name, in order, from `rng`."""
    import torch

    module = module.double()
    for _, parameter in sorted(module.named_parameters()):
        parameter.data = torch.tensor(rng.uniform(-0.5, 0.5, tuple(parameter.shape)))
    return module


def forwards(module: Any, inputs: Sequence[Any], rng: np.random.Generator) -> Run:
    """A race of a module of PyTorch, with the gradients of its input and its parameters."""
    parameters = [parameter for _, parameter in sorted(module.named_parameters())]
    return there_and_back(rng, module, inputs, parameters)


def there_and_back(
    rng: np.random.Generator,
    compute: Callable[..., Any],
    inputs: Sequence[Any],
    parameters: Sequence[Any] = (),
) -> Run:
    """Compute, go back with a random gradient, and give the value and all gradients."""
    shape = tuple(compute(*inputs).shape)
    g: Any = rng.uniform(0.5, 1.5, shape)
    leaves = [*inputs, *parameters]
    if type(inputs[0]).__module__.startswith("torch"):
        import torch

        g = torch.tensor(g)

    def run() -> list[Any]:
        for leaf in leaves:
            leaf.grad = None
        out = compute(*inputs)
        out.backward(g)
        value = out.detach() if type(out).__module__.startswith("torch") else out.data
        return [value, *(leaf.grad for leaf in leaves)]

    return run
