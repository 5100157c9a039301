"""Exercises come from solutions: nothing of the answer stays, nothing that was given is lost."""

import ast
import importlib
import inspect
import subprocess
import sys
from pathlib import Path
from textwrap import dedent, indent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kata.curriculum import load, parse
from kata.drift import differences
from kata.paths import ROOT, SOLUTIONS
from kata.skeleton import (
    MarkerError,
    SkeletonError,
    functions,
    generate,
    line_of,
    location,
    main,
    outline,
    skeleton,
    stubs,
)

SOLUTION = dedent('''\
    """Task 1."""

    import math  # solution only
    import os
    from functools import (
        cache,  # solution only
        partial,
    )

    EPS = 1e-5

    # How the reference goes about it.
    # solution only
    TABLE = {1: 2}


    class Box:
        """A box."""

        size = 3

        def given(self):
            return partial(os.getcwd)

        @property
        def half(self) -> float:
            """Half of it."""
            # step 1.1
            return self._half()

        # solution only
        @staticmethod
        def _half():
            return math.pi / 2

        async def wait(self, seconds: float = EPS) -> None:
            start = seconds
            # Above the marker stands what the learner is given.

            # step 1.2
            for _ in range(3):
                start += 1

            return start
            # an afterthought


    # solution only
    @cache
    def helper():
        return 1


    def area(box):
        # step 1.1
        return helper()
''')

EXERCISE = dedent('''\
    """Task 1."""

    import os
    from functools import (
        partial,
    )

    EPS = 1e-5


    class Box:
        """A box."""

        size = 3

        def given(self):
            return partial(os.getcwd)

        @property
        def half(self) -> float:
            """Half of it."""
            raise NotImplementedError("step 1.1: Box.half")

        async def wait(self, seconds: float = EPS) -> None:
            start = seconds
            # Above the marker stands what the learner is given.

            raise NotImplementedError("step 1.2: Box.wait")


    def area(box):
        raise NotImplementedError("step 1.1: area")
''')

MODULES = [SOLUTIONS / file for task in load().tasks if task.available for file in task.files]
module = pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)


def test_worked_example():
    assert skeleton(SOLUTION) == EXERCISE


def test_functions_of_a_solution_are_found_by_step():
    marked = functions(SOLUTION)
    assert {step: [function.name for function in found] for step, found in marked.items()} == {
        "1.1": ["Box.half", "area"],
        "1.2": ["Box.wait"],
    }
    lines = SOLUTION.split("\n")
    half, wait = marked["1.1"][0], marked["1.2"][0]
    assert lines[half.first - 1].strip() == "@property"
    assert lines[half.line - 1].strip().startswith("def half")
    assert lines[half.last - 1].strip() == "return self._half()"
    assert lines[wait.last - 1].strip() == "# an afterthought", "a closing comment belongs to it"


def test_stubs_of_an_exercise_are_found_by_name():
    assert stubs(EXERCISE) == {"Box.half": "1.1", "Box.wait": "1.2", "area": "1.1"}
    written = EXERCISE.replace('raise NotImplementedError("step 1.1: area")', "return 1")
    assert stubs(written) == {"Box.half": "1.1", "Box.wait": "1.2"}


def test_outline_names_what_stands_in_modules_and_classes():
    text = dedent("""\
        class A:
            class B:
                def f(self):
                    def inner():
                        pass
        def g(): pass
    """)
    assert [(function.name, function.line, function.last) for function in outline(text)] == [
        ("A.B.f", 3, 5),
        ("g", 6, 6),
    ]


def test_what_is_nested_too_deep_is_no_python():
    with pytest.raises(SyntaxError, match="too deep"):
        outline("x = 1" + " + 1" * 50_000)


def test_of_several_imports_only_what_is_marked_is_left_out():
    imports = [
        "from a import (\n    b,\n    c,\n)\n",
        "from d import (\n    e,  # solution only\n    f,\n)\n",
        "from g import (  # solution only\n    h,\n    i,\n)\n",
        "from j import (\n    k,\n    l,\n)  # solution only\n",
        "from m import n\n",
    ]
    left = "from a import (\n    b,\n    c,\n)\nfrom d import (\n    f,\n)\nfrom m import n\n"
    assert skeleton("".join(imports)) == left
    assert skeleton("import a  # solution only\nimport b\n") == "import b\n"


