"""Trains your encoder to write words backwards, and draws how it learns where to look."""

from argparse import Namespace
from collections.abc import Sequence

import example
import numpy as np
import reversal
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure
from matplotlib.ticker import PercentFormatter

WORDS = ("dog", "live", "lager", "drawer", "deliver", "stressed")  # backwards they are words, too


def main(options: Namespace) -> None:
    rng = np.random.default_rng(options.seed)
    model = reversal.build(options, rng)
    before = reversal.attention(model, options.word)
    losses, scores = reversal.train(model, options, rng)
    after = reversal.attention(model, options.word)

    letters, words = scores[-1]
    print(f"Loss in the last epoch: {losses[-1]:.4g}")
    print(f"Letters right: {letters:.1%} of {reversal.NEW} new words")
    print(f"Words without a mistake: {words:.1%}\n")
    for word, written in zip(WORDS, reversal.write(model, WORDS), strict=True):
        print(f"{word:>10} -> {written}{'' if written == word[::-1] else '  (wrong)'}")
    example.save(draw(losses, scores, before, after, options.word), "train_encoder.png", options)


def draw(
    losses: Sequence[float],
    scores: Sequence[tuple[float, float]],
    before: np.ndarray,
    after: np.ndarray,
    word: str,
) -> Figure:
    """The loss and the accuracy, and below them where the layers look, before and after."""
    picture = example.figure(10, 7.4)
    above, below = picture.subfigures(2, 1, height_ratios=(5, 4), hspace=0.04)
    left, right = above.subplots(1, 2)
    example.plot_loss(left, losses, "cross-entropy")
    guessing = {"color": example.GREY, "linewidth": 1.2, "linestyle": (0, (5, 3))}
    left.axhline(np.log(26), **guessing, label="guessing: ln 26 = 3.26")
    left.legend()
    draw_scores(right, scores)
    draw_layers(below, before, after, word)
    return picture


def draw_scores(axes: Axes, scores: Sequence[tuple[float, float]]) -> None:
    """The share of letters and of whole words that are right after each epoch."""
    epochs = range(1, len(scores) + 1)
    letters, words = zip(*scores, strict=True)
    axes.plot(epochs, letters, color=example.BLUE, linewidth=2, label="letters")
    style = {"color": example.ORANGE, "linewidth": 2, "linestyle": (0, (5, 2))}
    axes.plot(epochs, words, **style, label="whole words")
    axes.set(title=f"Right, of {reversal.NEW} new words", xlabel="epoch", ylim=(-0.03, 1.03))
    axes.yaxis.set_major_formatter(PercentFormatter(1))
    axes.grid(True)
    axes.legend()


def draw_layers(picture: SubFigure, before: np.ndarray, after: np.ndarray, word: str) -> None:
    """The attention of each layer, the mean of its heads, before training and after it."""
    title = f"Where the positions of “{word}” look (mean of the heads)"
    picture.suptitle(title, x=0.01, ha="left", size=11, weight="bold")
    every = picture.subplots(1, 2 * len(before))
    weights = [*before.mean(axis=1), *after.mean(axis=1)]  # each of shape (T, T)
    for i, (axes, shown) in enumerate(zip(every, weights, strict=True)):
        image = reversal.draw_attention(axes, shown, word)
        when = "before" if i < len(before) else "after"
        axes.set_title(f"{when}: layer {i % len(before)}", loc="center", size=10, weight="normal")
        axes.set_xlabel("is looked at (key)")
    every[0].set_ylabel("looks (query)")
    picture.colorbar(image, ax=every, label="weight", ticks=(0, 0.5, 1), pad=0.02)


if __name__ == "__main__":
    example.run(main, reversal.parser(__doc__))
