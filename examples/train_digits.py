"""Trains your multi-layer perceptron to read handwritten digits, and draws what it misreads."""

from argparse import Namespace
from collections.abc import Sequence

import example
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure, SubFigure
from sklearn.datasets import load_digits

HELD_OUT = 450  # of 1797 images
SHOWN = 10  # misread images in the picture


def main(options: Namespace) -> None:
    task3 = example.module("stage1_foundations.task3_mlp", options)
    rng = np.random.default_rng(options.seed)
    digits = load_digits()
    order = rng.permutation(len(digits.target))
    images, labels = digits.data[order] / 16, digits.target[order]  # (n, 64), from 0 to 1; (n,)
    x, y = images[HELD_OUT:], labels[HELD_OUT:]
    x_new, y_new = images[:HELD_OUT], labels[:HELD_OUT]

    layers = [task3.Linear(64, 64, rng=rng), task3.ReLU(), task3.Linear(64, 10, rng=rng)]
    model = task3.Sequential(*layers)
    losses: list[float] = []
    # Too large a learning rate is worth a try: no warnings about it.
    with example.progress_bar() as bar, np.errstate(over="ignore", invalid="ignore"):
        task = bar.add_task("", total=options.epochs)
        for epoch in range(options.epochs):
            lr = options.lr * (1 - epoch / options.epochs)  # smaller steps towards the end
            losses += task3.train_classifier(model, x, y, lr=lr, epochs=1, batch_size=32, rng=rng)
            bar.update(task, advance=1, description=f"loss {losses[-1]:.4f}")
        accuracy = task3.accuracy(model, x_new, y_new)
        answers = model(x_new).data.argmax(axis=-1)  # (n,)

    print(f"Loss in the last epoch: {losses[-1]:.4f}")
    print(f"Read correctly: {accuracy:.1%} of {len(y_new)} images that training has not seen")
    example.save(draw(losses, x_new, y_new, answers), "train_digits.png", options)


def draw(
    losses: Sequence[float], images: np.ndarray, labels: np.ndarray, answers: np.ndarray
) -> Figure:
    """The loss, which digit is read as which, and some images that are misread."""
    picture = example.figure(10, 6.6)
    above, below = picture.subfigures(2, 1, height_ratios=(3, 1), hspace=0.04)
    left, right = above.subplots(1, 2)
    example.plot_loss(left, losses, "cross-entropy")
    draw_confusion(right, labels, answers)
    draw_misread(below, images, labels, answers)
    return picture


def draw_confusion(axes: Axes, labels: np.ndarray, answers: np.ndarray) -> None:
    """How often a digit (the row) is read as which (the column): right in blue, wrong in orange."""
    counts = np.zeros((10, 10), int)
    np.add.at(counts, (labels, answers), 1)
    right = np.eye(10, dtype=bool)
    for cells, color in ((right, example.BLUE), (~right, example.ORANGE)):
        colors = LinearSegmentedColormap.from_list("", ["white", color])
        highest = max(1, counts[cells].max())
        shown = np.ma.array(counts, mask=~cells)
        axes.imshow(shown, cmap=colors, vmin=0, vmax=2 * highest)  # half way: text stays readable
    for (label, answer), count in np.ndenumerate(counts):
        if count:
            axes.text(answer, label, count, size=9, ha="center", va="center_baseline")
    axes.set(title="Which digit is read as which", xlabel="read as", ylabel="digit")
    axes.set(xticks=range(10), yticks=range(10))
    axes.tick_params(length=0)


def draw_misread(
    picture: SubFigure, images: np.ndarray, labels: np.ndarray, answers: np.ndarray
) -> None:
    """The first of the images that are misread."""
    misread = np.flatnonzero(answers != labels)
    title = f"Misread: {len(misread)} of {len(labels)}"
    if len(misread) > SHOWN:
        title += f"; the first {SHOWN} of them"
    picture.suptitle(title, x=0.01, ha="left", size=11, weight="bold")
    for i, axes in enumerate(picture.subplots(1, SHOWN)):
        if i >= len(misread):
            axes.axis("off")
            continue
        k = misread[i]
        axes.imshow(images[k].reshape(8, 8), cmap="gray_r", vmin=0, vmax=1)
        axes.set_title(f"{labels[k]} read as {answers[k]}", loc="center", size=9, weight="normal")
        axes.set(xticks=[], yticks=[])
        axes.spines[:].set(visible=True, color="#CCCCCC")


if __name__ == "__main__":
    parser = example.parser(__doc__)
    example.option(parser, "--lr", 0.5, "the learning rate at the start", least=0)
    example.option(parser, "--epochs", 30, "how often training sees every image")
    example.option(parser, "--seed", 0, "decides the start, the order and who is held out", least=0)
    example.run(main, parser)
