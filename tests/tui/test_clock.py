"""The big clock: its figures, its sentences, and its keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tui.build import (
    MONDAY,
    Clock,
    open_journal,
    press,
    put,
    sample_text,
    screen_of,
    shown_lines,
    shown_text,
    text_of,
    until_shown,
    write,
)
from tracker.cells import cells
from tracker.charts import plain
from tracker.config import Config
from tracker.journal import Journal
from tracker.tui.app import StudylogApp
from tracker.tui.screens.clock import ClockScreen
from tracker.tui.widgets.big_clock import ClockState, clock_lines, figure_rows, figures_width

ENGLISH = Config(language="en", course_start=dt.date(2025, 3, 3))
NO_TOTAL = "# 2025-03-24\n\n메모만 있는 날\n"
RUNNING = ClockState(
    sign="●",
    heading="쿠버네티스 딥다이브",
    figures="1:23:42",
    style="running",
    since="since 13:00",
    total_label="today",
    total=24605,
    target=28800,
    left="1:09:55 to the target, at about 21:40",
    round="round 2",
    round_done=1500,
    round_length=3000,
    round_left="25:00 left",
)


@pytest.fixture
def journal(database: Path, clock: Clock) -> Iterator[Journal]:
    """Return a journal in English that holds one sample day."""
    journal = open_journal(database, clock, ENGLISH)
    put(journal, MONDAY, sample_text(MONDAY))
    yield journal
    journal.store.close()


def test_figures_are_drawn_from_dots() -> None:
    assert figure_rows("1:04", 1) == [
        "▀█  ▄ █▀█ █ █",
        " █  ▄ █ █ ▀▀█",
        "▀▀▀   ▀▀▀   ▀",
    ]
    assert figure_rows("1", 2) == ["████  ", "  ██  ", "  ██  ", "  ██  ", "██████"]
    assert len(figure_rows("1", 4)) == 10


@pytest.mark.parametrize("scale", [1, 2, 4])
@pytest.mark.parametrize("figures", ["0:00:00", "12:34:56", "49:59", "-0:07:08"])
def test_every_row_of_the_figures_is_as_wide_as_said(figures: str, scale: int) -> None:
    assert {cells(row) for row in figure_rows(figures, scale)} == {figures_width(figures, scale)}


def test_where_there_is_one_line_for_each_part_the_figures_are_in_a_line() -> None:
    assert plain(clock_lines(RUNNING, 40, 4)).split("\n") == [
        "     ● 쿠버네티스 딥다이브 1:23:42",
        "              since 13:00",
        " today 6:50:05 ━━━━━━━━━━━━━━━━─── 8:00",
        " 1:09:55 to the target, at about 21:40",
    ]


def test_a_small_window_has_small_figures() -> None:
    assert plain(clock_lines(RUNNING, 40, 10)).split("\n") == [
        "",
        "         ● 쿠버네티스 딥다이브",
        "        ▀█  ▄ ▀▀█ ▀▀█ ▄ █ █ ▀▀█",
        "         █  ▄ █▀▀ ▀▀█ ▄ ▀▀█ █▀▀",
        "        ▀▀▀   ▀▀▀ ▀▀▀     ▀ ▀▀▀",
        "              since 13:00",
        " today 6:50:05 ━━━━━━━━━━━━━━━━─── 8:00",
        " 1:09:55 to the target, at about 21:40",
        " round 2 ━━━━━━━━━╸───────── 25:00 left",
    ]


@pytest.mark.parametrize("width", [1, 2, 7, 20, 39, 40, 63, 80, 120, 200])
@pytest.mark.parametrize("height", [1, 2, 5, 9, 10, 15, 22, 38, 60])
def test_the_clock_keeps_to_its_room(width: int, height: int) -> None:
    lines = clock_lines(RUNNING, width, height)

    assert len(lines) <= height
    assert all(sum(cells(segment.text) for segment in line) <= width for line in lines)


def test_a_clock_without_room_draws_nothing() -> None:
    assert clock_lines(RUNNING, 0, 10) == clock_lines(RUNNING, 10, 0) == []


async def test_T_shows_the_clock_and_escape_comes_back(app: StudylogApp, journal: Journal, clock: Clock) -> None:
    journal.timer.start("강의")
    clock.forward(minutes=23, seconds=42)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "T")
        assert isinstance(app.screen, ClockScreen)
        lines = shown_lines(app)
        assert "● 강의" in "\n".join(lines[1:])
        assert "since 10:00" in shown_text(app)
        assert "today 8:00:00 ━" in "\n".join(lines[1:])
        assert "target reached" in shown_text(app)
        assert "10 ██▄" in shown_text(app)

        await press(pilot, "escape")
        assert app.screen_stack[-1] is screen_of(pilot)


@pytest.mark.parametrize(
    ("size", "row"),
    [
        ((120, 40), "████████████            ████████████    ████████████            ████    ████    ████████████"),
        ((80, 24), "██████      ██████  ██████      ██  ██  ██████"),
        ((40, 12), "█▀█ ▄ ▀▀█ ▀▀█ ▄ █ █ ▀▀█"),
    ],
)
async def test_the_figures_are_as_large_as_the_window_allows(
    app: StudylogApp, journal: Journal, clock: Clock, size: tuple[int, int], row: str
) -> None:
    journal.timer.start("강의")
    clock.forward(minutes=23, seconds=42)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "T")

        assert row in shown_text(app)


async def test_what_is_left_to_the_target_and_when_it_is_reached(
    app: StudylogApp, journal: Journal, clock: Clock
) -> None:
    journal.set_total(MONDAY, 6 * 3600)
    async with app.run_test() as pilot:
        await press(pilot, "T")
        assert "2:00:00 to the target" in shown_text(app)
        assert "reached at" not in shown_text(app)

        await press(pilot, "t")
        await write(pilot, "강의")
        assert "2:00:00 to the target, at about 12:00" in shown_text(app)

        clock.forward(hours=2, minutes=10)
        app.screen.tick()  # type: ignore[attr-defined]
        await pilot.pause()
        assert "target reached, 0:10:00 more" in shown_text(app)


async def test_the_keys_of_the_clock(app: StudylogApp, journal: Journal, clock: Clock) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "T")
        assert "t starts the timer" in shown_text(app)

        await press(pilot, "t")
        await write(pilot, "강의")
        clock.forward(minutes=10)
        await press(pilot, "space")
        assert "강의 is paused" in shown_text(app)
        assert "space goes on · t starts something" in shown_text(app)

        await press(pilot, "space")
        clock.forward(minutes=10)
        await press(pilot, "s")
        await write(pilot, "복습")
        assert "● 복습" in shown_text(app)

        clock.forward(minutes=10)
        await press(pilot, "S")
        await write(pilot, "4m ago")
        assert [(each.subject, each.seconds) for each in journal.timer.sessions(MONDAY)] == [
            ("강의", 600),
            ("강의", 600),
            ("복습", 360),
        ]
        assert "(총 공부 시간 8:02:18)" in text_of(journal)

        await press(pilot, "u")
        assert "● 복습" in shown_text(app)


async def test_rounds_are_turned_on_and_shown_in_the_clock(app: StudylogApp, journal: Journal, clock: Clock) -> None:
    journal.timer.start("강의")
    async with app.run_test() as pilot:
        await press(pilot, "T")
        assert "round 1" not in shown_text(app)

        await press(pilot, "f")
        clock.forward(minutes=10)
        app.screen.tick()  # type: ignore[attr-defined]
        await pilot.pause()
        assert "round 1 ━━━━━━────" in shown_text(app)
        assert "40:00 left" in shown_text(app)

        clock.forward(minutes=41)
        screen_of(pilot).tick()
        await pilot.pause()
        assert "○ break" in shown_text(app)
        assert "round 1 is done" in shown_text(app)
        assert "9:00 left" in shown_text(app)
        assert "space goes on with 강의" in shown_text(app)

        clock.forward(minutes=9)
        app.screen.tick()  # type: ignore[attr-defined]
        await pilot.pause()
        assert "the break is over" in shown_text(app)
        assert "round 2 is next" in shown_text(app)

        await press(pilot, "space")
        assert "● 강의" in shown_text(app)
        assert "50:00 left" in shown_text(app)


async def test_a_forgotten_timer_is_marked_in_the_clock(app: StudylogApp, journal: Journal, clock: Clock) -> None:
    journal.timer.start("강의")
    clock.forward(hours=23)
    async with app.run_test() as pilot:
        await until_shown(pilot, "Decide later")
        await press(pilot, "escape", "T")

        assert "? 강의" in shown_text(app)
        assert "since 03/24 10:00 · t asks when it ended" in shown_text(app)


async def test_without_a_target_nothing_is_left_to_it(database: Path, clock: Clock) -> None:
    journal = open_journal(database, clock, Config(language="en", target=0))
    put(journal, MONDAY, NO_TOTAL)
    app = StudylogApp(journal)
    async with app.run_test() as pilot:
        await press(pilot, "T")

        assert "target" not in shown_text(app)
        assert "t starts the timer" in shown_text(app)
    journal.store.close()


async def test_another_window_stops_what_this_one_shows(
    app: StudylogApp, journal: Journal, other: Journal, clock: Clock
) -> None:
    journal.timer.start("강의")
    async with app.run_test() as pilot:
        await press(pilot, "T")
        clock.forward(minutes=5)
        other.timer.stop()
        app.screen.keep_up()  # type: ignore[attr-defined]
        await pilot.pause()

        assert "t starts the timer" in shown_text(app)
