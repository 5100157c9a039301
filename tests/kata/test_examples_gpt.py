"""The examples of task 7: a GPT trains, stops, goes on, alone or in company, and writes.

Most of this runs in this process: PyTorch takes seconds to import.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from kata.paths import ROOT

EXAMPLES = ROOT / "examples"
TINY = ["--n-layer=1", "--n-head=2", "--n-embd=8", "--block-size=8", "--batch-size=4"]
TORCHRUN = ["-m", "torch.distributed.run", "--standalone", "--nproc_per_node=2"]
TEXT = "The cat sat on the mat, and the dog sat on the cat.\n" * 40


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def load(name: str) -> ModuleType:
    if str(EXAMPLES) not in sys.path:
        sys.path.append(str(EXAMPLES))
    return import_module(name)


def call(name: str, *words: str | Path) -> Namespace:
    """Run the example in this process."""
    script = load(name)
    options: Namespace = script.parser().parse_args(["--solutions", *map(str, words)])
    options.out.mkdir(exist_ok=True, parents=True)
    script.main(options)
    return options


def start(folder: Path, *words: str | Path, module: Sequence[str] = ()) -> subprocess.Popen[str]:
    """Begin to train in a process of its own, into that folder."""
    script = EXAMPLES / "train_gpt.py"
    command = [sys.executable, *module, script, "--solutions", "--out", folder.name, *words]
    return subprocess.Popen(
        list(map(str, command)),
        cwd=folder.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    )


def interrupt(process: subprocess.Popen[str], row: str) -> tuple[str, str]:
    """Press Ctrl-C once the row of that step is there; the output and the errors."""
    assert process.stdout is not None
    seen = ""
    while not re.search(rf"^ +{row}/", seen, re.MULTILINE):
        line = process.stdout.readline()
        assert line, f"it ended early: {seen}\n{process.communicate()}"
        seen += line
    process.send_signal(signal.SIGINT)
    rest, errors = process.communicate(timeout=120)
    return seen + rest, errors


def read(folder: Path) -> dict[str, Any]:
    checkpoint: dict[str, Any] = torch.load(folder / "checkpoint.pt", weights_only=True)
    return checkpoint


def stop_at(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C will be pressed while that step is taken."""
    train_gpt = load("train_gpt")
    schedule = train_gpt.Run.schedule

    def press(run: Any, number: int) -> float:
        if number == step - 1:
            os.kill(os.getpid(), signal.SIGINT)
        rate: float = schedule(run, number)
        return rate

    monkeypatch.setattr(train_gpt.Run, "schedule", press)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "cats.txt"
    path.write_text(TEXT, "utf-8")
    return path


def equal(first: Any, second: Any) -> bool:
    """Whether two checkpoints, or parts of them, are the same, to the last bit."""
    if isinstance(first, Tensor):
        return torch.equal(first, second)
    if isinstance(first, dict):
        return first.keys() == second.keys() and all(equal(first[k], second[k]) for k in first)
    if isinstance(first, list | tuple):
        return len(first) == len(second) and all(map(equal, first, second))
    return bool(first == second)


