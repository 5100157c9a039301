"""The language that the grader speaks: English stands in the code, Chinese in a catalog beside it.

    _("there is no step {step}").format(step=…)     a text
    _n("{n} point", "{n} points", n).format(n=n)    a text about a number of things
    mark("done")                                    a text that `_` translates where it is shown
    sentence("The sum of …")                        what a test says, from a catalog of its own

A text is whole, with {named} places that are filled in afterwards, so that a translation can move
them. `make messages` collects the texts into locale/zh/LC_MESSAGES and compiles the catalogs.
"""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from gettext import NullTranslations

__all__ = ["LANGUAGES", "Language", "_", "_n", "current", "from_locale", "mark", "sentence", "use"]

Language = Literal["en", "zh"]

LANGUAGES: tuple[Language, ...] = get_args(Language)
LOCALE = Path(__file__).with_name("locale")
VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set counts

_language: Language = "en"


def use(language: Language) -> None:
    """Speak this language from now on."""
    global _language
    if language not in LANGUAGES:
        raise ValueError(f"the language is one of {', '.join(LANGUAGES)}, not {language!r}")
    _language = language


def current() -> Language:
    """The language in force."""
    return _language


def _(text: str) -> str:
    """The text in the language in force; in English where it has no translation."""
    if _language == "en" or not text:  # the empty text is a catalog's header
        return text
    return _catalog("kata", _language).gettext(text)


def _n(one: str, many: str, n: int) -> str:
    """One of two texts, by a number of things."""
    if _language == "en":
        return one if n == 1 else many
    return _catalog("kata", _language).ngettext(one, many, n)


def mark(text: str) -> str:
    """The text as it is. It goes into the catalog, and `_` translates it where it is shown."""
    return text


def sentence(english: str) -> str:
    """What a test says, in the language in force."""
    if _language == "en" or not english:
        return english
    return _catalog("sentences", _language).gettext(english)


def from_locale(variables: Mapping[str, str] = os.environ) -> Language:
    """The language that the user's surroundings ask for: Chinese of any kind, or else English."""
    wanted = next((variables[name] for name in VARIABLES if variables.get(name)), "")
    for name in (wanted or _system_locale()).split(":"):
        if name.lower().startswith(("zh", "chinese")):  # Windows spells it out
            return "zh"
        if name.lower().startswith("en"):
            return "en"
    return "en"


def _system_locale() -> str:
    """What the system says where no variable does, as on Windows."""
    import locale

    return locale.getlocale()[0] or ""


@cache
def _catalog(domain: str, language: Language) -> "NullTranslations":
    import gettext  # not for English, which is to cost nothing

    return gettext.translation(domain, LOCALE, [language], fallback=True)
