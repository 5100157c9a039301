"""Languages: which one is spoken, and that everything that is said has its Chinese."""

import ast
import re
import string
import subprocess
import sys

import pytest

from kata import language, messages
from kata.language import _, _n, from_locale, use
from kata.paths import ROOT
from kata.phrases import phrase, phrases

SPOKEN = (
    *("kata/cli.py", "kata/parser.py", "kata/commands", "kata/watch"),
    *("kata/reports", "kata/judging/lines.py"),
)


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW.Big5"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB"}, "en"),
        ({"LANG": "en_US", "LC_MESSAGES": "zh_SG"}, "zh"),
        ({"LC_MESSAGES": "zh_CN", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "zh"}, "zh"),
        ({"LANGUAGE": "zh", "LC_ALL": "en_US.UTF-8"}, "zh"),
        ({"LANGUAGE": "fr:zh_CN:en"}, "zh"),
        ({"LANGUAGE": "en:zh"}, "en"),
    ],
)
def test_the_language_follows_the_locale(variables, expected):
    assert from_locale({"LANG": "C"} | variables) == expected


def test_where_no_variable_is_set_the_system_is_asked(monkeypatch):
    monkeypatch.setattr("locale.getlocale", lambda: ("Chinese (Simplified)_China", "936"))
    assert from_locale({}) == "zh", "as Windows says it"
    monkeypatch.setattr("locale.getlocale", lambda: (None, None))
    assert from_locale({}) == "en"


def test_texts_are_in_the_language_in_force():
    assert (_("done"), _n("{n} point", "{n} points", 2)) == ("done", "{n} points")
    use("zh")
    assert (_("done"), _n("{n} point", "{n} points", 2)) == ("完成", "{n} 分")
    assert _("no such text") == "no such text", "English where there is no Chinese"
    assert _("") == "", "not the catalog's header"
    with pytest.raises(ValueError, match="en, zh"):
        use("fr")


def test_english_loads_no_catalog():
    code = "import sys; from kata.language import _; _('done'); print('gettext' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, text=True)
    assert result.stdout == "False\n", result.stderr


@pytest.mark.parametrize("domain", messages.DOMAINS)
def test_the_catalogs_are_up_to_date(domain):
    now = messages.source(messages.updated(domain)).decode()
    assert (messages.FOLDER / f"{domain}.po").read_text("utf-8") == now, "make messages"
    written = messages.compiled(messages.read(domain))
    assert (messages.FOLDER / f"{domain}.mo").read_bytes() == written, "make messages"


@pytest.mark.parametrize("domain", messages.DOMAINS)
def test_every_text_has_its_chinese(domain):
    catalog = messages.read(domain)
    missing = [entry.id for entry in messages.untranslated(catalog)]
    assert not missing, f"not translated, or only guessed (fuzzy): {missing}"
    assert not catalog.obsolete, "no text that is gone"
    assert language.LOCALE.is_dir()


@pytest.mark.parametrize("domain", ["kata", "phrases"])
def test_translations_fill_in_the_same_places(domain):
    for entry in messages.read(domain):
        if entry.id:
            forms = entry.id if isinstance(entry.id, tuple) else (entry.id,)
            said = entry.string if isinstance(entry.string, tuple) else (entry.string,)
            for text in said:
                assert _places(text) == _places(forms[-1]), f"{text!r} of {forms!r}"
                assert "%" not in forms[0] or _percent(text) == _percent(forms[0]), text


def test_a_phrase_is_found_in_what_a_test_said():
    english = "gradient of `x` in a share of (x + y).vjp(g), asked for a second time"
    assert phrase(english) == english
    use("zh")
    said = {entry.id: entry.string for entry in messages.read("phrases")}
    share = said["a share of ({0}).vjp(g), asked for a second time"].format("x + y")
    assert phrase(english) == said["gradient of `{0}` in {1}"].format("x", share)
    for other in "nothing that a test says", "the shape of it must be that of target":
        assert phrase(other) == other


def test_every_string_of_prose_in_a_test_is_a_phrase(tmp_path):
    file = tmp_path / "test_step_9_9.py"
    file.write_text(
        '"""Of the module."""\n'
        "@pytest.mark.parametrize('x', ['of a decorator'])\n"
        "def test_it(x):\n"
        '    """Of the test."""\n'
        "    what = 'the sum of {x}' if x else f'the {x:.1%} of {y!r} in {{z}}'\n"
        "    assert_close(x, y, 'axis=1')\n",
        "utf-8",
    )
    assert [*phrases(file)] == ["the sum of {{x}}", "the {0} of {1} in {{z}}"]


def _places(text: str) -> set[tuple[str, str]]:
    """The names that are filled in, with their formats but for widths."""
    parts = string.Formatter().parse(text)
    return {(name, re.sub(r"[<>]?\d", "", how or "")) for _, name, how, _ in parts if name}


def _percent(text: str) -> list[str]:
    return sorted(re.findall(r"%(?:\(\w+\))?[sr]", text))


def _modules(*places: str):
    for place in places:
        path = ROOT / place
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path] * path.is_file()


def test_texts_are_whole_when_they_are_translated():
    for path in _modules("kata"):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                inside = [call for part in ast.walk(node) if (call := _translation(part))]
                texts = [call for call in inside if call.args and _is_text(call.args[0])]
                assert not texts, f"{path.name}:{node.lineno}: a text in an f-string isn't found"
            if call := _translation(node):
                whole = not any(isinstance(each, ast.JoinedStr) for each in call.args)
                assert whole, f"{path.name}:{node.lineno}: an f-string can't be translated"


def test_what_learners_read_can_be_translated():
    for path in _modules(*SPOKEN):
        tree = ast.parse(path.read_text("utf-8"))
        found = [f"{path}:{line}: {text!r} goes past `_`" for line, text in _untranslated(tree)]
        assert not found, "\n".join(found)


PROSE = re.compile(r"[A-Za-z]{2,} [a-z]{2,}|^[A-Z][a-z]+ |[a-z]{3,}: ")
COMMAND = re.compile(r"[>\s]*(python grader\.py|make |import |from |::|<|Transformer kata)")


def _untranslated(tree: ast.Module):
    """Strings that read like words for people, and where they stand."""
    apart = set()  # docstrings, and what is translated
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                apart.add(first.value)
        if call := _translation(node):
            apart.update(ast.walk(call))
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and node not in apart and PROSE.search(text):
            styles = {"bold", "dim", "green", "red", "yellow", "cyan", "on"} >= set(text.split())
            if not styles and not COMMAND.match(text):
                yield node.lineno, text


def _translation(node: ast.AST) -> ast.Call | None:
    """The call, if it is one that translates or marks a text."""
    names = {"_", "_n", "mark", "sentence"}
    found = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
    return node if found else None


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
