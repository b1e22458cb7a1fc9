"""The screen, measured from outside: a terminal starts it, presses its keys and waits for what they draw."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.bench.bare import READY
from tests.bench.measure import Contender, contest
from tests.bench.peers import DRAWS, Peers
from tests.bench.results import Bound, Goal, NotMeasured, Row, Unit, at_most, faster, lone_row, paired_row
from tests.bench.scene import copy_of, open_journal
from tests.bench.studio import COLUMNS, ROWS, Studio, terminal
from tests.tui.terminal import Terminal
from tracker.tui.screens.browse import MOST_HITS
from tracker.values import frozen, replace

Part = tuple[int, int, int, int]
"""Left, top, right and bottom of a piece of the screen."""
WHOLE: Part = (0, 1, COLUMNS, ROWS - 1)
"""All but the lines above and below, which every screen has."""
_QUIET = 0.1
"""Seconds without output after which the answer to a key is over."""
_SETTLED = 0.4
"""Seconds without output after which a screen has come to rest; a blinking cursor draws every half second."""
_WARM = 2
"""Keys that are pressed before any is timed."""
_DOWN, _UP, _LEFT, _RIGHT = "\x1b[B", "\x1b[A", "\x1b[D", "\x1b[C"
_DELETE_BACK = "\x7f"
_LETTER = "ㅎ"
_BACK = "\x1b"
_PROC = Path("/proc")
_BARE = "a bare app with one Static"
_AT_ONCE = Goal(Bound.MILLISECONDS, 50)
_LIST, _EDITOR = at_most(1.2), at_most(1.5)


# To the first frame, and at rest


def first_frame_rows(studio: Studio, peers: Peers, rounds: int, peer_rounds: int) -> Iterator[Row]:
    """Yield the seconds from the start of the process until today's day is drawn."""
    name = "first frame"
    ours = Contender(name, lambda number: _until_drawn(studio.open(studio.natural), studio.first_words))
    bare = Contender(_BARE, lambda number: _until_drawn(studio.bare("static"), READY))
    times = contest([ours, bare], rounds)
    yield paired_row(name, times[name], times[_BARE], _BARE, at_most(1.25))
    for peer, word in DRAWS.items():
        if peer in peers:
            theirs = partial(_peer_drawn, peers, peer, word)
            times = contest([ours, Contender(peer, theirs)], peer_rounds)
            goal = faster(3) if peer == "posting" else None
            yield paired_row(name, times[name], times[peer], f"{peer}, its first frame", goal)


def peers_that_draw(peers: Peers, say: Callable[[str], None]) -> Peers:
    """Return the peers without those whose screen shows nothing here; say which."""
    there = dict(peers.by_name)
    for name, word in DRAWS.items():
        if name in there:
            try:
                _peer_drawn(peers, name, word, 0)
            except (AssertionError, OSError) as error:
                del there[name]
                say(f"{name} is left out: {str(error).splitlines()[0].rstrip(':')}.")
    return replace(peers, by_name=there)


def _peer_drawn(peers: Peers, name: str, word: str, number: int) -> float:
    return _until_drawn(terminal(peers.screen(name), peers.environment), word)


def _until_drawn(opened: Terminal, words: str) -> float:
    with _closing(opened):
        opened.until(lambda text: words in text)
        return opened.read_at - opened.begun


def idle_row(studio: Studio, seconds: float) -> Row:
    """Return which share of a core both use that show a resting screen, side by side; in ours the timer runs."""
    database = copy_of(studio.natural, studio.folder / "idle.db")
    journal = open_journal(database, lambda: dt.datetime.now().astimezone())
    journal.add_goal(journal.today, "오늘의 목표")
    journal.timer.start("독서", journal.now())
    journal.store.close()
    with _closing(studio.open(database, real_clock=True)) as ours, _closing(studio.bare("static")) as baseline:
        ours.until(lambda text: "오늘의 목표" in text)
        baseline.until(lambda text: READY in text)
        baseline.until_quiet(_SETTLED)
        before = _processor_seconds(ours), _processor_seconds(baseline)
        begin = time.monotonic()
        while (left := begin + seconds - time.monotonic()) > 0:
            # Its output has to be taken, or it would wait for the terminal and do nothing.
            ours.read(left)
        passed = time.monotonic() - begin
        used = _processor_seconds(ours) - before[0], _processor_seconds(baseline) - before[1]
    mine, bare = ([each / passed] for each in used)
    goal = Goal(Bound.PERCENT, 1)
    return paired_row("idle, timer on", mine, bare, f"a core's share of {_BARE}", goal, Unit.PERCENT)


