"""Step 7.15: checkpoints."""

import os
import pickle
import tempfile
from pathlib import Path

import pytest
import torch

from kata import learner
from kata.learner import task7_training
from kata.testing import EXACT, assert_close, raises, step
from kata.testing.pytorch import no_side_effects, parameters

CONFIG = {"n_layer": 2, "dropout": 0.4, "bias": True, "name": "tiny", "sizes": [7, 5], "mask": None}


@pytest.fixture
def path():
    """Where a checkpoint may lie, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "run.pt"


def new_state(seed, kind="AdamW", *, tied=False, **options):
    """The state of a run over there that has just begun, on a small model with dropout."""
    beside = learner.beside("training")
    model = beside.language_model(7, 7, seed=seed, dropout=0.4, tied=tied)
    optimizer = beside.optimizer(model, kind, **options)
    return task7_training.TrainingState(model, optimizer, learner.generator(seed))


def trained(steps, seed=0, **options):
    """The same, after some steps; everything about it follows from the seed."""
    state = new_state(seed, **options)
    learner.beside("training").seed(seed)
    learner.beside("training").run(state, steps)
    return state


def snapshot(state):
    """All that decides how a run goes on."""
    return learner.beside("training").snapshot(state)


def save(path, state, config=CONFIG):
    """Save a checkpoint, and see that there is a file."""
    task7_training.save_checkpoint(str(path), state, config)
    assert path.exists(), "save_checkpoint has not written a file at the path that it was given"


def read_here(path):
    """What stands in a file, read in another process by PyTorch, which runs no code for that."""
    try:
        checkpoint = torch.load(path, weights_only=True)
    except Exception:
        raise AssertionError(
            "`torch.load(path, weights_only=True)` refuses the file: it may hold tensors and plain "
            f"types only, not {odd_types(path)}"
        ) from None
    assert type(checkpoint) is dict, f"a checkpoint is a dict, not a {type(checkpoint).__name__}"
    return checkpoint


def odd_types(path):
    """What PyTorch does not load without trust, by name, if it is PyTorch's file at all."""
    try:
        return ", ".join(torch.serialization.get_unsafe_globals_in_checkpoint(path)) or "other data"
    except Exception:
        return "data in another format than its own"


def assert_same(found, expected, what):
    """Two snapshots are the same, bit for bit."""
    for name, value in expected.items():
        about = f"{name} {what}"
        assert name in found, f"{about}: there is none"
        if isinstance(value, torch.Tensor):
            assert_close(found[name], value, about, tolerance=EXACT)
        else:
            assert found[name] == value, f"{about}: yours is {found[name]}, expected {value}"
    extra = set(found) - set(expected)
    assert not extra, f"{', '.join(sorted(extra))} {what}: there should be none"


@step("7.15")
def test_a_checkpoint_that_you_can_check_by_hand(path):
    """Two parameters, 1 and 2, after 3 steps: what the file holds, and what comes back of it."""
    beside = learner.beside("training")

    def state_of(values, **options):
        model = beside.slopes(values)
        optimizer = beside.optimizer(model, "SGD")
        return task7_training.TrainingState(model, optimizer, learner.generator(0), **options)

    history = [{"step": 3, "loss": 0.5}]
    save(path, state_of([1.0, 2.0], step=3, history=history), {"size": 2})
    checkpoint = read_here(path)
    names = ["config", "generator", "history", "model", "optimizer", "random", "step", "version"]
    assert sorted(checkpoint) == names, f"the file must hold {names}, not {sorted(checkpoint)}"
    plain = {name: checkpoint[name] for name in ("version", "config", "step", "history")}
    expected = {"version": 1, "config": {"size": 2}, "step": 3, "history": history}
    assert plain == expected, f"the file must hold {expected}, not {plain}"
    state = state_of([8.0, 9.0])
    config = task7_training.load_checkpoint(str(path), state)
    assert config == {"size": 2}, f"load_checkpoint must return the config, not {config}"
    assert_close([w.item() for w in state.model.w], [1.0, 2.0], "the parameters after loading")
    assert state.step == 3, f"`step` is {state.step} after loading, and 3 steps had been taken"
    assert state.history == history, f"`history` is {state.history} after loading, not {history}"