# What a solution must not look like.


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("# step 1.1\n", 1, "step 1.1 stands outside a function"),
        ("class A:\n    # step 1.1\n    x = 1\n", 2, "step 1.1 stands outside a function"),
        ("def f():\n    return 1\n\n\n# step 1.1\n", 5, "step 1.1 stands outside a function"),
        (
            "def f():\n    def g():\n        # step 1.1\n        return 1\n    return g\n",
            3,
            "must be in a function at the top or in a class",
        ),
        ("def f():\n    return 1  # step 1.1\n", 2, "must be a line of its own in f"),
        (
            "def f(x):\n    if x:\n        # step 1.1\n        return 1\n    return 2\n",
            3,
            "must be a line of its own in f",
        ),
        (
            "def f(x):\n    g = [\n    # step 1.1\n        1]\n    return g\n",
            3,
            "stands inside a statement of f",
        ),
        ("def f():\n    return 1\n    # step 1.1\n", 3, "nothing follows the marker of step 1.1"),
        (
            'def f():\n    # step 1.1\n    """What f does."""\n    return 1\n',
            2,
            "must follow the docstring of f",
        ),
        (
            "def f():\n    # step 1.1\n    x = 1\n    # step 1.2\n    return x\n",
            4,
            "f has two markers",
        ),
        (
            "def f():\n    # step 1.1\n    x = 1\n    # step 1.1\n    return x\n",
            4,
            "f has two markers",
        ),
        ("def f():\n    # Step 1.1\n    return 1\n", 2, "write `# step N.M`"),
        ("def f():\n    #step 1.1: this\n    return 1\n", 2, "write `# step N.M`"),
        ("# Solution only.\nX = 1\n", 1, "write `# step N.M` or `# solution only`"),
        ("import os  # solution-only\n", 1, "write `# step N.M` or `# solution only`"),
        ("# solution only\n\nX = 1\n", 1, "must stand right above"),
        ("# solution only\nprint(1)\n", 1, "must stand right above"),
        ("X = 1  # solution only\n", 1, "is for imports"),
        ("def f():\n    # solution only\n    x = 1\n    return x\n", 2, "must stand right above"),
        (
            "# solution only\ndef f():\n    # step 1.1\n    return 1\n",
            3,
            "f has a marker, but is for the solution only",
        ),
        (
            "class A:\n    def f(self):\n        return 1\n\n    g = f\n",
            5,
            "`g = f` in A: write a def, not an alias",
        ),
        (
            "def f(self):\n    return 1\n\n\nclass A:\n    class B:\n        g: object = f\n",
            7,
            "`g: object = f` in B: write a def, not an alias",
        ),
        ("def f(:\n", 1, "not valid Python"),
        (
            "class A:\n    # solution only\n    X = 1\n",
            1,
            r"line 1 of what is left .* is not valid Python",
        ),
    ],
)
def test_bad_solution_is_refused(source, line, message):
    with pytest.raises(MarkerError, match=message) as caught:
        skeleton(source)
    assert caught.value.line == line


def test_markers_in_strings_and_other_assignments_are_left_alone():
    source = dedent('''\
        """How to mark: # step 1.1 in a line."""

        EPS = 1e-5


        class A:
            limit = EPS
            text = """
            # step 1.1
            # solution only
            """

            def f(self):
                """# step 1.2"""
                return "# step 1.3"  # a step of 1.5 metres
    ''')
    assert skeleton(source) == source


# Laws, over generated solutions.

