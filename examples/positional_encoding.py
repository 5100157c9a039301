"""Draws the encoding that your PositionalEncoding adds to each position, and how alike they are."""

from argparse import Namespace
from collections.abc import Sequence

import example
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

SIGNED = LinearSegmentedColormap.from_list("", [example.BLUE, "white", example.ORANGE])
HIGHER = LinearSegmentedColormap.from_list("", ["white", example.BLUE, "#00243A"])


def main(options: Namespace) -> None:
    task5 = example.module("stage2_transformer.task5_encoder", options)
    encoding = task5.PositionalEncoding(options.d_model, options.length).encoding  # (T, D)
    similarity = encoding @ encoding.T  # (T, T)
    report(similarity)
    example.save(draw(encoding, similarity), "positional_encoding.png", options)


def report(similarity: np.ndarray) -> None:
    """Print the dot products of positions at some distances, and how much they vary at each."""
    print("Dot products of the encodings of two positions:\n")
    print(f"{'distance':10}{'mean':>12}{'spread':>12}")
    for distance in [0, *(2**k for k in range(len(similarity).bit_length()))]:
        if distance < len(similarity):
            products = similarity.diagonal(distance)  # one for each pair
            print(f"{distance:<10}{products.mean():12.4f}{products.max() - products.min():12.1e}")


def draw(encoding: np.ndarray, similarity: np.ndarray) -> Figure:
    """Left the encoding, whole and some features of it; right how alike the positions are."""
    d_model = encoding.shape[1]
    features = sorted({2 * (k * d_model // 16) for k in range(4)})  # the sines of four pairs
    picture = example.figure(12, 7.6)
    left, right = picture.subfigures(1, 2, width_ratios=(8, 5), wspace=0.03)
    ratios = (4.2, *[1] * len(features))
    matrix, *strips = left.subplots(1 + len(features), 1, sharex=True, height_ratios=ratios)
    draw_matrix(matrix, encoding, features)
    draw_features(strips, encoding, features)
    table, curve = right.subplots(2, 1, height_ratios=(4.2, 4))
    draw_similarity(table, similarity)
    draw_distances(curve, similarity)
    return picture


def draw_matrix(axes: Axes, encoding: np.ndarray, features: Sequence[int]) -> None:
    image = axes.imshow(encoding.T, aspect="auto", cmap=SIGNED, vmin=-1, vmax=1)
    axes.set(title="The encoding of each position", ylabel="feature")
    axes.set_yticks([*features, encoding.shape[1] - 1])
    scale = axes.inset_axes((1.03, 0, 0.025, 1))  # so the strips below stay as wide as the matrix
    axes.figure.colorbar(image, cax=scale, ticks=(-1, 0, 1))


def draw_features(strips: Sequence[Axes], encoding: np.ndarray, features: Sequence[int]) -> None:
    """Pairs of features over the positions: a sine and its cosine, each pair slower."""
    for axes, sine in zip(strips, features, strict=True):
        turn = 2 * np.pi * 10000 ** (sine / encoding.shape[1])
        dashed = {"color": example.ORANGE, "linestyle": (0, (5, 2))}
        axes.plot(encoding[:, sine], color=example.BLUE, label=f"feature {sine}: sine")
        axes.plot(encoding[:, sine + 1], **dashed, label=f"feature {sine + 1}: cosine")
        axes.set(ylim=(-1.25, 1.25), yticks=(-1, 0, 1))
        axes.grid(True)
        axes.set_title(f"one turn in {turn:.3g} positions", size=9, weight="normal", pad=3)
        axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), fontsize=9, borderpad=0)
    strips[-1].set_xlabel("position")


def draw_similarity(axes: Axes, similarity: np.ndarray) -> None:
    image = axes.imshow(similarity, aspect="auto", cmap=HIGHER)
    axes.set(title="Dot products of all pairs", xlabel="position", ylabel="position")
    axes.figure.colorbar(image, ax=axes, ticks=MaxNLocator(6, integer=True))


def draw_distances(axes: Axes, similarity: np.ndarray) -> None:
    """The dot products by distance, from three positions: one curve for all."""
    length = len(similarity)
    styles = {
        0: {"color": example.GREY, "linewidth": 5, "alpha": 0.45},
        length // 4: {"color": example.BLUE, "linewidth": 2},
        length // 2: {"color": example.ORANGE, "linewidth": 2, "linestyle": (0, (3, 3))},
    }
    for start, style in styles.items():
        axes.plot(np.arange(length) - start, similarity[start], **style, label=f"from {start}")
    axes.set(title="The distance alone decides", xlabel="distance", ylabel="dot product")
    axes.grid(True)
    low, high = axes.get_ylim()
    axes.set_ylim(low, high + 0.15 * (high - low))  # room for the legend
    axes.legend(loc="upper center", ncols=len(styles), handlelength=1.8, columnspacing=1.4)


if __name__ == "__main__":
    parser = example.parser(__doc__)
    example.option(parser, "--d-model", 64, "how many features a position has", least=8)
    example.option(parser, "--length", 100, "how many positions there are", least=8)
    example.run(main, parser)
