"""The result as a JSON document, schema 1: the fields of `kata.scoring.Report`, key for key.

docs/report.schema.json describes it.
"""

import json
from dataclasses import asdict

from kata.scoring import Report


def dumps(report: Report) -> str:
    """The document as text. Pure ASCII, so that no console and no lone surrogate can break it."""
    return json.dumps(asdict(report), indent=2, allow_nan=False) + "\n"
