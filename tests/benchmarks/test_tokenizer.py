"""Byte-pair encoding beside the `tokenizers` library, which is written in Rust, on one thread."""

import os
from functools import cache
from importlib import import_module

import pytest

os.environ["TOKENIZERS_PARALLELISM"] = "false"
os.environ["RAYON_NUM_THREADS"] = "1"

from tokenizers import Tokenizer
from tokenizers.models import BPE
from tokenizers.pre_tokenizers import ByteLevel
from tokenizers.trainers import BpeTrainer

from tests.benchmarks.texts import english

CHARACTERS = 1_000_000
VOCAB_SIZES = [1_024, 4_096]


def bpe_of(tree):
    """The class as the tree has it."""
    return import_module(f"{tree}.stage3_gpt.task7_tokenizer").BPETokenizer


def train_peer(vocab_size):
    """The library's tokenizer, trained on the same text with GPT-2's words and the 256 bytes."""
    peer = Tokenizer(BPE())
    peer.pre_tokenizer = ByteLevel(add_prefix_space=False)
    alphabet = ByteLevel.alphabet()
    trainer = BpeTrainer(vocab_size=vocab_size, initial_alphabet=alphabet, show_progress=False)
    peer.train_from_iterator([english(CHARACTERS)], trainer)
    assert peer.get_vocab_size() == vocab_size, "both must have the same vocabulary size"
    return peer


@cache
def merges_of_reference(vocab_size):
    """What encoding starts from, whose training a race of encoders is not about."""
    return bpe_of("solutions").train(english(CHARACTERS), vocab_size).merges


@pytest.mark.parametrize("vocab_size", VOCAB_SIZES)
def test_training(race, tree, vocab_size):
    """From the text to all merges."""
    text = english(CHARACTERS)

    def make():
        tokenizer = bpe_of(tree)
        assert tokenizer.train(text, vocab_size).vocab_size == vocab_size, "merges are missing"
        return lambda: tokenizer.train(text, vocab_size)

    title = f"BPE trained on {CHARACTERS:,} characters, up to {vocab_size:,} tokens"
    race(title, make, {"tokenizers": lambda: train_peer(vocab_size)}, rounds=7, collect=True)


@pytest.mark.parametrize("vocab_size", VOCAB_SIZES)
def test_encoding(race, tree, vocab_size):
    """From the text to its ids, by a tokenizer that has met every word before."""
    text = english(CHARACTERS)
    peer = train_peer(vocab_size)
    count = len(peer.encode(text).ids)

    def make():
        tokenizer = bpe_of(tree)(merges_of_reference(vocab_size))
        assert tokenizer.decode(tokenizer.encode_ordinary(text)) == text, "the text must come back"
        return lambda: tokenizer.encode_ordinary(text)

    def tokens():
        own = len(bpe_of(tree)(merges_of_reference(vocab_size)).encode_ordinary(text))
        return f"{own:,} ids ({count:,} of the library's)"

    title = f"BPE encoding of {CHARACTERS:,} characters with {vocab_size:,} tokens"
    others = {"tokenizers": lambda: peer.encode(text)}
    race(title, make, others, rounds=5, note=tokens, collect=True)