@step("7.15")
@pytest.mark.parametrize(("kind", "options"), [("AdamW", {}), ("SGD", {"momentum": 0.9})])
def test_the_file_holds_everything_as_tensors_and_plain_types(path, kind, options):
    """Model, optimizer, step, history, generator and random state stand in it, as documented."""
    state = trained(3, kind=kind, **options)
    save(path, state)
    found, here = read_here(path), snapshot(state)
    assert found["config"] == CONFIG, f"`config` in the file is {found['config']}, not {CONFIG}"
    assert found["step"] == 3 and type(found["step"]) is int, f"`step` is {found['step']!r}, not 3"
    assert found["history"] == here["`history`"], "`history` in the file is not the state's"
    model = found["model"]
    for name, value in parameters(state.model).items():
        assert_close(model.get(name), value, f"`{name}` in the file's model", tolerance=EXACT)
    for number, moments in found["optimizer"]["state"].items():
        for name, value in moments.items():
            about = f"`{name}` of parameter {number} in the optimizer"
            assert_close(value, here[about], f"{about}, in the file", tolerance=EXACT)
    count = len(parameters(state.model))
    moments = len(found["optimizer"]["state"])
    assert moments == count, f"the file has moments of {moments} parameters, not of all {count}"
    about = "the state of `generator`"
    assert_close(found["generator"], here[about], f"{about}, in the file", tolerance=EXACT)
    about = "PyTorch's global random state"
    assert_close(found["random"]["cpu"], here[about], f"{about}, in the file", tolerance=EXACT)


@step("7.15")
def test_a_checkpoint_puts_a_state_back_as_it_was(path):
    """Right after loading, everything is as it was at the time of saving, whatever came since."""
    state = trained(3)
    then = snapshot(state)
    save(path, state)
    learner.beside("training").run(state, 2)
    assert state.step == 5, "two more steps have been taken"
    task7_training.load_checkpoint(str(path), state)
    assert_same(snapshot(state), then, "after loading")


@step("7.15")
def test_loading_changes_the_state_in_place(path):
    """Model, optimizer, generator and history stay the same objects; the config is returned."""
    save(path, trained(3))
    state = trained(1, seed=4)
    before = [getattr(state, name) for name in ("model", "optimizer", "generator")]
    weight, history = state.model.wte.weight, learner.ref(state, "history")
    config = task7_training.load_checkpoint(str(path), state)
    assert config == CONFIG, f"load_checkpoint must return the config {CONFIG}, not {config}"
    after = [getattr(state, name) for name in ("model", "optimizer", "generator")]
    for name, one, other in zip(("model", "optimizer", "generator"), before, after, strict=True):
        assert one is other, f"`state.{name}` must be changed in place, not replaced"
    assert state.model.wte.weight is weight, "parameters must be changed in place, not replaced"
    assert learner.ref(state, "history") is history, (
        "`state.history` must be changed in place: whoever draws a curve of it holds this list"
    )
    steps = [record["step"] for record in state.history]
    assert steps == [1, 2, 3], f"the history after loading has the steps {steps}, not 1 to 3"


@step("7.15")
def test_tied_parameters_stay_tied(path):
    """A weight that two layers share is one parameter after loading too, and trains as one."""
    beside = learner.beside("training")
    whole = snapshot(trained(4, tied=True))
    save(path, trained(2, tied=True))
    state = new_state(5, tied=True)
    task7_training.load_checkpoint(str(path), state)
    model = state.model
    assert model.lm_head.weight is model.wte.weight, "loading has untied embedding and head"
    beside.run(state, 2)
    assert_same(snapshot(state), whole, "after a tied run that was resumed at step 2")


@step("7.15")
@pytest.mark.parametrize("stop", [0, 1, 3])
@pytest.mark.parametrize(("kind", "options"), [("AdamW", {}), ("SGD", {"momentum": 0.9})])
def test_a_resumed_run_is_the_uninterrupted_one(path, kind, options, stop):
    """Saved at step 0, 1 or 3 of 5 and resumed in a new state: the same to the last bit."""
    beside = learner.beside("training")
    whole = snapshot(trained(5, kind=kind, **options))
    save(path, trained(stop, kind=kind, **options))
    resumed = trained(2, seed=9, kind=kind, lr=0.7, **options)  # all is different in this one
    task7_training.load_checkpoint(str(path), resumed)
    beside.run(resumed, 5 - stop)
    assert_same(snapshot(resumed), whole, f"after a run that was resumed at step {stop}")


