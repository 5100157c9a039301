"""The curriculum is complete and consistent, and a mistake in it is named."""

import dataclasses
import re
import subprocess
import sys

import pytest

from kata.curriculum import DEFAULT_SECONDS, CurriculumError, Text, load, parse

SMALL = """
[[stage]]
id = 1
folder = "stage1"
title = { en = "First", zh = "第一" }
imports = ["numpy"]

[[stage.task]]
id = 1
title = { en = "One", zh = "一" }
modules = ["task1_a", "task1_b"]
available = true

[[stage.task.step]]
id = "1.1"
module = "task1_a"
title = { en = "A", zh = "甲" }
points = 3
stars = 1

[[stage.task.step]]
id = "1.2"
module = "task1_b"
title = { en = "B", zh = "乙" }
points = 4
stars = 2
needs = ["1.1"]
seconds = 20
forbids = ["numpy.linalg.inv"]
hints = [{ en = "x", zh = "一" }, { en = "y", zh = "二" }, { en = "z", zh = "三" }]

[[stage.task]]
id = 2
title = { en = "Two", zh = "二" }
modules = ["task2"]
needs = [1]
available = false

[[stage.task.step]]
id = "2.1"
title = { en = "C", zh = "丙" }
points = 5
stars = 3
"""


def test_small_curriculum_is_read_in_full():
    curriculum = parse(SMALL)
    (stage,) = curriculum.stages
    first, second = curriculum.tasks
    assert (stage.id, stage.folder, stage.imports) == (1, "stage1", ("numpy",))
    assert stage.title == Text("First", "第一")
    assert (first.modules, first.needs, first.available) == (("task1_a", "task1_b"), (), True)
    assert (second.modules, second.needs, second.available) == (("task2",), (1,), False)
    assert (first.stage, first.folder, second.stage) == (1, "stage1", 1)
    assert (stage.points, first.points, second.points) == (12, 7, 5)
    a, b, c = curriculum.steps
    assert (a.id, a.task, a.points, a.stars, a.needs, a.forbids) == ("1.1", 1, 3, 1, (), ())
    assert (a.module, a.seconds) == ("task1_a", DEFAULT_SECONDS)
    assert (a.hints, b.hints[2]) == ((), Text("z", "三"))
    assert (b.needs, b.seconds, b.forbids) == (("1.1",), 20.0, ("numpy.linalg.inv",))
    assert c.module == "task2", "the only module of a task is the module of its steps"


def test_paths_follow_from_folder_and_module():
    curriculum = parse(SMALL)
    assert str(curriculum.step("1.2").file) == "stage1/task1_b.py"
    assert str(curriculum.step("1.2").test_file) == "tests/stage1/task1_b/test_step_1_2.py"
    assert [str(file) for file in curriculum.task(1).files] == [
        "stage1/task1_a.py",
        "stage1/task1_b.py",
    ]


def test_text_comes_in_the_language_asked_for():
    text = Text("loss", "损失")
    assert text.in_language("zh") == "损失"
    assert text.in_language("en") == "loss"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('needs = ["1.1"]', 'needs = ["1.9"]', r"step 1\.2 needs 1\.9, which is not an earlier"),
        ('needs = ["1.1"]', 'needs = ["1.2"]', r"step 1\.2 needs 1\.2, which is not an earlier"),
        ('needs = ["1.1"]', 'needs = ["2.1"]', r"step 1\.2 needs 2\.1, which is not an earlier"),
        ('needs = ["1.1"]', 'needs = ["1.1", "1.1"]', r"step 1\.2 needs 1\.1 twice"),
        ('needs = ["1.1"]', "needs = [1.1]", r"step 1\.2: needs must be a list of texts"),
        ("needs = [1]", "needs = [2]", r"task 2 needs 2, which is not an earlier task"),
        ("needs = [1]", "needs = [3]", r"task 2 needs 3, which is not an earlier task"),
        ('id = "1.2"', 'id = "1.1"', r"step 1\.1 is there twice"),
        ('id = "1.2"', 'id = "1.3"', r"step 1\.3 stands where step 1\.2 is expected"),
        ('id = "2.1"', 'id = "1.3"', r"step 1\.3 stands where step 2\.1 is expected"),
        ("id = 2\n", "id = 1\n", r"task 1 is there twice"),
        ("id = 2\n", "id = 3\n", r"task 3 stands where task 2 is expected"),
        (', zh = "乙"', "", r"step 1\.2: title: zh is missing"),
        ('zh = "乙"', 'zh = " "', r"step 1\.2: title: zh is empty"),
        ('title = { en = "Two", zh = "二" }', "", r"task 2: title is missing"),
        ("points = 4", "points = 0", r"step 1\.2: points must be positive, not 0"),
        ("points = 4", "points = 4.5", r"step 1\.2: points must be a whole number, not 4\.5"),
        ("points = 4", "points = true", r"step 1\.2: points must be a whole number, not True"),
        ("points = 4", "", r"step 1\.2: points is missing"),
        ("stars = 3", "stars = 4", r"step 2\.1: stars must be 1, 2 or 3, not 4"),
        ("stars = 3", "stars = 0", r"step 2\.1: stars must be 1, 2 or 3, not 0"),
        ("seconds = 20", "seconds = 0", r"step 1\.2: seconds must be positive, not 0"),
        (', { en = "z", zh = "三" }', "", r"step 1\.2: three hints or none, not 2"),
        ('{ en = "y", zh = "二" }', '{ en = "y" }', r"step 1\.2: hints: zh is missing"),
        ("seconds = 20", "secodns = 20", r"step 1\.2: unknown key 'secodns'"),
        (
            'module = "task1_b"',
            'module = "task2"',
            r"step 1\.2: module task2 is not one of task1_a",
        ),
        ('module = "task1_b"', "", r"step 1\.2: module is missing"),
        ('modules = ["task2"]', "modules = []", r"task 2: it has no module"),
        ("available = false", 'available = "no"', r"task 2: available must be true or false"),
        ("[[stage]]", "[[stage]", r"curriculum\.toml is not valid TOML"),
    ],
)
def test_mistake_is_named(old, new, message):
    assert SMALL.count(old) == 1, "the sample holds what is to be replaced, once"
    with pytest.raises(CurriculumError, match=message):
        parse(SMALL.replace(old, new))


