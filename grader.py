"""Says where you are, what is wrong, and what to do next: `python grader.py --help`."""

import sys

# Before anything else is imported, and in a syntax that every Python knows.
if sys.version_info < (3, 11):  # noqa: UP036
    found = "%d.%d" % sys.version_info[:2]  # noqa: UP031
    sys.stderr.write("grader.py needs Python 3.11 or later; this is Python " + found + ".\n")
    sys.stderr.write("Install a newer Python, then run `make setup`.\n")
    sys.exit(3)

try:
    from kata.cli import main

    status = main(sys.argv[1:])
except KeyboardInterrupt:
    from kata.language import _

    after_echo = "\n" if sys.stderr.isatty() else ""  # a terminal shows ^C on the line
    sys.stderr.write(after_echo + _("Interrupted.") + "\n")
    status = 130
sys.exit(status)
