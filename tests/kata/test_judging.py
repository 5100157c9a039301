"""Judging from end to end: what is wrong costs what it touches, and the report still comes."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from kata import curriculum
from kata.judging import cache, judge, worker
from kata.judging.job import Job
from kata.judging.judge import Options
from kata.judging.outcomes import Judgement, TestOutcome, Verdict
from kata.judging.plugin import close_templates
from kata.judging.workers import JudgeEnded, Pool, Reserve, Worker
from kata.paths import ROOT, SOLUTIONS
from kata.sentences import sentences
from kata.skeleton import skeleton

STAGE = "stage1_foundations"
STEP = curriculum.load().step("2.1")
TENSOR, LINEAR = f"{STAGE}/task1_tensor.py", f"{STAGE}/task2_linear_regression.py"

Change = Callable[[str], str]


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(2) as pool:
        yield pool


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has a cache of its own; all share the workers, which are slow to start."""
    monkeypatch.setattr(judge, "Cache", lambda: cache.Cache(tmp_path / "cache.json"))
    monkeypatch.setattr(judge, "Pool", lambda size: nullcontext(pool))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A learner's tree with task 1 to do, and tasks 2 and 3 right."""
    shutil.copytree(SOLUTIONS, tmp_path / "tree", ignore=shutil.ignore_patterns("__pycache__"))
    task1 = tmp_path / "tree" / TENSOR
    task1.write_text(skeleton(task1.read_text("utf-8")), "utf-8")
    return tmp_path / "tree"


def change(tree: Path, file: str, old: str, new: str) -> None:
    path = tree / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def judged(tree: Path, *steps: str, **options: object) -> Judgement:
    plan = curriculum.load()
    how = Options(tree, **options)  # type: ignore[arg-type]
    return judge.judge(plan, [plan.step(step) for step in steps], how)


def verdicts(outcomes: Iterable[TestOutcome]) -> set[str]:
    return {outcome.outcome for outcome in outcomes}


def test_a_task_is_judged_on_the_reference_where_an_earlier_one_has_a_stub(tree: Path) -> None:
    found = judged(tree, "2.1", "2.2")
    assert list(found.outcomes) == ["2.1", "2.2"]
    assert all(verdicts(outcomes) == {"passed"} for outcomes in found.outcomes.values())
    assert found.upstream == {2: {1: "reference"}}


def test_a_task_is_judged_on_an_earlier_one_that_is_complete(tree: Path) -> None:
    found = judged(tree, "3.3")
    assert found.upstream == {3: {1: "reference", 2: "own"}}
    assert {"2.1", "2.4", "3.3"} <= found.fresh.keys(), "what was judged on the way is told, too"
    change(tree, LINEAR, "def parameters(", "def parametres(")
    found = judged(tree, "3.3")
    assert found.upstream == {3: {1: "reference", 2: "reference"}}
    assert verdicts(found.outcomes["3.3"]) == {"passed"}


def test_an_earlier_task_that_is_too_slow_is_replaced_for_the_test(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judge._Run, "_is_complete", lambda run, task: True)
    slow = "\n\ndef _slow(self, *others):\n    while True: pass\n\nTensor.__sub__ = _slow\n"
    (tree / TENSOR).write_text((SOLUTIONS / TENSOR).read_text("utf-8") + slow, "utf-8")
    found = judged(tree, "2.1", seconds=1.5)
    assert found.upstream == {2: {1: "own"}}
    assert verdicts(found.outcomes["2.1"]) == {"passed"}
    assert any("too slow" in outcome.message for outcome in found.outcomes["2.1"])


def test_a_task_is_judged_on_the_reference_where_an_earlier_one_cannot_be_imported(
    tree: Path,
) -> None:
    change(tree, LINEAR, "\nclass LinearRegression", "\nclass LinearRegression(")
    found = judged(tree, "2.1", "3.3")
    assert verdicts(found.outcomes["2.1"]) == {"failed"}
    assert verdicts(found.outcomes["3.3"]) == {"passed"}
    assert found.upstream[3][2] == "reference"


def test_a_stub_is_to_do_and_what_meets_it_is_blocked(tree: Path) -> None:
    stub = "    raise NotImplementedError('step 2.1: mse_loss')\n"
    change(tree, LINEAR, "    # step 2.1\n", stub)
    found = judged(tree, "2.1", "2.4")
    assert verdicts(found.outcomes["2.1"]) == {"todo"}
    assert "2.1" in found.outcomes["2.1"][0].message
    assert "blocked" in verdicts(found.outcomes["2.4"])
    change(tree, LINEAR, "    # step 2.4\n", stub.replace("2.1: mse_loss", "2.4: fit"))
    assert verdicts(judged(tree, "2.4").outcomes["2.4"]) == {"todo"}