def test_a_step_may_be_worth_one_point():
    assert parse(SMALL.replace("points = 4", "points = 1")).step("1.2").points == 1


def test_nothing_may_be_empty():
    with pytest.raises(CurriculumError, match="the curriculum: it has no stage"):
        parse("")
    with pytest.raises(CurriculumError, match="task 2: it has no step"):
        parse(SMALL[: SMALL.rindex("[[stage.task.step]]")])


def test_lookups_name_what_there_is():
    curriculum = load()
    for step in curriculum.steps:
        assert curriculum.step(step.id) is step
    for task in curriculum.tasks:
        assert curriculum.task(task.id) is task
    for stage in curriculum.stages:
        assert curriculum.stage(stage.id) is stage
    with pytest.raises(LookupError, match=r"no step 1\.12; task 1 has 1\.1 to 1\.11"):
        curriculum.step("1.12")
    with pytest.raises(LookupError, match=r"no step first; a step is named like 1\.1"):
        curriculum.step("first")
    with pytest.raises(LookupError, match="no task 8; the tasks are 1 to 7"):
        curriculum.task(8)
    with pytest.raises(LookupError, match="no stage 0; the stages are 1 to 3"):
        curriculum.stage(0)


def test_upstream_reaches_through_others():
    curriculum = load()
    assert [task.id for task in curriculum.upstream(1)] == []
    assert [task.id for task in curriculum.upstream(3)] == [1, 2]
    assert [task.id for task in curriculum.upstream(6)] == [1, 2, 3, 4, 5]


def test_project_has_every_stage_task_and_step():
    curriculum = load()
    assert [stage.folder for stage in curriculum.stages] == [
        "stage1_foundations",
        "stage2_transformer",
        "stage3_gpt",
    ]
    assert [len(task.steps) for task in curriculum.tasks] == [11, 4, 6, 5, 6, 8, 15]
    assert [stage.points for stage in curriculum.stages] == [86, 60, 118]
    assert [stage.imports for stage in curriculum.stages[:2]] == [("numpy",), ("numpy",)]
    modules = [module for task in curriculum.tasks for module in task.modules]
    assert len(set(modules)) == len(modules)
    assert {step.module for step in curriculum.steps} == set(modules), "every module has a step"


def test_every_text_is_in_both_languages():
    curriculum = load()
    for thing in [*curriculum.stages, *curriculum.tasks, *curriculum.steps]:
        assert not re.search("[一-鿿]", thing.title.en), thing.title
        assert re.search("[一-鿿]|^Dataset", thing.title.zh), thing.title
        thing.title.zh.encode("gbk")  # a Chinese Windows console can show it


def test_curriculum_is_read_once_and_cannot_be_changed():
    assert load() is load()
    with pytest.raises(dataclasses.FrozenInstanceError):
        load().step("1.1").points = 100


def test_loading_the_curriculum_is_light():
    program = (
        "import sys; from kata.curriculum import load; load(); "
        "print([name for name in ('numpy', 'torch', 'pytest', 'rich') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr
