"""What can be typed after grader.py: commands, their options, and what is said about wrong ones.

Only the standard library is imported, so that --help works wherever Python does.
"""

import argparse
import difflib
import gettext
import os
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NoReturn

from kata.language import LANGUAGES, LOCALE, Language, _, current, mark

COMMANDS = {
    "report": mark(
        "where you are, what is wrong, what to do next (what you get without a command)"
    ),
    "watch": mark("judge a step again on every save, and say on one screen how it stands"),
    "list": mark("every step with its state, points, stars and place"),
    "hint": mark("a nudge for a step, from the idea to nearly the code"),
    "show": mark("what a step is about: the guide's section, the docstrings, what the tests say"),
    "next": mark("open the next step in your editor ($VISUAL, $EDITOR), or say where it is"),
    "diff": mark("your code of a step beside the reference's, once it is done"),
    "compare": mark("your code and the reference on the same inputs: equal? how fast?"),
    "reset": mark("a task or a step back to how it was given; a backup is kept"),
    "history": mark("how it went: tries, time and hints of each step, points over time"),
    "doctor": mark("what is wrong with the installation, if anything, and how to mend it"),
}
FORMATS = {
    "json": mark("write the result as JSON; - for the output"),
    "junit": mark("write it as JUnit XML, for continuous integration"),
    "html": mark("write it as a page for the browser"),
    "gradescope": mark("write it as Gradescope's results.json, after every step"),
    "classroom50": mark("write it as Classroom 50's result.json, under its runner"),
}
# What argparse says, for the catalog: it looks its own texts up there.
ARGPARSE = (
    mark("usage: "),
    mark("positional arguments"),
    mark("options"),
    mark("show this help message and exit"),
    mark("argument %(argument_name)s: %(message)s"),
    mark("invalid choice: %(value)r (choose from %(choices)s)"),
    mark("the following arguments are required: %s"),
    mark("unrecognized arguments: %s"),
    mark("not allowed with argument %s"),
    mark("expected one argument"),
    mark("ambiguous option: %(option)s could match %(matches)s"),
    mark("ignored explicit argument %r"),
)


class UnknownCommand(Exception):
    """There is no such command; the message says what there is."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong, and where to read what is right, in two lines."""

    def error(self, message: str) -> NoReturn:
        more = _("`python {command} --help` says what there is").format(command=self.prog)
        self.exit(2, f"grader.py: {message}\n{more}\n")


def with_command(arguments: Sequence[str]) -> Sequence[str]:
    """Without a command, it is a report; `UnknownCommand` where the first word is none."""
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in ("-h", "--help")):
        return ["report", *arguments]
    word = arguments[0]
    if not word.startswith("-") and word not in COMMANDS:
        raise UnknownCommand(_no_command(word))
    return arguments


def _no_command(word: str) -> str:
    text = _("there is no command {word}; the commands are {commands}")
    text = text.format(word=word, commands=", ".join(COMMANDS))
    if re.fullmatch(r"\d+\.\d+", word):
        return text + "\n" + _("to judge a step: python grader.py --step {step}").format(step=word)
    if alike := difflib.get_close_matches(word, COMMANDS, 1):
        return text + "\n" + _("did you mean {word}?").format(word=alike[0])
    return text


def language_of(arguments: Sequence[str]) -> Language | None:
    """The language that is asked for among the arguments, which decides how they are explained."""
    asked = Parser(add_help=False, exit_on_error=False)
    asked.add_argument("--lang", choices=LANGUAGES)
    try:
        found: Language | None = asked.parse_known_args(arguments)[0].lang
    except argparse.ArgumentError:  # said again, and at length, by the parser of the command
        return None
    return found


