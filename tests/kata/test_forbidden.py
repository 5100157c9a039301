"""Forbidden names are found by what they stand for, and blamed on the step that uses them."""

from textwrap import dedent

import pytest

from kata import curriculum
from kata.forbidden import Use, check, look_up, sentence, uses
from kata.markers import functions
from kata.paths import SOLUTIONS

ATTENTION = "torch.nn.MultiheadAttention"
FUSED = "torch.nn.functional.scaled_dot_product_attention"


def found(source: str, *, own: tuple[str, ...] = ("A.forward",), others: tuple[str, ...] = ()):
    return uses(dedent(source), own, others, (ATTENTION, FUSED))


def lines(source: str, **steps: tuple[str, ...]) -> list[int]:
    return [use.line for use in found(source, **steps)]


HEADS = {
    "import torch": "torch.nn.MultiheadAttention(4, 2)",
    "import torch.nn": "torch.nn.MultiheadAttention(4, 2)",
    "import torch.nn as nn": "nn.MultiheadAttention(4, 2)",
    "from torch import nn": "nn.MultiheadAttention(4, 2)",
    "from torch import nn as layers": "layers.MultiheadAttention(4, 2)",
    "from torch.nn import MultiheadAttention": "MultiheadAttention(4, 2)",
    "from torch.nn import MultiheadAttention as M": "x, y = M(4, 2), 3",
    "import torch.nn.functional as F": "F.scaled_dot_product_attention(x, x, x)",
    "from torch.nn import functional as F": "F.scaled_dot_product_attention(x, x, x)",
    "from torch.nn.functional import *": "scaled_dot_product_attention(x, x, x)",
    "from torch.nn.modules.activation import MultiheadAttention": "MultiheadAttention(4, 2)",
    "import torch as t": "t._C._nn.scaled_dot_product_attention(x, x, x)",
    "import torch as u": "return (lambda f: f(x))(u.nn.modules.MultiheadAttention)",
    "import torch as v": "[v.nn.MultiheadAttention.forward for _ in range(2)]",
    "import torch as w": "getattr(w.nn.functional, 'scaled_dot_product_attention')(x)",
    "from torch import nn\nlayers = nn": "layers.MultiheadAttention(4, 2)",
    "import torch, math": "nn = torch.nn; nn.MultiheadAttention(4, 2)",
    "import math": "import torch.nn as nn; nn.MultiheadAttention(4, 2)",
    "import math as m": "from torch.nn import MultiheadAttention as M; M(4, 2)",
    "try:\n    import torch\nexcept ImportError:\n    pass": "torch.nn.MultiheadAttention",
}


@pytest.mark.parametrize("head", HEADS)
def test_a_name_is_found_under_any_alias(head: str) -> None:
    source = f"{head}\nclass A:\n    def forward(self, x):\n        {HEADS[head]}\n"
    name = FUSED if "scaled" in HEADS[head] else ATTENTION
    assert found(source) == (Use(name, "A.forward", source.count("\n")),)


@pytest.mark.parametrize(
    "body",
    [
        "pass  # nn.MultiheadAttention",
        "'nn.MultiheadAttention'",
        "self.MultiheadAttention(x)",
        "nn.Linear(4, 2)",
        "nn.functional.softmax(x)",
        "isinstance(x, nn.MultiheadAttention)",
        "y: nn.MultiheadAttention = x",
        "F = x; F.scaled_dot_product_attention()",
        "MultiheadAttention(4, 2)",
        "from torch.nn import MultiheadAttention",
        "other.F.scaled_dot_product_attention(x)",
        "[F.scaled_dot_product_attention for F in x]",
    ],
)
def test_what_is_no_use_is_not_blamed(body: str) -> None:
    assert not found(f"""
        import torch
        from torch import nn
        import torch.nn.functional as F
        from . import other
        from .other import MultiheadAttention

        class A:
            def forward(self, x: nn.MultiheadAttention) -> nn.MultiheadAttention:
                {body}
        """)


def test_a_parameter_hides_a_module() -> None:
    source = """
        from torch import nn
        class A:
            def forward(self, nn):
                return nn.MultiheadAttention, (lambda nn: nn.MultiheadAttention)
        """
    assert not found(source)


def test_the_rest_of_a_class_counts() -> None:
    source = """
        from torch import nn
        class A(nn.MultiheadAttention):
            kind = nn.MultiheadAttention
            def __init__(self):
                self.inner = nn.MultiheadAttention(4, 2)
            def forward(self, x):
                return self.inner(x)
            def later(self):
                return nn.MultiheadAttention(4, 2)
        class B:
            def forward(self):
                return nn.MultiheadAttention(4, 2)
        """
    assert lines(source, others=("A.later", "B.forward")) == [3, 4, 6]
    assert lines(source, own=("A.later",), others=("A.forward", "B.forward")) == [3, 4, 6, 10]
    assert lines(source, own=("B.forward",), others=("A.forward",)) == [13]
    assert {use.function for use in found(source, others=("A.later",))} == {"A", "A.__init__"}


def test_helpers_are_followed_but_not_into_what_other_steps_build() -> None:
    source = """
        import torch.nn.functional as F
        KERNELS = {"fused": F.scaled_dot_product_attention}
        attend = F.scaled_dot_product_attention

        def far(x):
            return F.scaled_dot_product_attention(x, x, x)

        def near(x):
            return far(x) if x else near(x)

        def unused(x):
            return F.scaled_dot_product_attention(x, x, x)

        def theirs(x):
            return F.scaled_dot_product_attention(x, x, x)

        class Helper:
            def run(self, x):
                return F.scaled_dot_product_attention(x, x, x)

        class Theirs:
            def __init__(self, x):
                self.attend = F.scaled_dot_product_attention
            def forward(self, x):
                return F.scaled_dot_product_attention(x, x, x)

        class A:
            def forward(self, x):
                near(x), theirs(x), Helper(), Theirs(), KERNELS["fused"]
                return attend(x)
        """
    others = ("theirs", "Theirs.forward")
    where = {(use.function, use.line) for use in found(source, others=others)}
    assert where == {("KERNELS", 3), ("far", 7), ("Helper.run", 20), ("A.forward", 31)}
    assert not found(source, own=("no_such",), others=others)


def test_a_shadowed_helper_is_not_followed() -> None:
    source = """
        import torch.nn.functional as F
        def attend(x):
            return F.scaled_dot_product_attention(x, x, x)
        class A:
            def forward(self, attend):
                return attend(self)
        """
    assert not found(source)


def test_the_sentence_names_step_name_and_place() -> None:
    assert sentence("6.4", Use(ATTENTION, "MultiHeadAttention.forward", 12)) == (
        "step 6.4 builds it by hand: `torch.nn.MultiheadAttention` may not be used in "
        "`MultiHeadAttention.forward`, line 12"
    )


def steps_that_forbid() -> list[curriculum.Step]:
    return [step for step in curriculum.load().steps if step.forbids]


@pytest.mark.parametrize("step", steps_that_forbid(), ids=lambda step: step.id)
def test_what_the_curriculum_forbids_exists(step: curriculum.Step) -> None:
    for name in step.forbids:
        assert callable(look_up(name)), f"step {step.id} forbids {name}, which is nothing"


@pytest.mark.parametrize("step", steps_that_forbid(), ids=lambda step: step.id)
def test_the_reference_uses_nothing_that_is_forbidden(step: curriculum.Step) -> None:
    if curriculum.load().task(step.task).available:
        source = (SOLUTIONS / step.file).read_text("utf-8")
        assert step.id in functions(source) and not check(step, source, source)
