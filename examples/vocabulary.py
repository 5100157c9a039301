"""The tokenizers, both kinds alike: how one is made, encodes a text, is saved and read again."""

import json
import sys
from argparse import Namespace
from pathlib import Path
from types import ModuleType
from typing import Any

import example

Tokenizer = Any  # the learner's CharTokenizer or BPETokenizer


def make(text: str, options: Namespace) -> Tokenizer:
    """A token for each character of the text; or byte pairs, `options.vocab_size` tokens."""
    if options.tokenizer == "char":
        return _task7(options).CharTokenizer.from_text(text)
    return _task7(options).BPETokenizer.train(text, options.vocab_size)


def of_characters(tokenizer: Tokenizer) -> bool:
    return hasattr(tokenizer, "characters")


def encode(tokenizer: Tokenizer, text: str) -> list[int]:
    """The ids of a text; `ValueError` for characters that are not in the vocabulary."""
    if of_characters(tokenizer):
        return tokenizer.encode(text)
    return tokenizer.encode_ordinary(text)


def save(tokenizer: Tokenizer, path: Path) -> None:
    if of_characters(tokenizer):
        path.write_text(json.dumps({"characters": tokenizer.characters}), "utf-8")
    else:
        tokenizer.save(path)


def load(path: Path, options: Namespace) -> Tokenizer:
    """The tokenizer in the file; ends the program with a sentence if there is none."""
    try:
        content = json.loads(path.read_text("utf-8"))
        if "characters" in content:
            return _task7(options).CharTokenizer.from_text(content["characters"])
        return _task7(options).BPETokenizer.load(path)
    except OSError as error:
        sys.exit(f"{example.shown(path)} cannot be read: {error.strerror}.")
    except ValueError as error:
        sys.exit(f"{example.shown(path)} holds no tokenizer: {error}.")


def _task7(options: Namespace) -> ModuleType:
    return example.module("stage3_gpt.task7_tokenizer", options)
