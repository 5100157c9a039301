"""What a run under GitHub Actions shows: a summary, and annotations beside the lines of code."""

from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

from kata.language import _
from kata.paths import ROOT
from kata.reports import as_markdown
from kata.reports.places import Places, split
from kata.reports.screen import visible
from kata.reports.words import WRONG
from kata.scoring import Report

SHOWN = 10  # GitHub shows no more annotations of one kind for a run


def annotations(report: Report, places: Places, folder: str = "") -> list[str]:
    """The commands that annotate the first failure of each step, the earliest steps first.

    `folder` is where the project lies in the repository.
    """
    commands = []
    for step in report.steps:
        for test in [test for test in step.tests if test.outcome in WRONG][:1]:
            file, line = split(places.of(step.id, test.id))
            properties = {"file": str(Path(folder, file)), "line": line or 1, "title": step.id}
            message = f"{test.sentence}\n{test.message}"
            listed = ",".join(f"{key}={_property(str(it))}" for key, it in properties.items())
            commands.append(f"::error {listed}::{_data(visible(message))}")
    return commands[:SHOWN]


def publish(
    report: Report,
    places: Places,
    environment: Mapping[str, str],
    stream: TextIO,
) -> None:
    """Add to the run's summary, and write annotations to a stream that the runner reads.

    Nothing where GitHub Actions does not run this.
    """
    if environment.get("GITHUB_ACTIONS") != "true":
        return
    workspace = Path(environment.get("GITHUB_WORKSPACE") or ROOT)
    folder = ROOT.relative_to(workspace) if ROOT.is_relative_to(workspace) else ""
    for command in annotations(report, places, str(folder)):
        print(command, file=stream)
    if file := environment.get("GITHUB_STEP_SUMMARY"):
        try:
            with open(file, "a", encoding="utf-8") as summary:
                summary.write(as_markdown.dumps(report, places))
        except OSError as error:  # the result does not depend on it
            text = _("no summary: {error}").format(error=error)
            print(f"::warning::{_data(text)}", file=stream)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
