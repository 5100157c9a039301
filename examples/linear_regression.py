"""Fits a line to noisy points with your LinearRegression; compares it with the exact solution."""

from argparse import Namespace
from collections.abc import Mapping, Sequence

import example
import numpy as np
from matplotlib.figure import Figure

W, B, NOISE = 1.5, -0.5, 0.8  # what the points are made with
POINTS = 80
Line = tuple[float, float]  # w and b


def main(options: Namespace) -> None:
    task2 = example.module("stage1_foundations.task2_linear_regression", options)
    rng = np.random.default_rng(options.seed)
    x, y = make_points(rng)
    x_new, y_new = make_points(rng)
    model = task2.LinearRegression(1, rng=rng)
    # Too large a learning rate is worth a try: no warnings about it.
    with np.errstate(over="ignore", invalid="ignore"):
        losses = task2.fit(
            model,
            x,
            y,
            lr=options.lr,
            epochs=options.epochs,
            batch_size=options.batch_size,
            rng=rng,
        )
        fitted = (model.w.item(), model.b.item())
        lines = {"made with": (W, B), "fitted": fitted, "least squares": least_squares(x, y)}
        report(lines, x_new, y_new)
    if not losses[-1] <= losses[0]:
        print(f"\nThe loss has grown: try a learning rate smaller than {options.lr:g}.")
    example.save(draw(x, y, lines, losses), "linear_regression.png", options)


def make_points(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Points of y = W x + B + noise: x of shape (n, 1), y of shape (n,)."""
    x = rng.uniform(-3.0, 3.0, (POINTS, 1))
    return x, W * x[:, 0] + B + rng.normal(0.0, NOISE, POINTS)


def least_squares(x: np.ndarray, y: np.ndarray) -> Line:
    """The line with the smallest mean squared error that there is: w = cov(x, y) / var(x)."""
    x = x[:, 0]
    w = np.mean((x - x.mean()) * (y - y.mean())) / x.var()
    return w, y.mean() - w * x.mean()


def mean_squared_error(line: Line, x: np.ndarray, y: np.ndarray) -> float:
    w, b = line
    return np.mean((w * x[:, 0] + b - y) ** 2)


def report(lines: Mapping[str, Line], x: np.ndarray, y: np.ndarray) -> None:
    """Print the lines side by side, and how well they do on points that training has not seen."""
    errors = [mean_squared_error(line, x, y) for line in lines.values()]
    rows = {
        "w": [w for w, _ in lines.values()],
        "b": [b for _, b in lines.values()],
        "MSE": errors,
        "R^2": [1 - error / y.var() for error in errors],
    }
    print(" " * 6 + "".join(f"{name:>16}" for name in lines))
    for name, numbers in rows.items():
        print(f"{name:6}" + "".join(f"{number:16.5g}" for number in numbers))
    print(f"\nMSE and R^2 are those on {len(x)} new points.")


def draw(
    x: np.ndarray, y: np.ndarray, lines: Mapping[str, Line], losses: Sequence[float]
) -> Figure:
    """The points with both lines, and the loss."""
    picture = example.figure(10, 4.2)
    left, right = picture.subplots(1, 2)
    dashed = {"color": example.ORANGE, "linewidth": 1.6, "linestyle": (0, (5, 3)), "zorder": 3}

    left.scatter(x, y, s=20, color=example.GREY, alpha=0.6, linewidths=0, label="points")
    left.set(xlim=left.get_xlim(), ylim=left.get_ylim())  # the points decide what is shown
    solid = {"color": example.BLUE, "linewidth": 3}
    for name, style in {"fitted": solid, "least squares": dashed}.items():
        w, b = lines[name]
        formula = f"y = {w:.4g} x {'−' if b < 0 else '+'} {abs(b):.4g}"
        left.axline((0, b), slope=w, **style, label=f"{name}: {formula}")
    left.set(title="The line", xlabel="x", ylabel="y")
    left.grid(True)
    left.legend(loc="upper left")

    best = mean_squared_error(lines["least squares"], x, y)
    example.plot_loss(right, losses, "mean squared error")
    right.axhline(best, **dashed, label=f"least squares: {best:.4g}")
    right.legend()
    return picture


if __name__ == "__main__":
    parser = example.parser(__doc__)
    example.option(parser, "--lr", 0.05, "the learning rate", least=0)
    example.option(parser, "--epochs", 100, "how often training sees every point")
    example.option(parser, "--batch-size", POINTS, "how many of the points make one update")
    example.option(parser, "--seed", 0, "decides the points and their order", least=0)
    example.run(main, parser)
