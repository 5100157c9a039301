"""The catalogs of translations: `python -m kata.messages` brings them up to date.

It collects the texts of the code and the sentences of the tests, puts new ones into the .po files,
takes out those that are gone, compiles the .mo files, and says what is still to be translated.
"""

import io
from collections.abc import Iterator
from datetime import UTC, datetime

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from kata.language import LOCALE
from kata.paths import ROOT, TESTS
from kata.phrases import phrases
from kata.sentences import sentences

FOLDER = LOCALE / "zh" / "LC_MESSAGES"
KEYWORDS = {"_": None, "_n": (1, 2), "mark": None}
METHODS = {".py": "python", ".jinja": "jinja2.ext:babel_extract"}
OPTIONS = {"silent": "false"}  # a template that can't be read is an error
DATE = datetime(2026, 1, 1, tzinfo=UTC)  # of every catalog, so that only texts make a difference
HEADINGS = {
    "kata": "# What the grader says, in Chinese.",
    "sentences": "# What the tests say.",
    "phrases": "# What the tests say inside: what they compare, and what is wrong.",
}
DOMAINS = tuple(HEADINGS)


def template(domain: str) -> Catalog:
    """All texts of a domain, as they stand in the code now."""
    catalog = Catalog(charset="utf-8")
    texts = {"kata": _texts, "sentences": _sentences, "phrases": _phrases}
    for file, text in texts[domain]():
        flags = ["python-brace-format"] if "{" in str(text) and domain != "sentences" else []
        catalog.add(text, locations=[(file, 0)], flags=flags)
    return catalog


def _texts() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """The texts in the code and in templates, with the file each stands in."""
    for suffix, method in METHODS.items():
        for path in sorted([*ROOT.glob(f"*{suffix}"), *(ROOT / "kata").rglob(f"*{suffix}")]):
            for _, text, _, _ in extract_from_file(method, path, KEYWORDS, options=OPTIONS):
                yield path.relative_to(ROOT).as_posix(), text


def _sentences() -> Iterator[tuple[str, str]]:
    """What the tests of the steps say, with the file each stands in."""
    for path in sorted(TESTS.glob("stage*/*/test_step_*.py")):
        for text in sentences(path).values():
            yield path.relative_to(ROOT).as_posix(), text


def _phrases() -> Iterator[tuple[str, str]]:
    """What they say inside, and the words that assertions share, with the file each stands in."""
    tests = sorted(TESTS.glob("stage*/*/test_step_*.py"))
    for path in (*tests, ROOT / "kata" / "testing" / "wording.py"):
        for text in phrases(path):
            yield path.relative_to(ROOT).as_posix(), text


def updated(domain: str) -> Catalog:
    """The catalog as it should be: the texts of now, with the translations that there are."""
    path = FOLDER / f"{domain}.po"
    catalog = read(domain) if path.is_file() else Catalog("zh", charset="utf-8")
    catalog.update(template(domain))
    catalog.obsolete.clear()
    catalog.header_comment = HEADINGS[domain]
    catalog.project, catalog.version = "transformer-kata", "1"
    catalog.creation_date = catalog.revision_date = DATE
    catalog.fuzzy = False
    return catalog


def read(domain: str) -> Catalog:
    """The catalog as it is."""
    with (FOLDER / f"{domain}.po").open("rb") as file:
        return read_po(file, locale="zh")


def source(catalog: Catalog) -> bytes:
    """What belongs into the .po file."""
    file = io.BytesIO()
    write_po(file, catalog, width=100, sort_by_file=True, include_lineno=False)
    return file.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """What belongs into the .mo file."""
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def untranslated(catalog: Catalog) -> list[Message]:
    """The texts that have no translation, or one that was only guessed."""
    return [entry for entry in catalog if entry.id and (entry.fuzzy or not all(_forms(entry)))]


def _forms(entry: Message) -> tuple[str, ...]:
    """The translation, or one for each number of things."""
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ("",))


def main() -> None:
    """Bring the catalogs up to date."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for domain in DOMAINS:
        catalog = updated(domain)
        (FOLDER / f"{domain}.po").write_bytes(source(catalog))
        (FOLDER / f"{domain}.mo").write_bytes(compiled(catalog))
        missing = untranslated(catalog)
        print(f"{domain}.po: {len(catalog)} texts, {len(missing)} to be translated")
        if domain == "kata":
            for entry in missing:
                print(f"  {entry.id}")


if __name__ == "__main__":
    main()