def test_a_failure_shows_what_where_and_with_which_values(tree: Path) -> None:
    change(tree, LINEAR, "    # step 2.1\n", "    print('looking')\n    prediction.nothing\n")
    outcome = judged(tree, "2.1").outcomes["2.1"][0]
    assert "AttributeError" in outcome.message and "`mse_loss`" in outcome.message
    assert "prediction.nothing" in outcome.message and "looking" in outcome.message


def test_a_failure_shows_the_line_as_it_was_saved_last(tree: Path) -> None:
    change(tree, LINEAR, "    # step 2.1\n", "    prediction.first\n")
    assert "    prediction.first" in judged(tree, "2.1").outcomes["2.1"][0].message
    change(tree, LINEAR, "    prediction.first\n", "    # one more line\n    prediction.second\n")
    assert "    prediction.second" in judged(tree, "2.1").outcomes["2.1"][0].message


def test_a_judge_bears_warnings_without_end(tree: Path) -> None:
    change(tree, LINEAR, "    # step 2.1\n", "    assert (prediction, 'always')\n" * 2000)
    assert verdicts(judged(tree, "2.1").outcomes["2.1"]) == {"passed"}


def test_what_came_in_place_of_a_tensor_is_told(tree: Path) -> None:
    change(tree, LINEAR, "    # step 2.1\n", "    return\n")
    told = [outcome.message for outcome in judged(tree, "2.1").outcomes["2.1"]]
    assert "is a `return` missing?" in told[0]
    change(tree, LINEAR, "    return\n", "    return 2.0\n")
    told = [outcome.message for outcome in judged(tree, "2.1").outcomes["2.1"]]
    assert "there your code gave plain data, of type float" in told[0]


def test_what_learner_code_says_is_not_translated(tree: Path) -> None:
    raised = "the shape of prediction must be that of target"
    unlike = "    if np.shape(prediction.data) != np.shape(target):\n"
    change(tree, LINEAR, "    # step 2.1\n", f"{unlike}        raise TypeError('{raised}')\n")
    outcomes = judged(tree, "2.1", language="zh").outcomes["2.1"]
    refused = [o.message for o in outcomes if "ValueError" in o.message]
    assert refused and all(f"TypeError: {raised}" in message for message in refused)


def test_a_loop_without_end_is_shown_where_the_step_has_it(tree: Path) -> None:
    endless = "    while True:\n        [number + 1 for number in range(99)]\n"
    change(tree, LINEAR, "    # step 2.1\n", f"    _endless()\n\n\ndef _endless():\n{endless}")
    outcome = judged(tree, "2.1", seconds=0.5).outcomes["2.1"][0]
    assert outcome.outcome == "timeout" and "`mse_loss`" in outcome.message
    assert "    _endless()" in outcome.message


def test_a_comprehension_goes_by_the_name_of_its_function(tree: Path) -> None:
    change(tree, LINEAR, "    # step 2.1\n", "    [1 / number for number in range(3)]\n")
    message = judged(tree, "2.1").outcomes["2.1"][0].message
    assert "in `mse_loss`, at" in message and "[1 / number" in message


def test_a_file_may_begin_with_a_byte_order_mark(tree: Path, pool: Pool) -> None:
    stub = "    raise NotImplementedError('step 2.1: mse_loss')\n"
    change(tree, LINEAR, "    # step 2.1\n", stub)
    for file in LINEAR, "stage1_foundations/task3_mlp.py":
        (tree / file).write_text("\ufeff" + (tree / file).read_text("utf-8"), "utf-8")
    assert verdicts(judged(tree, "2.1").outcomes["2.1"]) == {"todo"}
    run = judge._Run(curriculum.load(), Options(tree), pool, print)
    assert not run._has_stub("stage1_foundations/task3_mlp.py")


