"""Handles, callbacks, exceptions, memory: in a process of its own and in this one."""

import gc
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from kata import curriculum, learner
from kata.learner import Handle, task1
from kata.learner.session import LearnerError, ModuleBroken, StubReached

pytestmark = pytest.mark.usefixtures("both_ways")

Run = Callable[[str], Any]

BOX = """
import numpy as np

class Box:
    __array_ufunc__ = None
    limit = 3

    def __init__(self, value):
        self.value = value
        self.items = [self]

    def __add__(self, other):
        return Box(("add", self.value, getattr(other, "value", other)))

    def __radd__(self, other):
        return Box(("radd", getattr(other, "value", other), self.value))

    def __matmul__(self, other):
        return "matmul"

    def __neg__(self):
        return "neg"

    def __len__(self):
        return 3

    def __getitem__(self, key):
        return key

    def __iter__(self):
        yield from (1, 2, self)

    def __contains__(self, value):
        return value == 7

    def __eq__(self, other):
        return "whatever"

    def __repr__(self):
        return f"Box({self.value})"

    def __enter__(self):
        self.value = "entered"
        return self

    def __exit__(self, kind, error, trace):
        self.value = str(error)
        return False

    def fill(self, array):
        array[...] = 9
        return array

    def twice(self, function):
        return function(function(self))

    def call(self, function, *args, **kwargs):
        return function(*args, **kwargs)

    @staticmethod
    def plus(value):
        return value + 1

    def swallow(self, function):
        try:
            function()
        except Exception:
            return "swallowed"


class Twice(Box):
    pass

PI = 3
"""


def test_attributes_calls_and_operators_are_forwarded(run: Run) -> None:
    run(BOX)
    box = task1.Box(5)
    assert box.value == 5 and task1.PI == 3 and task1.Box.limit == 3
    box.value = np.arange(3)
    assert box.value.tolist() == [0, 1, 2]
    del box.value
    assert not hasattr(box, "value")
    box.value = 1
    assert (box + 2).value == ("add", 1, 2) and (2 + box).value == ("radd", 2, 1)
    assert (np.float64(2) + box).value == ("radd", 2.0, 1)
    assert (np.ones(2) + box).value[0] == "radd"
    assert box @ 1 == "matmul" and -box == "neg" and len(box) == 3
    assert box[1:2, ..., None] == (slice(1, 2), ..., None)
    assert 7 in box and 8 not in box
    assert repr(box) == "Box(1)" == str(box)
    assert (box == 1) == "whatever"
    with box as entered:
        assert entered is box
    assert box.value == "None"
    with pytest.raises(KeyError), box:
        raise KeyError("inside")
    assert "inside" in box.value


def test_the_same_object_is_the_same_handle(run: Run) -> None:
    run(BOX)
    box = task1.Box(1)
    assert box.items[0] is box and list(box)[2] is box
    assert task1.Box(1) is not box
    assert learner.is_a(box, task1.Box) and not learner.is_a(box, task1.Twice)
    assert learner.is_a(task1.Twice(1), task1.Box) and not learner.is_a(1, task1.Box)


def test_a_method_is_looked_up_as_it_is_called(run: Run) -> None:
    run(BOX)
    box, other = task1.Box(1), task1.Box(2)
    assert box.twice(lambda x: x + 1) == 3 and task1.Box.plus(1) == box.plus(1) == 2
    other.twice = box.plus  # an attribute of its own goes before its class's method
    assert other.twice(7) == 8
    box.held, other.held = box.plus, None  # no method: not every box has it
    assert box.held(1) == 2 and other.held is None
    assert box.call(box.plus, 4) == box.call(task1.Box.plus, 4) == 5
    assert "method Box.twice" in repr(box.twice) and box.twice.__name__ == "twice"
    assert isinstance(box.twice, Handle) and box.twice == box.twice != other.twice
    del task1.Box.twice
    with pytest.raises(AttributeError, match="twice"):
        box.twice(abs)


def test_a_fetched_array_is_a_copy(run: Run) -> None:
    run(BOX)
    box = task1.Box(np.zeros(2))
    box.value[...] = 5
    assert box.value.tolist() == [0, 0]


