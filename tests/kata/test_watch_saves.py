"""What counts as a save, and how it is noticed."""

import queue

import pytest
import watchfiles

from kata.paths import EXERCISES, TESTS
from kata.watch import saves
from kata.watch.saves import Saves, counts

MODULE = EXERCISES / "stage1_foundations" / "task1_tensor.py"


@pytest.mark.parametrize(
    ("path", "does"),
    [
        (MODULE, True),
        (MODULE.with_name(f".#{MODULE.name}"), False),  # Emacs' lock
        (MODULE.with_name(f"{MODULE.name}~"), False),
        (MODULE.with_name("README.md"), False),
        (TESTS / "stage1_foundations" / "task1_tensor" / "test_step_1_1.py", True),
        (TESTS / "beside" / "graphs.py", True),
        (TESTS / "kata" / "test_watch.py", False),
    ],
)
def test_only_what_a_verdict_depends_on_counts(path, does):
    assert counts(path) is does


def test_where_the_system_tells_of_no_more_files_they_are_looked_at(monkeypatch):
    calls = []

    def watch(*folders, force_polling, **options):
        calls.append(force_polling)
        if not force_polling:
            raise OSError("OS file watch limit reached")
        yield {(watchfiles.Change.modified, str(MODULE))}

    monkeypatch.setattr(saves.watchfiles, "watch", watch)
    told = queue.SimpleQueue()
    with Saves(told.put):
        assert told.get(timeout=10) == saves.Saved(tests=False)
    assert calls == [False, True]