def test_what_a_step_is_to_build_by_hand_may_not_be_used(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = curriculum.parse(
        curriculum.FILE.read_text("utf-8").replace(
            'id = "2.1"', 'id = "2.1"\nforbids = ["numpy.square"]'
        )
    )
    monkeypatch.setattr(curriculum, "load", lambda: plan)
    change(tree, LINEAR, "    # step 2.1\n", "    # step 2.1\n    np.square(3)\n")
    outcomes: list[TestOutcome] = []
    job = Job(tree, ("2.1", "2.2"), upstream={1: "reference"})
    worker.judge(job, lambda m: outcomes.append(TestOutcome(**m["outcome"])))
    close_templates()
    steps = {step: [o for o in outcomes if o.step == step] for step in ("2.1", "2.2")}
    assert verdicts(steps["2.1"]) == {"failed"} and verdicts(steps["2.2"]) == {"passed"}
    line = (tree / LINEAR).read_text("utf-8").split("\n").index("    np.square(3)") + 1
    for outcome in steps["2.1"]:
        assert outcome.message == (
            "step 2.1 builds it by hand: `numpy.square` may not be used in `mse_loss`, "
            f"line {line}\n    np.square(3)"
        )
        assert outcome.where and outcome.where.endswith(f"task2_linear_regression.py:{line}")


def test_unchanged_code_is_not_judged_again(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = judged(tree, "2.1")
    monkeypatch.setattr(Pool, "judge", _no_work)
    assert judged(tree, "2.1").outcomes == first.outcomes
    with pytest.raises(AssertionError, match="work to do"):
        judged(tree, "2.1", fresh=True)
    change(tree, LINEAR, "import numpy", "import  numpy")
    with pytest.raises(AssertionError, match="work to do"):
        judged(tree, "2.1")


def _no_work(pool: object, jobs: list[Job], then: object) -> None:
    assert not jobs, "there is work to do"


def test_a_damaged_cache_is_no_harm(tree: Path, tmp_path: Path) -> None:
    (tmp_path / "cache.json").write_text("{half a fi")
    assert verdicts(judged(tree, "2.1").outcomes["2.1"]) == {"passed"}
    assert cache.Cache(tmp_path / "cache.json")


def test_a_cache_that_cannot_be_kept_is_no_harm(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where a folder should be")
    store = cache.Cache(tmp_path / "state" / "cache.json")
    store.put("key", (TestOutcome("t", "1.1", "", "passed", 0.1),))
    store.save()


def test_a_run_that_is_cancelled_while_it_waits_leaves_the_judge_as_it_is() -> None:
    class Waited(Reserve):
        """The run is cancelled before the judge that it waits for is there."""

        def take(self) -> Worker:
            late.cancel()
            taken.append(super().take())
            return taken[-1]

    taken: list[Worker] = []
    reserve = Waited()
    with Pool(1, reserve) as late:
        with pytest.raises(JudgeEnded):
            late.judge([Job(SOLUTIONS, ("2.1",))], print)
        assert reserve.take() is taken[0] and taken[0].alive
    reserve.retire(taken[0])
    reserve.close()


def test_what_depends_on_how_busy_the_machine_was_is_not_kept(tmp_path: Path) -> None:
    store = cache.Cache(tmp_path / "cache.json")
    passed = TestOutcome("t", "1.1", "", "passed", 0.1)
    store.put("kept", (passed,))
    store.put("not kept", (passed, TestOutcome("u", "1.1", "", "timeout", 9.0)))
    store.save()
    again = cache.Cache(tmp_path / "cache.json")
    assert again.get("kept") == (passed,) and again.get("not kept") is None


def test_judges_that_have_nothing_else_to_do_share_a_step(tree: Path) -> None:
    names = [f"test_step_2_1.py::{name}" for name in sentences(ROOT / STEP.test_file)]
    found = judged(tree, "2.1", known=dict.fromkeys(names[:1], 5.0))
    assert [outcome.id for outcome in found.outcomes["2.1"]] == names
    assert verdicts(found.outcomes["2.1"]) == {"passed"}


def test_shares_take_about_as_long(tmp_path: Path) -> None:
    tests = [*sentences(ROOT / STEP.test_file)]
    known = {f"test_step_2_1.py::{tests[-1]}": 9.0}
    run = judge._Run(curriculum.load(), Options(tmp_path, known=known), None, print)  # type: ignore[arg-type]
    one, other = run._shares(Job(tmp_path, ("2.1",)), 2)
    assert one.tests == (tests[-1],)
    assert other.tests == tuple(tests[:-1])
    assert len(run._shares(Job(tmp_path, ("2.1",)), 100)) == len(tests)


def test_after_a_test_that_runs_out_of_time_no_other_counts() -> None:
    first, second, third, *_ = sentences(ROOT / STEP.test_file)

    def outcome(name: str, verdict: Verdict) -> TestOutcome:
        return TestOutcome(f"test_step_2_1.py::{name}", "2.1", "", verdict, 0.1)

    parts = [(outcome(second, "timeout"),), (outcome(first, "passed"), outcome(third, "passed"))]
    found = judge._in_order(curriculum.load(), Job(SOLUTIONS, ("2.1",)), parts)
    assert [o.outcome for o in found] == ["passed", "timeout", "timeout"]
    assert not found[1].message and "out of time" in found[2].message
