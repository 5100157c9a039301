"""Task 7, part one: tokenizers.

A language model reads and writes whole numbers, the ids of *tokens*. A tokenizer turns text into
ids and back. The simplest one has a token for every character; byte-pair encoding (BPE) starts
from the 256 bytes and learns from a text which of them belong together.

Sources: Sennrich et al. (2016), "Neural Machine Translation of Rare Words with Subword Units",
section 3.2; Radford et al. (2019), "Language Models are Unsupervised Multitask Learners",
section 2.2, for BPE on bytes.
"""

import json
import warnings
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from itertools import chain, pairwise
from pathlib import Path
from typing import Self

import regex

# How GPT-2 cuts text into words before BPE sees it: a word keeps the one space before it. The
# pattern matches every character of a text exactly once, so joining the words gives the text back.
GPT2_PATTERN = regex.compile(
    r"""'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"""
)


class CharTokenizer:
    """One token for each character that occurs in a text.

    Made by `CharTokenizer.from_text(text)`. Attributes:

    - `characters`: the different characters as one string, in the order of their code points
      (the order of `sorted`); the id of a character is its place in it;
    - `vocab_size`: how many there are.

    >>> tokenizer = CharTokenizer.from_text("hello")
    >>> tokenizer.characters, tokenizer.encode("hole"), tokenizer.decode([1, 0, 2, 2])
    ('ehlo', [1, 3, 2, 0], 'hell')
    """

    def __init__(self, characters: str) -> None:
        raise NotImplementedError("step 7.1: CharTokenizer.__init__")

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The tokenizer whose tokens are the characters of `text`."""
        raise NotImplementedError("step 7.1: CharTokenizer.from_text")

    def encode(self, text: str) -> list[int]:
        """The id of each character; `ValueError` that names the character if it is unknown."""
        raise NotImplementedError("step 7.1: CharTokenizer.encode")

    def decode(self, ids: Iterable[int]) -> str:
        """The text of these ids; `ValueError` that names the id if one is unknown."""
        raise NotImplementedError("step 7.1: CharTokenizer.decode")


class BPETokenizer:
    """Byte-pair encoding: a token is a byte, or two tokens that were merged, or special.

    Text is cut into words by `GPT2_PATTERN`, each word is written as its bytes in UTF-8, and the
    `merges` are applied within each word, in the order in which they were learned. A special
    token, such as "<|endoftext|>", has a name that is never cut and an id of its own.

    `merges` are pairs of ids, each pair once, and made of smaller ids than that of its result.
    Special tokens have non-empty names, all different. Anything else is a `ValueError`.

    Ids: 0 to 255 are the bytes in order, then come the merges in the order learned, and then the
    special tokens in the order given. Attributes:

    - `merges: list[tuple[int, int]]`: merge number i makes the token 256 + i of two others;
    - `special_tokens: dict[str, int]`: the id of each special token, by its name;
    - `vocab: list[bytes]`: the bytes of every token, by its id; of a special token, its name's;
    - `vocab_size: int`: the number of all tokens.

    >>> tokenizer = BPETokenizer([(97, 98), (256, 99)], ["<|endoftext|>"])
    >>> tokenizer.vocab[97:100], tokenizer.vocab[256:]
    ([b'a', b'b', b'c'], [b'ab', b'abc', b'<|endoftext|>'])
    """

    def __init__(
        self, merges: Iterable[tuple[int, int]], special_tokens: Iterable[str] = ()
    ) -> None:
        raise NotImplementedError("step 7.2: BPETokenizer.__init__")

    @classmethod
    def train(cls, text: str, vocab_size: int, special_tokens: Collection[str] = ()) -> Self:
        """Learn merges from `text` until there are `vocab_size` tokens, special ones included.

        Again and again the most frequent pair of neighbouring tokens becomes one token, until
        there are enough:

        - Pairs are counted within words, never across, and at every position, so "aaa" holds
          (a, a) twice. A word that occurs n times counts n times.
        - Of equally frequent pairs the smaller one is merged: (97, 99) before (98, 97).
        - A pair is replaced from left to right wherever it occurs: "aaa" becomes (aa) a.
        - Where `text` holds the name of a special token, it is cut: the parts on both sides are
          trained on, the name is not. The longer name counts where one begins with another.

        It goes on while any pair is left, rare ones too. If none is, it stops early, and
        `warnings.warn` says how many merges there are. `ValueError` if `vocab_size` is less than
        256 and the special tokens, or (naming the position) if `text` holds half of a surrogate
        pair, which UTF-8 cannot express.

        Source: Sennrich et al. (2016), algorithm 1.

        >>> BPETokenizer.train("low lower lowest", 258).merges     # lo, low
        [(108, 111), (256, 119)]
        """
        raise NotImplementedError("step 7.2: BPETokenizer.train")

    def encode_ordinary(self, text: str) -> list[int]:
        """The ids of `text`; the name of a special token is text like any other.

        In each word, of all pairs that can be merged, the one that was learned first is merged,
        wherever it occurs, from left to right; and again, until none is left. `ValueError`,
        naming the position, for half of a surrogate pair.

        >>> BPETokenizer([(98, 99), (97, 98)]).encode_ordinary("abc")     # bc was learned first
        [97, 256]
        """
        raise NotImplementedError("step 7.3: BPETokenizer.encode_ordinary")

    def decode(self, ids: Iterable[int]) -> str:
        """The text whose bytes these tokens are; special tokens give their names.

        A character may be spread over several tokens, so the bytes are joined before they are
        decoded. Where they are not UTF-8, they are replaced by "\\ufffd", as `bytes.decode` with
        `errors="replace"` does. `ValueError` that names the id if one is unknown.

        >>> BPETokenizer([]).decode([228, 189, 160, 33])
        '你!'
        """
        raise NotImplementedError("step 7.3: BPETokenizer.decode")

    def encode(self, text: str, allowed_special: Collection[str] = ()) -> list[int]:
        """The ids of `text`, in which the allowed special tokens become their ids.

        `allowed_special` holds names of special tokens, or is "all". `text` is cut wherever one of
        these names stands, from left to right; where one begins with another, the longer counts.
        What is between is encoded by itself, as by `encode_ordinary`. So a special token that is
        not allowed is text like any other: nobody can write one into a prompt by typing its name.

        `ValueError` that names it if an allowed name is no special token; for half of a surrogate
        pair as in `encode_ordinary`.

        >>> tokenizer = BPETokenizer([], ["<s>"])
        >>> tokenizer.encode("a<s>", allowed_special="all"), tokenizer.encode("a<s>")
        ([97, 256], [97, 60, 115, 62])
        """
        raise NotImplementedError("step 7.4: BPETokenizer.encode")

    def save(self, path: str | Path) -> None:
        """Write the tokenizer to a file, as JSON in UTF-8, with these three entries:

            {"version": 1, "merges": [[97, 98], [256, 99]], "special_tokens": ["<|endoftext|>"]}

        Merges and special tokens stand in the order of their ids.
        """
        raise NotImplementedError("step 7.4: BPETokenizer.save")

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Read a file that `save` wrote; `ValueError` that names the file if it is none.

        That is one without JSON, without the three entries, of another version, or whose merges
        or special tokens no tokenizer can have. A file that is not there is a `FileNotFoundError`.
        """
        raise NotImplementedError("step 7.4: BPETokenizer.load")
