"""Reports of every kind, made from words: what the tests of the formats are run on."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kata.curriculum import Curriculum, Step, load
from kata.judging.outcomes import Judgement, TestOutcome, Upstream
from kata.language import Language
from kata.scoring import Report, score

# The layout must not change with every task that is added: the first stage alone is available.
STAGES = load().stages
PLAN = Curriculum(
    tuple(
        replace(stage, tasks=tuple(replace(t, available=stage.id == 1) for t in stage.tasks))
        for stage in STAGES
    )
)
STEPS = PLAN.stage(1).tasks
SENTENCE = "A node that is used twice gets the sum of both gradients."
MESSAGE = """\
gradient of `a` in (a * b).sum(): values differ in 12 of 12 places, first at [0, 0]
  yours     [ 2.0 …   expected [ 1.0 …
  yours is exactly 2 × expected: is something added twice?"""
# What a learner may raise or print, to break the page or the file that it ends up in.
HOSTILE = (
    "</pre></script><script>alert('x')</script><img src=x onerror=alert(1)>\n"
    "::error file=a,line=1::50% {{ 7 * 7 }} ]]> &amp; ``` | *x* \"'\n"
    "\x00\x1b[31m\x08\x7f\x85\u2028\u202e\ufffe\ufeff\ud800 中文 tab\tend"
)
DONE = {step.id: "passed passed" for task in STEPS for step in task.steps}
FRESH = dict.fromkeys(DONE, "todo todo")
ONE_FAILING = DONE | {"2.3": "passed failed failed"}
MIXED = FRESH | {
    "1.1": "passed passed",
    "1.2": "failed passed passed",
    "1.3": "timeout passed",
    "1.4": "crashed crashed",
    "1.6": "blocked failed",
    "2.1": "passed todo",
}


def judged(
    verdicts: Mapping[str, str],
    steps: Sequence[Step] = PLAN.steps,
    upstream: Mapping[int, Mapping[int, Upstream]] | None = None,
    target: str = "exercises",
    message: str = "",
    plan: Curriculum = PLAN,
    sentence: str = SENTENCE,
    note: str = "",
    language: Language = "en",
) -> Report:
    """The report on tests that went so, one word each.

    Those that pass come with the note, the others with the message.
    """
    outcomes = {
        step: tuple(
            TestOutcome(
                f"{step}-{number}", step, sentence, word, 0.1, note if word == "passed" else message
            )
            for number, word in enumerate(words.split())
        )
        for step, words in verdicts.items()
    }
    return score(plan, Judgement(outcomes, upstream or {}, 1.0), steps, target, language)


KINDS = {
    "fresh": judged(FRESH),
    "done": judged(DONE, upstream={2: {1: "own"}, 3: {1: "own", 2: "own"}}),
    "one failing": judged(ONE_FAILING, message=MESSAGE),
    "mixed": judged(MIXED, message=MESSAGE, upstream={2: {1: "reference"}}),
    "hostile": judged(MIXED, message=HOSTILE, sentence=HOSTILE, target="a <b> & 'c'"),
    "one step": judged({"1.4": "blocked"}, steps=[PLAN.step("1.4")], message="needs step 1.1"),
    "nothing judged": judged({}),
    "not available": judged({}, steps=PLAN.task(4).steps),
}
