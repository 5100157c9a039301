"""The picture of a training run: how its losses fall, and something that goes with them."""

from collections.abc import Sequence

import example
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

Record = dict[str, float]  # of a step, as `train` writes it
DASHED = {"color": example.GREY, "linewidth": 1.2, "linestyle": (0, (5, 3))}


def draw(history: Sequence[Record], levels: dict[str, float]) -> Figure:
    """The losses, with some `levels` to compare with, and the accuracy or the learning rate."""
    picture = example.figure(10, 4.4)
    left, right = picture.subplots(1, 2, width_ratios=(3, 2))
    draw_losses(left, history, levels)
    if any("accuracy" in record for record in history):
        draw_accuracy(right, history)
    else:
        draw_rate(right, history)
    for axes in (left, right):
        axes.set(xlabel="step", xlim=(0, None))
        axes.grid(True)
    return picture


def draw_losses(axes: Axes, history: Sequence[Record], levels: dict[str, float]) -> None:
    """The loss of each step, faint; its mean over the steps around; and that of held-out text."""
    steps, losses = curve(history, "loss")
    axes.plot(steps, losses, color=example.BLUE, linewidth=0.8, alpha=0.25)
    axes.plot(steps, smooth(losses), color=example.BLUE, linewidth=2, label="while training")
    held_out = {"color": example.ORANGE, "marker": "o", "markersize": 4, "linewidth": 1.6}
    axes.plot(*curve(history, "eval_loss"), **held_out, linestyle=(0, (5, 2)), label="held out")
    for number, (name, level) in enumerate(levels.items()):
        style = DASHED | {"linestyle": (0, (5, 3) if number == 0 else (1, 2))}
        axes.axhline(level, **style, label=name)
    axes.set(title="The loss", ylabel="cross-entropy per token")
    axes.legend()


def draw_accuracy(axes: Axes, history: Sequence[Record]) -> None:
    steps, shares = curve(history, "accuracy")
    axes.plot(steps, shares, color=example.ORANGE, linewidth=2, marker="o", markersize=4)
    axes.set(title="Exactly right, of the sums held out", ylim=(-0.03, 1.03))
    axes.yaxis.set_major_formatter(PercentFormatter(1))


def draw_rate(axes: Axes, history: Sequence[Record]) -> None:
    axes.plot(*curve(history, "lr"), color=example.BLUE, linewidth=2)
    axes.set(title="The learning rate", ylim=(0, None))


def curve(history: Sequence[Record], name: str) -> tuple[list[float], np.ndarray]:
    """The steps that have an entry of that name, and the entries; those that exploded are gaps."""
    records = [record for record in history if name in record]
    entries = np.array([record[name] for record in records])
    return [record["step"] for record in records], np.where(entries < 1e30, entries, np.nan)


def smooth(values: np.ndarray) -> np.ndarray:
    """The mean of each value and those around it: of a fortieth of all, and fewer at the ends."""
    reach, count = len(values) // 80, len(values)
    around = ((max(0, i - reach), min(count, i + reach + 1)) for i in range(count))
    return np.array([values[first:last].mean() for first, last in around])
