"""The Week screen: what it shows, and how a person finds their way through weeks, months and years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.strip import Strip

from tests.tui.build import KST, Clock, open_journal, press, shown_lines, shown_text
from tracker.config import Config
from tracker.journal import Journal
from tracker.tui.app import StudylogApp
from tracker.tui.screens.today import TodayScreen
from tracker.tui.screens.week import WeekScreen
from tracker.tui.widgets.chart import Chart
from tracker.tui.widgets.week_columns import WeekColumns

THURSDAY = dt.date(2025, 3, 27)
ENGLISH = Config(language="en", course_start=dt.date(2025, 3, 3))
SIZES = [(80, 24), (120, 40), (40, 12), (118, 20), (80, 44)]

BOOKED = [
    # day, hour, minute, minutes, subject
    (18, 9, 0, 240, "reading"),
    (24, 9, 0, 180, "algorithms"),
    (24, 13, 0, 300, "networks"),
    (25, 10, 0, 390, "algorithms"),
    (27, 9, 10, 80, "networks"),
]


@pytest.fixture
def clock() -> Clock:
    """Return a clock that stands on a Thursday afternoon."""
    return Clock(dt.datetime(2025, 3, 27, 16, 40, tzinfo=KST))


def book(journal: Journal, day: int, hour: int, minute: int, minutes: int, subject: str) -> None:
    """Book a session of March 2025."""
    start = dt.datetime(2025, 3, day, hour, minute, tzinfo=KST)
    journal.timer.add(start.date(), subject, start=start, seconds=minutes * 60)


@pytest.fixture
def journal(database: Path, clock: Clock) -> Iterator[Journal]:
    """Return a journal with the sessions of two weeks, and no text."""
    journal = open_journal(database, clock, ENGLISH)
    for day, hour, minute, minutes, subject in BOOKED:
        book(journal, day, hour, minute, minutes, subject)
    yield journal
    journal.store.close()


async def to_week(pilot: Pilot[str]) -> WeekScreen:
    """Go to the Week screen."""
    await press(pilot, "w")
    screen = pilot.app.screen
    assert isinstance(screen, WeekScreen)
    return screen


def planner_title(app: StudylogApp) -> str:
    """Return what stands over the planner."""
    return next(line for line in shown_lines(app) if line.startswith("╭─ "))[3:].split(" ─")[0]


async def test_the_week_of_today_with_the_planner_of_the_day(app: StudylogApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await to_week(pilot)
        text = shown_text(app)

        assert "3/24 – 3/30 · week 4   total 15:50:00   +11:50:00 on last week   mean 5:16   best Mon 8:00" in text
        assert "target 8:00" in text
        assert "█ algorithms 9:30   █ networks 6:20   ─ last week" in text
        assert "╭─ 3/27 Thu ─" in text
        assert "│ 09 ·█████  21" in text
        assert "█ 09:10–10:30 networks" in text
        assert "╭─ 2025 ─" in text


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["ko", "en"])
async def test_borders_stand_in_one_column(journal: Journal, size: tuple[int, int], language: str) -> None:
    journal.config = Config(language=language)
    app = StudylogApp(journal)
    async with app.run_test(size=size) as pilot:
        await to_week(pilot)

        # `shown_lines` checks that each line is as wide as the terminal.
        lines = shown_lines(app)
        framed = [line for line in lines if line[:1] in "╭│╰"]
        assert {line[-1] for line in framed} <= set("╮│╯")
        assert bool(framed) == (size[1] >= 20)
        assert any("8:00" in line for line in lines)


async def test_keys_choose_a_day_and_open_it(app: StudylogApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await to_week(pilot)
        await press(pilot, "left")
        assert planner_title(app) == "3/26 Wed"
        await press(pilot, "h", "h")
        assert planner_title(app) == "3/24 Mon"
        assert "█ 13:00–18:00 networks" in shown_text(app)
        await press(pilot, "l")
        assert screen.day == dt.date(2025, 3, 25)

        await press(pilot, "enter")

        assert isinstance(app.screen, TodayScreen)
        assert app.screen.shown_day == dt.date(2025, 3, 25)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Return a list that the lines of the pictures are added to as they are drawn: by which one, and which line."""
    lines: list[tuple[str, int]] = []
    draw = Chart.render_line

    def render_line(self: Chart, y: int) -> Strip:
        lines.append((type(self).__name__, y))
        return draw(self, y)

    monkeypatch.setattr(Chart, "render_line", render_line)
    return lines


