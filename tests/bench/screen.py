"""The screen, measured from outside: a terminal starts it, presses its keys and waits for what they draw."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.bench.bare import READY
from tests.bench.measure import Row, SpreadRow, Unit, row_of, spread_of
from tests.bench.scene import LAST, NOW, REPOSITORY, Scene, clean_environment, open_journal
from tests.tui.terminal import Terminal
from tracker.tui.screens.browse import MOST_HITS

COLUMNS, ROWS = 120, 40
_QUIET = 0.1
"""Seconds without output after which the answer to a key is over."""
_SETTLED = 0.4
"""Seconds without output after which a screen has come to rest; a blinking cursor draws every half second."""
_WARM = 2
"""Keys that are pressed before any is timed."""
_DOWN, _UP, _LEFT, _RIGHT = "\x1b[B", "\x1b[A", "\x1b[D", "\x1b[C"
_DELETE_BACK = "\x7f"
_LETTER = "ㅎ"
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Studio:
    """Copies of a scene's study log that the screens may write in."""

    folder: Path
    natural: Path
    """As it was generated."""
    long: Path
    """Its last day is of 300 lines, with a topic of 8 KB at its beginning."""
    first_words: str
    """Drawn once the natural log's last day is."""
    long_text: Path
    """The long day's text, in a file."""
    long_body: Path
    """The text of its topic, in a file."""
    entries: int
    """Lines of the natural log's last day."""
    days: int

    @property
    def environment(self) -> dict[str, str]:
        """What the screens run in: the scene's clock stands still, so nothing is drawn but by a key."""
        return clean_environment(self.folder) | {
            "STUDYLOG_NOW": NOW.isoformat(),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }

    def open(self, database: Path, *, real_clock: bool = False) -> Terminal:
        """Open the screen on one of the logs."""
        environment = self.environment
        if real_clock:
            del environment["STUDYLOG_NOW"]
        return self._terminal(environment, "tracker", "--db", str(database))

    def bare(self, *words: str) -> Terminal:
        """Open one of the bare applications."""
        return self._terminal(self.environment, "tests.bench.bare", *words)

    def _terminal(self, environment: dict[str, str], *words: str) -> Terminal:
        call = [sys.executable, "-m", *words]
        environment = environment | {"PYTHONPATH": str(REPOSITORY)}
        return Terminal(call, environment, columns=COLUMNS, rows=ROWS, controls=False)


def build_studio(scene: Scene) -> Studio:
    """Copy the scene's study log, once as it is and once with a long last day."""
    folder = scene.folder / "screen"
    folder.mkdir()
    natural, long = folder / "natural.db", folder / "long.db"
    for path in (natural, long):
        with closing(sqlite3.connect(scene.database)) as connection:
            connection.execute("VACUUM INTO ?", (str(path),))
    record = scene.journal.record(LAST)
    journal = open_journal(long)
    body = _long_body(scene)
    text = _long_text(body)
    journal.save_text(LAST, text, base=journal.text(LAST))
    journal.store.close()
    (folder / "day.md").write_bytes(text.encode())
    (folder / "topic.md").write_bytes(body.encode())
    return Studio(
        folder=folder,
        natural=natural,
        long=long,
        first_words=record.day.goals[0].text.split()[0],
        long_text=folder / "day.md",
        long_body=folder / "topic.md",
        entries=record.text.count("\n"),
        days=len(scene.logs),
    )


def _long_body(scene: Scene) -> str:
    """Return the notes of the newest days, as many as make 8 KB."""
    texts = (topic.body for log in reversed(scene.logs) for topic in scene.journal.record(log.date).day.topics)
    body = ""
    for text in texts:
        body += text.strip("\n") + "\n\n"
        if len(body.encode()) >= 8_000:
            break
    return body


def _long_text(body: str) -> str:
    beginning = f"# {LAST}\n\n## 오늘 배운 내용\n\n### 긴 주제\n\n{body}\n## 참고 자료\n\n"
    links = max(10, 300 - beginning.count("\n"))
    return beginning + "".join(f"- [문서 {n}](https://example.com/{n})\n" for n in range(links))


# To the first frame, and at rest


