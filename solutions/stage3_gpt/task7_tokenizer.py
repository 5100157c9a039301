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
from heapq import heapify, heappop, heappush, heapreplace  # solution only
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
        # step 7.1
        self.characters = characters
        self.vocab_size = len(characters)
        self._ids = {character: place for place, character in enumerate(characters)}

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The tokenizer whose tokens are the characters of `text`."""
        # step 7.1
        return cls("".join(sorted(set(text))))

    def encode(self, text: str) -> list[int]:
        """The id of each character; `ValueError` that names the character if it is unknown."""
        # step 7.1
        try:
            return [self._ids[character] for character in text]
        except KeyError as error:
            raise ValueError(f"the character {error} is not in the vocabulary") from None

    def decode(self, ids: Iterable[int]) -> str:
        """The text of these ids; `ValueError` that names the id if one is unknown."""
        # step 7.1
        return "".join([self.characters[i] for i in _known(ids, self.vocab_size)])


# solution only
def _known(ids: Iterable[int], vocab_size: int) -> list[int]:
    """The ids as a list; a negative one must not count from the end."""
    ids = list(ids)
    for i in ids:
        if not 0 <= i < vocab_size:
            raise ValueError(f"ids must be at least 0 and below {vocab_size}, but one is {i}")
    return ids


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
        # step 7.2
        self.merges = [(first, second) for first, second in merges]
        if len(set(self.merges)) < len(self.merges):
            raise ValueError("a pair can be merged once only, but one stands in `merges` twice")
        self.vocab = [bytes([byte]) for byte in range(256)]
        for first, second in self.merges:
            if not (0 <= first < len(self.vocab) and 0 <= second < len(self.vocab)):
                raise ValueError(
                    f"token {len(self.vocab)} must be made of smaller ids, not {(first, second)}"
                )
            self.vocab.append(self.vocab[first] + self.vocab[second])
        self.special_tokens: dict[str, int] = {}
        for name in special_tokens:
            if not name or name in self.special_tokens:
                raise ValueError(f"special tokens must be different and not empty, not {name!r}")
            self.special_tokens[name] = len(self.vocab)
            self.vocab.append(name.encode())
        self.vocab_size = len(self.vocab)
        self._results = {  # pair -> result, spelled as in `_spell`
            chr(first) + chr(second): chr(256 + number)
            for number, (first, second) in enumerate(self.merges)
        }
        self._encoded: dict[str, list[int]] = {}  # words that were met before

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
        # step 7.2
        untrained = cls((), special_tokens)
        wanted = vocab_size - untrained.vocab_size
        if wanted < 0:
            raise ValueError(
                f"vocab_size must be at least {untrained.vocab_size}, for the bytes and the "
                f"special tokens, but is {vocab_size}"
            )
        text.encode()  # raises the ValueError for lone surrogates
        counts: Counter[str] = Counter()
        for part in _cut(text, special_tokens)[::2]:
            counts.update(GPT2_PATTERN.findall(part))
        words = _Words(counts)
        merges: list[tuple[int, int]] = []
        while len(merges) < wanted and (pair := words.most_frequent_pair()):
            words.merge(pair, chr(256 + len(merges)))
            merges.append((ord(pair[0]), ord(pair[1])))
        if len(merges) < wanted:
            warnings.warn(
                f"no pair is left after {len(merges)} merges: the vocabulary has "
                f"{vocab_size - wanted + len(merges)} tokens, not {vocab_size}",
                stacklevel=2,
            )
        return cls(merges, special_tokens)

    def encode_ordinary(self, text: str) -> list[int]:
        """The ids of `text`; the name of a special token is text like any other.

        In each word, of all pairs that can be merged, the one that was learned first is merged,
        wherever it occurs, from left to right; and again, until none is left. `ValueError`,
        naming the position, for half of a surrogate pair.

        >>> BPETokenizer([(98, 99), (97, 98)]).encode_ordinary("abc")     # bc was learned first
        [97, 256]
        """
        # step 7.3
        text.encode()  # raises the ValueError for lone surrogates
        words = GPT2_PATTERN.findall(text)
        for word in set(words).difference(self._encoded):
            self._encoded[word] = self._encode_word(word)
        return list(chain.from_iterable(map(self._encoded.__getitem__, words)))

    # solution only
    def _encode_word(self, word: str) -> list[int]:
        results, tokens = self._results, _spell(word)
        if len(tokens) ** 2 > len(results):  # trying every merge is less work than looking
            for pair, result in results.items():
                tokens = tokens.replace(pair, result)
            return [ord(token) for token in tokens]
        while learned := _pairs(tokens) & results.keys():
            pair = min(learned, key=results.__getitem__)
            tokens = tokens.replace(pair, results[pair])
        return [ord(token) for token in tokens]

    def decode(self, ids: Iterable[int]) -> str:
        """The text whose bytes these tokens are; special tokens give their names.

        A character may be spread over several tokens, so the bytes are joined before they are
        decoded. Where they are not UTF-8, they are replaced by "\\ufffd", as `bytes.decode` with
        `errors="replace"` does. `ValueError` that names the id if one is unknown.

        >>> BPETokenizer([]).decode([228, 189, 160, 33])
        '你!'
        """
        # step 7.3
        tokens = [self.vocab[i] for i in _known(ids, self.vocab_size)]
        return b"".join(tokens).decode(errors="replace")

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
        # step 7.4
        allowed = self.special_tokens if allowed_special == "all" else allowed_special
        for name in allowed:
            if name not in self.special_tokens:
                raise ValueError(f"{name!r} is no special token, unlike {[*self.special_tokens]}")
        text.encode()  # raises the ValueError for lone surrogates
        ids: list[int] = []
        for place, part in enumerate(_cut(text, allowed)):
            ids += [self.special_tokens[part]] if place % 2 else self.encode_ordinary(part)
        return ids

    def save(self, path: str | Path) -> None:
        """Write the tokenizer to a file, as JSON in UTF-8, with these three entries:

            {"version": 1, "merges": [[97, 98], [256, 99]], "special_tokens": ["<|endoftext|>"]}

        Merges and special tokens stand in the order of their ids.
        """
        # step 7.4
        content = {
            "version": 1,
            "merges": self.merges,
            "special_tokens": list(self.special_tokens),
        }
        Path(path).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Read a file that `save` wrote; `ValueError` that names the file if it is none.

        That is one without JSON, without the three entries, of another version, or whose merges
        or special tokens no tokenizer can have. A file that is not there is a `FileNotFoundError`.
        """
        # step 7.4
        try:
            content = json.loads(Path(path).read_text(encoding="utf-8"))
            if content["version"] != 1:
                raise ValueError(f"version {content['version']} is not known")
            return cls(content["merges"], content["special_tokens"])
        except (ValueError, TypeError, KeyError) as error:
            raise ValueError(f"{path} does not hold a tokenizer: {error!r}") from error


