"""Races: one contender measured by pytest-benchmark, the others beside it, round by round.

A machine is never quiet, so all contenders run in turn in each round, and what counts is the median
over the rounds of the ratio of two times in the same round. The table at the end shows it, and
`--benchmark-json FILE` keeps it with everything else. No time is ever asserted.
"""

import gc
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter

import pytest
from threadpoolctl import threadpool_limits

NAMES = {"exercises": "yours", "solutions": "reference"}


@dataclass
class Row:
    """What the table says of one tree in one race."""

    race: str
    tree: str
    seconds: float | None = None
    ratios: dict[str, float] = field(default_factory=dict)
    note: str = ""


ROWS = pytest.StashKey[list[Row]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[ROWS] = []
    threadpool_limits(1)  # NumPy's; PyTorch has its own


@pytest.fixture(params=NAMES)
def tree(request: pytest.FixtureRequest) -> str:
    """Whose engine runs: the learner's in `exercises`, or the one in `solutions`."""
    return str(request.param)


@pytest.fixture
def race(benchmark, request, tree):
    """`race(title, make, others, rounds=...)`: time `make()()` and the functions in `others`.

    `make` builds the step from the code of the tree; where that is not finished, the table says so.
    `note()` gives a remark for the table. With `collect`, what a contender leaves to the garbage
    collector is collected before the next one's turn, and not timed; `collector=False` keeps
    the collector off while they run.
    """
    rows = request.config.stash[ROWS]

    def run(title, make, others, *, rounds, note=str, collect=False, collector=True):
        try:
            step = make()
            step()
        except NotImplementedError as todo:
            rows.append(Row(title, NAMES[tree], note=f"not finished, {todo}"))
            pytest.skip(f"your code is not finished: {todo}")
        for other in others.values():
            other()
        times = {name: [] for name in others}

        def one_round_of_the_others():
            for name, other in others.items():
                if collect:
                    gc.collect()
                start = perf_counter()
                other()
                times[name].append(perf_counter() - start)
            if collect:
                gc.collect()

        if not collector:
            gc.disable()
        try:
            benchmark.pedantic(step, setup=one_round_of_the_others, rounds=rounds)
        finally:
            gc.enable()
        own = benchmark.stats.stats.data
        ratios = {
            name: median(a / b for a, b in zip(own, other, strict=True))
            for name, other in times.items()
        }
        benchmark.extra_info["ratios"] = ratios
        rows.append(Row(title, NAMES[tree], median(own), ratios, note()))

    return run


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    rows = config.stash[ROWS]
    if not rows:
        return
    write = terminalreporter.write_line
    terminalreporter.section("times as a multiple of another's (median of rounds in turn)")
    for race in dict.fromkeys(row.race for row in rows):
        write(race)
        for row in rows:
            if row.race == race:
                time = "" if row.seconds is None else f"{row.seconds * 1e3:9.3f} ms"
                ratios = [f"{ratio:.2f} x {name}" for name, ratio in row.ratios.items()]
                columns = [time, *ratios, row.note]
                write(f"  {row.tree:<9} {'   '.join(column for column in columns if column)}")