def memory_rows(studio: Studio) -> Iterator[Row]:
    """Yield the most memory it ever held: when today is drawn, and when every list has been visited."""
    goal = at_most(1.6)
    with _closing(studio.open(studio.natural)) as ours, _closing(studio.bare("static")) as baseline:
        ours.until(lambda text: studio.first_words in text)
        baseline.until(lambda text: READY in text)
        for each in (ours, baseline):
            each.until_quiet(_SETTLED)
        plain = _peak_memory(baseline)
        yield paired_row("peak memory, today", [_peak_memory(ours)], [plain], _BARE, goal, Unit.MEGABYTES)
        for surface in surfaces(studio):
            if not surface.long_day:
                for key in (surface.way, *surface.keys, _BACK if surface.way else ""):
                    ours.type(key)
                    ours.until_quiet(_SETTLED if key == surface.way else _QUIET)
        yield paired_row("peak memory, all lists", [_peak_memory(ours)], [plain], _BARE, goal, Unit.MEGABYTES)


def has_proc() -> bool:
    """Return whether the system tells what a process used."""
    return (_PROC / "self" / "status").exists()


def _processor_seconds(opened: Terminal) -> float:
    process = _PROC / str(opened.process.pid)
    threads = [each / "schedstat" for each in (process / "task").iterdir()]
    if all(thread.exists() for thread in threads):
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9
    # In hundredths of a second. The name, in parentheses, may hold spaces; user and system time are the 12th and 13th
    # field behind it.
    fields = (process / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak_memory(opened: Terminal) -> float:
    status = (_PROC / str(opened.process.pid) / "status").read_text()
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(peak.split()[1]) * 1024


# From key to repaint


@frozen
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
    part: Part = WHOLE
    """What the key is to change: a preview beside it may come later."""


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


def key_rows(studio: Studio, wanted: Callable[[str], bool], count: int) -> Iterator[Row | NotMeasured]:
    """Yield how long a key takes in each list and editor."""
    for surface in surfaces(studio):
        if wanted(surface.name):
            try:
                yield _key_row(studio, surface, count)
            except AssertionError as error:
                yield NotMeasured(surface.name, str(error).partition("\n")[0].rstrip(":"))


def _key_row(studio: Studio, surface: Surface, count: int) -> Row:
    """Return how long a key takes until what it changes is drawn, against a bare widget's."""
    words = surface.against
    # In a list the cursor is a colour, in a text it blinks.
    is_list = words[0] == "list"
    with (
        _closing(studio.open(studio.long if surface.long_day else studio.natural)) as ours,
        _closing(studio.bare(*words)) as baseline,
    ):
        first = "긴 주제" if surface.long_day else studio.first_words
        ours.until(lambda text: first in text)
        baseline.until(lambda text: READY in text)
        for each in (ours, baseline):
            each.until_quiet(_SETTLED)
        ours.type(surface.way)
        ours.until(lambda text: not surface.way or "esc" in text)
        ours.until_quiet(_SETTLED)

        def press(opened: Terminal, keys: tuple[str, ...], part: Part, number: int) -> float:
            return _answered(opened, keys[number % len(keys)], part, styled=is_list)

        bare_keys, bare_part = surface.bare_keys or surface.keys, (0, 0, COLUMNS, ROWS)
        contenders = [
            Contender("ours", partial(press, ours, surface.keys, surface.part)),
            Contender("bare", partial(press, baseline, bare_keys, bare_part)),
        ]
        times = contest(contenders, count, warm=_WARM)
    size = f"OptionList of {int(words[1]):,} lines" if is_list else "TextArea of the same text"
    return paired_row(surface.name, times["ours"], times["bare"], f"a bare {size}", _LIST if is_list else _EDITOR)


def _answered(opened: Terminal, key: str, part: Part, *, styled: bool) -> float:
    """Press a key on a quiet screen and return the seconds until a frame has changed a part of the screen."""
    before = _picture(opened, part, styled=styled)
    begin = time.perf_counter()
    opened.type(key)
    drawn = opened.until_frame(lambda: _picture(opened, part, styled=styled) != before)
    opened.until_quiet(_QUIET)
    return drawn - begin


def _picture(opened: Terminal, part: Part, *, styled: bool) -> list[object]:
    left, top, right, bottom = part
    buffer = opened.screen.buffer
    cells = (buffer[row][column] for row in range(top, bottom) for column in range(left, right))
    return list(cells) if styled else [cell.data for cell in cells]


# From day to day, and from screen to screen


@frozen
class Switch:
    """A key that shows another day or another screen."""

    name: str
    key: str
    part: Part
    """What has to stand as it will stay; side panes may come later."""
    back: str
    """The key that leads back to where it was pressed."""


_DAY: Part = (31, 1, COLUMNS, ROWS - 1)
SWITCHES = (
    Switch("switch day", "[", _DAY, "]"),
    Switch("switch to Week", "w", (0, 1, COLUMNS, 24), _BACK),
    Switch("switch to Browse", "/", (0, 3, 64, ROWS - 1), _BACK),
    Switch("switch to Sessions", "L", WHOLE, _BACK),
    Switch("switch to Retrospective", "R", WHOLE, _BACK),
    Switch("switch to Evening", "e", WHOLE, _BACK),
)
BACK_TO_TODAY = Switch("switch back to Today", "q", _DAY, "w")


def switch_rows(studio: Studio, wanted: Callable[[str], bool], count: int) -> Iterator[Row]:
    """Yield how long it takes from a key until another day or screen stands, and until it does the first time."""
    about = "from the key until it stands as it stays"
    pictures: dict[str, list[object]] = {}
    with _closing(_opened(studio)) as ours:
        for switch in filter(lambda each: wanted(each.name), SWITCHES):
            pictures[switch.name], times = _switched(ours, switch, count)
            yield lone_row(switch.name, times, about, _AT_ONCE)
        if wanted(BACK_TO_TODAY.name):
            _press(ours, BACK_TO_TODAY.back)
            yield lone_row(BACK_TO_TODAY.name, _switched(ours, BACK_TO_TODAY, count)[1], "from Week", _AT_ONCE)
    first = [name for name in pictures if name != SWITCHES[0].name]
    if first and wanted("switch, first visits"):
        yield lone_row("switch, first visits", _first_visits(studio, pictures), f"of {len(first)} screens")


def _switched(ours: Terminal, switch: Switch, count: int) -> tuple[list[object], list[float]]:
    """Press the key and the one that leads back, again and again; return what then stood, and the seconds."""
    for _ in range(_WARM):
        _press(ours, switch.key)
        stands = _picture(ours, switch.part, styled=False)
        _press(ours, switch.back)
    times = []
    for _ in range(count):
        times.append(_seconds_until(ours, switch, stands))
        _press(ours, switch.back)
    return stands, times


def _first_visits(studio: Studio, pictures: Mapping[str, list[object]]) -> list[float]:
    times = []
    with _closing(_opened(studio)) as ours:
        for switch in SWITCHES[1:]:
            if switch.name in pictures:
                times.append(_seconds_until(ours, switch, pictures[switch.name]))
                _press(ours, switch.back)
    return times


def _seconds_until(ours: Terminal, switch: Switch, stands: list[object]) -> float:
    begin = time.perf_counter()
    ours.type(switch.key)
    drawn = ours.until_frame(lambda: _picture(ours, switch.part, styled=False) == stands)
    ours.until_quiet(_SETTLED)
    return drawn - begin


def _opened(studio: Studio) -> Terminal:
    ours = studio.open(studio.natural)
    ours.until(lambda text: studio.first_words in text)
    ours.until_quiet(_SETTLED)
    return ours


def _press(ours: Terminal, key: str) -> None:
    ours.type(key)
    ours.until_quiet(_SETTLED)


@contextmanager
def _closing(opened: Terminal) -> Iterator[Terminal]:
    try:
        yield opened
    finally:
        opened.close()