@step("7.15")
def test_saving_leaves_no_trace_on_the_run(path):
    """Saving draws nothing, prints nothing, changes nothing, and leaves one file behind."""
    state = trained(2)
    before = snapshot(state)
    with no_side_effects():
        save(path, state)
    assert_same(snapshot(state), before, "after saving")
    assert read_here(path)["step"] == 2, "the file is not that of step 2"
    left = sorted(entry.name for entry in path.parent.iterdir())
    assert left == ["run.pt"], f"the folder must hold the checkpoint alone, not {left}"


@step("7.15")
def test_a_checkpoint_takes_the_place_of_the_one_before(path):
    """Saving to the same path again replaces the file; a path may be a `pathlib.Path` too."""
    state = trained(1)
    save(path, state)
    learner.beside("training").run(state, 3)
    there = learner.beside("files").path(str(path))
    task7_training.save_checkpoint(there, state, {"second": True})
    found = read_here(path)
    assert (found["step"], found["config"]) == (4, {"second": True}), (
        f"the file is that of step {found['step']}, with the config {found['config']}"
    )
    fresh = new_state(1)
    assert task7_training.load_checkpoint(there, fresh) == {"second": True}
    assert_same(snapshot(fresh), snapshot(state), "after loading the second checkpoint")


@step("7.15")
@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.95])
def test_a_crash_midway_leaves_the_checkpoint_of_before(path, share):
    """The disk is full before the file is complete: the old one still loads; later a new one."""
    beside, files = learner.beside("training"), learner.beside("files")
    state = trained(2)
    then = snapshot(state)
    save(path, state)
    size = int(share * path.stat().st_size)
    beside.run(state, 2)
    raised = files.on_a_full_disk(task7_training.save_checkpoint, size, str(path), state, CONFIG)
    assert raised, (
        f"the checkpoint has {path.stat().st_size} bytes and the disk took {size}: the error must "
        "come out of save_checkpoint"
    )
    found = new_state(1)
    try:
        task7_training.load_checkpoint(str(path), found)
    except learner.LearnerError as error:
        raise AssertionError(
            f"a save that failed after {size} bytes has destroyed the checkpoint of before "
            f"({error.name}): write under another name, and move the file once it is complete"
        ) from error
    assert_same(snapshot(found), then, "in the checkpoint of before")
    save(path, state)
    assert read_here(path)["step"] == 4, "a save after the failed one must replace the file"


@step("7.15")
def test_the_checkpoint_of_before_stays_until_the_new_one_is_in_its_place(path):
    """A run stopped just before the complete file is moved finds a complete checkpoint."""
    state = trained(2)
    save(path, state)
    learner.beside("training").run(state, 2)
    save_checkpoint = task7_training.save_checkpoint
    learner.beside("files").without_renaming(save_checkpoint, str(path), state, CONFIG)
    assert path.exists(), (
        "the old checkpoint was removed before the new one was there: `os.replace` does both at "
        "once"
    )
    assert read_here(path)["step"] in (2, 4), "the file is not one of the two checkpoints"


