"""SIGKILL, and another program's lock, under the screen while someone types in a real terminal."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.calls import Call, run, surroundings
from tests.faults.held import DATABASE, Broken, Held, held_in
from tests.faults.places import IMMEDIATE, held_by_another
from tests.faults.rows import Outcome, Plan, Row, Tally, skipped
from tests.faults.verbs import BASE, workshop_in

with suppress(ImportError):
    # Only where there are pseudo-terminals, and the emulator is installed.
    from tests.tui.terminal import Terminal

REPOSITORY = Path(__file__).parents[2]
LETTER = "ㅋ"
"""What is typed; it stands nowhere else."""
MOST_LOST_SECONDS = 1.2
"""The last second, and how long a key may take until it is in the editor's text on a machine that is busy."""
_LONGEST_TYPING = 2.5
_MOST_LETTERS = 28
"""As many as there is room for in a line."""
_SAVED, _NOT_SAVED = "· ✓ saved", "● not saved yet"
_IN_USE = "is in use by"
_FIRST_TOPIC, _TOPIC, _CHALLENGE = "북두칠성", "빈 주제", "지도 한 장 그리기"
_MOST_STEPS = 20
_TAB, _ENTER, _DOWN, _TO_THE_END = "\t", "\r", "\x1b[B", "\x1b[1;5F"
_DAY = "2025-03-12"


@dataclass(slots=True)
class Typing:
    """What was typed into a screen, and what it has shown of that."""

    typed: int = 0
    drawn_at: list[float] = field(default_factory=list)
    """When each letter was first on the screen."""
    unsaved: int = 0
    """How many letters the screen has shown while it said that they are not saved yet."""
    saved: int = 0
    """How many letters the screen has shown as saved."""

    def look(self, text: str) -> int:
        """Take note of what the screen shows, and return how many letters that are."""
        shown = text.count(LETTER)
        self.drawn_at += [time.monotonic()] * (shown - len(self.drawn_at))
        if _NOT_SAVED in text:
            self.unsaved = max(self.unsaved, shown)
        if _SAVED in text:
            # A letter is drawn before the words beside it are: those of an earlier moment say nothing of it.
            self.saved = max(self.saved, min(shown, self.unsaved))
        return shown

    def older_than_the_last_second(self, killed: float) -> int:
        """Return how many letters were on the screen for longer than what may be lost."""
        return sum(killed - at > MOST_LOST_SECONDS for at in self.drawn_at)


def _open(folder: Path) -> Terminal:
    environment = surroundings(folder) | {
        "PATH": os.environ["PATH"],
        "TERM": "xterm-256color",
        "PYTHONPATH": str(REPOSITORY),
    }
    terminal = Terminal([sys.executable, "-m", "tracker"], environment)
    terminal.until(lambda text: _TOPIC in text and "? help" in terminal.lines[-1])
    return terminal


def _log(plan: Plan) -> Path:
    """Return a log on whose day something can be typed everywhere."""
    folder = plan.shared / "screen"
    if not folder.exists():
        shutil.copytree(workshop_in(plan.shared).base, folder)
        ended = run(folder, Call(("topic", _TOPIC, "--section", "천문", "--body", "/dev/null")))
        assert ended.code == 0, ended.err
    return folder


_EDITS = len(BASE) + 1


def _kill(terminal: Terminal) -> float:
    killed = time.monotonic()
    os.kill(terminal.process.pid, signal.SIGKILL)
    assert terminal.process.wait() == -signal.SIGKILL
    return killed


def _text(held: Held) -> str:
    return str(next(row for row in held.rows["days"] if _DAY in row)[-1])


# Editors


def _go_to(terminal: Terminal, words: str, key: str) -> None:
    """Move the cursor by a key until it is in the line with these words."""

    def is_there(_: str) -> bool:
        return any("▌" in line for line in terminal.lines if words in line)

    for _ in range(_MOST_STEPS):
        if is_there(""):
            return
        terminal.type(key)
        _shown_until(terminal, is_there, 0.4)
    raise AssertionError(f"the cursor never comes to {words!r}:\n{terminal.text}")