def test_a_handle_is_no_array(run: Run) -> None:
    run(BOX)
    with pytest.raises(TypeError, match="fetch its data"):
        np.asarray(task1.Box(1))


def test_held_arrays_keep_their_layout_and_tell_of_changes(run: Run) -> None:
    run(BOX)
    base = np.arange(24.0).reshape(4, 6)
    for array in (base[::-2, 1::3], base.T, np.asfortranarray(base), base[0, 0:0], np.array(3.0)):
        held = learner.hold(array)
        assert held.strides == array.strides and held.shape == array.shape
        assert np.array_equal(task1.Box(1).call(learner.Handle and _copy, held), array)
        assert learner.unchanged(held)
    held = learner.hold(base)
    task1.Box(1).fill(held)
    assert not learner.unchanged(held)
    frozen = base.copy()
    frozen.flags.writeable = False
    held = learner.hold(frozen)
    assert not learner.writeable(held)
    with pytest.raises(ValueError, match="read-only"):
        task1.Box(1).fill(held)
    assert learner.unchanged(held)


def _copy(array: Any) -> Any:
    return array


def test_memory_is_asked_of_over_there(run: Run) -> None:
    run(BOX)
    held = learner.hold(np.zeros(3))
    box, other = task1.Box(held), task1.Box(np.zeros(3))
    assert learner.shares_memory(learner.ref(box, "value"), held)
    assert not learner.shares_memory(learner.ref(other, "value"), held)


def test_random_generators_move_on_over_there(run: Run) -> None:
    run(BOX)
    rng = learner.rng(3)
    expected = np.random.default_rng(3)
    for _ in range(2):
        assert rng.normal() == expected.normal()
    before = learner.random_state()
    assert learner.random_state() == before


def test_functions_of_the_judge_can_be_called_back(run: Run) -> None:
    run(BOX)
    box = task1.Box(0)
    assert box.twice(lambda b: b + 1).value == ("add", ("add", 0, 1), 1)
    assert box.call(lambda *args, **kwargs: (args, kwargs), 1, a=np.ones(1)) == ((1,), {"a": [1]})
    nested = box.call(lambda: box.call(lambda: box.call(lambda: 5)))
    assert nested == 5


def test_an_error_in_a_callback_comes_back_as_itself(run: Run) -> None:
    run(BOX)
    box = task1.Box(0)

    class Own(Exception):
        pass

    def fail() -> None:
        raise Own("mine")

    for call in (box.call, box.swallow):  # even where learner code catches it
        with pytest.raises(Own, match="mine"):
            call(fail)
    assert box.call(lambda: 1) == 1


def test_exceptions_arrive_as_their_built_in_type(run: Run) -> None:
    run("""
        import sys
        import numpy as np

        class Own(ValueError):
            pass

        class Bad(Exception):
            def __str__(self):
                raise RuntimeError

        def raise_it(kind):
            raise {"own": Own("my message"), "key": KeyError("key"), "bad": Bad(),
                   "exit": SystemExit(0), "interrupt": KeyboardInterrupt(),
                   "memory": MemoryError("too long"),
                   "group": ExceptionGroup("both", [ValueError(), KeyError()]),
                   "unicode": UnicodeDecodeError("utf-8", b"x", 0, 1, "broken")}[kind]

        def axis():
            np.ones(3).sum(axis=5)

        def deep():
            deep()
        """)
    with pytest.raises(ValueError, match="my message") as caught:
        task1.raise_it("own")
    error = caught.value
    assert isinstance(error, LearnerError) and error.name == "Own"
    assert error.trace[0][0].endswith("task1_tensor.py") and error.trace[0][2] == "raise_it"
    with pytest.raises(KeyError, match=r"^key$"):
        task1.raise_it("key")
    with pytest.raises(UnicodeDecodeError, match="broken"):
        task1.raise_it("unicode")
    with pytest.raises(MemoryError, match="too long"):
        task1.raise_it("memory")
    with pytest.raises(ValueError, match="axis 5"):
        task1.axis()
    with pytest.raises(RecursionError):
        task1.deep()
    for kind in ("bad", "exit", "group", "interrupt"):
        with pytest.raises(LearnerError):
            task1.raise_it(kind)
    with pytest.raises(AttributeError):
        task1.no_such_function()


