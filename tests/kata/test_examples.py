"""The examples run from anywhere, on the reference and on what a learner wrote, and draw."""

import math
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kata.curriculum import load
from kata.paths import ROOT, SOLUTIONS
from kata.skeleton import generate

EXAMPLES = ROOT / "examples"
LINES = """\
a = Tensor(2.0, requires_grad=True)
b = Tensor(3.0, requires_grad=True)
c = a * b
d = c + a.sin()
e = d / b.log()
e.backward()
print(f"Gradient of a: {a.grad}")
print(f"Gradient of b: {b.grad}")
"""


def run(script: Path, cwd: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run an example in another folder than its own."""
    command = [sys.executable, str(script), *options]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8")


def draw(name: str, folder: Path, *options: str) -> str:
    """Run an example on the reference, check what every example owes, and return its output."""
    done = run(EXAMPLES / f"{name}.py", folder, "--solutions", "--out", "pictures", *options)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert done.stdout.isascii() and done.stdout.replace("\n", "").isprintable(), done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80, done.stdout
    assert Path("pictures", f"{name}.png").as_posix() in done.stdout.replace("\\", "/")
    check_picture(folder / "pictures" / f"{name}.png")
    return done.stdout


def check_picture(path: Path) -> None:
    from matplotlib.image import imread  # it takes a while

    assert path.read_bytes().startswith(b"\x89PNG\r\n")
    pixels = imread(path)
    assert min(pixels.shape[:2]) > 500, f"the picture is small: {pixels.shape}"
    assert pixels.std() > 0.05, "hardly anything is drawn"


def numbers(output: str, row: str) -> list[float]:
    """The numbers of a row of a table."""
    match = re.search(rf"^{re.escape(row)} (.*)$", output, re.MULTILINE)
    assert match, f"no row {row!r} in\n{output}"
    return [float(number) for number in match[1].split()]


def test_tensor_example_shows_the_gradients_of_its_formula(tmp_path: Path) -> None:
    output = draw("tensor_example", tmp_path)
    slope_a = (3 + math.cos(2)) / math.log(3)
    slope_b = 2 / math.log(3) - (6 + math.sin(2)) / (3 * math.log(3) ** 2)
    assert numbers(output, "Gradient of a:") == pytest.approx([slope_a])
    assert numbers(output, "Gradient of b:") == pytest.approx([slope_b])
    assert numbers(output, "e") == pytest.approx([(6 + math.sin(2)) / math.log(3), 1], rel=1e-3)


def test_tensor_example_has_the_familiar_lines() -> None:
    lines = (EXAMPLES / "tensor_example.py").read_text("utf-8").splitlines()
    stripped = "\n".join(line.strip() for line in lines if line.strip()[:1] not in ("", "#"))
    assert LINES in stripped


def test_linear_regression_reaches_the_exact_solution(tmp_path: Path) -> None:
    output = draw("linear_regression", tmp_path, "--seed", "3")
    for row, known in {"w": 1.5, "b": -0.5}.items():
        made_with, fitted, exact = numbers(output, row)
        assert made_with == known
        assert fitted == pytest.approx(exact, abs=1e-3)
        assert exact == pytest.approx(known, abs=0.5)
    assert 0.8 < numbers(output, "R^2")[1] < 1
    assert "has grown" not in output


def test_linear_regression_survives_a_learning_rate_that_is_too_large(tmp_path: Path) -> None:
    output = draw("linear_regression", tmp_path, "--lr", "0.5", "--epochs", "800")
    assert "try a learning rate smaller than 0.5" in output


def test_train_digits_learns_to_read(tmp_path: Path) -> None:
    output = draw("train_digits", tmp_path, "--epochs", "5")
    match = re.search(r"Read correctly: ([\d.]+)% of 450 images", output)
    assert match and float(match[1]) > 85, output


def test_positional_encodings_are_alike_by_distance(tmp_path: Path) -> None:
    output = draw("positional_encoding", tmp_path, "--d-model", "32", "--length", "40")
    speeds = 10000.0 ** (-np.arange(0, 32, 2) / 32)
    for distance in (0, 1, 8, 32):
        mean, spread = numbers(output, str(distance))
        assert mean == pytest.approx(np.cos(distance * speeds).sum(), abs=1e-3)
        assert spread < 1e-9
    assert len(re.findall(r"^\d+ ", output, re.MULTILINE)) == 7, output  # 0, 1, 2, 4, ... 32


def test_train_encoder_learns_to_write_backwards(tmp_path: Path) -> None:
    output = draw("train_encoder", tmp_path, "--epochs", "18")
    match = re.search(r"Letters right: ([\d.]+)% of 300 new words", output)
    assert match and float(match[1]) > 90, output
    assert "    drawer -> reward\n" in output


def test_attention_heatmap_shows_heads_that_find_the_opposite_letter(tmp_path: Path) -> None:
    output = draw("attention_heatmap", tmp_path, "--epochs", "15", "--word", "Drawer")
    assert re.match(r"drawer -> [a-z]{6}\n", output), output
    by_layer = [numbers(output, f"layer {layer}") for layer in (0, 1)]
    assert [len(heads) for heads in by_layer] == [4, 4]
    assert max(by_layer[1]) > 0.5, output  # 1/6 where all letters count alike


@pytest.mark.parametrize("word", ["it", "backwards", "re-do"])
def test_attention_heatmap_says_which_words_it_takes(word: str, tmp_path: Path) -> None:
    done = run(EXAMPLES / "attention_heatmap.py", tmp_path, "--solutions", "--word", word)
    assert (done.returncode, done.stdout) == (2, "")
    assert "is not a word of 3 to 8 letters from a to z" in done.stderr


def test_training_survives_a_learning_rate_that_is_too_large(tmp_path: Path) -> None:
    assert "(wrong)" in draw("train_encoder", tmp_path, "--epochs", "2", "--lr", "50")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the examples and nothing else yet."""
    ignore = shutil.ignore_patterns("out", "__pycache__")
    shutil.copytree(EXAMPLES, tmp_path / "project" / "examples", ignore=ignore)
    return tmp_path / "project"


@pytest.mark.parametrize(
    ("name", "step", "function"),
    [
        ("tensor_example", "1.1", "Tensor.__mul__"),
        ("linear_regression", "2.2", "LinearRegression.__init__"),
        ("train_digits", "3.2", "Linear.__init__"),
        ("positional_encoding", "5.4", "PositionalEncoding.__init__"),
        ("train_encoder", "3.2", "Linear.__init__"),
        ("attention_heatmap", "3.2", "Linear.__init__"),
        ("train_gpt", "7.1", "CharTokenizer.from_text"),
        ("generate", "7.15", "read_checkpoint"),
    ],
)
def test_an_example_names_the_step_that_is_missing(
    name: str, step: str, function: str, project: Path, tmp_path: Path
) -> None:
    for file, text in generate(SOLUTIONS, load()).items():
        path = project / "exercises" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    done = run(project / "examples" / f"{name}.py", tmp_path)
    sentence = f"step {step} ({function}) is still to be written: make test STEP={step}\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", sentence)