def _to_topic(terminal: Terminal) -> None:
    _go_to(terminal, _FIRST_TOPIC, _TAB)
    _go_to(terminal, _TOPIC, _DOWN)
    terminal.type(_ENTER)
    terminal.until(lambda text: _SAVED in text and "0 lines" in text and terminal.cursor == (1, 2))


def _to_day(terminal: Terminal) -> None:
    terminal.type("m")
    terminal.until(lambda text: _SAVED in text and "lines" in text)
    terminal.type(_TO_THE_END)
    terminal.until(lambda text: "example.com/stars" in text)


def _to_evening(terminal: Terminal) -> None:
    terminal.type("e")
    terminal.until(lambda text: "▸1 Check" in text)
    terminal.type(_TAB)
    terminal.until(lambda text: "▸2 Reflect" in text and "What is typed is saved" in text)
    terminal.until_quiet(0.15)


def _type_and_kill(plan: Plan, terminal: Terminal) -> tuple[Typing, float]:
    """Type for a while, now and then waiting until it is shown as saved, and kill the program under it."""
    typing, end = Typing(), time.monotonic() + plan.random.uniform(0.05, _LONGEST_TYPING)
    while typing.typed < _MOST_LETTERS and (time.monotonic() < end or not typing.typed):
        letters = plan.random.randint(1, 2)
        terminal.type(LETTER * letters)
        typing.typed += letters
        terminal.until(lambda text: typing.look(text) >= typing.typed)
        _pause(terminal, typing, plan.random.uniform(0.2, 1.0) if plan.random.random() < 0.15 else 0.08)
    # Its save is due 0.7 s after the first letter that is not saved: the kill comes before, in or after it.
    terminal.type(LETTER)
    typing.typed += 1
    terminal.until(lambda text: typing.look(text) >= typing.typed)
    _pause(terminal, typing, plan.random.uniform(0, 1.0))
    return typing, _kill(terminal)


def _pause(terminal: Terminal, typing: Typing, seconds: float) -> None:
    _shown_until(terminal, lambda text: typing.look(text) < 0, seconds)


def _run_editor(reach: Callable[[Terminal], None]) -> Callable[[Plan], Outcome]:
    def run_row(plan: Plan) -> Outcome:
        if "Terminal" not in globals():
            return skipped("there are no pseudo-terminals, or pyte is not installed")
        base, tally, trial = _log(plan), Tally(), plan.folder / "trial"
        letters = shown = 0
        for _ in plan.rounds(20):
            shutil.rmtree(trial, ignore_errors=True)
            shutil.copytree(base, trial)
            with closing(_open(trial)) as terminal:
                reach(terminal)
                typing, killed = _type_and_kill(plan, terminal)
            must = max(typing.saved, typing.older_than_the_last_second(killed))
            letters, shown = letters + typing.typed, shown + must
            try:
                kept = _text(held_in(trial)).count(LETTER)
            except Broken as broken:
                tally.add(hit=True, acknowledged=_EDITS + must, lost=_EDITS + must, problems=[str(broken)])
                continue
            problems = [] if kept <= typing.typed else ["more is there than was typed"]
            tally.add(
                hit=killed - typing.drawn_at[-1] < MOST_LOST_SECONDS,
                acknowledged=_EDITS + must,
                lost=max(0, must - kept),
                problems=problems,
            )
        return tally.outcome(f"{letters} letters typed, {shown} shown as saved or older than the last second")

    return run_row


# What is saved at once


def _add_goal(terminal: Terminal, delay: float) -> bool:
    """Write a goal in the box and kill within `delay` seconds of the enter; return whether it was shown before."""
    terminal.type("g")
    terminal.until(lambda text: "enter save" in text or "esc" in terminal.lines[-1])
    terminal.until_quiet(0.1)
    terminal.type(LETTER * 3)
    terminal.until(lambda text: LETTER * 3 in text)
    terminal.type(_ENTER)
    return _shown_until(terminal, lambda text: f"3 {LETTER * 3}" in text, delay)


def _check_challenge(terminal: Terminal, delay: float) -> bool:
    """Check a challenge off by space and kill within `delay` seconds; return whether it was shown as done before."""
    _go_to(terminal, _CHALLENGE, _TAB)
    terminal.type(" ")
    return _shown_until(terminal, lambda text: f"✅ {_CHALLENGE}" in " ".join(text.split()), delay)


