"""What stands before the first frame, what comes after it, and what a key draws anew."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from functools import partialmethod
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tests.tui.build import press, screen_of
from tracker.errors import StoreError
from tracker.journal import Journal
from tracker.model import DayRecord
from tracker.tui import preview
from tracker.tui.app import StudylogApp, run
from tracker.tui.preview import preview_of
from tracker.tui.preview_blocks import Block, read
from tracker.tui.widgets.day_view import DayView
from tracker.tui.widgets.preview import MarkdownPreview
from tracker.tui.widgets.side import SideColumn
from tracker.values import replace

_OPENED = """\
import datetime as dt, json, sys
from pathlib import Path
from tests.tui.build import KST, Clock, open_journal
from tracker.tui.app import StudylogApp

journal = open_journal(Path(sys.argv[1]), Clock(dt.datetime(2025, 3, 24, 10, tzinfo=KST)))
"""
_AT_FIRST_FRAME = f"""{_OPENED}
seen = None
display = StudylogApp._display

def watched(app, screen, renderable):
    global seen
    display(app, screen, renderable)
    if renderable is not None and seen is None:
        seen = sorted(sys.modules)
        app.exit()

StudylogApp._display = watched
StudylogApp(journal).run(headless=True, size=(120, 40))
print(json.dumps(seen))
"""
_ON_FIRST_VISIT = f"""{_OPENED}
import asyncio

async def visit():
    seen = []
    app = StudylogApp(journal)
    async with app.run_test(size=(120, 40)) as pilot:
        for key, module in json.loads(sys.argv[2]):
            await pilot.pause()
            before = module in sys.modules
            await pilot.press(key)
            await pilot.pause()
            seen.append([module, before, module in sys.modules])
            await pilot.press("escape")
    print(json.dumps(seen))

