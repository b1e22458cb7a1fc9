"""A journal on a temporary file, a clock that stands still, and what the tests read off the screen."""

from __future__ import annotations

import datetime as dt
import difflib
from pathlib import Path

from rich.cells import cell_len
from textual.pilot import Pilot
from textual.screen import Screen

from tests.journal.build import templates
from tracker.config import Config
from tracker.journal import Journal
from tracker.store import Store
from tracker.tui.app import StudylogApp
from tracker.tui.screens.today import TodayScreen

KST = dt.timezone(dt.timedelta(hours=9))
MONDAY = dt.date(2025, 3, 24)
SAMPLE = Path(__file__).parents[2] / "data" / "sample" / "ko"
KOREAN = Config(language="ko", course_start=dt.date(2025, 3, 3))


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self, now: dt.datetime) -> None:
        self.now = now

    def __call__(self) -> dt.datetime:
        return self.now

    def forward(self, **length: float) -> None:
        """Let time pass."""
        self.now += dt.timedelta(**length)


def open_journal(path: Path, clock: Clock, config: Config = KOREAN) -> Journal:
    """Open the journal at `path`, as another process would."""
    store = Store.open(path, create=True, now=clock())
    return Journal(store, config, templates(config.template), clock)


def sample_text(day: dt.date) -> str:
    """Return a sample day as it lies in its file."""
    return (SAMPLE / f"{day}.md").read_bytes().decode()


def put(journal: Journal, day: dt.date, text: str) -> None:
    """Store a day's text over whatever is there."""
    journal.save_text(day, text, base=journal.text(day))


def text_of(journal: Journal, day: dt.date = MONDAY) -> str:
    """Return the text of a day as it is stored."""
    return journal.record(day).text


def changed_lines(before: str, after: str) -> list[str]:
    """Return the lines that differ: `-old` and `+new`, each with its ending."""
    lines = difflib.ndiff(before.split("\n"), after.split("\n"))
    return [line[0] + line[2:] for line in lines if line[0] in "+-"]


def screen_of(pilot: Pilot[str]) -> TodayScreen:
    """Return the Today screen, whatever stands over it."""
    return next(screen for screen in pilot.app.screen_stack if isinstance(screen, TodayScreen))


def shown_lines(app: StudylogApp) -> list[str]:
    """Return what every line of the terminal shows."""
    width, height = app.size
    strips = app.screen._compositor.render_strips(app.size)
    lines = [strip.text for strip in strips]
    assert len(lines) == height
    assert {cell_len(line) for line in lines} == {width}
    return lines


def shown_text(app: StudylogApp) -> str:
    """Return what the terminal shows, in one string."""
    return "\n".join(shown_lines(app))


async def until_shown(pilot: Pilot[str], words: str) -> None:
    """Wait until the screen shows these words."""
    app = pilot.app
    assert isinstance(app, StudylogApp)
    for _ in range(200):
        # A toast may break the words over its lines.
        # Until a screen is laid out there are fewer lines.
        lines = [strip.text for strip in app.screen._compositor.render_strips(app.size)]
        if words.replace(" ", "") in "".join("".join(lines).split()):
            return
        await pilot.pause(0.01)
    raise AssertionError(f"{words!r} was never shown.")


async def until_told(pilot: Pilot[str], words: str) -> None:
    """Wait until a toast says these words, which may be too long to be read off the screen in one piece."""
    for _ in range(500):
        if any(words in told.message for told in pilot.app._notifications):
            return
        await pilot.pause(0.01)
    raise AssertionError(f"{words!r} was never told.")


class Canvas(Screen[None]):
    """A screen with nothing on it but its colours, for a widget alone."""


async def press(pilot: Pilot[str], *keys: str) -> None:
    """Press keys, one after another, as slowly as it takes."""
    for key in keys:
        # As the pilot's own `press`, whose last wait for every widget is the first of `pause`.
        await pilot.app._press_keys([key])
        await pilot.pause()


async def write(pilot: Pilot[str], text: str) -> None:
    """Type text into the input that has the focus, and let it be saved."""
    await pilot.press(*(("space" if char == " " else char) for char in text))
    await press(pilot, "enter")


def words_at_cursor(pilot: Pilot[str]) -> str:
    """Return the words of the entry the cursor is on."""
    entry = screen_of(pilot).current
    return entry.words if entry is not None else ""


async def go_to(pilot: Pilot[str], words: str) -> None:
    """Move the cursor down to the entry with these words."""
    for _ in range(100):
        if words in words_at_cursor(pilot):
            return
        await press(pilot, "down")
    raise AssertionError(f"The cursor never came to {words!r}.")