def first_frame_row(studio: Studio, rounds: int) -> Row:
    """Return the seconds from the start of the process until today's day is drawn."""

    def until_drawn(terminal: Terminal, words: str) -> float:
        with _closing(terminal):
            terminal.until(lambda text: words in text)
            return terminal.read_at - terminal.begun

    def ours() -> float:
        return until_drawn(studio.open(studio.natural), studio.first_words)

    def baseline() -> float:
        return until_drawn(studio.bare("static"), READY)

    name = f"first frame, {studio.days:,} days"
    return row_of(name, [_in_turn(number, ours, baseline) for number in range(rounds)], "a bare app with one Static")


def idle_row(studio: Studio, seconds: float) -> Row:
    """Return the processor's seconds in which both, side by side, show a resting screen; in ours the timer runs."""
    database = studio.folder / "idle.db"
    with closing(sqlite3.connect(studio.natural)) as connection:
        connection.execute("VACUUM INTO ?", (str(database),))
    journal = open_journal(database, lambda: dt.datetime.now().astimezone())
    journal.add_goal(journal.today, "오늘의 목표")
    journal.timer.start("독서", journal.now())
    journal.store.close()
    with _closing(studio.open(database, real_clock=True)) as ours, _closing(studio.bare("static")) as baseline:
        ours.until(lambda text: "오늘의 목표" in text)
        baseline.until(lambda text: READY in text)
        baseline.until_quiet(_SETTLED)
        before = _processor_seconds(ours), _processor_seconds(baseline)
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            # Its output has to be taken, or it would wait for the terminal and do nothing.
            ours.read(left)
        used = _processor_seconds(ours) - before[0], _processor_seconds(baseline) - before[1]
    return row_of(f"idle {seconds:g} s, timer on", [used], "CPU of a bare app with one Static", Unit.SECONDS)


def memory_rows(studio: Studio) -> list[Row]:
    """Return the most memory it ever held: when today is drawn, and when every screen has been visited."""
    with _closing(studio.open(studio.natural)) as ours, _closing(studio.bare("static")) as baseline:
        ours.until(lambda text: studio.first_words in text)
        baseline.until(lambda text: READY in text)
        for terminal in (ours, baseline):
            terminal.until_quiet(_SETTLED)
        plain, first = _peak_memory(baseline), _peak_memory(ours)
        for surface in surfaces(studio):
            if not surface.long_day:
                for key in (surface.way, *surface.keys, _BACK if surface.way else ""):
                    ours.type(key)
                    ours.until_quiet(_SETTLED if key == surface.way else _QUIET)
        visited = _peak_memory(ours)
    against = "a bare app with one Static"
    return [
        row_of("peak memory, today", [(first, plain)], against, Unit.MEGABYTES),
        row_of("peak memory, all lists", [(visited, plain)], against, Unit.MEGABYTES),
    ]


def has_proc() -> bool:
    """Return whether the system tells what a process used."""
    return (_PROC / "self" / "status").exists()


