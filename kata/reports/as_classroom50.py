"""The result as Classroom 50 collects it: classroom50/result/v1, a test for each step.

Scores are whole numbers there, so a step's points are rounded down: full points mean done.
docs/classroom50.schema.json describes it.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from kata.scoring import Report, StepReport

SCHEMA = "classroom50/result/v1"
# What the runner says in the environment about the submission, and where that belongs.
VARIABLES = {
    "CLASSROOM": "classroom",
    "ASSIGNMENT": "assignment",
    "SUBMISSION_TAG": "submission",
    "COMMIT_URL": "commit",
    "RELEASE_URL": "release",
    "REVIEW_URL": "review",
}


def missing(environment: Mapping[str, str]) -> list[str]:
    """The variables that the runner did not set, though the result needs them."""
    needed = [name for name in VARIABLES if name != "REVIEW_URL"]
    return [name for name in needed if not environment.get(name)]


def dumps(report: Report, environment: Mapping[str, str], now: datetime) -> str:
    """The document as text, pure ASCII; who handed in is for the runner to add."""
    known = {key: environment.get(name, "") for name, key in VARIABLES.items()}
    known["review"] = known["review"] or known["commit"]
    tests = [_test(step) for step in report.steps]
    document = {
        "schema": SCHEMA,
        **known,
        "datetime": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "score": sum(int(test["score"]) for test in tests),
        "max-score": report.max_score,
        "tests": tests,
    }
    return json.dumps(document, indent=2) + "\n"


def _test(step: StepReport) -> dict[str, str | int]:
    return {
        "test-name": f"{step.id} {step.title}",
        "passed": step.status == "done",
        "score": int(step.score),
        "max-score": step.max_score,
    }
