"""Tries the tests: `python -m kata.misconceptions.teeth [--variants|--alternatives] [WHICH …]`.

Each wrong solution has to be rejected by its own step first, in a way that no other of the step
leaves; `--write` keeps the patterns. `--variants` asks whether the same mistakes in other words are
recognised, `--alternatives` whether right solutions in other styles are accepted.
"""

import argparse
import ast
import json
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from kata.curriculum import load
from kata.files import keep
from kata.judging.outcomes import TestOutcome
from kata.judging.workers import Outcomes, Pool
from kata.launch import cores
from kata.markers import functions
from kata.misconceptions import patterns
from kata.misconceptions.bank import Misconception, bank
from kata.misconceptions.patterns import Pattern, pattern, recognise
from kata.misconceptions.trials import Trial, failing, run, up_to, within
from kata.paths import SOLUTIONS, STATE, TESTS
from kata.splicing import defined

VARIANTS = TESTS / "kata" / "variants"
ALTERNATIVES = TESTS / "kata" / "alternatives"
FOUND = STATE / "variants.json"  # what the variants left, for whoever tunes the recognition

Wanted = Callable[[str], bool]


def wrong_trial(wrong: Misconception) -> Trial:
    """A wrong solution, by its own step, and by those before it that may notice.

    No test of a step needs a later one (the staircase), so where only the step's own functions are
    changed, no earlier step can be the first to fail.
    """
    steps = (wrong.step,) if within(wrong.step, wrong.source) else up_to(wrong.step)
    return Trial(wrong.id, load().step(wrong.step).file, wrong.source, steps)


def variant(wrong: Misconception) -> Trial:
    """The same mistake in other words, by its own step."""
    patch = (VARIANTS / f"{wrong.id}.py").read_text("utf-8")
    return Trial(wrong.id, load().step(wrong.step).file, patch, (wrong.step,))


def alternative(file: Path) -> Trial:
    """A right solution in another style, by the steps of the functions that it replaces."""
    source = file.read_text("utf-8")
    told = tomllib.loads(ast.get_docstring(ast.parse(source)) or "")
    module = PurePosixPath(told["file"])
    names = set(defined(source))
    steps = {
        step
        for step, group in functions((SOLUTIONS / module).read_text("utf-8")).items()
        if names & {function.name for function in group}
    }
    order = tuple(step.id for step in load().steps if step.id in steps)
    return Trial(file.stem, module, source, order)


def complaint(step: str, outcomes: Outcomes) -> str:
    """What is wrong with how a wrong solution of a step fares, or nothing."""
    failed = failing(outcomes)
    if not failed:
        return "NOT REJECTED"
    return "" if failed[0] == step else f"FAILS FIRST IN {failed[0]}"


def same_patterns(found: Mapping[str, Pattern]) -> Iterator[tuple[str, str]]:
    """Pairs of wrong solutions of one step that leave one pattern."""
    ids = list(found)
    for place, one in enumerate(ids):
        for other in ids[place + 1 :]:
            if patterns.step(one) == patterns.step(other) and found[one] == found[other]:
                yield one, other


def try_wrong(wanted: Wanted, pool: Pool, show: bool, keep: bool, everything: bool) -> bool:
    """Whether all is well with the wrong solutions."""
    chosen = [wrong for wrong in bank() if wanted(wrong.id)]
    found: dict[str, Pattern] = {}
    killed = localised = 0

    def tell(trial: Trial, outcomes: Outcomes) -> None:
        nonlocal killed, localised
        step = trial.steps[-1]
        own = [outcome for outcome in outcomes if outcome.step == step]
        found[trial.name] = pattern(own)
        problem = complaint(step, outcomes)
        killed += bool(found[trial.name])
        localised += not problem
        note = f"{len(found[trial.name])} of {len(own)} tests reject it"
        _print(trial, problem, note, outcomes if show or problem else ())

    run([wrong_trial(wrong) for wrong in chosen], pool, tell, shrink=show)
    same = list(same_patterns(found))
    for one, other in same:
        print(f"! {one} and {other} leave the same pattern")
    print(
        f"{len(chosen)} wrong solutions: {killed} are rejected by their own step, {localised} by "
        f"it first; {len(same)} pairs leave the same pattern"
    )
    if keep:
        patterns.write(found if everything else {**patterns.known(), **found})
    return killed == localised == len(chosen) and not same