def test_an_example_runs_on_the_learners_code_and_draws_beside_itself(
    project: Path, tmp_path: Path
) -> None:
    shutil.copytree(SOLUTIONS, project / "exercises")
    done = run(project / "examples" / "tensor_example.py", tmp_path)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    check_picture(project / "examples" / "out" / "tensor_example.png")


def load_from_examples(name: str) -> ModuleType:
    if str(EXAMPLES) not in sys.path:
        sys.path.append(str(EXAMPLES))
    return import_module(name)


def test_only_a_missing_step_is_explained() -> None:
    example = load_from_examples("example")
    explained = example.missing_step(NotImplementedError("step 1.10: Tensor.T"))
    assert explained == "step 1.10 (Tensor.T) is still to be written: make test STEP=1.10"
    assert example.missing_step(NotImplementedError("the learner's own words")) == ""
    assert example.missing_step(NotImplementedError()) == ""


@dataclass(eq=False)
class Value:
    """What a picture needs of a tensor."""

    parents: tuple["Value", ...]
    data = grad = np.array(1.5)
    requires_grad = True

    @property
    def op(self) -> str:
        return "log_softmax" if self.parents else ""


@given(st.lists(st.lists(st.integers(1, 6), max_size=3), min_size=1, max_size=14))
@settings(max_examples=25, deadline=None)
def test_nothing_overlaps_in_a_graph(distances: list[list[int]]) -> None:
    """Each value is computed from values that stand so far before it."""
    graph = load_from_examples("graph")
    order: list[Value] = []
    for i, before in enumerate(distances):
        order.append(Value(tuple(order[i - distance] for distance in before if distance <= i)))
    nodes, edges = graph.build(order, {})
    columns = [[n for n in nodes if n.column == i] for i in range(1 + max(n.column for n in nodes))]
    graph.untangle(columns)
    graph.place(columns)
    assert sorted(map(id, nodes)) == sorted(id(node) for column in columns for node in column)
    assert len(edges) == sum(len(value.parents) for value in order)
    for path, _ in edges:
        assert all(left.right < right.left for left, right in pairwise(path))
    for column in columns:
        assert all(node.operation + node.box <= node.right - node.left for node in column)
        for above, below in pairwise(column):
            gap = below.y - below.height / 2 - (above.y + above.height / 2)
            assert gap > graph.GAP / 2 - 1e-6