NAMES = st.sampled_from(
    ["f", "g", "h", "k", "__add__", "__len__", "forward", "backward", "train", "élan"]
)
DOCSTRINGS = st.sampled_from(["", '"""One line."""', '"""First.\n\n# step 9.9\n"""'])
STARTERS = st.sampled_from(["", "x = 1", "if x:\n    x = 2\n", "# words\n"])
BODIES = st.sampled_from(
    [
        "return 'secret'",
        "y = 'secret'\n\nreturn y",
        "def inner():\n    # why\n    return 'secret'\nreturn inner",
        'return """\nsecret\n"""',
        "return 'secret'\n\n# secret afterthought",
    ]
)


@st.composite
def blocks(draw, depth=0):
    """One function or class of a solution, as text without indentation."""
    kind = draw(st.sampled_from(["given", "step", "only", "class"] if depth < 2 else ["step"]))
    if kind == "class":
        members = draw(st.lists(blocks(depth + 1), max_size=3))
        body = "\n\n".join(['"""A class."""', "size = 1", *members])
        return f"class {draw(st.sampled_from('ABCDEF'))}:\n{indent(body, '    ')}"
    head = draw(st.sampled_from(["", "@staticmethod\n", "@wraps(\n    f\n)\n"]))
    head += f"{draw(st.sampled_from(['def', 'async def']))} {draw(NAMES)}(a, *, b: int = 1) -> int:"
    parts = [draw(DOCSTRINGS), draw(STARTERS)]
    if kind == "given":
        parts.append("return a")
    elif kind == "step":
        parts += [f"# step {draw(st.integers(1, 7))}.{draw(st.integers(1, 15))}", draw(BODIES)]
    else:
        parts.append("return 'secret'")
        head = "# solution only\n" + head
    return head + "\n" + indent("\n".join(part for part in parts if part), "    ")


@st.composite
def solutions(draw):
    gap = "\n\n\n"
    return gap.join(['"""A module."""', "EPS = 1", *draw(st.lists(blocks(), max_size=5))]) + "\n"


@given(solutions())
def test_skeleton_is_python_without_answers_or_markers(solution):
    exercise = skeleton(solution)
    ast.parse(exercise)
    assert "secret" not in exercise
    assert not functions(exercise)
    assert skeleton(exercise) == exercise


@given(solutions())
def test_every_marked_function_becomes_a_stub_that_names_it(solution):
    exercise = skeleton(solution)
    marked = [
        (step, function.name) for step, found in functions(solution).items() for function in found
    ]
    raised = [
        f"step {step}: {name}" for name, step in sorted((name, step) for step, name in marked)
    ]
    assert sorted(raised) == sorted(_messages(ast.parse(exercise)))


@given(solutions())
def test_a_solution_and_its_skeleton_both_count_as_undrifted(solution):
    exercise = skeleton(solution)
    assert differences(exercise, exercise) == []
    if _names_are_unique(solution):
        assert differences(solution, exercise) == []


@given(solutions())
def test_what_is_given_stays_word_for_word(solution):
    remaining = iter(solution.split("\n"))
    for line in skeleton(solution).split("\n"):
        if "raise NotImplementedError" not in line:
            assert line in remaining, f"{line!r} is new, or moved"


def _messages(tree):
    return [
        node.exc.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise) and ast.unparse(node.exc.func) == "NotImplementedError"
    ]


def _names_are_unique(source):
    """Whether no name stands for two things, as in any sensible module."""
    tree = ast.parse(source)
    scopes = [tree, *(node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))]
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    for scope in scopes:
        names = [node.name for node in scope.body if isinstance(node, kinds)]
        if len(set(names)) < len(names):
            return False
    return True


# Where to go on.


def test_line_of_is_that_of_the_first_unfinished_function_or_else_the_first():
    names = ["Box.half", "area"]
    lines = EXERCISE.split("\n")
    assert "def half" in lines[line_of(EXERCISE, "1.1", names) - 1]
    begun = EXERCISE.replace('raise NotImplementedError("step 1.1: Box.half")', "return 1")
    assert "def area" in lines[line_of(begun, "1.1", names) - 1]
    finished = begun.replace('raise NotImplementedError("step 1.1: area")', "return 2")
    assert "def half" in lines[line_of(finished, "1.1", names) - 1]
    assert line_of("x = 1\n", "1.1", names) == 1


