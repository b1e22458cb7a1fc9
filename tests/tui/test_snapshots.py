"""Every screen as it looks, at 80×24 and 120×40, in Korean and English, light and dark.

To accept what has changed: `python -m pytest tests/tui/test_snapshots.py --snapshot-update`, and read the difference.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from tests.tui.build import KOREAN, KST, Clock, open_journal, press, until_shown
from tests.tui.picture import picture
from tracker.checkup import Examination, Finding, Gravity
from tracker.journal import Journal
from tracker.journal.samples import fill_with_samples
from tracker.places import shipped
from tracker.tui.app import StudylogApp
from tracker.tui.screens.evening import EveningScreen
from tracker.values import replace

SMALL, LARGE, NARROW = (80, 24), (120, 40), (40, 12)
FRIDAY = dt.date(2025, 3, 28)
"""A day of the Korean samples."""
ENGLISH_DAY = dt.date(2025, 2, 27)


class Text(SingleFileSnapshotExtension):
    """Keeps each picture in a file of its own that can be read."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.fixture
def screen(snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch) -> SnapshotAssertion:
    """Return the pictures of before; nothing blinks and nothing glides."""
    monkeypatch.setattr(Input, "cursor_blink", False)
    monkeypatch.setattr(TextArea, "cursor_blink", False)
    return snapshot.use_extension(Text)


@pytest.fixture(autouse=True)
def same_checkup(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the checkup find the same on every machine."""
    monkeypatch.setattr("tracker.tui.screens.safety.examine", found_everywhere)


def found_everywhere(_asked: Examination) -> list[Finding]:
    """Return findings of each kind."""
    return [
        Finding("database", Gravity.SOUND, "~/studylog.db: 34일, 세션 96개, 0.5 MB"),
        Finding("backups", Gravity.LOOK, "백업이 아직 없어요", "지금 만들려면: studylog backup now"),
        Finding("index", Gravity.WRONG, "1일이 색인과 다르게 읽혀요: 2025-03-28", mend=str),
    ]


def samples(folder: Path, language: str, theme: str) -> tuple[Journal, Clock]:
    """Return a journal of sample days, on one of them at twenty past nine in the evening."""
    korean = language == "ko"
    clock = Clock(
        dt.datetime(2025, 3, 28, 21, 20, tzinfo=KST) if korean else dt.datetime(2025, 2, 27, 21, 20, tzinfo=KST)
    )
    settings = replace(KOREAN, language=language, theme=theme, template="bootcamp-ko" if korean else "english")
    path = folder / "studylog.db"
    path.write_bytes(_sample_log(clock.now, language, settings.template))
    return open_journal(path, clock, settings), clock


@cache
def _sample_log(now: dt.datetime, language: str, template: str) -> bytes:
    """Return a study log full of samples; to fill one takes as long as to open the screen on it."""
    settings = replace(KOREAN, language=language, template=template)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "studylog.db")
        with closing(open_journal(path, Clock(now), settings)) as journal:
            fill_with_samples(journal, shipped("sample"))
        return path.read_bytes()


Walk = Callable[[Pilot[str]], Awaitable[None]]


def keys(*pressed: str, shown: str = "") -> Walk:
    """Return a walk that presses keys, then waits for words."""

    async def walk(pilot: Pilot[str]) -> None:
        await press(pilot, *pressed)
        if shown:
            await until_shown(pilot, shown)

    return walk


async def to_topic(pilot: Pilot[str]) -> None:
    """Open the first topic of the day."""
    for _ in range(60):
        entry = pilot.app.today_screen.current  # type: ignore[attr-defined]
        if entry is not None and entry.ref is not None and entry.ref.kind == "topic":
            break
        await press(pilot, "down")
    await press(pilot, "enter")


def evening(step: int) -> Walk:
    """Return a walk to a step of the evening, counted from 1."""

    async def walk(pilot: Pilot[str]) -> None:
        await press(pilot, "e")
        for _ in range(12):
            screen = pilot.app.screen
            assert isinstance(screen, EveningScreen)
            if screen.step == step - 1:
                return
            await press(pilot, "tab")
        raise AssertionError(f"Step {step} was never reached.")

    return walk


WALKS: dict[str, Walk] = {
    "today": keys(),
    "today-zoomed": keys("tab", "z"),
    "today-empty-day": keys("right_square_bracket"),
    "jump": keys("apostrophe"),
    "menu": keys("M"),
    "goal": keys("g", *"abc"),
    "problem": keys("p"),
    "reflection": keys("f"),
    "help": keys("question_mark"),
    "palette": keys("ctrl+p"),
    "themes": keys("ctrl+t"),
    "week": keys("w"),
    "browse": keys("slash"),
    "search": keys("slash", *"git"),
    "evening-challenges": keys("e"),
    "evening-reflection": keys("e", "tab"),
    "evening-tomorrow": evening(3),
    "evening-time": evening(4),
    "evening-finish": evening(5),
    "clock": keys("T"),
    "sessions": keys("L"),
    "import": keys("I", *"/nowhere"),
    "export": keys("X", *"/nowhere"),
    "topic": to_topic,
    "text": keys("m"),
    "retro": keys("R"),
    "retro-month": keys("R", "2"),
    "retro-text": keys("R", "v"),
    "retro-empty": keys("R", "right_square_bracket"),
    "retro-editor": keys("R", "enter"),
    "publish-where": keys("B"),
    "publish": keys("B", "escape"),
    "safety": keys("D"),
    "conflicts": keys("f6"),
}
"""Ways to each screen."""


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("looks", [("ko", "dark"), ("en", "light")], ids=["korean-dark", "english-light"])
@pytest.mark.parametrize("name", WALKS)
async def test_every_screen_looks_as_before(
    name: str, looks: tuple[str, str], size: tuple[int, int], screen: SnapshotAssertion, tmp_path: Path
) -> None:
    journal, _clock = samples(tmp_path, *looks)
    app = StudylogApp(journal)
    async with app.run_test(size=size) as pilot:
        await WALKS[name](pilot)
        await settled(pilot)

        assert picture(app) == screen
    journal.store.close()


@pytest.mark.parametrize("name", ["today", "week", "browse", "topic", "evening-challenges"])
async def test_main_screens_in_the_terminals_own_colours(name: str, screen: SnapshotAssertion, tmp_path: Path) -> None:
    journal, _clock = samples(tmp_path, "ko", "ansi")
    app = StudylogApp(journal)
    async with app.run_test(size=SMALL) as pilot:
        await WALKS[name](pilot)
        await settled(pilot)

        assert picture(app) == screen
    journal.store.close()


@pytest.mark.parametrize("name", ["today", "week", "browse", "clock", "evening-challenges", "topic"])
async def test_a_narrow_terminal_shows_what_matters(name: str, screen: SnapshotAssertion, tmp_path: Path) -> None:
    journal, _clock = samples(tmp_path, "ko", "dark")
    app = StudylogApp(journal)
    async with app.run_test(size=NARROW) as pilot:
        await WALKS[name](pilot)
        await settled(pilot)

        assert picture(app) == screen
    journal.store.close()


async def settled(pilot: Pilot[str]) -> None:
    """Wait until threads and what they asked for are done."""
    await pilot.app.workers.wait_for_complete()
    for _ in range(3):
        await pilot.pause()
