"""Parameters under other names than asked for: the learner is told, the test does not go wrong."""

import numpy as np
import pytest

from kata.testing.modules import Parameters, assert_parameter_names, load_into_pytorch

VALUES = Parameters(weight=np.ones(3), bias=np.zeros(3))


def test_a_parameter_that_is_missing_is_named():
    assert VALUES["weight"].shape == (3,)
    with pytest.raises(AssertionError, match="`gain`; the parameters are weight, bias"):
        VALUES["gain"]


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (["weight", "bias", "gain"], "missing: gain$"),
        (["weight"], "nobody asked for: bias$"),
        (["bias", "weight"], "order: bias, weight$"),
    ],
)
def test_names_are_compared(wanted, told):
    assert_parameter_names(VALUES, ["weight", "bias"])
    with pytest.raises(AssertionError, match=told):
        assert_parameter_names(VALUES, wanted)


def test_what_does_not_fit_into_pytorch_is_listed():
    torch = pytest.importorskip("torch")
    layer = load_into_pytorch(torch.nn.LayerNorm(3), VALUES)
    assert layer.weight.tolist() == [1.0, 1.0, 1.0]
    with pytest.raises(AssertionError, match=r"weight \(3,\), bias \(3,\)$"):
        load_into_pytorch(torch.nn.LayerNorm(4), VALUES)
