"""The column beside the day: its calendar, its week, and how the challenges go."""

from __future__ import annotations

import datetime as dt

import pytest
from rich.cells import set_cell_size
from textual import on
from textual.app import App, ComposeResult

from tests.tui.build import MONDAY, Canvas, press, screen_of, shown_lines, shown_text
from tracker.charts import line_cells, plain
from tracker.stats import DayFacts
from tracker.tui.app import StudylogApp
from tracker.tui.messages import DayChosen, MonthWanted
from tracker.tui.screens.week import WeekScreen
from tracker.tui.widgets.month_calendar import MonthCalendar
from tracker.tui.widgets.side import SideColumn, SideFigures, folded_line, side_lines
from tracker.tui.widgets.side_state import SideState

STATE = SideState(
    day=dt.date(2025, 3, 25),
    today=dt.date(2025, 3, 27),
    week_title="This week",
    week=(DayFacts(MONDAY, 8 * 3600), DayFacts(dt.date(2025, 3, 25), 4 * 3600)),
    week_seconds=12 * 3600,
    target=8 * 3600,
    challenges_title="Challenges",
    rate="78%",
    streak="12-day streak",
    why="never broken since 3/6",
    marks="✅ 🔺 ❌",
)

BELOW_THE_CALENDAR = """\
├─ This week ───── 12:00:00 ─┤
│ Mon ▇▇▇▇▇▇▇▇▇▇▇▇▇▇  8:00   │
│ Tue ▇▇▇▇▇▇▇         4:00 ◂ │
│ Wed                        │
│ Thu                        │
│ Fri                        │
│ Sat                        │
│ Sun                        │
├─ Challenges ───────── 78% ─┤
│ 12-day streak              │
│ never broken since 3/6     │
│ ✅ 🔺 ❌                   │
╰────────────────────────────╯"""


def side(app: StudylogApp) -> list[str]:
    """Return what the side column shows."""
    return [set_cell_size(line, 30) for line in shown_lines(app)[1:-1]]


def test_the_parts_below_the_calendar() -> None:
    assert plain(side_lines(STATE, 30, 20, stands_alone=False)) == BELOW_THE_CALENDAR
    alone = plain(side_lines(STATE, 30, 20, stands_alone=True))
    assert alone == BELOW_THE_CALENDAR.replace("├─ This week ───── 12:00:00 ─┤", "╭─ This week ───── 12:00:00 ─╮")


@pytest.mark.parametrize("height", range(3, 24))
def test_without_room_the_challenges_go_and_the_box_is_closed(height: int) -> None:
    lines = side_lines(STATE, 30, height, stands_alone=True)
    assert len(lines) <= height
    assert plain(lines[-1:]) == "╰────────────────────────────╯"
    assert ("Challenges" in plain(lines)) == (height >= 13)
    assert {line_cells(line) for line in lines} == {30}


def test_the_folded_side_says_as_much_as_it_can() -> None:
    assert plain([folded_line(STATE, 90)]) == (
        " This week 12:00:00   Challenges 78%   12-day streak  never broken since 3/6   ✅ 🔺 ❌"
    )
    assert plain([folded_line(STATE, 60)]) == " This week 12:00:00   Challenges 78%   ✅ 🔺 ❌"
    assert line_cells(folded_line(STATE, 40)) <= 40


async def test_calendar_week_and_challenges_fit_beside_the_day(app: StudylogApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()

        lines = side(app)
        assert lines[0].startswith("╭─ 2025년 3월 ─")
        assert lines[1] == "│    월 화 수 목 금 토 일    │"
        assert lines[7] == "│    31                      │"
        assert lines[8].startswith("├─ 이번 주 ─")
        assert lines[16].startswith("├─ 도전 ─")
        assert "╰────────────────────────────╯" in lines


@pytest.mark.parametrize(("height", "has_calendar"), [(24, True), (23, True), (22, False), (14, False)])
async def test_in_few_lines_the_calendar_goes_first(app: StudylogApp, height: int, has_calendar: bool) -> None:
    async with app.run_test(size=(120, height)) as pilot:
        await pilot.pause()

        assert ("2025년 3월" in shown_text(app)) == has_calendar
        assert "이번 주" in shown_text(app)
        assert any(line.startswith("╰────────────────────────────╯") for line in side(app))


async def test_a_click_on_a_day_of_the_calendar_shows_it(app: StudylogApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.click(MonthCalendar, offset=(15, 6))
        await pilot.pause()

        assert screen_of(pilot).day == dt.date(2025, 3, 27)


async def test_a_click_on_the_week_leads_to_the_week_screen(app: StudylogApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.click(SideFigures, offset=(5, 3))
        await pilot.pause()

        assert isinstance(app.screen, WeekScreen)


async def test_keys_move_through_the_months_to_a_day(app: StudylogApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        calendar = app.screen.query_one(MonthCalendar)
        calendar.focus()
        await press(pilot, "down", "down")
        assert side(app)[0].startswith("╭─ 2025년 4월 ─")
        await press(pilot, "l", "k", "pageup", "left")
        assert calendar.cursor == dt.date(2025, 2, 28)
        assert screen_of(pilot).day == MONDAY

        await press(pilot, "enter")

        assert screen_of(pilot).day == dt.date(2025, 2, 28)


async def test_the_calendar_comes_back_to_the_day_that_is_shown(app: StudylogApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        calendar = app.screen.query_one(MonthCalendar)
        calendar.focus()
        await press(pilot, "pagedown")
        assert side(app)[0].startswith("╭─ 2025년 4월 ─")

        app.screen.set_focus(screen_of(pilot).day_view)
        await pilot.pause()

        assert side(app)[0].startswith("╭─ 2025년 3월 ─")
        assert calendar.cursor == MONDAY


class CalendarApp(App[None]):
    """Only a calendar, and what it asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.wanted: list[tuple[str, dt.date]] = []

    def get_default_screen(self) -> Canvas:
        return Canvas()

    def compose(self) -> ComposeResult:
        yield MonthCalendar()

    @on(MonthWanted)
    @on(DayChosen)
    def keep(self, message: MonthWanted | DayChosen) -> None:
        """Keep what was asked for."""
        self.wanted.append((type(message).__name__, message.day))


async def test_the_calendar_asks_for_the_days_of_the_month_it_turns_to() -> None:
    app = CalendarApp()
    async with app.run_test() as pilot:
        calendar = app.query_one(MonthCalendar)
        calendar.day = dt.date(2025, 3, 31)
        calendar.focus()
        await pilot.pause()
        app.wanted.clear()
        await pilot.press("left", "down", "enter")
        await pilot.pause()

        assert app.wanted == [("MonthWanted", dt.date(2025, 4, 6)), ("DayChosen", dt.date(2025, 4, 6))]


async def test_the_side_is_drawn_from_what_it_is_given(app: StudylogApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.screen.query_one(SideColumn).state = STATE
        await pilot.pause()

        assert "never broken since 3/6" in shown_text(app)