def damaged(data):
    """Bytes that are no checkpoint, by what they are."""
    header = pickle.dumps({"version": 1, "config": {}})
    return {
        "an empty file": b"",
        "a text": b"hello world\n",
        "another text": "这不是检查点".encode(),
        "some JSON": b'{"version": 1, "config": {}}',
        "a plain pickle": header,
        **{f"cut short to {k}/8": data[: len(data) * k // 8] for k in range(1, 8)},
        "cut short by a byte": data[:-1],
        "without its beginning": data[100:],
    }


@step("7.15")
def test_damaged_files_are_refused(path):
    """A file cut short, empty or of something else: a ValueError that names it; nothing changes."""
    save(path, trained(3))
    state = trained(2, seed=6)
    task7_training.load_checkpoint(str(path), state)
    then = snapshot(state)
    assert then["`step`"] == 3, f"the step after loading is {then['`step`']}, not 3"
    for kind, data in damaged(path.read_bytes()).items():
        wrong = path.with_name("wrong.pt")
        wrong.write_bytes(data)
        with raises(ValueError, mention="wrong.pt", what=f"read_checkpoint of {kind}"):
            task7_training.read_checkpoint(str(wrong))
        with raises(ValueError, mention="wrong.pt", what=f"load_checkpoint of {kind}"):
            task7_training.load_checkpoint(str(wrong), state)
    assert_same(snapshot(state), then, "after files that can't be read")


@step("7.15")
@pytest.mark.parametrize(
    "other",
    [
        {"version": 2},
        {"version": 0},
        {"version": None},
        {"version": "1"},
    ],
)
def test_other_versions_are_refused(path, other):
    """A file of another version of the format, or of none, is a ValueError that names it."""
    save(path, trained(1))
    found = task7_training.read_checkpoint(str(path))
    assert found["version"] == 1, f"the version read is {found['version']}, not 1"
    checkpoint = read_here(path)
    torch.save(checkpoint | other, path)
    without = path.with_name("without.pt")
    torch.save({name: checkpoint[name] for name in checkpoint if name != "version"}, without)
    state = new_state(7)
    before = snapshot(state)
    for wrong in (path, without):
        with raises(ValueError, mention=wrong.name, what=f"read_checkpoint of version {other}"):
            task7_training.read_checkpoint(str(wrong))
        with raises(ValueError, mention=wrong.name, what=f"load_checkpoint of version {other}"):
            task7_training.load_checkpoint(str(wrong), state)
    assert_same(snapshot(state), before, "after files of other versions, which must change nothing")


@step("7.15")
@pytest.mark.parametrize("kind", ["a list", "a tensor", "a model"])
def test_other_files_of_pytorch_are_refused(path, kind):
    """What `torch.save` wrote, but no checkpoint, is a ValueError that names the file."""
    save(path, trained(1))
    found = task7_training.read_checkpoint(str(path))
    assert found["step"] == 1, f"the step read is {found['step']}, not 1"
    contents = {"a list": [1, 2], "a tensor": torch.ones(3), "a model": read_here(path)["model"]}
    torch.save(contents[kind], path)
    with raises(ValueError, mention="run.pt", what=f"read_checkpoint of {kind}"):
        task7_training.read_checkpoint(str(path))


class Code:
    """Unpickled by whoever trusts it, it makes a folder."""

    def __init__(self, folder):
        self.folder = folder

    def __reduce__(self):
        return os.mkdir, (str(self.folder),)


@step("7.15")
@pytest.mark.parametrize("written", [torch.save, lambda value, path: path.write_bytes(value)])
def test_no_code_in_a_file_is_run(path, written):
    """A file can hold a call of any function; reading it calls none, and is a ValueError."""
    save(path, trained(1))
    found = task7_training.read_checkpoint(str(path))
    assert found["step"] == 1, f"the step read is {found['step']}, not 1"
    folder = path.with_name("made by the file")
    trap = read_here(path) | {"config": Code(folder)}
    written(trap if written is torch.save else pickle.dumps(trap), path)
    for read in (
        task7_training.read_checkpoint,
        lambda path: task7_training.load_checkpoint(path, new_state(0)),
    ):
        try:
            with raises(ValueError, mention="run.pt", what="a checkpoint with code in it"):
                read(str(path))
        finally:
            assert not folder.exists(), (
                "code that stood in the file was run: `torch.load` has `weights_only=True` "
                "against that"
            )


@step("7.15")
def test_a_file_that_is_not_there_is_not_found(path):
    """Reading and loading where there is no file are a FileNotFoundError."""
    state = trained(1)
    save(path, state)
    assert task7_training.load_checkpoint(str(path), state) == CONFIG
    missing = str(path.with_name("missing.pt"))
    with raises(FileNotFoundError, what="read_checkpoint without a file"):
        task7_training.read_checkpoint(missing)
    with raises(FileNotFoundError, what="load_checkpoint without a file"):
        task7_training.load_checkpoint(missing, state)


@step("7.15")
def test_reading_gives_what_was_saved_and_touches_nothing(path):
    """`read_checkpoint` gives the whole dict, tensors on the CPU, and changes no state."""
    state = trained(3)
    save(path, state)
    with no_side_effects():
        found = task7_training.read_checkpoint(str(path))
    here = read_here(path)
    assert sorted(found) == sorted(here), f"the dict that was saved holds {sorted(here)}"
    for name in ("version", "config", "step", "history"):
        assert found[name] == here[name], f"`{name}` is {found[name]}, and was {here[name]}"
    model = {name: found["model"][name] for name in here["model"]}
    for name, value in here["model"].items():
        assert model[name].device.type == "cpu", f"`{name}` must be on the CPU"
        assert_close(model[name], value, f"`{name}` in the model that was read", tolerance=EXACT)
    what = "the state of `generator` that was read"
    assert_close(found["generator"], here["generator"], what, tolerance=EXACT)
