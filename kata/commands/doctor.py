"""`doctor`: what is wrong with the installation, if anything, and how to mend it."""

import argparse

from kata.commands.common import BROKEN, DONE
from kata.doctor import examine
from kata.language import _, mark

STATES = {"good": mark("good"), "note": mark("note"), "bad": mark("BAD")}


def run(options: argparse.Namespace) -> int:
    """Print each finding as it is made; plain, since what prints nicely may not be installed."""
    status = DONE
    for finding in examine():
        print(f"[{_(STATES[finding.state])}] {finding.text}", flush=True)
        if finding.mend:
            print(f"    -> {finding.mend}", flush=True)
        if finding.state == "bad":
            status = BROKEN
    print(_("All is well.") if status == DONE else _("Mend what is bad; the rest can wait."))
    return status
