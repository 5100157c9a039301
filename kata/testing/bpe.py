"""Byte-pair encoding as it is defined, everything counted anew for every merge; and how to tell."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import regex

from kata.language import _, _n, mark
from kata.learner import Handle
from kata.phrases import phrase

from .assertions import Mismatch
from .literals import labelled

Pair = tuple[int, int]
LONGEST = 200  # characters of a value that a message shows
TIES = mark(
    "this project's convention is that of equally frequent pairs the smaller pair of ids is "
    "merged: another choice is not wrong in itself, but everything here is built on this one"
)

WORD = regex.compile(r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+")


def words(text: str) -> list[str]:
    """The words of GPT-2, whose concatenation is the text."""
    return [match[0] for match in WORD.finditer(text)]


def learning(parts: Iterable[str], wanted: int) -> Iterator[tuple[Pair, Mapping[Pair, int]]]:
    """The pairs that training merges, one by one, each with how often every pair occurs then."""
    state = Counter(tuple(word.encode()) for part in parts for word in words(part))
    for result in range(256, 256 + wanted):
        counts: Counter[Pair] = Counter()
        for tokens, times in state.items():
            for pair in pairwise(tokens):
                counts[pair] += times
        if not counts:
            return
        best = min(counts, key=lambda pair: (-counts[pair], pair))
        yield best, counts
        state = Counter({merged(tokens, best, result): n for tokens, n in state.items()})


def learned(parts: Iterable[str], wanted: int) -> list[Pair]:
    """The merges that training ends with."""
    return [pair for pair, _ in learning(parts, wanted)]


def merged(tokens: Sequence[int], pair: Pair, result: int) -> tuple[int, ...]:
    """The tokens with the pair replaced, from left to right."""
    out: list[int] = []
    place = 0
    while place < len(tokens):
        found = tuple(tokens[place : place + 2]) == pair
        out.append(result if found else tokens[place])
        place += 2 if found else 1
    return tuple(out)


def encoded(text: str, merges: Sequence[Pair]) -> list[int]:
    """The ids of a text: in each word all merges, in the order in which they were learned."""
    ids: list[int] = []
    for word in words(text):
        tokens = tuple(word.encode())
        for result, pair in enumerate(merges, 256):
            if pair in pairwise(tokens):
                tokens = merged(tokens, pair, result)
        ids += tokens
    return ids


def vocabulary(merges: Iterable[Pair], names: Iterable[str] = ()) -> list[bytes]:
    """The bytes of every id."""
    vocab = [bytes([byte]) for byte in range(256)]
    for first, second in merges:
        vocab.append(vocab[first] + vocab[second])
    return vocab + [name.encode() for name in names]


def assert_merges(actual: Any, parts: Sequence[str], wanted: int, what: str) -> None:
    """The merges are those that training on the parts of a text learns; `what` was trained."""
    mine = _pairs(actual, what)
    before: list[Pair] = []
    for number, (pair, counts) in enumerate(learning(parts, wanted)):
        if number == len(mine):
            raise Mismatch(
                what,
                _("{what}: there are only {n} merges, but a pair is left:").format(
                    what=phrase(what), n=number
                )
                + f"\n  {_told(pair, before, counts)}",
            )
        if mine[number] != pair:
            tie = counts.get(mine[number]) == counts[pair]
            raise Mismatch(
                what,
                _("{what}: merge number {n} (the first is number 0) is another one").format(
                    what=phrase(what), n=number
                )
                + "\n"
                + labelled(_told(mine[number], before, counts), _told(pair, before, counts)),
                closing=_(TIES) * tie,
            )
        before.append(pair)
    if len(mine) > len(before):
        text = _("{what}: the number of merges is {mine}, expected {right}")
        raise Mismatch(what, text.format(what=phrase(what), mine=len(mine), right=len(before)))


def assert_ids(actual: Any, expected: Sequence[int], vocab: Sequence[bytes], what: str) -> None:
    """The ids are a list of these whole numbers; shows the pieces that they stand for."""
    if type(actual) is not list or not all(type(i) is int for i in actual):
        text = _("{what} must be a list of whole numbers, not {value}")
        raise Mismatch(what, text.format(what=phrase(what), value=_short(actual)))
    if actual != list(expected):
        start = _start(actual, expected)
        raise Mismatch(
            what,
            _head(what, start)
            + labelled(_pieces(actual[start:], vocab), _pieces(expected[start:], vocab)),
        )


def assert_text(actual: Any, expected: str, what: str) -> None:
    """The text is this one."""
    if type(actual) is not str:
        text = _("{what} must be text, not {value}")
        raise Mismatch(what, text.format(what=phrase(what), value=_short(actual)))
    if actual != expected:
        start = _start(actual, expected)
        raise Mismatch(
            what,
            _head(what, start) + labelled(_short(actual[start:]), _short(expected[start:])),
        )


def _start(actual: Sequence[Any], expected: Sequence[Any]) -> int:
    """From where to show two sequences: a little before they differ."""
    pairs = enumerate(zip(actual, expected, strict=False))
    shorter = min(len(actual), len(expected))
    start = next((place for place, (one, other) in pairs if one != other), shorter) - 8
    return start if start > 8 else 0


def _head(what: str, start: int) -> str:
    """The line above two sequences that are shown from there on."""
    text = _("{what}, from place {n} on:") if start else _("{what}:")
    return text.format(what=phrase(what), n=start) + "\n"


def _pairs(actual: Any, what: str) -> list[Pair]:
    """`merges` as a list of pairs."""
    if type(actual) is not list:
        text = _("{what}: `merges` must be a list, not {value}")
        raise Mismatch(what, text.format(what=phrase(what), value=_short(actual)))
    pairs = [tuple(pair) if type(pair) in (list, tuple) else pair for pair in actual]
    for pair in pairs:
        if type(pair) is not tuple or [type(i) for i in pair] != [int, int]:
            text = _("{what}: `merges` must hold pairs of ids, not {value}")
            raise Mismatch(what, text.format(what=phrase(what), value=_short(pair)))
    return pairs


def _told(pair: Pair, before: Iterable[Pair], counts: Mapping[Pair, int]) -> str:
    """A pair, what it stands for, and how often it occurs."""
    vocab = vocabulary(before)
    known = all(0 <= i < len(vocab) for i in pair)
    pieces = f" = {_spelled(vocab[pair[0]])}|{_spelled(vocab[pair[1]])}" if known else ""
    times = counts.get(pair, 0)
    text = _("{pair}, which is in no word, as things stand")
    if times:
        text = _n("{pair}, which occurs {n} time", "{pair}, which occurs {n} times", times)
    return text.format(pair=f"{pair}{pieces}", n=times)


def _pieces(ids: Sequence[int], vocab: Sequence[bytes]) -> str:
    """Ids and what they stand for: "[97, 256] = a|bc"."""
    spelled = [_spelled(vocab[i]) if 0 <= i < len(vocab) else "?" for i in ids]
    return f"{_short(list(ids))} = {_cut('|'.join(spelled))}"


def _spelled(token: bytes) -> str:
    """The text of a token where it has one, else its bytes."""
    try:
        return repr(token.decode())[1:-1]
    except UnicodeDecodeError:
        return repr(token)[2:-1]


def _short(value: Any) -> str:
    return _("an object of your code") if isinstance(value, Handle) else _cut(repr(value))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
