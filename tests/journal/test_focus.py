"""Focus rounds: how they count, and how they go with the timer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from tests.journal.build import THURSDAY, WEDNESDAY, Clock, at
from tracker.journal import Journal
from tracker.journal.focus import (
    Phase,
    Round,
    RoundView,
    first_round,
    from_text,
    paused,
    rested,
    started,
    stopped,
    to_text,
    view,
    work_ends,
)

WORK, BREAK = 50 * 60, 10 * 60
LENGTHS = (WORK, BREAK)
NINE = first_round(WEDNESDAY, at("09:00"))


def seen(round_: Round, words: str) -> tuple[int, Phase, int]:
    """Return number, phase and seconds left of a round at a time of day."""
    shown = view(round_, at(words), LENGTHS)
    return shown.number, shown.phase, shown.left


def test_work_counts_down_and_the_break_after_it() -> None:
    resting = rested(NINE, at("09:50"))

    assert seen(NINE, "09:00") == (1, Phase.WORK, WORK)
    assert seen(NINE, "09:20:30") == (1, Phase.WORK, WORK - 1230)
    assert seen(NINE, "10:30") == (1, Phase.WORK, 0)
    assert seen(resting, "09:52") == (1, Phase.BREAK, 480)
    assert seen(resting, "10:00") == (1, Phase.WAITING, 0)
    assert view(resting, at("09:52"), LENGTHS) == RoundView(1, Phase.BREAK, 480, BREAK)


def test_a_clock_set_back_adds_nothing() -> None:
    assert seen(NINE, "08:55") == (1, Phase.WORK, WORK)


def test_work_ends_when_its_length_is_worked() -> None:
    assert work_ends(NINE, LENGTHS) == at("09:50")
    assert work_ends(started(paused(NINE, at("09:20")), WEDNESDAY, at("10:00")), LENGTHS) == at("10:30")
    assert work_ends(paused(NINE, at("09:20")), LENGTHS) is None
    assert work_ends(rested(NINE, at("09:50")), LENGTHS) is None


def test_a_pause_lets_the_round_wait() -> None:
    waiting = paused(NINE, at("09:20"))

    assert seen(waiting, "09:45") == (1, Phase.HALTED, 1800)
    assert seen(started(waiting, WEDNESDAY, at("10:00")), "10:10") == (1, Phase.WORK, 1200)
    assert paused(waiting, at("09:40")) == waiting


def test_a_stop_begins_the_round_anew() -> None:
    assert seen(started(stopped(NINE), WEDNESDAY, at("10:00")), "10:10") == (1, Phase.WORK, WORK - 600)


def test_the_next_start_after_a_break_is_the_next_round() -> None:
    resting = rested(NINE, at("09:50"))

    assert stopped(resting) == paused(resting, at("09:55")) == resting
    assert seen(started(resting, WEDNESDAY, at("09:55")), "10:00") == (2, Phase.WORK, WORK - 300)


def test_another_subject_goes_on_with_the_round() -> None:
    assert started(NINE, WEDNESDAY, at("09:30")) == NINE


def test_another_day_counts_from_one() -> None:
    fifth = Round(5, WEDNESDAY, at("22:00"), resting=True)

    assert started(fifth, THURSDAY, at("09:00", THURSDAY)) == first_round(THURSDAY, at("09:00", THURSDAY))


@pytest.mark.parametrize(
    "round_", [NINE, paused(NINE, at("09:20")), rested(NINE, at("09:50")), first_round(WEDNESDAY, None)]
)
def test_a_round_is_remembered(round_: Round) -> None:
    assert from_text(to_text(round_)) == round_


@pytest.mark.parametrize("words", ["", "1", "x 2025-01-22 - 0 work", "1 2025-01-22 2025-01-22T09:00:00 0 work"])
def test_what_is_none_of_ours_is_no_round(words: str) -> None:
    assert from_text(words) is None


# With the timer


def now_at(journal: Journal) -> tuple[int, Phase, int]:
    """Return number, phase and seconds left of the journal's round now."""
    shown = journal.timer.rounds.view()
    assert shown is not None
    return shown.number, shown.phase, shown.left


def test_rounds_are_off_until_they_are_wanted(journal: Journal, clock: Clock) -> None:
    journal.timer.start("강의")
    clock.set("11:00")

    assert journal.timer.rounds.view() is None
    assert journal.timer.rounds.finish() is None
    assert journal.timer.state().running is not None


def test_the_end_of_work_pauses_the_timer_at_its_second(journal: Journal, clock: Clock) -> None:
    journal.timer.start("강의")
    journal.timer.rounds.begin()
    clock.set("09:49:59")
    assert journal.timer.rounds.finish() is None
    clock.set("09:50:01")

    booked = journal.timer.rounds.finish()

    assert booked is not None
    assert booked.seconds == WORK
    assert journal.timer.state().paused_subject == "강의"
    assert now_at(journal) == (1, Phase.BREAK, BREAK - 1)


