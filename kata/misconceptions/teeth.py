"""Tries the tests on the wrong solutions: `python -m kata.misconceptions.teeth [STEP …]`.

Each has to be rejected by its own step first, in a way that no other leaves. `--write` keeps the
patterns that were found. `--variants` asks instead whether the same mistakes in other words are
recognised, `--alternatives` whether right solutions in other styles are accepted.
"""

import argparse
import ast
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from kata.curriculum import load
from kata.judging.outcomes import TestOutcome
from kata.judging.workers import Pool
from kata.launch import cores
from kata.markers import functions
from kata.misconceptions import patterns
from kata.misconceptions.bank import Misconception, bank
from kata.misconceptions.trials import Trial, failing, run, up_to
from kata.paths import SOLUTIONS, TESTS
from kata.splicing import defined

VARIANTS = TESTS / "kata" / "variants"
ALTERNATIVES = TESTS / "kata" / "alternatives"

Outcomes = Sequence[TestOutcome]


def trial_of(wrong: Misconception) -> Trial:
    """The trial of a wrong solution by its own step and the task's before it."""
    file = load().step(wrong.step).file
    return Trial(wrong.id, file, wrong.source, up_to(wrong.step))


def variant(wrong: Misconception) -> Trial:
    """The same mistake in other words, by its own step."""
    patch = (VARIANTS / f"{wrong.id}.py").read_text("utf-8")
    return Trial(wrong.id, load().step(wrong.step).file, patch, (wrong.step,))


def own(step: str, outcomes: Outcomes) -> list[TestOutcome]:
    """Those of one step."""
    return [outcome for outcome in outcomes if outcome.step == step]


def complaint(step: str, outcomes: Outcomes) -> str:
    """What is wrong with how a wrong solution fares, or nothing."""
    failed = failing(outcomes)
    if not failed:
        return "NOT REJECTED"
    if failed[0] != step:
        return f"FAILS FIRST IN {failed[0]}"
    return ""


def same_patterns(found: dict[str, patterns.Pattern]) -> Iterator[tuple[str, str]]:
    """Pairs of wrong solutions of one step that leave one pattern."""
    ids = list(found)
    for place, one in enumerate(ids):
        for other in ids[place + 1 :]:
            if one.partition("/")[0] == other.partition("/")[0] and found[one] == found[other]:
                yield one, other


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
    order = [step.id for step in load().steps if step.id in steps]
    return Trial(file.stem, module, source, tuple(order))


def show(outcomes: Outcomes) -> None:
    """Print what a learner reads."""
    for outcome in outcomes:
        if outcome.outcome != "passed":
            print(f"    {outcome.step} {outcome.id.partition('::')[2]} [{outcome.clue}]")
            print("        " + outcome.message.replace("\n", "\n        "))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("steps", nargs="*", help="1.2, a task or an id; all where none is named")
    parser.add_argument("--write", action="store_true", help="keep the patterns")
    parser.add_argument("--variants", action="store_true")
    parser.add_argument("--alternatives", action="store_true")
    parser.add_argument("--show", action="store_true", help="the messages that a learner reads")
    parser.add_argument("--jobs", type=int, default=cores())
    options = parser.parse_args()

    def wanted(id: str) -> bool:
        step = id.partition("/")[0]
        return not options.steps or bool({id, step, step.partition(".")[0]} & set(options.steps))

    chosen = [wrong for wrong in bank() if wanted(wrong.id)]
    if options.alternatives:
        named = [alternative(file) for file in sorted(ALTERNATIVES.glob("*.py"))]
        trials = [t for t in named if any(map(wanted, t.steps)) or t.name in options.steps]
    elif options.variants:
        trials = [
            Trial(
                w.id,
                load().step(w.step).file,
                (VARIANTS / f"{w.id}.py").read_text("utf-8"),
                (w.step,),
            )
            for w in chosen
            if (VARIANTS / f"{w.id}.py").is_file()
        ]
    else:
        trials = [trial_of(wrong) for wrong in chosen]
    found: dict[str, patterns.Pattern] = {}
    bad = 0

    def tell(trial: Trial, outcomes: Outcomes) -> None:
        nonlocal bad
        step = trial.name.partition("/")[0]
        if options.alternatives:
            problem = f"REJECTED by {failing(outcomes)}" if failing(outcomes) else ""
            note = f"{len(outcomes)} tests of {', '.join(trial.steps)}"
        elif options.variants:
            looks = patterns.recognise(
                step, patterns.pattern(own(step, outcomes)), patterns.known()
            )
            problem = "" if looks == trial.name else f"looks like {looks}"
            note = "recognised"
        else:
            problem = complaint(step, outcomes)
            found[trial.name] = patterns.pattern(own(step, outcomes))
            note = f"{len(found[trial.name])} of {len(own(step, outcomes))} tests reject it"
        bad += bool(problem)
        print(f"{'!' if problem else ' '} {trial.name}: {problem or note}", flush=True)
        if options.show or (problem and not options.variants):
            show(outcomes)

    with Pool(options.jobs) as pool:
        run(trials, pool, tell)
    for one, other in same_patterns(found):
        bad += 1
        print(f"! {one} and {other} leave the same pattern")
    print(f"{len(trials)} tried, {bad} to look at")
    if options.write:
        patterns.write({**patterns.known(), **found} if options.steps else found)
    return min(bad, 1)


if __name__ == "__main__":
    raise SystemExit(main())
