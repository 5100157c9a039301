"""What the learner's code has drawn, small enough to be carried inside a page."""

import base64
import io
from dataclasses import dataclass
from pathlib import Path

from kata.language import _, mark
from kata.paths import ROOT

FOLDER = ROOT / "examples" / "out"
WIDEST = 1000  # pixels: sharp on a column that is half as wide
LARGEST = 2_000_000  # bytes of all pictures together
DESCRIPTIONS = {
    "tensor_example": mark("A graph of operations, with the values and gradients of its nodes"),
    "linear_regression": mark("A line fitted to noisy points, and how its loss fell"),
    "train_digits": mark("Handwritten digits that a network reads, and how its loss fell"),
    "attention_heatmap": mark("Where the heads of a small encoder look"),
    "positional_encoding": mark("The sinusoids that say where a token stands"),
    "train_encoder": mark("An encoder that learns to write words backwards"),
}


@dataclass(frozen=True)
class Picture:
    """A picture as a data URI, with its size in pixels, and in words what it shows."""

    source: str
    width: int
    height: int
    description: str


def pictures(folder: Path = FOLDER) -> list[Picture]:
    """The pictures in a folder by name, scaled down; only as many as fit into a page."""
    found, size = [], 0
    for path in sorted(folder.glob("*.png")):
        picture = _read(path)
        if picture and size + len(picture.source) <= LARGEST:
            size += len(picture.source)
            found.append(picture)
    return found


def _read(path: Path) -> Picture | None:
    """One picture, or None where the file holds none."""
    from PIL import Image

    try:
        with Image.open(path, formats=["PNG"]) as image:
            image.thumbnail((WIDEST, 2 * WIDEST))
            file = io.BytesIO()
            image.convert("RGB").quantize(128).save(file, "PNG", optimize=True)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    source = f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"
    description = _(DESCRIPTIONS.get(path.stem, "")) or path.stem.replace("_", " ")
    return Picture(source, image.width, image.height, description)