async def test_choosing_a_day_draws_only_the_lines_that_are_others(
    app: StudylogApp, drawn: list[tuple[str, int]]
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await to_week(pilot)
        await pilot.pause()
        columns = screen.query_one(WeekColumns)
        before = list(columns.lines())
        drawn.clear()
        await press(pilot, "left")
        after = columns.lines()

        # The weekdays and the times below them, in which the chosen day is lit.
        different = [y for y in range(len(after)) if after[y] != before[y]]
        assert [y for name, y in drawn if name == "WeekColumns"] == different
        assert 1 <= len(different) <= 2
        assert [name for name, _y in drawn if name == "WeekFigures"] == []


async def test_choosing_a_day_looks_for_nothing_but_its_sessions(
    app: StudylogApp, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await to_week(pilot)
        made = screen.week
        asked: list[dt.date] = []
        sessions = journal.timer.sessions

        def counted(day: dt.date) -> object:
            asked.append(day)
            return sessions(day)

        monkeypatch.setattr(journal.timer, "sessions", counted)
        await press(pilot, "left")

        assert made is not None
        assert screen.week is not None
        assert screen.week.stats is made.stats
        assert asked == [dt.date(2025, 3, 26)]


async def test_a_chosen_day_looks_as_if_it_had_all_been_read_again(app: StudylogApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await to_week(pilot)
        await press(pilot, "left", "left")
        chosen = shown_text(app)
        await press(pilot, "2", "1")

        assert shown_text(app) == chosen
        assert "╭─ 3/25 Tue ─" in chosen


async def test_beyond_the_week_is_the_next_one(app: StudylogApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await to_week(pilot)
        await press(pilot, "right", "right", "right", "right")
        assert screen.day == dt.date(2025, 3, 31)
        assert "3/31 – 4/6" in shown_text(app)


async def test_weeks_turn_and_come_back(app: StudylogApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await to_week(pilot)
        await press(pilot, "left_square_bracket")
        assert "3/17 – 3/23 · week 3   total 4:00:00" in shown_text(app)
        assert "reading" in shown_text(app)
        await press(pilot, "right_square_bracket", "n")
        assert screen.day == dt.date(2025, 4, 3)
        await press(pilot, "full_stop")
        assert screen.day == THURSDAY
        await press(pilot, "p")
        assert screen.day == dt.date(2025, 3, 20)


async def test_an_empty_week_says_which_key_begins(app: StudylogApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await to_week(pilot)
        await press(pilot, "n")

        assert "On Today, t starts the timer." in shown_text(app)
        assert "No sessions on this day. L leads to" in shown_text(app)


async def test_a_click_chooses_a_day_and_a_double_click_opens_it(app: StudylogApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await to_week(pilot)
        await pilot.click(WeekColumns, offset=(6, 3))
        assert screen.day == dt.date(2025, 3, 24)

        await pilot.click(WeekColumns, offset=(16, 3), times=2)
        await pilot.pause()

        assert isinstance(app.screen, TodayScreen)
        assert app.screen.shown_day == dt.date(2025, 3, 25)


async def test_a_click_on_the_year_chooses_a_day(app: StudylogApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await to_week(pilot)
        # Two cells of border, four of the weekdays; a column a week, the second row is Tuesday's.
        await pilot.click("#week-year", offset=(2 + 4 + 10, 1 + 2))
        assert screen.day == dt.date(2025, 3, 11)


async def test_the_running_session_grows_by_the_minute(app: StudylogApp, journal: Journal, clock: Clock) -> None:
    journal.timer.start("networks", clock() - dt.timedelta(minutes=20))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await to_week(pilot)
        assert "total 16:10:00" in shown_text(app)
        assert "█ 16:20–      networks" in shown_text(app)

        clock.forward(minutes=5)
        screen.tick()
        await pilot.pause()

        assert "total 16:15:00" in shown_text(app)


async def test_what_another_window_books_appears(app: StudylogApp, other: Journal) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await to_week(pilot)
        book(other, 26, 9, 0, 60, "databases")

        screen.keep_up()
        await pilot.pause()

        assert "databases 1:00" in shown_text(app)


async def test_month_and_year_have_faces_of_their_own(app: StudylogApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await to_week(pilot)
        await press(pilot, "2")
        assert "Mar 2025   total 19:50:00" in shown_text(app)
        await press(pilot, "left_square_bracket")
        assert screen.day == dt.date(2025, 2, 27)
        assert "Feb 2025" in shown_text(app)
        await press(pilot, "3")
        assert "2025   total 19:50:00" in shown_text(app)
        await press(pilot, "right_square_bracket")
        assert screen.day == dt.date(2026, 2, 27)
        await press(pilot, "1", "full_stop")
        assert "3/24 – 3/30" in shown_text(app)


async def test_a_click_on_a_day_of_the_month_chooses_it(app: StudylogApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await to_week(pilot)
        await press(pilot, "2")
        row = next(n for n, line in enumerate(shown_lines(app)) if " 18 █" in line)
        await pilot.click(offset=(14, row))
        assert screen.day == dt.date(2025, 3, 18)

        await pilot.click(offset=(14, row), times=2)
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)


async def test_the_last_day_of_a_month_turns_to_the_last_of_a_shorter_one(app: StudylogApp, clock: Clock) -> None:
    clock.now = dt.datetime(2024, 3, 31, 12, tzinfo=KST)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await to_week(pilot)
        await press(pilot, "2", "p")
        assert screen.day == dt.date(2024, 2, 29)
        await press(pilot, "3", "n")
        assert screen.day == dt.date(2025, 2, 28)


async def test_the_picture_is_copied_as_text(app: StudylogApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await to_week(pilot)
        await press(pilot, "y")

        assert app.clipboard.startswith("3/24 – 3/30 · week 4   total 15:50:00")
        assert "[Thu]◂" in app.clipboard
        assert "█ algorithms 9:30   ▓ networks 6:20   · last week" in app.clipboard


async def test_without_colours_glyphs_tell_subjects_apart(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = StudylogApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_week(pilot)

        assert "█ algorithms 9:30   ▓ networks 6:20" in shown_text(app)
        assert "[Thu]◂" in shown_text(app)


async def test_subjects_are_data(app: StudylogApp, journal: Journal) -> None:
    book(journal, 26, 9, 0, 60, "[red]x[/] \x1b[31m🕸️")
    async with app.run_test(size=(80, 24)) as pilot:
        await to_week(pilot)
        await press(pilot, "left")

        # The spider without its selector, because terminals do not agree on how wide that makes it.
        assert "[red]x[/] ␛[31m🕸 1:00" in shown_text(app)


async def test_escape_goes_back_to_today(app: StudylogApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await to_week(pilot)
        await press(pilot, "escape")
        assert isinstance(app.screen, TodayScreen)
        await press(pilot, "w", "q")
        assert isinstance(app.screen, TodayScreen)


async def test_the_screen_follows_the_size_of_the_terminal(app: StudylogApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await to_week(pilot)
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        assert "╭─" not in shown_text(app)
        assert "8:00" in shown_text(app)

        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert "╭─ 3/27 Thu ─" in shown_text(app)
        assert "╭─ 2025 ─" in shown_text(app)
