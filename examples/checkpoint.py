"""The folder that a run of train_gpt.py leaves behind: what generate.py needs is in it."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

import example

MODEL, TOKENIZER = "checkpoint.pt", "tokenizer.json"
Model = Any  # the learner's


def read(options: Namespace) -> dict[str, Any]:
    """The checkpoint in the folder; ends the program with a sentence if there is none."""
    training = example.module("stage3_gpt.task7_training", options)
    try:
        checkpoint: dict[str, Any] = training.read_checkpoint(options.out / MODEL)
    except FileNotFoundError:
        train = example.ROOT / "examples" / "train_gpt.py"
        sys.exit(f"{example.shown(options.out)} holds no run of {example.shown(train)} yet.")
    except (ValueError, OSError) as error:
        sys.exit(f"{error}.")
    return checkpoint


def build(sizes: dict[str, Any], options: Namespace) -> Model:
    """The model with these sizes, which are those of its GPTConfig."""
    task7 = example.module("stage3_gpt.task7_model", options)
    try:
        config = task7.GPTConfig(**sizes)
    except ValueError as error:
        sys.exit(f"{error}.")
    return task7.GPT(config)


def set_aside(folder: Path) -> Path | None:
    """Move a run that is in the folder already to the folder `before` in it, if there is one."""
    if not (folder / MODEL).exists():
        return None
    before = folder / "before"
    before.mkdir(exist_ok=True)
    for name in (MODEL, TOKENIZER):
        if (folder / name).exists():
            (folder / name).replace(before / name)
    return before
