"""What the tests say inside: what they compare, and what is wrong where something does not hold.

Tests are written in plain English, with f-strings. A phrase is such a string with a numbered place
for each value: "the weights of {0}" is that of f"the weights of {name}". Phrases have a catalog, as
sentences have, and `phrase` takes a finished text apart by it, to say it in another language.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from kata import language

PROSE = re.compile(r"[A-Za-zα-ω]{2,}[,;:]? [a-z(`{]|[a-z`})]+ [a-z]{2,}")
PLACE = re.compile(r"\{\d+\}")
LONGEST = 2000  # characters of a text that is taken apart
FEW = 10  # letters; a phrase with fewer of its own, such as "{0} of {1}", is found in any prose


def phrases(path: Path) -> Iterator[str]:
    """The phrases of a file, in its order; docstrings and decorators hold none."""
    tree = ast.parse(path.read_text("utf-8"))
    passed = set(_no_phrases(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr | ast.Constant) and node not in passed:
            text = _text(node)
            if PROSE.search(text):
                yield text


def _no_phrases(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant() as docstring):
                yield docstring
            case ast.FunctionDef(decorator_list=decorators):
                for decorator in decorators:
                    yield from ast.walk(decorator)
            case ast.JoinedStr(values=parts):
                yield from parts
                for part in parts:
                    if isinstance(part, ast.FormattedValue) and part.format_spec:
                        yield from ast.walk(part.format_spec)


def _text(node: ast.JoinedStr | ast.Constant) -> str:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    text, places = "", 0
    for part in parts:
        if isinstance(part, ast.Constant):
            literal = part.value if isinstance(part.value, str) else ""
            text += literal.replace("{", "{{").replace("}", "}}")
        else:
            text += f"{{{places}}}"
            places += 1
    return text


def phrase(english: str) -> str:
    """What a test says, in the language in force; in English where the catalog does not have it.

    Where several phrases fit, the one with the most words of its own does.
    """
    spoken = language.current()
    return english if spoken == "en" or len(english) > LONGEST else _translated(english, spoken)


@lru_cache(1000)
def _translated(english: str, spoken: language.Language) -> str:
    for form in _forms(spoken):
        if all(part in english for part in form.parts) and (found := form.regex.fullmatch(english)):
            values = {value: _translated(value, spoken) for value in found.groups()}
            if form.says_enough or not any(map(_is_foreign, values, values.values())):
                return form.translation.format(*map(values.__getitem__, found.groups()))
    return english


def _is_foreign(value: str, translated: str) -> bool:
    """Whether a value is prose that no test has written."""
    return translated == value and ("\n" in value or PROSE.search(value) is not None)


@dataclass(frozen=True)
class _Form:
    """A phrase that can be found in a text: the literal parts of it, and its translation."""

    parts: tuple[str, ...]
    regex: re.Pattern[str]
    translation: str

    @property
    def size(self) -> int:
        return sum(map(len, self.parts))

    @property
    def says_enough(self) -> bool:
        """Whether a text is hardly like this by accident, whatever the values are."""
        return sum(map(str.isalpha, "".join(self.parts))) >= FEW


@cache
def _forms(spoken: language.Language) -> list[_Form]:
    """The phrases of the catalog, the longest first."""
    from babel.messages.mofile import read_mo  # where nothing fails, nothing is to be said

    with (language.LOCALE / spoken / "LC_MESSAGES" / "phrases.mo").open("rb") as file:
        entries = [(str(entry.id), str(entry.string)) for entry in read_mo(file) if entry.id]
    return sorted((_form(id, translation) for id, translation in entries), key=lambda f: -f.size)


def _form(id: str, translation: str) -> _Form:
    literals = [part.replace("{{", "{").replace("}}", "}") for part in PLACE.split(id)]
    regex = re.compile("(.*?)".join(map(re.escape, literals)), re.DOTALL)
    return _Form(tuple(filter(None, literals)), regex, translation)