def build() -> argparse.ArgumentParser:
    """The parser, in the language in force."""
    if current() != "en":
        os.environ["LANGUAGE"] = current()  # where argparse looks for the language
        gettext.bindtextdomain("kata", str(LOCALE))
        gettext.textdomain("kata")
    parser = Parser(
        prog="grader.py",
        description=_("Judges your code and says where you are, what is wrong, what to do next."),
        epilog=_(
            "Each command has a --help of its own. Exit status: 0 all selected steps are done, "
            "1 some are not, 2 wrong usage, 3 a broken installation."
        ),
    )
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"))
    parents = {"report": [_selection(), _judging()], "list": [_selection(), _judging()]}
    own = {
        name: commands.add_parser(
            name,
            parents=[*parents.get(name, []), _output()],
            help=_(text),
            description=_(text),
        )
        for name, text in COMMANDS.items()
    }
    _add_own(own)
    return parser


def _add_own(commands: Mapping[str, argparse.ArgumentParser]) -> None:
    """What single commands take."""
    step, part = _("a step, such as 1.4"), _("a step, such as 1.4, or a task, such as 1")
    reveal = _("look although it is not done; the diary remembers")
    for name in ("hint", "show", "diff"):
        commands[name].add_argument("step", metavar="N.M", help=step)
    commands["hint"].add_argument(
        "number", nargs="?", type=integer(1), metavar="K", help=_("which hint (default: the next)")
    )
    commands["compare"].add_argument("part", metavar="N[.M]", help=part)
    commands["diff"].add_argument("--reveal", action="store_true", help=reveal)
    commands["watch"].add_argument("part", nargs="?", metavar="N[.M]", help=part)
    commands["reset"].add_argument("part", nargs="?", metavar="N[.M]", help=part)
    commands["reset"].add_argument(
        "--restore",
        nargs="?",
        const="",
        metavar="BACKUP",
        help=_("bring back what a reset replaced (default: the last one)"),
    )


def _output() -> Parser:
    """How every command speaks."""
    options = Parser(add_help=False)
    options.add_argument(
        "--lang", choices=LANGUAGES, help=_("the language (default: from the locale)")
    )
    options.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help=_("auto: in a terminal, unless NO_COLOR is set; FORCE_COLOR asks for it elsewhere"),
    )
    return options


def _selection() -> Parser:
    """What is judged."""
    options = Parser(add_help=False)
    part = options.add_mutually_exclusive_group()
    part.add_argument("--stage", type=integer(1), metavar="N", help=_("only one stage"))
    part.add_argument("--task", type=integer(1), metavar="N", help=_("only one task"))
    part.add_argument("--step", metavar="N.M", help=_("only one step"))
    options.add_argument(
        "--target",
        default="exercises",
        metavar="DIR",
        help=_(
            "whose code: exercises (what you write), solutions, or a folder with the stages in it"
        ),
    )
    return options


def _judging() -> Parser:
    """How it is judged, and where the result goes."""
    options = Parser(add_help=False)
    for name, text in FORMATS.items():
        options.add_argument(f"--{name}", metavar="FILE", help=_(text))
    options.add_argument("--fresh", action="store_true", help=_("judge again what has not changed"))
    options.add_argument(
        "--seed",
        type=integer(0),
        metavar="N",
        help=_("judge thoroughly, on many random examples that this number decides"),
    )
    options.add_argument("--jobs", type=integer(1), metavar="N", help=_("how many steps at a time"))
    options.add_argument(
        "--timeout", type=seconds, metavar="SECONDS", help=_("CPU time that one test may take")
    )
    options.add_argument(
        "--memory", type=integer(1), metavar="MIB", help=_("memory that your code may take")
    )
    return options


def integer(least: int) -> Callable[[str], int]:
    """Reads a whole number that is not smaller than `least`."""

    def parse(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if number < least:
            said = _("{text!r} is no whole number from {least} up")
            raise argparse.ArgumentTypeError(said.format(text=text, least=least))
        return number

    return parse


def seconds(text: str) -> float:
    """Reads a number of seconds."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        said = _("{text!r} is no number of seconds above 0")
        raise argparse.ArgumentTypeError(said.format(text=text))
    return number
