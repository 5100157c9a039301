"""Trains your encoder to write words backwards, and draws where each of its heads looks."""

from argparse import Namespace

import example
import numpy as np
import reversal
from matplotlib.figure import Figure


def main(options: Namespace) -> None:
    rng = np.random.default_rng(options.seed)
    model = reversal.build(options, rng)
    reversal.train(model, options, rng)
    (written,) = reversal.write(model, [options.word])
    weights = reversal.attention(model, options.word)  # (L, H, T, T)
    print(f"{options.word} -> {written}\n")
    report(weights)
    example.save(draw(weights, options.word, written), "attention_heatmap.png", options)


def report(weights: np.ndarray) -> None:
    """Print how much of its weight each head spends on the letter that is to be written."""
    opposite = np.flip(weights, axis=-1).trace(axis1=-2, axis2=-1) / weights.shape[-1]  # (L, H)
    print("Weight on the opposite letter, mean over all positions:")
    print(" " * 8 + "".join(f"{f'head {head}':>9}" for head in range(opposite.shape[1])))
    for layer, row in enumerate(opposite):
        print(f"layer {layer:<2}" + "".join(f"{weight:9.3f}" for weight in row))


def draw(weights: np.ndarray, word: str, written: str) -> Figure:
    """A row of pictures for each layer, and in it one for each head."""
    layers, heads = weights.shape[:2]
    picture = example.figure(2.5 * heads + 0.8, 2.55 * layers + 0.7)
    title = f"Where each position of “{word}” looks to write “{written}”"
    picture.suptitle(title, x=0.01, ha="left", size=12, weight="bold")
    every = picture.subplots(layers, heads, squeeze=False)
    for (layer, head), axes in np.ndenumerate(every):
        image = reversal.draw_attention(axes, weights[layer, head], word, written)
        axes.set_title(f"layer {layer}, head {head}", loc="center", size=10, weight="normal")
        if layer == layers - 1:
            axes.set_xlabel("is looked at (key)")
        if head == 0:
            axes.set_ylabel("looks (query)")
    picture.colorbar(image, ax=every, label="weight", ticks=(0, 0.5, 1), shrink=0.6, pad=0.02)
    return picture


if __name__ == "__main__":
    example.run(main, reversal.parser(__doc__))