# solution only
def _cut(text: str, names: Collection[str]) -> list[str]:
    """`text` cut at every one of the names, which stand at the odd places of the result."""
    if not names:
        return [text]
    longest_first = sorted(names, key=len, reverse=True)
    pattern = regex.compile(f"({'|'.join(map(regex.escape, longest_first))})")
    parts: list[str] = pattern.split(text)
    return parts


# solution only
def _spell(word: str) -> str:
    """The bytes of a word as characters: number i stands for token i, here and after merges.

    So merging a pair is `str.replace`, which goes from left to right, and pairs, as strings of
    two characters, compare like pairs of ids.
    """
    return word.encode().decode("latin-1")


# solution only
def _pairs(tokens: str) -> set[str]:
    """The different pairs of neighbours."""
    return {first + second for first, second in pairwise(tokens)}


# solution only
class _Words:
    """The different words of a text while their pairs are being merged.

    For every pair it keeps how often it occurs, all words together, and the words that may hold
    it, so a merge visits those alone. The heap is updated lazily: an entry may be older than the
    counts, and then says too much, since only a pair of the newest token ever becomes more.
    """

    def __init__(self, counts: Counter[str]) -> None:
        self.tokens = [_spell(word) for word in counts]
        self.weights = list(counts.values())
        self.counts: defaultdict[str, int] = defaultdict(int)
        self.places: defaultdict[str, set[int]] = defaultdict(set)
        for place, (tokens, weight) in enumerate(zip(self.tokens, self.weights, strict=True)):
            for first, second in pairwise(tokens):
                self.counts[first + second] += weight
                self.places[first + second].add(place)
        self.heap = [(-count, pair) for pair, count in self.counts.items()]
        heapify(self.heap)

    def most_frequent_pair(self) -> str | None:
        """The most frequent pair, the smallest of equals; None if no pair is left."""
        while self.heap:
            entry, pair = self.heap[0]
            count = self.counts[pair]
            if count == 0:
                heappop(self.heap)
            elif count < -entry:
                heapreplace(self.heap, (-count, pair))
            else:
                return pair
        return None

    def merge(self, pair: str, result: str) -> None:
        """Replace `pair` by the token `result` everywhere."""
        first, second = tuple(pair)
        counts, made = self.counts, defaultdict(set)
        for place in self.places.pop(pair):
            parts = self.tokens[place].split(pair)
            self.tokens[place] = result.join(parts)
            # Between two parts stood the pair: its neighbours on both sides get a new neighbour.
            changes = [(second + first, result + result)] * parts[1:-1].count("")
            for left, right in pairwise(parts):
                if left:
                    changes.append((left[-1] + first, left[-1] + result))
                if right:
                    changes.append((second + right[0], result + right[0]))
            weight = self.weights[place]
            for old, new in changes:
                counts[old] -= weight
                counts[new] += weight
                made[new].add(place)
        counts[pair] = 0
        self.places.update(made)
        for new in made:
            heappush(self.heap, (-counts[new], new))
