"""The timer's keys on the day, the focus rounds, and a timer that was forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.build import (
    KST,
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
from tracker.config import Config
from tracker.journal import Journal
from tracker.journal.focus import Phase
from tracker.tui.app import StudylogApp
from tracker.tui.screens.timing import TIMER_COMMANDS, left_alone

WIDE = (120, 40)
ENGLISH = Config(language="en", course_start=dt.date(2025, 3, 3))


@pytest.fixture
def journal(database: Path, clock: Clock) -> Iterator[Journal]:
    """Return a journal in English that holds one sample day."""
    journal = open_journal(database, clock, ENGLISH)
    put(journal, MONDAY, sample_text(MONDAY))
    yield journal
    journal.store.close()


def booked(journal: Journal, day: dt.date = MONDAY) -> list[tuple[str, int]]:
    """Return subject and seconds of a day's sessions; 0 for the one that runs."""
    return [(session.subject, session.seconds) for session in journal.timer.sessions(day)]


async def answer(pilot: Pilot[str], *fields: str) -> None:
    """Fill the fields of a prompt, and hand them on."""
    for n, words in enumerate(fields):
        if n:
            await press(pilot, "tab")
        await pilot.press(*("space" if char == " " else char for char in words))
    await press(pilot, "enter")


# Start, stop, pause


async def test_t_starts_and_stops_and_the_total_grows(app: StudylogApp, journal: Journal, clock: Clock) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "t")
        await write(pilot, "코딩테스트")
        assert "● 코딩테스트 0:00:00" in shown_lines(app)[0]

        clock.forward(minutes=83, seconds=42)
        screen_of(pilot).tick()
        await pilot.pause()
        assert "● 코딩테스트 1:23:42" in shown_lines(app)[0]
        assert "today 9:00:00" in shown_lines(app)[0]

        await press(pilot, "t")
        assert "(총 공부 시간 9:00:00)" in text_of(journal)
        assert "●" not in shown_lines(app)[0]

        await press(pilot, "u")
        assert "(총 공부 시간 7:36:18)" in text_of(journal)


async def test_subjects_of_before_are_suggested(app: StudylogApp, journal: Journal) -> None:
    journal.timer.add(MONDAY, "[red]강의", seconds=60)
    async with app.run_test() as pilot:
        await press(pilot, "t")
        assert "[red]강의" in shown_text(app)

        await press(pilot, "down", "enter")
        assert booked(journal) == [("[red]강의", 0), ("[red]강의", 60)]


async def test_enter_alone_goes_on_with_the_subject_it_names(app: StudylogApp, journal: Journal, clock: Clock) -> None:
    journal.timer.add(MONDAY, "복습", seconds=60)
    journal.timer.add(MONDAY, "강의", seconds=60)
    async with app.run_test() as pilot:
        await press(pilot, "t", "enter")
        clock.forward(minutes=2)
        await press(pilot, "s", "enter")

        assert booked(journal) == [("강의", 120), ("복습", 0), ("복습", 60), ("강의", 60)]


@pytest.mark.parametrize("began", ["09:40", "20m ago", "-20m", "20분 전"])
async def test_a_session_may_have_begun_earlier(app: StudylogApp, journal: Journal, began: str) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "t")
        await answer(pilot, "강의", began)

        assert journal.timer.state().seconds == 1200


async def test_a_beginning_to_come_is_said_in_the_prompt_and_can_be_put_right(
    app: StudylogApp, journal: Journal
) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "t")
        await answer(pilot, "강의", "10:20")
        assert "10:20 on 2025-03-24 is yet to come; now it is 10:00." in shown_text(app)
        assert journal.timer.state().running is None

        await press(pilot, *["backspace"] * 5)
        await answer(pilot, "9:50")
        assert journal.timer.state().seconds == 600