def _processor_seconds(terminal: Terminal) -> float:
    process = _PROC / str(terminal.process.pid)
    threads = [each / "schedstat" for each in (process / "task").iterdir()]
    if all(thread.exists() for thread in threads):
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9
    # In hundredths of a second. The name, in parentheses, may hold spaces; user and system time are the 12th and 13th
    # field behind it.
    fields = (process / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak_memory(terminal: Terminal) -> float:
    status = (_PROC / str(terminal.process.pid) / "status").read_text()
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(peak.split()[1]) * 1024


# From key to repaint


@dataclass(frozen=True, slots=True)
class Surface:
    """Something that answers keys, the way to it from Today, and the bare widget it is measured against."""

    name: str
    way: str
    """The keys that lead to it."""
    keys: tuple[str, ...]
    """Pressed one after another, and again from the first; each draws something else."""
    against: tuple[str, ...]
    """The bare application's words."""
    bare_keys: tuple[str, ...] = ()
    """What is pressed there; the same keys when empty."""
    long_day: bool = False
    """Whether it is opened on the long day."""
    part: tuple[int, int, int, int] = (0, 1, COLUMNS, ROWS - 1)
    """Left, top, right and bottom of what the key is to change: a preview beside it may come later."""


_BACK = "\x1b"
_WRITING = (_LETTER,) * 20 + (_DELETE_BACK,) * 20


def surfaces(studio: Studio) -> tuple[Surface, ...]:
    """Return every list of the screen, and its editors."""
    rows = min(40, studio.days - 1)
    lists = (0, 3, 64, ROWS - 1)
    return (
        Surface("Today's day", "", (_DOWN,) * 6 + (_UP,) * 6, ("list", str(studio.entries))),
        Surface("Browse, all days", "/\r", (_DOWN,) * rows + (_UP,) * rows, ("list", str(studio.days)), part=lists),
        Surface(
            "Browse, typing a search",
            "/",
            ("도", "커", _DELETE_BACK, _DELETE_BACK),
            ("list", str(MOST_HITS)),
            bare_keys=(_DOWN, _DOWN, _UP, _UP),
            part=lists,
        ),
        Surface("sessions", "L", (_DOWN,) * 4 + (_UP,) * 4, ("list", "6")),
        Surface(
            "week, choosing a day",
            "w",
            (_RIGHT,) * 5 + (_LEFT,) * 5,
            ("list", "7"),
            bare_keys=(_DOWN,) * 5 + (_UP,) * 5,
        ),
        Surface(
            "topic editor, 8 KB",
            "\r",
            _WRITING,
            ("area", str(studio.long_body)),
            long_day=True,
            part=(0, 2, 58, ROWS - 1),
        ),
        Surface(
            "day as text, 300 lines",
            "m" + _DOWN * 2,
            _WRITING,
            ("area", str(studio.long_text)),
            long_day=True,
            part=(12, 2, COLUMNS - 2, ROWS - 1),
        ),
    )


def key_row(studio: Studio, surface: Surface, count: int) -> SpreadRow:
    """Return how long a key takes until what it changes is drawn, against a bare widget's."""
    words = surface.against
    with (
        _closing(studio.open(studio.long if surface.long_day else studio.natural)) as ours,
        _closing(studio.bare(*words)) as baseline,
    ):
        first = "긴 주제" if surface.long_day else studio.first_words
        ours.until(lambda text: first in text)
        baseline.until(lambda text: READY in text)
        for terminal in (ours, baseline):
            terminal.until_quiet(_SETTLED)
        ours.type(surface.way)
        ours.until(lambda text: not surface.way or "esc" in text)
        ours.until_quiet(_SETTLED)
        bare_keys = surface.bare_keys or surface.keys
        # In a list the cursor is a colour, in a text it blinks.
        styled = words[0] == "list"
        times = []
        for number in range(_WARM + count):
            key, bare_key = surface.keys[number % len(surface.keys)], bare_keys[number % len(bare_keys)]
            times.append(
                _in_turn(
                    number,
                    partial(_answered, ours, key, surface.part, styled=styled),
                    partial(_answered, baseline, bare_key, (0, 0, COLUMNS, ROWS), styled=styled),
                )
            )
    ours_times, baseline_times = zip(*times[_WARM:], strict=True)
    widget = "a bare OptionList" if words[0] == "list" else "a bare TextArea"
    size = f" of {int(words[1]):,} lines" if words[0] == "list" else " of the same text"
    return SpreadRow(surface.name, spread_of(ours_times), spread_of(baseline_times), widget + size)


def _answered(terminal: Terminal, key: str, part: tuple[int, int, int, int], *, styled: bool) -> float:
    """Press a key on a quiet screen and return the seconds until a frame has changed a part of the screen."""
    before = _picture(terminal, part, styled)
    begin = time.perf_counter()
    terminal.type(key)
    drawn = terminal.until_frame(lambda: _picture(terminal, part, styled) != before)
    terminal.until_quiet(_QUIET)
    return drawn - begin


def _picture(terminal: Terminal, part: tuple[int, int, int, int], styled: bool) -> list[object]:
    left, top, right, bottom = part
    buffer = terminal.screen.buffer
    cells = (buffer[row][column] for row in range(top, bottom) for column in range(left, right))
    return list(cells) if styled else [cell.data for cell in cells]


def _in_turn(number: int, ours: Callable[[], float], baseline: Callable[[], float]) -> tuple[float, float]:
    """Do both, now the one first and now the other; return our figure and the baseline's."""
    if number % 2:
        second = baseline()
        return ours(), second
    return ours(), baseline()


@contextmanager
def _closing(terminal: Terminal) -> Iterator[Terminal]:
    try:
        yield terminal
    finally:
        terminal.close()