def _shown_until(terminal: Terminal, met: Callable[[str], bool], seconds: float) -> bool:
    """Read for so many seconds; return whether a condition was met on the screen by then."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0 and not met(terminal.text):
        terminal.read(left)
    return met(terminal.text)


def _run_at_once(act: Callable[[Terminal, float], bool], is_there: Callable[[str], bool]) -> Callable[[Plan], Outcome]:
    def run_row(plan: Plan) -> Outcome:
        if "Terminal" not in globals():
            return skipped("there are no pseudo-terminals, or pyte is not installed")
        base, tally, trial = _log(plan), Tally(), plan.folder / "trial"
        acknowledged = 0
        for _ in plan.rounds(20):
            shutil.rmtree(trial, ignore_errors=True)
            shutil.copytree(base, trial)
            before = held_in(trial)
            with closing(_open(trial)) as terminal:
                shown = act(terminal, plan.random.uniform(0, 0.5))
                _kill(terminal)
            acknowledged += shown
            edits = _EDITS + shown
            try:
                held = held_in(trial)
            except Broken as broken:
                tally.add(hit=True, acknowledged=edits, lost=edits, problems=[str(broken)])
                continue
            there = is_there(_text(held))
            half = [] if there or _text(held) == _text(before) else ["an edit is there in half"]
            tally.add(hit=True, acknowledged=edits, lost=int(shown and not there), problems=half)
        return tally.outcome(f"{acknowledged} of them were shown before the kill")

    return run_row


# A lock under the screen


def _run_locked(plan: Plan) -> Outcome:
    if "Terminal" not in globals():
        return skipped("there are no pseudo-terminals, or pyte is not installed")
    base, tally, trial = _log(plan), Tally(), plan.folder / "trial"
    reaches = (_to_topic, _to_day)
    for number in plan.rounds(6):
        shutil.rmtree(trial, ignore_errors=True)
        shutil.copytree(base, trial)
        with closing(_open(trial)) as terminal:
            reaches[number % len(reaches)](terminal)
            typing = Typing()
            with held_by_another(trial / DATABASE, IMMEDIATE):
                for _ in range(6):
                    terminal.type(LETTER * 2)
                    typing.typed += 2
                    terminal.until(lambda text, typing=typing: typing.look(text) >= typing.typed)  # type: ignore[misc]
                told = terminal.until(lambda text: _IN_USE in text)
                told_unsaved = _NOT_SAVED in told
                terminal.type(LETTER)
                typing.typed += 1
                terminal.until(lambda text, typing=typing: typing.look(text) >= typing.typed)  # type: ignore[misc]
            terminal.until(lambda text, typing=typing: typing.look(text) >= typing.typed and _SAVED in text)  # type: ignore[misc]
            _kill(terminal)
        kept = _text(held_in(trial)).count(LETTER)
        problems = [] if told_unsaved else ["shown as saved while it could not be"]
        tally.add(hit=True, acknowledged=_EDITS + typing.typed, lost=max(0, typing.typed - kept), problems=problems)
    return tally.outcome("typing went on, and was shown as saved once the lock was gone")


ROWS = (
    Row("screen-kill-topic", "SIGKILL within a second of a letter in a topic's editor", _run_editor(_to_topic), 1),
    Row("screen-kill-day", "SIGKILL within a second of a letter in the whole day as text", _run_editor(_to_day), 0),
    Row("screen-kill-evening", "SIGKILL within a second of a letter in the reflections", _run_editor(_to_evening), 0),
    Row("screen-kill-goal", "SIGKILL 0-500 ms after the enter of a goal's box",
        _run_at_once(_add_goal, lambda text: f": {LETTER * 3}\n" in text), 1),
    Row("screen-kill-challenge", "SIGKILL 0-500 ms after a challenge was checked off by space",
        _run_at_once(_check_challenge, lambda text: f"{_CHALLENGE} ✅" in text), 0),
    Row("screen-locked", "another process holds the write lock while someone types in an editor", _run_locked, 0),
)  # fmt: skip