asyncio.run(visit())
"""

HEAVY = {
    "yaml",
    "jinja2",
    "sqlite_utils",
    "dateutil",
    "markdown_it",
    "linkify_it",
    "pygments",
    "tree_sitter",
    "secrets",
}
"""Packages that a frame of the day has no use for."""

OF_THE_DAY = """\
tracker.tui tracker.tui.app tracker.tui.commands tracker.tui.completion tracker.tui.frames tracker.tui.guarded \
tracker.tui.messages tracker.tui.panes tracker.tui.questions tracker.tui.screens tracker.tui.screens.adding \
tracker.tui.screens.base tracker.tui.screens.changing tracker.tui.screens.day_screen tracker.tui.screens.timing \
tracker.tui.screens.today tracker.tui.shown tracker.tui.terminal tracker.tui.themes tracker.tui.widgets \
tracker.tui.widgets.day_header tracker.tui.widgets.day_view tracker.tui.widgets.key_bar tracker.tui.widgets.layout \
tracker.tui.widgets.painted tracker.tui.widgets.side_state"""
"""Modules of the screen that draw the day; whatever else there is comes after."""

VISITED = [
    ("g", "tracker.tui.screens.prompt"),
    ("question_mark", "tracker.tui.screens.help"),
    ("w", "tracker.tui.screens.week"),
    ("T", "tracker.tui.screens.clock"),
    ("L", "tracker.tui.screens.sessions"),
    ("slash", "tracker.tui.screens.browse"),
]


def answer_of(program: str, *words: str) -> list[list[object]]:
    """Return what a program prints, as JSON; it is run by a Python of its own, where nothing is loaded yet."""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program, *words], cwd=root, stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(done.stdout)  # type: ignore[no-any-return]


@pytest.mark.usefixtures("journal")
def test_the_first_frame_needs_nothing_but_the_day(database: Path) -> None:
    seen = {str(name) for name in answer_of(_AT_FIRST_FRAME, str(database))}

    assert seen & HEAVY == set()
    assert not [name for name in seen if name.startswith(("tracker.sync", "tracker.publish"))]
    assert " ".join(sorted(name for name in seen if name.startswith("tracker.tui"))) == OF_THE_DAY


@pytest.mark.usefixtures("journal")
def test_a_screen_is_loaded_when_it_is_first_visited(database: Path) -> None:
    assert answer_of(_ON_FIRST_VISIT, str(database), json.dumps(VISITED)) == [
        [module, False, True] for _key, module in VISITED
    ]


def drawn_lines(monkeypatch: pytest.MonkeyPatch, widget: type[DayView | MarkdownPreview]) -> list[int]:
    """Return a list that the lines of such widgets are added to as they are drawn."""
    lines: list[int] = []
    draw = widget.render_line

    def render_line(self: DayView | MarkdownPreview, y: int) -> Strip:
        lines.append(y)
        return draw(self, y)  # type: ignore[arg-type]

    monkeypatch.setattr(widget, "render_line", render_line)
    return lines


async def test_moving_draws_only_the_two_entries(app: StudylogApp, monkeypatch: pytest.MonkeyPatch) -> None:
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.pause()
        places = screen_of(pilot).day_view.drawn.places
        lines = drawn_lines(monkeypatch, DayView)
        await press(pilot, "down")

        assert sorted(lines) == [line for first, last in places[:2] for line in range(first, last + 1)]


async def test_the_clock_in_the_header_draws_nothing_but_the_header(
    app: StudylogApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        refreshed: set[str] = set()
        refresh = Widget.refresh

        def noted(self: Widget, *regions: Region, **how: bool) -> Widget:
            refreshed.add(type(self).__name__)
            return refresh(self, *regions, **how)

        monkeypatch.setattr(Widget, "refresh", noted)
        screen = screen_of(pilot)
        screen.header = replace(screen.header, note="다른 말")
        await pilot.pause()

        assert refreshed == {"DayHeader"}


async def test_the_side_takes_the_room_that_was_kept_for_it(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    places = []
    monkeypatch.setattr(DayView, "on_resize", lambda self: places.append(self.region))
    app = StudylogApp(journal)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()

        assert app.screen.query_one(SideColumn).region.right == 30
        assert {place.x for place in places} == {30}


async def test_a_screen_reads_the_journal_once_when_it_opens(
    app: StudylogApp, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dt.date] = []
    find = journal.find

    def counted(day: dt.date) -> DayRecord | None:
        asked.append(day)
        return find(day)

    monkeypatch.setattr(journal, "find", counted)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert len(asked) == 1

        await press(pilot, "question_mark", "escape")
        # Another screen was over it, from where the day may have been changed.
        assert len(asked) == 2


def test_a_preview_of_the_same_text_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    preview_of.cache_clear()
    made: list[str] = []

    def counted(text: str) -> tuple[Block, ...]:
        made.append(text)
        return read(text)

    monkeypatch.setattr(preview, "read", counted)

    first = preview_of("# 하나\n", 40)
    assert preview_of("# " + "하나\n", 40) is first
    preview_of("# 둘\n", 40)

    assert made == ["# 하나\n", "# 둘\n"]


class Previewed(App[None]):
    """A long text and nothing else."""

    def compose(self) -> ComposeResult:
        yield MarkdownPreview("\n\n".join(f"문단 {n}" for n in range(1_000)))


async def test_only_the_lines_in_sight_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = drawn_lines(monkeypatch, MarkdownPreview)
    app = Previewed()
    async with app.run_test(size=(60, 20)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()

        assert len(app.query_one(MarkdownPreview).lines) == 1_999
        assert set(lines) == set(range(20))


def test_a_log_that_cannot_be_read_at_the_start_ends_in_its_sentence(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: object) -> None:
        raise StoreError("the file is busy")

    monkeypatch.setattr(type(journal.timer), "state", refuse)
    monkeypatch.setattr(StudylogApp, "run", partialmethod(StudylogApp.run, headless=True))

    with pytest.raises(StoreError, match="the file is busy"):
        run(journal)
