"""The judge on the reference, over and over, each time on other random examples.

`python -m kata.soak [RUNS]`. Every run takes a fresh seed and many examples. The first judges every
test in two processes, as a learner's code is judged; the others repeat those tests that draw random
examples (the rest would do the same again), in one process, which is quicker. Runs on the same code
count together, so a soak that was ended goes on where it was.
"""

import ast
import hashlib
import json
import secrets
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from kata.curriculum import load
from kata.files import keep
from kata.judging.job import Job
from kata.judging.outcomes import TestOutcome
from kata.judging.workers import Pool
from kata.launch import cores
from kata.paths import ROOT, SOLUTIONS, STATE, TESTS

TALLY = STATE / "soak.json"


def drawing(file: Path) -> tuple[str, ...]:
    """The tests of a file that draw random examples."""
    return tuple(
        node.name
        for node in ast.parse(file.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef)
        and any(ast.unparse(decorator).startswith("given(") for decorator in node.decorator_list)
    )


def jobs(seed: int, everything: bool) -> Iterator[Job]:
    """What one run judges."""
    for step in load().steps:
        job = Job(SOLUTIONS, (step.id,), seed=seed)
        tests = drawing(ROOT / step.test_file)
        if everything:
            yield job
        elif tests:
            yield replace(job, tests=tests, in_process=True)


def run(pool: Pool, seed: int, everything: bool) -> list[TestOutcome]:
    """One run."""
    found: list[TestOutcome] = []
    pool.judge([*jobs(seed, everything)], lambda job, outcomes: found.extend(outcomes))
    return found


def code() -> str:
    """A fingerprint of the reference, the tests, and what runs them."""
    digest = hashlib.sha256()
    machinery = [ROOT / "kata" / part for part in ("judging", "learner", "testing")]
    for folder in (SOLUTIONS, TESTS / "beside", *sorted(TESTS.glob("stage*")), *machinery):
        for path in sorted(folder.rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:24]


def main() -> int:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    tally: dict[str, Any] = json.loads(TALLY.read_text("utf-8")) if TALLY.is_file() else {}
    if tally.get("code") != code():
        tally = {"code": code(), "seeds": [], "failures": []}
    with Pool(cores()) as pool:
        while (number := len(tally["seeds"])) < wanted:
            start, seed = time.perf_counter(), secrets.randbits(31)
            found = run(pool, seed, everything=number == 0)
            failures = [f"{o.id}: {o.message}" for o in found if o.outcome != "passed"]
            print(
                f"run {number + 1} of {wanted}, seed {seed}: {len(found)} tests, "
                f"{len(failures)} fail, {time.perf_counter() - start:.0f} s",
                *failures,
                sep="\n",
                flush=True,
            )
            tally["seeds"].append(seed)
            tally["failures"] += [[seed, problem] for problem in failures]
            keep(TALLY, json.dumps(tally))
    print(f"{len(tally['seeds'])} runs, {len(tally['failures'])} failures")
    return 1 if tally["failures"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