def test_line_of_copes_with_a_text_that_is_not_python():
    broken = EXERCISE.replace("class Box:", "class Box(:")
    lines = broken.split("\n")
    assert '"step 1.1: Box.half"' in lines[line_of(broken, "1.1", ["Box.half", "area"]) - 1]
    broken = broken.replace("NotImplementedError", "ValueError")
    assert "def half" in lines[line_of(broken, "1.1", ["Box.half", "area"]) - 1]
    assert line_of("def (", "1.1", ["area"]) == 1


def test_location_of_a_step_is_in_the_learners_file(tmp_path):
    file = tmp_path / "stage1_foundations" / "task1_tensor.py"
    assert location("1.2", tmp_path) == (file, 1)
    file.parent.mkdir()
    file.write_text("# mine\n\n\ndef unbroadcast(grad, shape):\n    return grad\n")
    assert location("1.2", tmp_path) == (file, 4)
    file.write_bytes(b"\xff")
    assert location("1.2", tmp_path) == (file, 1)
    with pytest.raises(LookupError, match=r"no step 1\.99"):
        location("1.99", tmp_path)


def test_a_step_without_a_solution_has_no_location(tmp_path, monkeypatch):
    monkeypatch.setattr("kata.skeleton.SOLUTIONS", tmp_path)
    with pytest.raises(LookupError, match=r"step 1\.2 is not there yet"):
        location("1.2")


# Drift: what a learner may change, and what not.


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('raise NotImplementedError("step 1.1: area")', "return box.size"),
        ("start = seconds\n", "start = 2 * seconds\n"),
        ("import os", "import math\nimport os"),
        ("import os", "import os as operating_system"),
        ('"""Task 1."""', '"""Task 1, and my notes."""'),
        ("def area(box):", "def my_helper():\n    return 1\n\n\ndef area(box):"),
        ("def area(box):", "MINE = {}\n\n\ndef area(box):"),
        ("def area(box):", "def area(\n    box,\n):  # words"),
        ("    def given(self):", "    def mine(self):\n        return 1\n\n    def given(self):"),
        ("    size = 3", "    other = 4\n    size = 3"),
    ],
)
def test_learners_work_is_no_drift(old, new):
    assert EXERCISE.count(old) == 1
    assert differences(EXERCISE.replace(old, new), EXERCISE) == []


@pytest.mark.parametrize(
    ("old", "new", "at", "problem", "step"),
    [
        ("def area(box):", "def area(box, more):", "def area", "area must begin as it was", "1.1"),
        ("def area(box):", "def area(case):", "def area", "area must begin as it was", "1.1"),
        ("def area(box):", "async def area(box):", "async def area", "must begin as it", "1.1"),
        ("def area(box):", "def erea(box):", '"""Task 1', "area is missing", "1.1"),
        ("= EPS", "= 1.0", "async def wait", "Box.wait must begin as it was", "1.2"),
        ("-> float", "-> int", "def half", "Box.half must begin as it was", "1.1"),
        ("    @property\n", "", "def half", "Box.half must begin as it was given:\n@prop", "1.1"),
        ('"""Half of it."""', '"""All."""', "def half", "docstring of Box.half is not as", "1.1"),
        ("partial(os.getcwd)", "1", "def given", "Box.given is given and must stay", None),
        ("    def given", "    def given_", "class Box", "Box.given is missing", None),
        ("EPS = 1e-5", "EPS = 1e-6", "EPS = 1e-6", "line is given and must stay:\nEPS = 1e", None),
        ("EPS = 1e-5", "", '"""Task 1', "this line is given and must stay:\nEPS = 1e", None),
        ("size = 3", "size = 4", "size = 4", "this line in Box is given and must stay", None),
        ("size = 3", "", "class Box", "this line in Box is given and must stay:\nsize = 3", None),
        ("class Box:", "class Box(int):", "class Box", "class Box must begin as it was", None),
        ("class Box:", "class Box(int):", "class Box", "as it was given:\nclass Box:", None),
        ("class Box:", "class Bag:", '"""Task 1', "class Box is missing", None),
        ('"""A box."""', '"""A bag."""', "class Box", "docstring of class Box is not", None),
        (
            "def area(box):",
            "def area(box):\n    return 1\n\n\ndef area(box):",
            "def area",
            "area is defined more than once, in lines 31 and 35",
            "1.1",
        ),
    ],
)
def test_drift_is_named_with_its_line(old, new, at, problem, step):
    assert EXERCISE.count(old) == 1
    written = EXERCISE.replace(old, new)
    (found,) = differences(written, EXERCISE)
    assert problem in found.problem
    assert written.split("\n")[found.line - 1].strip().startswith(at)
    assert found.step == step


