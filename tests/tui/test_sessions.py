"""The day's sessions: listed, added, corrected, deleted, and held against the written total."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.geometry import Size
from textual.pilot import Pilot

from tests.tui.build import (
    KST,
    MONDAY,
    Clock,
    changed_lines,
    open_journal,
    press,
    put,
    sample_text,
    screen_of,
    shown_lines,
    shown_text,
    text_of,
    write,
)
from tracker.cells import cells
from tracker.charts import plain
from tracker.config import Config
from tracker.journal import Journal
from tracker.model import Session
from tracker.tui.app import StudylogApp
from tracker.tui.screens.sessions import SessionsScreen
from tracker.tui.widgets.session_list import SessionRow, session_line

ENGLISH = Config(language="en", course_start=dt.date(2025, 3, 3))
NO_PLACE = "# 2025-03-24\n\n메모만 있는 날\n"


@pytest.fixture
def clock() -> Clock:
    """Return a clock that stands at one in the afternoon of the sample's fourth Monday."""
    return Clock(dt.datetime(2025, 3, 24, 13, tzinfo=KST))


@pytest.fixture
def journal(database: Path, clock: Clock) -> Iterator[Journal]:
    """Return a journal in English: the sample day, its total three hours and three sessions."""
    journal = open_journal(database, clock, ENGLISH)
    put(journal, MONDAY, sample_text(MONDAY))
    journal.set_total(MONDAY, 3600)
    for line in ("09:00-10:20 강의", "10:25-11:55 쿠버네티스 딥다이브", "40m reading"):
        journal.timer.add_line(MONDAY, line)
    yield journal
    journal.store.close()


def booked(journal: Journal, day: dt.date = MONDAY) -> list[tuple[str, int]]:
    """Return subject and seconds of a day's sessions."""
    return [(session.subject, session.seconds) for session in journal.timer.sessions(day)]


async def opened(pilot: Pilot[str]) -> SessionsScreen:
    """Visit the sessions; return their screen."""
    await press(pilot, "L")
    screen = pilot.app.screen
    assert isinstance(screen, SessionsScreen)
    return screen