def test_after_the_break_nothing_is_booked_until_the_person_resumes(journal: Journal, clock: Clock) -> None:
    journal.timer.start("강의")
    journal.timer.rounds.begin()
    clock.set("09:50")
    journal.timer.rounds.finish()
    clock.set("10:20")

    assert now_at(journal) == (1, Phase.WAITING, 0)
    assert journal.timer.rounds.finish() is None
    assert [session.seconds for session in journal.timer.sessions(WEDNESDAY)] == [WORK]

    journal.timer.resume()
    assert now_at(journal) == (2, Phase.WORK, WORK)


def test_rounds_wait_for_a_timer_that_does_not_run(journal: Journal, clock: Clock) -> None:
    journal.timer.rounds.begin()
    clock.set("09:30")
    assert now_at(journal) == (1, Phase.HALTED, WORK)

    journal.timer.start("강의")
    clock.set("09:31")
    assert now_at(journal) == (1, Phase.WORK, WORK - 60)


def test_pause_stop_switch_and_cancel_by_hand(journal: Journal, clock: Clock) -> None:
    journal.timer.rounds.begin()
    journal.timer.start("강의")
    clock.set("09:10")
    journal.timer.pause()
    clock.set("09:30")
    assert now_at(journal) == (1, Phase.HALTED, WORK - 600)

    journal.timer.resume()
    clock.set("09:35")
    journal.timer.start("복습")
    clock.set("09:40")
    assert now_at(journal) == (1, Phase.WORK, WORK - 1200)

    journal.timer.stop()
    assert now_at(journal) == (1, Phase.HALTED, WORK)

    journal.timer.start("영어")
    clock.set("09:45")
    journal.timer.cancel()
    assert now_at(journal) == (1, Phase.HALTED, WORK)


def test_a_late_start_is_part_of_the_round_unless_it_would_end_it(journal: Journal, clock: Clock) -> None:
    journal.timer.rounds.begin()
    clock.set("12:00")
    journal.timer.start("강의", at("11:40"))
    assert now_at(journal) == (1, Phase.WORK, WORK - 1200)

    journal.timer.cancel()
    journal.timer.start("강의", at("10:00"))
    assert now_at(journal) == (1, Phase.WORK, WORK)


def test_a_start_in_the_break_ends_it(journal: Journal, clock: Clock) -> None:
    journal.timer.start("강의")
    journal.timer.rounds.begin()
    clock.set("09:50")
    journal.timer.rounds.finish()
    clock.set("09:53")

    journal.timer.start("복습")

    assert now_at(journal) == (2, Phase.WORK, WORK)


def test_another_window_goes_on_with_the_round(journal: Journal, opened: Callable[..., Journal], clock: Clock) -> None:
    journal.timer.start("강의")
    journal.timer.rounds.begin()
    clock.set("09:50")
    other = opened()

    assert now_at(other) == (1, Phase.WORK, 0)
    assert other.timer.rounds.finish() is not None
    assert journal.timer.rounds.finish() is None
    assert now_at(journal) == (1, Phase.BREAK, BREAK)


def test_undo_of_the_pause_goes_on_with_the_next_round(journal: Journal, clock: Clock) -> None:
    journal.timer.start("강의")
    journal.timer.rounds.begin()
    clock.set("09:50")
    journal.timer.rounds.finish()
    clock.set("09:51")

    journal.undo()
    journal.timer.rounds.follow()

    assert journal.timer.state().running is not None
    assert now_at(journal) == (2, Phase.WORK, WORK)
    assert journal.timer.rounds.finish() is None


def test_undo_of_the_start_lets_the_round_wait(journal: Journal, clock: Clock) -> None:
    journal.timer.rounds.begin()
    journal.timer.start("강의")
    clock.set("09:05")

    journal.undo()
    journal.timer.rounds.follow()

    assert now_at(journal) == (1, Phase.HALTED, WORK - 300)


def test_who_worked_on_past_the_end_begins_the_next_round(journal: Journal, clock: Clock) -> None:
    journal.timer.start("강의")
    journal.timer.rounds.begin()
    clock.set("11:00")

    journal.timer.rounds.next()

    assert now_at(journal) == (2, Phase.WORK, WORK)
    assert journal.timer.state().seconds == 2 * 3600


def test_another_subject_begun_past_the_end_is_not_stopped_before_its_start(journal: Journal, clock: Clock) -> None:
    journal.timer.start("강의")
    journal.timer.rounds.begin()
    clock.set("09:55")
    journal.timer.start("복습")
    clock.set("10:00")

    assert journal.timer.rounds.finish() is None

    assert journal.timer.state().running is not None
    assert now_at(journal) == (2, Phase.WORK, WORK - 300)


def test_turned_off_the_timer_goes_on(journal: Journal, clock: Clock) -> None:
    journal.timer.start("강의")
    journal.timer.rounds.begin()
    journal.timer.rounds.end()
    clock.forward(hours=2)

    assert journal.timer.rounds.finish() is None
    assert journal.timer.state().seconds == 7200


def test_lengths_are_usual_ones(journal: Journal) -> None:
    assert journal.timer.rounds.lengths == LENGTHS
    assert dt.timedelta(seconds=sum(LENGTHS)) == dt.timedelta(hours=1)