def test_a_given_statement_that_changed_is_found_where_its_name_is_assigned():
    given_lines = "import os\n\nos.getcwd()\nA: int = 1\nB = C = 2\nos.getpid()\n"
    for old, new, line in [
        ("A: int = 1", "A: int = 3", 4),
        ("A: int = 1", "A: float = 1", 4),
        ("B = C = 2", "B = C = 3", 5),
        ("os.getpid()", "os.getppid()", 1),  # assigns no name: nothing to find it by
    ]:
        (found,) = differences(given_lines.replace(old, new), given_lines)
        assert (found.line, found.problem.split("\n")[-1]) == (line, old)


# The tree.


@pytest.fixture
def project(tmp_path):
    """A project with this one's solutions and freshly written exercises."""
    for path in [*MODULES, *SOLUTIONS.rglob("__init__.py")]:
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    assert main([], tmp_path) == 0
    return tmp_path


def _task1(project, tree):
    return project / tree / "stage1_foundations" / "task1_tensor.py"


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_written_exercises_pass_both_checks(project, capsys):
    assert main(["--check"], project) == 0
    assert main(["--check", "--strict"], project) == 0
    assert main([], project) == 0
    assert "up to date" in capsys.readouterr().out


def test_packages_are_made_for_stages_with_solutions(project):
    files = {str(file) for file in generate(project / "solutions", load())}
    modules = {path.relative_to(SOLUTIONS) for path in MODULES}
    packages = {file.parent / "__init__.py" for file in modules}
    assert files == {"__init__.py", *map(str, packages | modules)}


def test_filled_in_exercises_pass_the_check_and_not_the_strict_one(project, capsys):
    for path in MODULES:
        (project / "exercises" / path.relative_to(SOLUTIONS)).write_bytes(path.read_bytes())
    assert main(["--check"], project) == 0
    capsys.readouterr()
    assert main(["--check", "--strict"], project) == 1
    out = capsys.readouterr().out
    assert "task1_tensor.py:" in out
    assert "python -m kata.skeleton writes it" in out


def test_drift_is_shown_with_file_line_and_command(project, capsys):
    path = _task1(project, "exercises")
    _edit(path, "def unbroadcast(grad", "def unbroadcast(gradient")
    line = path.read_text(encoding="utf-8").split("def unbroadcast")[0].count("\n") + 1
    assert main(["--check"], project) == 1
    out = capsys.readouterr().out
    assert out.startswith(f"{path}:{line}: unbroadcast must begin as it was given:\ndef unbro")
    assert "git diff" in out
    assert len(out.split(f"{path}:")) == 2, "one thing differs, one is named"


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda path: path.unlink(), "task1_tensor.py is missing"),
        (lambda path: path.write_text("x = 1\ndef f(:\n"), "task1_tensor.py:2: not valid Python"),
        (lambda path: path.write_bytes(b"x = '\xff'"), "can't be read as text in UTF-8"),
    ],
)
def test_unreadable_exercise_is_named(project, capsys, damage, message):
    damage(_task1(project, "exercises"))
    assert main(["--check"], project) == 1
    assert message in capsys.readouterr().out