async def test_P_pauses_and_goes_on(app: StudylogApp, journal: Journal, clock: Clock) -> None:
    journal.timer.start("강의")
    async with app.run_test(size=WIDE) as pilot:
        clock.forward(minutes=10)
        await press(pilot, "P")
        assert "‖ 강의" in shown_lines(app)[0]

        clock.forward(minutes=10)
        await press(pilot, "P")
        assert "● 강의 0:00:00" in shown_lines(app)[0]
        assert booked(journal) == [("강의", 600), ("강의", 0)]


async def test_P_with_nothing_to_go_on_with_asks_what_to_study(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "P")

        assert "Studying what?" in shown_text(app)


async def test_s_books_and_goes_on_with_another_subject(app: StudylogApp, journal: Journal, clock: Clock) -> None:
    journal.timer.start("강의")
    async with app.run_test() as pilot:
        clock.forward(minutes=10)
        await press(pilot, "s")
        assert "강의 is booked; what next?" in shown_text(app)
        await answer(pilot, "복습", "4m")

        assert booked(journal) == [("강의", 360), ("복습", 0)]


@pytest.mark.parametrize(("words", "seconds"), [("10:25", 1500), ("15m ago", 2700), ("now", 3600), ("", 3600)])
async def test_S_stops_at_a_time_that_is_named(
    app: StudylogApp, journal: Journal, clock: Clock, words: str, seconds: int
) -> None:
    journal.timer.start("강의")
    clock.forward(hours=1)
    async with app.run_test() as pilot:
        await press(pilot, "S")
        assert "강의, since 10:00 — when did it end?" in shown_text(app)
        await answer(pilot, words)

        assert booked(journal) == [("강의", seconds)]


async def test_S_without_a_timer_says_which_key_starts_it(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "S")

        assert "The timer is not running; t starts it." in shown_text(app)


async def test_a_session_is_thrown_away_from_the_palette_and_brought_back(app: StudylogApp, journal: Journal) -> None:
    journal.timer.start("강의")
    async with app.run_test() as pilot:
        await pilot.app.run_action("cancel_timer", default_namespace=screen_of(pilot))
        assert booked(journal) == []

        await press(pilot, "u")
        assert booked(journal) == [("강의", 0)]


def test_every_command_of_the_timer_has_its_own_name() -> None:
    assert [command.binding for command in TIMER_COMMANDS] == [
        "timer.toggle",
        "timer.switch",
        "timer.pause",
        "timer.stop-at",
        "timer.cancel",
        "timer.focus",
    ]
    assert all(callable(getattr(screen_class(), f"action_{command.action}")) for command in TIMER_COMMANDS)


def screen_class() -> type[object]:
    """Return the class whose actions the commands name."""
    from tracker.tui.screens.timing import TimerActions

    return TimerActions


# A forgotten timer


@pytest.fixture
def forgotten(journal: Journal, clock: Clock) -> Journal:
    """Return a journal whose timer was left running last evening; the last sign of life was at 23:10."""
    clock.now = dt.datetime(2025, 3, 24, 22, tzinfo=KST)
    journal.timer.start("강의")
    clock.forward(minutes=70)
    journal.timer.beat()
    clock.now = dt.datetime(2025, 3, 25, 9, tzinfo=KST)
    return journal


async def test_a_sign_of_life_is_left_while_the_timer_runs(app: StudylogApp, journal: Journal, clock: Clock) -> None:
    journal.timer.start("강의")
    async with app.run_test():
        clock.forward(minutes=5)
        app.beat()

        assert journal.timer.state().last_sign == clock.now


async def test_a_forgotten_timer_is_asked_about_at_the_start_and_stays_as_it_was(
    app: StudylogApp, forgotten: Journal
) -> None:
    async with app.run_test() as pilot:
        await until_shown(pilot, "The timer on 강의 has been running since 03/24 22:00.")
        app.beat()
        assert forgotten.timer.state().forgotten

        await press(pilot, "escape")
        app.beat()
        await pilot.pause()
        assert "has been running" not in shown_text(app)
        assert forgotten.timer.state().forgotten

        await press(pilot, "t")
        assert "has been running since 03/24 22:00." in shown_text(app)