def try_variants(wanted: Wanted, pool: Pool) -> None:
    """Print how well mistakes are recognised."""
    found: dict[str, Pattern] = {}
    told: dict[str, str | None] = {}

    def tell(trial: Trial, outcomes: Outcomes) -> None:
        found[trial.name] = pattern(outcomes)
        told[trial.name] = recognise(trial.steps[0], found[trial.name], patterns.known())
        problem = "" if told[trial.name] == trial.name else f"looks like {told[trial.name]}"
        _print(trial, problem, "recognised", ())

    run([variant(wrong) for wrong in bank() if wanted(wrong.id)], pool, tell)
    keep(FOUND, json.dumps(found, indent=1))
    print(measure(found))


def measure(variants: Mapping[str, Pattern]) -> str:
    """How many variants are recognised, and how often something wrong is said.

    Each wrong solution is also taken out of the bank, and shown to what is left: whatever is said
    of it then is wrong.
    """
    known = patterns.known()
    told = [(id, recognise(patterns.step(id), found, known)) for id, found in variants.items()]
    right = sum(id == other for id, other in told)
    named = sum(other is not None for _id, other in told)
    alarms = 0
    for id in variants:
        rest = {other: found for other, found in known.items() if other != id}
        alarms += recognise(patterns.step(id), known[id], rest) is not None
    return (
        f"{len(told)} variants: {named} are named, {right} rightly: recall "
        f"{right / max(len(told), 1):.1%}, precision {right / max(named, 1):.1%}; of the wrong "
        f"solutions themselves, each left out in its turn, {alarms} are taken for another"
    )


def try_alternatives(wanted: Wanted, pool: Pool, names: Sequence[str]) -> bool:
    """Whether all right solutions are accepted."""
    trials = [alternative(file) for file in sorted(ALTERNATIVES.glob("*.py"))]
    chosen = [t for t in trials if t.name in names or any(map(wanted, t.steps))]
    accepted = 0

    def tell(trial: Trial, outcomes: Outcomes) -> None:
        nonlocal accepted
        rejected = failing(outcomes)
        accepted += bool(outcomes) and not rejected
        note = f"{len(outcomes)} tests of {', '.join(trial.steps)}"
        problem = f"REJECTED BY {', '.join(rejected)}" if rejected else ""
        _print(trial, problem, note, outcomes if problem else ())

    run(chosen, pool, tell)
    print(f"{len(chosen)} right solutions: {accepted} are accepted")
    return accepted == len(chosen)


def _print(trial: Trial, problem: str, note: str, outcomes: Sequence[TestOutcome]) -> None:
    print(f"{'!' if problem else ' '} {trial.name}: {problem or note}", flush=True)
    for outcome in outcomes:
        if outcome.outcome != "passed":
            print(f"    {outcome.step} {outcome.id.partition('::')[2]} [{outcome.clue}]")
            print("        " + outcome.message.replace("\n", "\n        "))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("which", nargs="*", help="a step, a task or a name; all if none is given")
    parser.add_argument("--variants", action="store_true", help="are mistakes recognised?")
    parser.add_argument("--alternatives", action="store_true", help="is what is right accepted?")
    parser.add_argument("--write", action="store_true", help="keep the patterns")
    parser.add_argument("--show", action="store_true", help="the messages that a learner reads")
    parser.add_argument("--jobs", type=int, default=cores())
    options = parser.parse_args()

    def wanted(id: str) -> bool:
        step = patterns.step(id)
        parts = {id, step, step.partition(".")[0]}
        return not options.which or bool(parts & set(options.which))

    with Pool(options.jobs) as pool:
        if options.variants:
            try_variants(wanted, pool)
            return 0
        if options.alternatives:
            return 0 if try_alternatives(wanted, pool, options.which) else 1
        everything = not options.which
        return 0 if try_wrong(wanted, pool, options.show, options.write, everything) else 1


if __name__ == "__main__":
    raise SystemExit(main())
