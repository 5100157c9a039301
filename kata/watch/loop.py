"""The session itself: waits for what happens, has the state changed, and does what follows."""

import os
import queue
import select
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from types import FrameType

from kata import diary
from kata.curriculum import Step
from kata.reports.screen import Color
from kata.watch.examiner import Examiner
from kata.watch.saves import Saves
from kata.watch.state import (
    Compare,
    Compared,
    Effect,
    Event,
    Key,
    Quit,
    Renew,
    State,
    Stop,
    TakeHint,
    Work,
    update,
)
from kata.watch.terminal import Terminal
from kata.watch.view import coming, line_of

ENDING = (signal.SIGTERM, signal.SIGHUP)

CompareStep = Callable[[Step], Compared]


class Events:
    """What has happened, in its order, told from any thread; `wake` is readable when there is."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.wake, self.bell = os.pipe()
        os.set_blocking(self.wake, False)
        os.set_blocking(self.bell, False)

    def tell(self, event: Event) -> None:
        self._queue.put(event)
        try:
            os.write(self.bell, b"\0")
        except BlockingIOError:  # it rings already
            pass

    def take(self) -> Iterator[Event]:
        """All that has happened since."""
        try:
            os.read(self.wake, 4096)
        except BlockingIOError:
            pass
        while not self._queue.empty():
            yield self._queue.get()


class Lines:
    """Prints a line for every verdict, where there is no terminal to fill."""

    keyboard = None

    def __init__(self) -> None:
        self._last: dict[str, str] = {}

    def show(self, state: State) -> None:
        if state.problem:
            self._say("problem", state.problem.strip())
        elif state.verdict and not state.stale:
            self._say("verdict", line_of(state.verdict))
            if state.settled:
                self._say("next", coming(state))

    def _say(self, kind: str, line: str) -> None:
        """Print what was not the last of its kind."""
        if self._last.get(kind) != line:
            self._last = {**self._last, kind: line} if kind == "next" else {kind: line}
            print(line, flush=True)


def run(state: State, effects: Sequence[Effect], color: Color, compare: CompareStep) -> None:
    """Watch until it is enough."""
    events = Events()
    with ExitStack() as stack:
        stack.enter_context(_signals(events))
        examiner = stack.enter_context(closing(Examiner(state.plan, events.tell)))
        stack.enter_context(Saves(events.tell))
        display = stack.enter_context(Terminal(color)) if _is_terminal() else Lines()
        stack.callback(signal.signal, signal.SIGINT, signal.SIG_IGN)  # what follows is short
        _Session(events, examiner, display, compare).run(state, effects)


@dataclass(frozen=True)
class _Session:
    """What a session works with."""

    events: Events
    examiner: Examiner
    display: Terminal | Lines
    compare: CompareStep

    def run(self, state: State, effects: Sequence[Effect]) -> None:
        for effect in effects:
            self._do(effect)
        while True:
            state = replace(state, top=self.display.show(state))
            if state.step and state.verdict:
                self.examiner.get_ready(state.step)
            for event in self._wait():
                if event == Key("pause") and isinstance(self.display, Terminal):
                    self.display.pause()
                state, effects = update(state, event)
                if Quit() in effects:
                    return
                for effect in effects:
                    self._do(effect)

    def _wait(self) -> Iterator[Event]:
        """What happens next."""
        keyboard = self.display.keyboard
        sources = [self.events.wake] if keyboard is None else [self.events.wake, keyboard]
        ready, _, _ = select.select(sources, [], [])
        if keyboard in ready:
            assert isinstance(self.display, Terminal)
            yield from map(Key, self.display.read() or ["q"])  # none: the window was closed
        yield from self.events.take()

    def _do(self, effect: Effect) -> None:
        match effect:
            case Work():
                self.examiner.start(effect)
            case Stop():
                self.examiner.stop()
            case Renew():
                self.examiner.renew()
            case TakeHint(step, number):
                diary.add(diary.Entry(diary.now(), "hint", step, number=number))
            case Compare(step):
                self.events.tell(self.compare(step))


def _is_terminal() -> bool:
    """Whether there is a screen to fill and a keyboard to read."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def _signals(events: Events) -> Iterator[None]:
    """Inside, a request to end is an exception, and a new size of the window wakes the session."""

    def end(number: int, where: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = {number: signal.getsignal(number) for number in (*ENDING, signal.SIGINT)}
    size = signal.signal(signal.SIGWINCH, lambda number, where: None)
    bell = signal.set_wakeup_fd(events.bell, warn_on_full_buffer=False)
    for number in ENDING:
        signal.signal(number, end)
    try:
        yield
    finally:
        signal.set_wakeup_fd(bell)
        signal.signal(signal.SIGWINCH, size)
        for number, handler in before.items():
            signal.signal(number, handler)
