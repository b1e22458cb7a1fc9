"""The timer's keys, its line in the header, and a timer that was forgotten."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.tui.build import KST, MONDAY, Clock, press, screen_of, shown_lines, shown_text, text_of, until_shown, write
from tracker.journal import Journal
from tracker.tui.app import StudylogApp
from tracker.tui.screens import day_screen

WIDE = (120, 40)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the header tick so often that no test has to wait for it."""
    monkeypatch.setattr(day_screen, "TICK_SECONDS", 0.01)


async def test_t_starts_and_stops_and_the_total_grows(app: StudylogApp, journal: Journal, clock: Clock) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "t")
        await write(pilot, "코딩테스트")
        assert "● 코딩테스트 0:00:00" in shown_lines(app)[0]

        clock.forward(minutes=83, seconds=42)
        await pilot.pause(0.05)
        assert "● 코딩테스트 1:23:42" in shown_lines(app)[0]
        assert "오늘 9:00:00" in shown_lines(app)[0]

        await press(pilot, "t")
        assert "(총 공부 시간 9:00:00)" in text_of(journal)
        assert "●" not in shown_lines(app)[0]

        await press(pilot, "u")
        assert "(총 공부 시간 7:36:18)" in text_of(journal)


async def test_subjects_of_before_are_suggested(app: StudylogApp, journal: Journal, clock: Clock) -> None:
    journal.timer.add(MONDAY, "[red]강의", seconds=60)
    async with app.run_test() as pilot:
        await press(pilot, "t")
        assert "[red]강의" in shown_text(app)

        await press(pilot, "down", "enter")
        running = journal.store.running_session()
        assert running is not None
        assert running.subject == "[red]강의"


async def test_z_pauses_and_goes_on(app: StudylogApp, journal: Journal, clock: Clock) -> None:
    journal.timer.start("강의")
    async with app.run_test(size=WIDE) as pilot:
        clock.forward(minutes=10)
        await press(pilot, "z")
        assert "‖ 강의" in shown_lines(app)[0]

        clock.forward(minutes=10)
        await press(pilot, "z")
        assert "● 강의 0:00:00" in shown_lines(app)[0]
        assert [session.seconds for session in journal.timer.sessions(MONDAY)] == [600, 0]


async def test_s_books_and_goes_on_with_another_subject(app: StudylogApp, journal: Journal, clock: Clock) -> None:
    journal.timer.start("강의")
    async with app.run_test() as pilot:
        clock.forward(minutes=10)
        await press(pilot, "s")
        await write(pilot, "복습")

        assert [(s.subject, s.seconds) for s in journal.timer.sessions(MONDAY)] == [("강의", 600), ("복습", 0)]


async def test_a_sign_of_life_is_left_while_the_timer_runs(app: StudylogApp, journal: Journal, clock: Clock) -> None:
    journal.timer.start("강의")
    async with app.run_test() as pilot:
        clock.forward(minutes=5)
        screen_of(pilot).beat()

        assert journal.timer.state().last_sign == clock.now


@pytest.fixture
def forgotten(journal: Journal, clock: Clock) -> Journal:
    """Return a journal whose timer was left running last evening; the last sign of life was at 23:10."""
    clock.now = dt.datetime(2025, 3, 24, 22, tzinfo=KST)
    journal.timer.start("강의")
    clock.forward(minutes=70)
    journal.timer.beat()
    clock.now = dt.datetime(2025, 3, 25, 9, tzinfo=KST)
    return journal


async def test_a_forgotten_timer_is_spoken_of_and_stays_as_it_was(app: StudylogApp, forgotten: Journal) -> None:
    async with app.run_test(notifications=True) as pilot:
        await until_shown(pilot, "t 를 눌러 언제 끝났는지")
        screen_of(pilot).beat()

        assert forgotten.timer.state().forgotten


@pytest.mark.parametrize(
    ("keys", "typed", "seconds"),
    [
        (("enter",), None, 6 * 3600),
        (("down", "enter"), None, 70 * 60),
        (("j", "j", "enter"), "23:40", 100 * 60),
        (("j", "j", "enter"), "1:00", 180 * 60),
    ],
)
async def test_a_forgotten_timer_ends_when_the_person_says(
    app: StudylogApp, forgotten: Journal, keys: tuple[str, ...], typed: str | None, seconds: int
) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "t", *keys)
        if typed is not None:
            await write(pilot, typed)

        assert forgotten.store.running_session() is None
        assert forgotten.timer.sessions(MONDAY)[0].seconds == seconds


async def test_a_forgotten_timer_can_be_thrown_away_and_brought_back(app: StudylogApp, forgotten: Journal) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "t", "up", "enter")
        assert forgotten.store.running_session() is None
        assert forgotten.timer.sessions(MONDAY) == []

        await press(pilot, "u")
        assert forgotten.store.running_session() is not None
