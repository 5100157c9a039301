"""What two of the examples share: words, and a small encoder that learns to write them backwards.

The words are random letters, 3 to 8 of them, so the encoder cannot know them by heart: it has to
find the end of a word, and from there the letter opposite to each position.
"""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from string import ascii_lowercase as LETTERS
from typing import Any

import example
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.image import AxesImage

SHORTEST, LONGEST = 3, 8  # letters in a word
LAYERS, HEADS, D_MODEL, D_FF = 2, 4, 32, 64
EPOCH, BATCH = 1000, 25  # words
NEW = 300  # words that the encoder is tried on
PADDING = -1  # no letter
QUIET = np.errstate(over="ignore", invalid="ignore")  # too large a learning rate is worth a try
Model = Any  # the learner's


def parser(description: str | None) -> ArgumentParser:
    """The options of an example that trains the encoder."""
    parser = example.parser(description)
    example.option(parser, "--lr", 0.02, "the learning rate at the start", least=0)
    example.option(parser, "--epochs", 30, f"how often training sees {EPOCH} new words")
    example.option(parser, "--seed", 0, "decides the start and the words", least=0)
    described = f"{SHORTEST} to {LONGEST} letters, which the picture shows (default: %(default)s)"
    parser.add_argument("--word", type=_word, default="stressed", help=described)
    return parser


def _word(text: str) -> str:
    word = text.lower()
    if not (SHORTEST <= len(word) <= LONGEST and set(word) <= set(LETTERS)):
        wanted = f"a word of {SHORTEST} to {LONGEST} letters from a to z"
        raise ArgumentTypeError(f"{text!r} is not {wanted}")
    return word


def encode(words: Sequence[str]) -> np.ndarray:
    """The numbers of the letters, shape (B, T), filled up with padding."""
    numbers = np.full((len(words), LONGEST), PADDING)
    for row, word in zip(numbers, words, strict=True):
        row[: len(word)] = [LETTERS.index(letter) for letter in word]
    return numbers


def random_words(count: int, rng: np.random.Generator) -> list[str]:
    lengths = rng.integers(SHORTEST, LONGEST + 1, count)
    return ["".join(LETTERS[k] for k in rng.integers(len(LETTERS), size=n)) for n in lengths]


def build(options: Namespace, rng: np.random.Generator) -> Model:
    """A model from letters, shape (B, T), to logits (B, T, 26): what each position should write."""
    task3 = example.module("stage1_foundations.task3_mlp", options)
    task4 = example.module("stage2_transformer.task4_attention", options)
    task5 = example.module("stage2_transformer.task5_encoder", options)

    class Reverser(task3.Module):
        def __init__(self) -> None:
            self.embedding = task3.Linear(len(LETTERS), D_MODEL, rng=rng)
            self.positions = task5.PositionalEncoding(D_MODEL, LONGEST)
            self.encoder = task5.TransformerEncoder(LAYERS, D_MODEL, HEADS, D_FF, rng=rng)
            self.head = task3.Linear(D_MODEL, len(LETTERS), rng=rng)

        def forward(self, letters: np.ndarray) -> Any:
            one_hot = (letters[..., np.newaxis] == np.arange(len(LETTERS))).astype(float)
            lengths = (letters != PADDING).sum(axis=-1)  # (B,)
            mask = task4.padding_mask(lengths, LONGEST)  # (B, 1, 1, T)
            x = self.positions(self.embedding(one_hot))  # (B, T, D)
            return self.head(self.encoder(x, mask))  # (B, T, 26)

    return Reverser()


@QUIET
def train(
    model: Model, options: Namespace, rng: np.random.Generator
) -> tuple[list[float], list[tuple[float, float]]]:
    """Train, and return the loss of each epoch and the scores after it, as in `score`."""
    task2 = example.module("stage1_foundations.task2_linear_regression", options)
    task3 = example.module("stage1_foundations.task3_mlp", options)
    new = random_words(NEW, rng)
    optimizer = task2.SGD(model.parameters(), options.lr, momentum=0.9)
    losses, scores = [], []
    with example.progress_bar() as bar:
        task = bar.add_task("", total=options.epochs)
        for epoch in range(options.epochs):
            optimizer.lr = options.lr * (1 - epoch / options.epochs)  # smaller towards the end
            total = 0.0
            for _ in range(EPOCH // BATCH):
                words = random_words(BATCH, rng)
                targets = encode([word[::-1] for word in words])  # (B, T)
                loss = task3.cross_entropy(model(encode(words)), targets, ignore_index=PADDING)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                total += loss.item() * BATCH
            losses.append(total / EPOCH)
            scores.append(score(model, new))
            bar.update(task, advance=1, description=f"loss {losses[-1]:.4g}")
    return losses, scores


@QUIET
def write(model: Model, words: Sequence[str]) -> list[str]:
    """What the model writes for each of the words."""
    letters = model(encode(words)).data.argmax(axis=-1)  # (B, T)
    return [
        "".join(LETTERS[k] for k in row[: len(word)])
        for word, row in zip(words, letters, strict=True)
    ]


def score(model: Model, words: Sequence[str]) -> tuple[float, float]:
    """Which share of the letters is right, and which share of the words is without a mistake."""
    pairs = list(zip(write(model, words), [word[::-1] for word in words], strict=True))
    right = [a == b for written, wanted in pairs for a, b in zip(written, wanted, strict=True)]
    return float(np.mean(right)), float(np.mean([written == wanted for written, wanted in pairs]))


@QUIET
def attention(model: Model, word: str) -> np.ndarray:
    """The weights of every layer and head on a word of T letters, shape (L, H, T, T)."""
    model(encode([word]))
    n = len(word)  # the rest is padding
    return np.stack(
        [layer.attention.attention_weights[0, :, :n, :n] for layer in model.encoder.layers]
    )


def draw_attention(axes: Axes, weights: np.ndarray, word: str, written: str = "") -> AxesImage:
    """Weights (T, T): a row for each position of the word, a column for each that it looks at.

    What the positions write stands at the right, orange where it is wrong.
    """
    colors = LinearSegmentedColormap.from_list("", ["white", example.BLUE, "#00243A"])
    image = axes.imshow(weights, cmap=colors, vmin=0, vmax=1)
    places = range(len(word))
    axes.set_xticks(places, list(word))
    axes.set_yticks(places, list(word))
    axes.tick_params(length=0)
    axes.spines[:].set(visible=True, color="#CCCCCC")
    beside = {"xytext": (9, 0), "textcoords": "offset points", "ha": "center"}
    for place, letter in enumerate(written):
        color = example.BLUE if letter == word[-1 - place] else example.ORANGE
        style = {"color": color, "weight": "bold", "va": "center_baseline"}
        axes.annotate(letter, (len(word) - 0.5, place), **beside, **style)
    if written:
        axes.annotate("writes", (1, 1.02), xycoords="axes fraction", **beside, size=8)
    return image