def test_a_gpt_trains_and_can_be_stopped(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    words = [*TINY, "--lr", "0.01", "--warmup", "5", "--steps", "100000", "--eval-every", "20"]
    process = start(folder, *words)
    output, errors = interrupt(process, "40")
    assert (process.returncode, errors) == (130, "")
    own = [line for line in output.splitlines() if not line.startswith("  |")]
    command = own.pop()
    assert "\n".join(own).isascii() and max(map(len, own)) <= 80, output
    assert command.endswith("train_gpt.py --resume --solutions --out run")
    checkpoint = read(folder)
    stopped = re.search(r"^Stopped after step (\d+) of 100000", output, re.MULTILINE)
    assert stopped and int(stopped[1]) == checkpoint["step"] == len(checkpoint["history"])
    losses = [record["eval_loss"] for record in checkpoint["history"] if "eval_loss" in record]
    assert losses[-1] < losses[0] < 4.7 and "\n".join(own).count("/100000") == len(losses)
    assert (folder / "train_gpt.png").read_bytes().startswith(b"\x89PNG\r\n")


@pytest.mark.parametrize("more", [[], ["--dropout", "0.2", "--accumulation", "2"]])
def test_a_run_that_was_stopped_goes_on_as_if_it_had_not_been(
    more: list[str], data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["--data", data, *TINY, "--steps", "12", "--eval-every", "4", *more]
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    call("train_gpt", "--out", whole, *words)
    with monkeypatch.context() as patch:
        stop_at(6, patch)
        with pytest.raises(SystemExit) as stopped:
            call("train_gpt", "--out", parts, *words)
    assert stopped.value.code == 130 and read(parts)["step"] == 6
    call("train_gpt", "--out", parts, "--resume")
    assert equal(read(parts), read(whole))


def test_the_second_signal_ends_at_once() -> None:
    with load("interruption").Interruption() as interruption:
        assert not interruption.asked
        os.kill(os.getpid(), signal.SIGINT)
        assert interruption.asked
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_two_processes_go_on_as_one_and_stop_together(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    words = ["--data", data, *TINY, "--accumulation", "2", "--steps", "100000", "--eval-every", "4"]
    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        stop_at(3, patch)
        call("train_gpt", "--out", one, *words)
    shutil.copytree(one, two)
    output, _ = interrupt(start(two, "--resume", module=TORCHRUN), "8")
    assert output.count("To go on:") == 1 and "--standalone --nproc_per_node=2" in output
    both = read(two)
    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        stop_at(both["step"], patch)
        call("train_gpt", "--out", one, "--resume")
    alone = read(one)
    assert alone["config"] == both["config"]
    assert len(both["history"]) == both["step"] >= 8
    for here, there in zip(alone["history"], both["history"], strict=True):
        assert here == pytest.approx(there, rel=1e-3)
    for name, parameter in alone["model"].items():
        torch.testing.assert_close(both["model"][name], parameter, rtol=1e-3, atol=1e-4)


def test_a_run_can_be_made_longer_and_the_one_before_is_kept(data: Path, tmp_path: Path) -> None:
    words = ["--out", tmp_path / "run", "--data", data, *TINY, "--warmup", "2"]
    call("train_gpt", *words, "--steps", "3")
    call("train_gpt", "--out", tmp_path / "run", "--resume", "--steps", "5")
    longer = read(tmp_path / "run")
    assert [record["step"] for record in longer["history"]] == [1, 2, 3, 4, 5]
    assert longer["config"]["options"]["steps"] == 5
    call("train_gpt", *words, "--steps", "1")
    assert read(tmp_path / "run" / "before")["step"] == 5


def refused(name: str, *words: str | Path) -> str:
    """The sentence with which the example ends."""
    with pytest.raises(SystemExit) as ended:
        call(name, *words)
    assert isinstance(ended.value.code, str), ended.value.code
    assert re.fullmatch(r"[^\n]+\.", ended.value.code)
    return ended.value.code


def test_what_cannot_be_done_is_said_in_a_sentence(data: Path, tmp_path: Path) -> None:
    run = ["--out", tmp_path / "run"]
    words = ["--data", data, *TINY, "--steps", "1"]
    call("train_gpt", *run, *words)
    other = tmp_path / "other.txt"
    other.write_text(TEXT.upper(), "utf-8")
    torn = tmp_path / "torn.txt"
    torn.write_bytes("你".encode()[:2])
    for said, options in {
        "has --n-layer 1, not 2": [*run, "--resume", "--n-layer", "2"],
        "another text": [*run, "--resume", "--data", other],
        "holds no run": ["--out", tmp_path / "empty", "--resume"],
        "cannot be read": ["--out", tmp_path / "new", "--data", tmp_path / "missing.txt"],
        "is no text in UTF-8": ["--out", tmp_path / "new", "--data", torn],
        "too short": ["--out", tmp_path / "new", *words, "--block-size", "300"],
        "multiple of n_head": ["--out", tmp_path / "new", *words, "--n-head", "3"],
        "goes with --tokenizer bpe": ["--out", tmp_path / "new", "--vocab-size", "300"],
        "does not go with --dataset addition": ["--dataset", "addition", "--data", data],
        "finds no such device": [*run, "--resume", "--device", _absent()],
    }.items():
        assert said in refused("train_gpt", *options)
    assert "'ß' is not in the vocabulary" in refused("generate", *run, "--prompt", "naß")
    assert "finds no such device" in refused("generate", *run, "--device", _absent())
    assert "holds no run" in refused("generate", "--out", tmp_path / "empty")
    assert "at least 0" in refused("generate", *run, "--top-k", "0")


def _absent() -> str:
    return "mps" if torch.cuda.is_available() else "cuda"


@pytest.fixture(params=["char", "bpe"])
def trained(request: pytest.FixtureRequest, data: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "run"
    size = ["--vocab-size", "270"] if request.param == "bpe" else []
    words = ["--data", data, "--tokenizer", request.param, *size, *TINY, "--steps", "2"]
    call("train_gpt", "--out", folder, *words)
    return folder


def test_a_trained_gpt_writes_and_a_seed_decides_what(
    trained: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    capsys.readouterr()
    alone = trained.rename(trained.with_name("alone"))  # nothing else is needed
    words = ["--out", alone, "--prompt", "The c", "--tokens", "30", "--temperature", "2"]

    def write(*more: str) -> str:
        call("generate", *words, *more)
        return capsys.readouterr().out

    first = write("--seed", "3")
    assert first.startswith("The c") and len(first) > 20
    assert write("--seed", "3") == first != write("--seed", "4")
    twice = write("--seed", "3", "--samples", "2")
    assert twice.startswith(first) and twice.count("The c") == 2
    assert write("--top-k", "1") == write("--temperature", "0") == write("--top-p", "1e-9")
    from solutions.stage3_gpt.task7_model import GPT

    def unwritten(*_: object, **__: object) -> None:
        raise NotImplementedError("step 7.10: KVCache.__init__")

    monkeypatch.setattr(GPT, "generate_cached", unwritten)
    call("generate", *words, "--seed", "3", "--samples", "2")
    output = capsys.readouterr()
    assert output.out == twice
    assert output.err.count("step 7.10 (KVCache.__init__) is still to be written") == 1


def test_no_character_is_torn_while_it_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    from solutions.stage3_gpt.task7_tokenizer import BPETokenizer

    stream = load("generate").Stream(BPETokenizer([(189, 160)]))  # two of the bytes of 你
    shown = []
    for id in (97, 228, 256, 27, 228):
        stream.show(torch.tensor([[id]]))
        shown.append(capsys.readouterr().out)
    stream.end()
    assert shown == ["a", "", "你", "\ufffd", ""]  # escape sequences are kept from the terminal
    assert capsys.readouterr().out == "\ufffd\n"


class Adder(nn.Module):
    """Adds as the model should, but says `change(result)`."""

    def __init__(self, tokenizer: Any, change: Callable[[int], str]) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(()))
        self.tokenizer, self.change = tokenizer, change

    def generate(self, ids: Tensor, max_new_tokens: int, *, temperature: float) -> Tensor:
        assert temperature == 0
        rows = []
        for row in ids.tolist():
            a, b = self.tokenizer.decode(row).rstrip("=").split("+")
            text = self.change(int(a) + int(b)).zfill(max_new_tokens)
            rows.append([*row, *self.tokenizer.encode(text)])
        return torch.tensor(rows)


def test_sums_are_counted_that_are_exactly_right_and_were_never_seen() -> None:
    from solutions.stage3_gpt.task7_tokenizer import CharTokenizer

    addition = load("addition")
    tokenizer = CharTokenizer.from_text(addition.CHARACTERS)
    data = addition.Addition(tokenizer, Namespace(seed=5, batch_size=16))
    held_out = {tuple(sorted(pair)) for pair in data.held_out}
    assert len(held_out) == len(data.held_out) == addition.HELD_OUT
    seen = [tokenizer.decode(row) for row in data.ids.tolist()]
    assert len(set(seen)) == len(seen) > 5000
    for text in seen:
        a, b, result = re.split("[+=]", text)
        assert int(a) + int(b) == int(result)
        assert (min(int(a), int(b)), max(int(a), int(b))) not in held_out
    assert data.measure(Adder(tokenizer, str)) == {"accuracy": 1.0}
    carefree = Adder(tokenizer, lambda result: str(result) if result < 100 else "+")
    right = sum(a + b < 100 for a, b in data.held_out)
    assert data.measure(carefree) == {"accuracy": right / addition.HELD_OUT}
    assert f"Right: {right} of {addition.HELD_OUT} sums" in data.show(carefree)


def test_a_gpt_learns_sums_and_adds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load("addition"), "HELD_OUT", 50)
    folder = tmp_path / "run"
    words = ["--dataset", "addition", "--n-embd", "16", "--n-layer", "1", "--batch-size", "8"]
    call("train_gpt", "--out", folder, *words, "--steps", "20", "--eval-every", "10")
    history = read(folder)["history"]
    assert [r["step"] for r in history if 0 <= r.get("accuracy", -1) <= 1] == [10, 20]
    assert history[-1]["eval_loss"] < history[9]["eval_loss"]
    assert "sums that training has not seen" in capsys.readouterr().out
    call("generate", "--out", folder, "--prompt", "2+40=")
    assert re.fullmatch(r"2\+40=(42|(\d+|\?) \(wrong: 42\))\n", capsys.readouterr().out)
    assert "adds two numbers" in refused("generate", "--out", folder, "--prompt", "one")