def test_a_stub_cannot_be_caught(run: Run) -> None:
    run("""
        def backward(loss):
            raise NotImplementedError("step 1.4: Tensor.backward")

        def other():
            raise NotImplementedError("not yet")
        """)
    with pytest.raises(StubReached) as caught:
        try:
            task1.backward(1)
        except Exception:
            pytest.fail("a stub was caught")
    assert (caught.value.step, caught.value.name) == ("1.4", "Tensor.backward")
    with pytest.raises(NotImplementedError, match="not yet"):
        task1.other()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("def f(:\n    pass", "invalid syntax"),
        ("import torch", "import torch"),
        ("from solutions import stage1_foundations", "solutions"),
        ("def f():\n    import kata.learner", "kata"),
        ("x = 1 / 0", "ZeroDivisionError"),
        ("from . import elsewhere", "elsewhere"),
        ("raise SystemExit", "SystemExit"),
        ("\0", "null bytes"),
        ("x = (1，2)", "only the narrow `,`, not the wide `，`"),
        ("x = “text”", 'only the narrow `"`, not the wide `“`'),
        ("x = " + "(" * 1000, "can't be compiled|too many nested"),
        ("# -*- coding: nonsense -*-", "encoding"),
    ],
)
def test_a_module_that_cannot_be_imported_says_why(run: Run, source: str, words: str) -> None:
    run(source)
    with pytest.raises(ModuleBroken, match=words):
        task1.Tensor(1.0)
    with pytest.raises(ModuleBroken, match=words):  # and it isn't tried a second time
        task1.Tensor(1.0)


@pytest.mark.parametrize("name", ["torch", "solutions", "kata.learner", "hypothesis", "tests"])
def test_imports_are_refused_at_run_time_too(run: Run, name: str) -> None:
    run(f"""
        import importlib

        def by_statement():
            exec("import {name}", {{"__name__": __name__}})

        def by_function():
            return importlib.import_module("{name}")

        def allowed():
            import json
            import numpy as np
            np.testing.assert_allclose([1.0], [1.0])  # imports what the list of modules lacks
            return json.dumps([1])
        """)
    assert task1.allowed() == "[1]"
    with pytest.raises(ImportError, match="not allowed"):
        task1.by_statement()


def test_helpers_run_beside_the_learners_code(
    run: Run, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learner, "BESIDE", tmp_path)
    (tmp_path / "helper.py").write_text("def make(box, n):\n    return [box(i) for i in range(n)]")
    run(BOX)
    made = learner.beside("helper").make(task1.Box, 3)
    assert [box.value for box in made] == [0, 1, 2]


def test_objects_are_let_go_when_no_handle_is_left(run: Run) -> None:
    run("""
        import weakref

        class Node:
            pass

        alive = weakref.WeakSet()

        def make():
            node = Node()
            alive.add(node)
            return node

        def count():
            return len(alive)
        """)
    kept = task1.make()
    for _ in range(50):
        task1.make()
    gc.collect()
    assert task1.count() <= 2  # the last one is let go with the next request
    assert task1.count() == 1 and kept is not None


def test_every_module_of_the_curriculum_has_a_stand_in() -> None:
    for task in curriculum.load().tasks:
        for module in task.modules:
            stand_in = getattr(learner, module)
            assert repr(stand_in) == f"<learner module exercises.{task.folder}.{module}>"
        first = getattr(learner, f"task{task.id}")
        assert repr(first) == f"<learner module exercises.{task.folder}.{task.modules[0]}>"
    with pytest.raises(AttributeError, match="task99"):
        _ = learner.task99


def test_learner_code_can_be_used_inside_a_test_only() -> None:
    learner.close()
    with pytest.raises(RuntimeError, match="inside a test"):
        task1.Tensor(1.0)