def test_strict_check_names_files_without_a_solution(project, capsys):
    stale = project / "exercises" / "stage1_foundations" / "task0_old.py"
    stale.write_text("")
    (stale.parent / "README.md").write_text("A guide.")
    assert main(["--check"], project) == 0
    capsys.readouterr()
    assert main(["--check", "--strict"], project) == 1
    assert capsys.readouterr().out == f"{stale} has no solution: delete it\n"


def test_strict_check_sees_every_byte(project, capsys):
    path = _task1(project, "exercises")
    line = path.read_text(encoding="utf-8").split("import numpy")[0].count("\n") + 1
    _edit(path, "import numpy", "import  numpy")
    assert main(["--check"], project) == 0
    capsys.readouterr()
    assert main(["--check", "--strict"], project) == 1
    assert f"{path}:{line}: not what the solution gives" in capsys.readouterr().out
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert main(["--check"], project) == 0
    assert main(["--check", "--strict"], project) == 1


def test_writing_follows_the_solution_and_leaves_guides_alone(project, capsys):
    guide = project / "exercises" / "stage1_foundations" / "README.md"
    guide.write_text("A guide.")
    _edit(_task1(project, "solutions"), '"""Task 1', '"""The task 1')
    assert main(["--check", "--strict"], project) == 1
    capsys.readouterr()
    assert main([], project) == 0
    assert capsys.readouterr().out == f"{_task1(project, 'exercises')} is written\n"
    assert main(["--check", "--strict"], project) == 0
    assert guide.read_text() == "A guide."


def test_writing_never_overwrites_work(project, capsys):
    mine = _task1(project, "exercises")
    _edit(mine, 'raise NotImplementedError("step 1.2: unbroadcast")', "return grad")
    before = mine.read_bytes()
    other = project / "exercises" / "stage1_foundations" / "task3_mlp.py"
    other.unlink()
    assert main([], project) == 1
    assert f"{mine} is no bare skeleton: unbroadcast filled in" in capsys.readouterr().err
    assert mine.read_bytes() == before
    assert not other.exists(), "all or nothing"
    mine.write_text("def f(:")
    assert main([], project) == 1
    assert mine.read_text() == "def f(:"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("# step 1.2", "# step 1.99", r"task1_tensor\.py:\d+: the curriculum has no step 1\.99"),
        ("# step 1.2", "# step 2.1", r"task1_tensor\.py:\d+: the curriculum has no step 2\.1 in"),
        ("    # step 1.2\n", "", r"task1_tensor\.py:1: no function is marked `# step 1\.2`"),
        ("    # step 1.2\n", "# step 1.2\n", r"task1_tensor\.py:\d+: the marker of step 1\.2"),
    ],
)
def test_solutions_and_curriculum_must_agree(project, old, new, message):
    _edit(_task1(project, "solutions"), old, new)
    with pytest.raises(SkeletonError, match=message):
        generate(project / "solutions", load())


def test_each_module_of_a_task_marks_its_own_steps(tmp_path):
    curriculum = parse(
        """
        [[stage]]
        id = 1
        folder = "stage"
        title = { en = "S", zh = "阶" }
        [[stage.task]]
        id = 1
        title = { en = "T", zh = "任" }
        modules = ["a", "b"]
        available = true
        [[stage.task.step]]
        id = "1.1"
        module = "a"
        title = { en = "A", zh = "甲" }
        points = 1
        stars = 1
        [[stage.task.step]]
        id = "1.2"
        module = "b"
        title = { en = "B", zh = "乙" }
        points = 1
        stars = 1
        """
    )
    marked = "def f():\n    # step {}\n    return 1\n"
    (tmp_path / "stage").mkdir()
    for name, step in [("a", "1.1"), ("b", "1.2")]:
        (tmp_path / "stage" / f"{name}.py").write_text(marked.format(step))
    assert len(generate(tmp_path, curriculum)) == 4, "two modules and two packages"
    for name, step in [("a", "1.2"), ("b", "1.1")]:
        (tmp_path / "stage" / f"{name}.py").write_text(marked.format(step))
    with pytest.raises(SkeletonError, match=r"a\.py:2: the curriculum has no step 1\.2 in stage/a"):
        generate(tmp_path, curriculum)