@pytest.mark.parametrize(
    ("keys", "typed", "seconds"),
    [
        (("enter",), None, 6 * 3600),
        (("down", "enter"), None, 70 * 60),
        (("j", "j", "enter"), "23:40", 100 * 60),
        (("j", "j", "enter"), "1:00", 180 * 60),
        (("j", "j", "enter"), "10h ago", 60 * 60),
    ],
)
async def test_a_forgotten_timer_ends_when_the_person_says(
    app: StudylogApp, forgotten: Journal, keys: tuple[str, ...], typed: str | None, seconds: int
) -> None:
    async with app.run_test() as pilot:
        await until_shown(pilot, "Until the last sign of life, 23:10 (1:10:00)")
        await press(pilot, *keys)
        if typed is not None:
            await answer(pilot, typed)

        assert forgotten.timer.state().running is None
        assert booked(forgotten) == [("강의", seconds)]


async def test_a_forgotten_timer_can_be_thrown_away_and_brought_back(app: StudylogApp, forgotten: Journal) -> None:
    async with app.run_test() as pilot:
        await until_shown(pilot, "Throw it away (u brings it back)")
        await press(pilot, "down", "down", "down", "enter")
        assert booked(forgotten) == []

        await press(pilot, "u")
        assert booked(forgotten) == [("강의", 0)]


async def test_no_question_comes_over_words_that_are_being_written(
    app: StudylogApp, journal: Journal, clock: Clock
) -> None:
    journal.timer.start("강의")
    async with app.run_test() as pilot:
        await press(pilot, "s")
        await pilot.press(*"복습")
        clock.now = dt.datetime(2025, 3, 25, 9, tzinfo=KST)
        app.beat()
        await pilot.pause()
        assert "has been running" not in shown_text(app)

        await press(pilot, "escape")
        app.beat()
        await until_shown(pilot, "The timer on 강의 has been running since 03/24 10:00.")


def test_who_was_there_last_tells_a_timer_left_alone(journal: Journal, clock: Clock) -> None:
    running, _ = journal.timer.start("강의")
    turned = dt.datetime(2025, 3, 25, 4, tzinfo=KST)
    tuesday = MONDAY + dt.timedelta(days=1)

    assert left_alone(running, turned - dt.timedelta(minutes=11), turned, tuesday)
    assert not left_alone(running, turned - dt.timedelta(minutes=9), turned, tuesday)
    assert not left_alone(running, turned - dt.timedelta(hours=5), turned, MONDAY)


# Focus rounds