async def retype(pilot: Pilot[str], line: str) -> None:
    """Write another line in the place of the one in the prompt."""
    await press(pilot, "ctrl+u")
    await write(pilot, line)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_all_is_shown_once_when_it_opens(
    app: StudylogApp, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    shown: list[Size] = []
    show = SessionsScreen._show

    def noted(self: SessionsScreen) -> None:
        shown.append(self._room)
        show(self)

    monkeypatch.setattr(SessionsScreen, "_show", noted)
    async with app.run_test(size=size) as pilot:
        await opened(pilot)

        # The lines of every screen and the title leave the rest.
        assert shown == [Size(size[0], size[1] - 3)]
        assert app.screen.query_one("#content").size.height == size[1] - 2


def test_a_line_of_the_list_keeps_to_its_room() -> None:
    began = dt.datetime(2025, 3, 24, 9, tzinfo=KST)
    session = Session("a", MONDAY, "쿠버네티스 딥다이브", began, began + dt.timedelta(hours=10), 36000)

    assert plain([session_line(SessionRow(1, session, 36000), 60)]) == "  1  09:00–19:00  10:00:00  쿠버네티스 딥다이브"
    for width in range(30, 60):
        assert cells(plain([session_line(SessionRow(1, session, 36000), width)])) <= width


async def test_the_sessions_are_listed_and_the_total_is_explained(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await opened(pilot)
        lines = [line.rstrip() for line in shown_lines(app)]

        assert lines[1] == " Sessions of 2025-03-24 Mon"
        assert lines[2:5] == [
            "▌  1  09:00–10:20   1:20:00  강의",
            "   2  10:25–11:55   1:30:00  쿠버네티스 딥다이브",
            "   3                0:40:00  reading",
        ]
        assert lines[5:11] == [
            "   ────────────────────────",
            "   sessions         3:30:00",
            "   unclocked        1:00:00",
            "   written total    4:30:00",
            "   1:00:00 of the written total is in no session: it was written by hand or",
            "   in the text.",
        ]


async def test_lengths_and_sums_end_in_one_column(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await opened(pilot)

        ends = {
            cells(line[: line.index(length) + len(length)])
            for line in shown_lines(app)[2:]
            for length in ("1:20:00", "0:40:00", "3:30:00", "1:00:00", "4:30:00")
            if length in line and "of the" not in line
        }
        assert ends == {27}


async def test_sessions_longer_than_the_total_are_explained(app: StudylogApp, journal: Journal) -> None:
    journal.set_total(MONDAY, 3600)
    async with app.run_test() as pilot:
        await opened(pilot)

        assert "too much        -2:30:00" in shown_text(app)
        assert "The sessions are 2:30:00 longer than the written total, which counts." in shown_text(app)


async def test_a_total_that_is_explained_wholly(app: StudylogApp, journal: Journal) -> None:
    journal.set_total(MONDAY, 12600)
    async with app.run_test() as pilot:
        await opened(pilot)

        assert "unclocked" not in shown_text(app)
        assert "The sessions explain the whole total." in shown_text(app)


async def test_where_no_total_has_a_place_the_sessions_count(app: StudylogApp, journal: Journal) -> None:
    put(journal, MONDAY, NO_PLACE)
    async with app.run_test() as pilot:
        await opened(pilot)
        assert "No total is written in the day, so the sessions count." in shown_text(app)

        await press(pilot, "=")
        await write(pilot, "5h")
        assert "has no place for a study time" in shown_text(app)


async def test_the_running_session_grows_in_the_list(app: StudylogApp, journal: Journal, clock: Clock) -> None:
    journal.timer.start("복습")
    clock.forward(minutes=5)
    async with app.run_test() as pilot:
        screen = await opened(pilot)
        assert "13:00–now     0:05:00  복습" in shown_text(app)
        assert "What runs is added when it is stopped." in shown_text(app)

        clock.forward(seconds=30)
        screen.tick()
        await pilot.pause()
        assert "13:00–now     0:05:30  복습" in shown_text(app)


@pytest.mark.parametrize(
    ("line", "session"),
    [
        ("12:00-12:30 복습", ("복습", 1800)),
        ("복습 12:00 40m", ("복습", 2400)),
        ("1h 20m 복습", ("복습", 4800)),
    ],
)
async def test_a_session_is_added_in_one_line(
    app: StudylogApp, journal: Journal, line: str, session: tuple[str, int]
) -> None:
    before = text_of(journal)
    async with app.run_test() as pilot:
        await opened(pilot)
        await press(pilot, "a")
        await write(pilot, line)

        assert session in booked(journal)
        assert len(changed_lines(before, text_of(journal))) == 2
        assert "복습" in shown_text(app)


async def test_what_is_wrong_is_said_in_the_prompt_where_the_words_still_stand(
    app: StudylogApp, journal: Journal
) -> None:
    async with app.run_test() as pilot:
        await opened(pilot)
        await press(pilot, "a")
        await write(pilot, "10:00-11:00 복습")

        assert "복습 10:00–11:00 overlaps 강의 (09:00–10:20 on 2025-03-24)" in shown_text(app)
        assert "studylog" not in shown_text(app).split("overlaps")[1]
        await retype(pilot, "12:00-12:20 복습")
        assert ("복습", 1200) in booked(journal)


async def test_subjects_are_completed_behind_the_times(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await opened(pilot)
        await press(pilot, "a")
        await pilot.press(*"12:00-12:20", "space", "쿠")
        await press(pilot, "tab", "enter")

        assert ("쿠버네티스 딥다이브", 1200) in booked(journal)


async def test_the_line_of_a_session_is_corrected(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await opened(pilot)
        await press(pilot, "j", "enter")
        assert "10:25-11:55 쿠버네티스 딥다이브" in shown_text(app)
        await retype(pilot, "10:25-12:05 쿠버네티스")

        assert booked(journal)[1] == ("쿠버네티스", 6000)
        assert journal.record(MONDAY).study_seconds == 3600 * 5 - 1800 + 600

        await press(pilot, "u")
        assert booked(journal)[1] == ("쿠버네티스 딥다이브", 5400)


async def test_an_emptied_line_deletes_nothing(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await opened(pilot)
        await press(pilot, "i", "ctrl+u", "enter")

        assert "to delete it, press d in the list." in shown_text(app)
        assert len(booked(journal)) == 3


async def test_a_session_is_deleted_and_brought_back(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await opened(pilot)
        await press(pilot, "G", "d")
        assert booked(journal) == [("강의", 4800), ("쿠버네티스 딥다이브", 5400)]
        assert journal.record(MONDAY).study_seconds == 16200 - 2400

        await press(pilot, "u")
        assert len(booked(journal)) == 3
        assert journal.record(MONDAY).study_seconds == 16200

        await press(pilot, "ctrl+r")
        assert len(booked(journal)) == 2


async def test_the_total_is_written_by_hand(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await opened(pilot)
        await press(pilot, "=")
        assert "4:30:00" in shown_text(app)
        await retype(pilot, "7h 30m")

        assert "(총 공부 시간 7:30:00)" in text_of(journal)
        assert "unclocked        4:00:00" in shown_text(app)


async def test_other_days_are_turned_to_and_an_empty_one_names_its_key(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        screen = await opened(pilot)
        await press(pilot, "[")
        assert screen.day == MONDAY - dt.timedelta(days=1)
        assert "No sessions on this day yet; a books one." in shown_text(app)
        assert "No total is written yet; = writes one." in shown_text(app)

        await press(pilot, "d")
        assert len(booked(journal)) == 3
        await press(pilot, "a")
        await write(pilot, "23:00-01:00 야간 자습")
        assert booked(journal, screen.day) == [("야간 자습", 7200)]

        await press(pilot, "]")
        assert "쿠버네티스 딥다이브" in shown_text(app)
        await press(pilot, "escape")
        assert app.screen is screen_of(pilot)


async def test_a_click_selects_and_another_edits(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        screen = await opened(pilot)
        await pilot.click("#sessions-list", offset=(10, 1))
        await pilot.pause()
        assert screen.sessions.cursor == 1
        assert app.screen is screen

        await pilot.click("#sessions-list", offset=(10, 1))
        await pilot.pause()
        assert "Session 2 of 2025-03-24" in shown_text(app)


async def test_a_click_on_the_row_at_the_cursor_does_not_edit_at_once(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        screen = await opened(pilot)
        await pilot.click("#sessions-list", offset=(10, 0))
        await pilot.pause()

        assert app.screen is screen


async def test_user_text_is_no_markup(app: StudylogApp, journal: Journal) -> None:
    journal.timer.add_line(MONDAY, "12:00-12:10 [b]굵게[/b] \x1b[31m")
    async with app.run_test() as pilot:
        await opened(pilot)

        assert "[b]굵게[/b] ␛[31m" in shown_text(app)


async def test_a_session_of_another_window_is_shown(app: StudylogApp, journal: Journal, other: Journal) -> None:
    async with app.run_test() as pilot:
        screen = await opened(pilot)
        other.timer.add_line(MONDAY, "12:00-12:30 복습")
        screen.keep_up()
        await pilot.pause()

        assert "12:00–12:30   0:30:00  복습" in shown_text(app)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_every_size_shows_the_sessions_and_the_total(app: StudylogApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await opened(pilot)

        assert "written total    4:30:00" in shown_text(app)
        assert "1  09:00–10:20   1:20:00  강의" in shown_text(app)