def test_missing_and_unknown_solutions_are_named(project):
    task1 = _task1(project, "solutions")
    task1.rename(task1.with_name("task1_tensors.py"))
    with pytest.raises(SkeletonError) as caught:
        generate(project / "solutions", load())
    first, second = str(caught.value).split("\n")
    assert first == f"{task1} is missing, though task 1 is available"
    assert second == f"{task1.with_name('task1_tensors.py')} is no module of the curriculum"


def test_wrong_usage_is_refused(project, capsys):
    with pytest.raises(SystemExit) as caught:
        main(["--strict"], project)
    assert caught.value.code == 2
    assert "--strict goes with --check" in capsys.readouterr().err


# The project's own solutions.


@module
def test_skeleton_of_each_solution_compiles(path):
    compile(skeleton(path.read_text(encoding="utf-8")), path.name, "exec")


@module
def test_each_module_marks_all_of_its_steps(path):
    marked = functions(path.read_text(encoding="utf-8"))
    assert set(marked) == {step.id for step in load().steps if SOLUTIONS / step.file == path}


@module
def test_every_step_function_says_what_it_does(path):
    exercise = skeleton(path.read_text(encoding="utf-8"))
    tree = ast.parse(exercise)
    documented = {node.lineno for node in ast.walk(tree) if _is_documented(node)}
    for function in outline(exercise):
        if function.name in stubs(exercise) and not function.name.endswith("__init__"):
            assert function.line in documented, f"{function.name} has no docstring"


def _is_documented(node):
    return isinstance(node, ast.FunctionDef) and ast.get_docstring(node) is not None


@module
def test_leaving_out_adds_no_lint(path):
    solution = path.read_text(encoding="utf-8")
    unused_as_yet = {"F401", "F841"}  # imports and starter code that are there for the learner
    assert _lint(skeleton(solution), path) - unused_as_yet <= _lint(solution, path)
    ruff = [sys.executable, "-m", "ruff", "format", "--check", "-"]
    for text in [solution, skeleton(solution)]:
        done = subprocess.run(ruff, input=text.encode(), capture_output=True, cwd=ROOT)
        assert done.returncode == 0, done.stderr.decode()


def _lint(text, path):
    ruff = [sys.executable, "-m", "ruff", "check", "--output-format=concise", "--no-fix"]
    arguments = ["--stdin-filename", str(path), "-"]
    done = subprocess.run([*ruff, *arguments], input=text.encode(), capture_output=True, cwd=ROOT)
    lines = done.stdout.decode().splitlines()
    return {line.split()[1] for line in lines if line.startswith(str(path.relative_to(ROOT)))}


@pytest.fixture
def no_exercises_imported():
    """Neither before the test nor after it."""
    for name in _imported_exercises():
        del sys.modules[name]
    yield
    for name in _imported_exercises():
        del sys.modules[name]


def _imported_exercises():
    return [name for name in sys.modules if name.partition(".")[0] == "exercises"]


@module
def test_every_stub_raises_its_own_name(path, project, monkeypatch, no_exercises_imported):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.syspath_prepend(project)
    imported = importlib.import_module(f"exercises.{path.parent.name}.{path.stem}")
    exercise = skeleton(path.read_text(encoding="utf-8"))
    assert stubs(exercise)
    for name, step in stubs(exercise).items():
        function = imported
        for part in name.split("."):
            function = inspect.getattr_static(function, part)
        if isinstance(function, property):
            function = function.fget
        function = inspect.unwrap(getattr(function, "__func__", function))
        needed = inspect.signature(function).parameters.values()
        positional = [
            None for it in needed if it.kind in (it.POSITIONAL_ONLY, it.POSITIONAL_OR_KEYWORD)
        ]
        keywords = {it.name: None for it in needed if it.kind is it.KEYWORD_ONLY}
        with pytest.raises(NotImplementedError) as caught:
            function(*positional, **keywords)
        assert str(caught.value) == f"step {step}: {name}"