@pytest.fixture
def told(app: StudylogApp, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what goes to the terminal besides the screen: bells and notifications."""
    from tracker.tui.screens import timing

    written: list[str] = []
    monkeypatch.setattr(type(app), "bell", lambda _app: written.append("bell"))
    monkeypatch.setattr(timing, "notify_desktop", lambda _screen, words: written.append(words))
    return written


def phase_of(journal: Journal) -> tuple[int, Phase] | None:
    """Return number and phase of the round that goes on."""
    view = journal.timer.rounds.view()
    return (view.number, view.phase) if view is not None else None


async def test_a_round_rings_pauses_the_timer_and_the_break_rings_without_starting_it(
    app: StudylogApp, journal: Journal, clock: Clock, told: list[str]
) -> None:
    journal.timer.start("강의")
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "F")
        clock.forward(minutes=50, seconds=1)
        screen_of(pilot).tick()
        await until_shown(pilot, "Round 1 is done:")
        assert told == ["bell", "Round 1 is done: 강의 0:50:00 booked. Rest for 10 minutes."]
        assert "‖ 강의" in shown_lines(app)[0]
        assert booked(journal) == [("강의", 3000)]

        clock.forward(minutes=10)
        screen_of(pilot).tick()
        screen_of(pilot).tick()
        assert told[2:] == ["bell", "The break is over. P begins round 2."]
        assert journal.timer.state().running is None

        await press(pilot, "P")
        assert phase_of(journal) == (2, Phase.WORK)


async def test_a_round_is_kept_from_every_screen(
    app: StudylogApp, journal: Journal, clock: Clock, told: list[str]
) -> None:
    journal.timer.start("강의")
    journal.timer.rounds.begin()
    async with app.run_test() as pilot:
        await press(pilot, "L")
        clock.forward(minutes=50)
        screen_of(pilot).tick()
        await pilot.pause()

        assert told[0] == "bell"
        assert "0:50:00  강의" in shown_text(app)


async def test_F_turns_the_rounds_off_and_the_timer_goes_on(
    app: StudylogApp, journal: Journal, clock: Clock, told: list[str]
) -> None:
    journal.timer.start("강의")
    async with app.run_test() as pilot:
        await press(pilot, "F", "F")
        clock.forward(minutes=51)
        screen_of(pilot).tick()

        assert told == []
        assert phase_of(journal) is None
        assert booked(journal) == [("강의", 0)]


async def test_the_first_window_to_see_the_end_rings_alone(
    app: StudylogApp, journal: Journal, other: Journal, clock: Clock, told: list[str]
) -> None:
    journal.timer.start("강의")
    journal.timer.rounds.begin()
    async with app.run_test() as pilot:
        clock.forward(minutes=50)
        other.timer.rounds.finish()
        screen_of(pilot).tick()

        assert told == []
        assert phase_of(journal) == (1, Phase.BREAK)


@pytest.mark.parametrize(
    ("keys", "sessions", "phase"),
    [
        (("enter",), [("강의", 0)], (2, Phase.WORK)),
        (("down", "enter"), [("강의", 3000)], (1, Phase.WAITING)),
        (("j", "j", "enter"), [("강의", 0)], None),
        (("escape",), [("강의", 0)], (1, Phase.WORK)),
    ],
)
async def test_a_round_whose_end_nobody_saw_is_asked_about(
    app: StudylogApp,
    journal: Journal,
    clock: Clock,
    told: list[str],
    keys: tuple[str, ...],
    sessions: list[tuple[str, int]],
    phase: tuple[int, Phase] | None,
) -> None:
    journal.timer.start("강의")
    journal.timer.rounds.begin()
    clock.forward(hours=3)
    async with app.run_test() as pilot:
        screen_of(pilot).tick()
        await until_shown(pilot, "Round 1 was over at 10:50, but the timer ran on.")
        await press(pilot, *keys)
        screen_of(pilot).tick()
        await pilot.pause()

        assert "was over at" not in shown_text(app)
        assert told == []
        assert booked(journal) == sessions
        assert phase_of(journal) == phase


async def test_undo_of_the_pause_of_a_round_runs_on_in_the_next(
    app: StudylogApp, journal: Journal, clock: Clock, told: list[str]
) -> None:
    journal.timer.start("강의")
    journal.timer.rounds.begin()
    async with app.run_test() as pilot:
        clock.forward(minutes=50)
        screen_of(pilot).tick()
        await press(pilot, "u")

        assert booked(journal) == [("강의", 0)]
        assert phase_of(journal) == (2, Phase.WORK)


async def test_the_notification_goes_to_the_terminal_in_one_sequence(
    app: StudylogApp, journal: Journal, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.timer.start("a\x1b]0;b\x07c")
    journal.timer.rounds.begin()
    async with app.run_test() as pilot:
        written: list[str] = []
        assert app._driver is not None
        monkeypatch.setattr(app._driver, "write", written.append)
        clock.forward(minutes=50)
        screen_of(pilot).tick()

        sequences = [words for words in written if words.startswith("\x1b]9;")]
        assert sequences == ["\x1b]9;Round 1 is done: a␛]0;b␇c 0:50:00 booked. Rest for 10 minutes.\x07"]
