"""Tries the tests on mutants of the solutions: `python -m kata.mutation.survey [STEP …]`.

A mutant is killed where a test of its own step does not pass, or else one of a later step of its
module, which may use what an earlier one prepares. What survives is either the same program in
other words, which `equivalent.toml` says with the reason, or a test is missing. What was found is
kept in .kata, and tried again where the code or the tests have changed.
"""

import argparse
import dataclasses
import hashlib
import json
import tomllib
from collections.abc import Sequence
from pathlib import Path

from kata.curriculum import load
from kata.files import keep
from kata.judging.cache import machinery
from kata.judging.workers import Outcomes, Pool
from kata.launch import cores
from kata.misconceptions.trials import Trial, failing, run
from kata.mutation.mutants import Mutant, mutants
from kata.paths import ROOT, SOLUTIONS, STATE

EQUIVALENT = Path(__file__).with_name("equivalent.toml")
FOUND = STATE / "mutants.json"
TARGET = 0.97  # of the mutants that are not equivalent
BATCH = 40  # mutants after which what was found is kept

Change = tuple[str, str, str]  # function, line before, line after


def equivalent() -> dict[Change, str]:
    """The mutants that are the same program in other words, and why."""
    data = tomllib.loads(EQUIVALENT.read_text("utf-8")) if EQUIVALENT.is_file() else {}
    return {(m["function"], m["before"], m["after"]): m["reason"] for m in data.get("mutant", [])}


def change(mutant: Mutant) -> Change:
    """What a mutant is known by, wherever it stands in the file."""
    return mutant.function, mutant.before, mutant.after


def fingerprint(mutant: Mutant) -> str:
    """What the outcome depends on."""
    plan = load()
    task = plan.task(plan.step(mutant.steps[0]).task)
    files = [SOLUTIONS / file for file in task.files]
    files += [ROOT / plan.step(step).test_file for step in mutant.steps]
    digest = hashlib.sha256(f"{machinery()} {mutant.patch}".encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:24]


def all_mutants(steps: Sequence[str]) -> list[Mutant]:
    """The mutants of these steps or tasks, or of everything."""
    wanted = set(steps)

    def is_wanted(step: str) -> bool:
        return not wanted or bool(wanted & {step, step.partition(".")[0]})

    return [
        mutant
        for task in load().tasks
        for file in task.files
        for mutant in mutants(file, (SOLUTIONS / file).read_text("utf-8"), is_wanted)
    ]


def survivors(found: Sequence[Mutant], jobs: int, fresh: bool) -> list[Mutant]:
    """Those that no test of their step rejects."""
    known: dict[str, bool] = {}
    if FOUND.is_file() and not fresh:
        known = json.loads(FOUND.read_text("utf-8"))
    waiting = [mutant for mutant in found if fingerprint(mutant) not in known]
    print(f"{len(found)} mutants, {len(waiting)} to try", flush=True)
    with Pool(jobs) as pool:
        for start in range(0, len(waiting), BATCH):
            batch = waiting[start : start + BATCH]
            trials = [Trial(fingerprint(m), m.file, m.patch, m.steps) for m in batch]

            def tell(trial: Trial, outcomes: Outcomes) -> None:
                known[trial.name] = bool(failing(outcomes))

            run(trials, pool, tell, first=True)
            keep(FOUND, json.dumps(known))
            print(f"  {start + len(batch)} of {len(waiting)} tried", flush=True)
    return [mutant for mutant in found if not known[fingerprint(mutant)]]


def in_later_steps(mutant: Mutant) -> Mutant:
    """The same, to be tried by the steps of its module after its own."""
    steps = [step.id for step in load().steps if step.file == mutant.file]
    return dataclasses.replace(mutant, steps=tuple(steps[steps.index(mutant.steps[-1]) + 1 :]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("steps", nargs="*", help="a step or a task; all where none is named")
    parser.add_argument("--jobs", type=int, default=cores())
    parser.add_argument("--fresh", action="store_true", help="try what is known again")
    options = parser.parse_args()
    found = all_mutants(options.steps)
    left = survivors(found, options.jobs, options.fresh)
    reasons = equivalent()
    same = [mutant for mutant in left if change(mutant) in reasons]
    open_ = [mutant for mutant in left if change(mutant) not in reasons]
    waiting = [later for mutant in open_ if (later := in_later_steps(mutant)).steps]
    lasting = {change(mutant) for mutant in survivors(waiting, options.jobs, options.fresh)}
    late = {change(mutant) for mutant in waiting} - lasting
    open_ = [mutant for mutant in open_ if change(mutant) not in late]
    for mutant in open_:
        print(f"\n{', '.join(mutant.steps)} {mutant.function}")
        print(f"  - {mutant.before}\n  + {mutant.after}")
    outdated = set(reasons) - {change(mutant) for mutant in left} if not options.steps else set()
    for function, before, after in sorted(outdated):
        print(f"\nequivalent.toml: no survivor any more: {function}\n  - {before}\n  + {after}")
    counted = len(found) - len(same)
    rate = (counted - len(open_)) / max(counted, 1)
    print(
        f"\n{len(found)} mutants, {len(same)} of them equivalent; of the other {counted} "
        f"{counted - len(open_)} are killed, {len(late)} of them by a later step: {rate:.1%}"
    )
    return 0 if rate >= TARGET and not outdated else 1


if __name__ == "__main__":
    raise SystemExit(main())
