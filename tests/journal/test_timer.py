"""The timer: what it books, what it refuses, and the total in the day that follows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from tests.journal.build import THURSDAY, TUESDAY, WEDNESDAY, Clock, at, changed_lines, put, text_of
from tracker.config import Config
from tracker.errors import EditRefused, NotFound, UsageError
from tracker.journal import Journal
from tracker.model import Session

HOUR = 3600
WITH_TOTAL = "# 2025-01-22\n\n### 💭 오늘의 회고 (총 공부 시간 2:00:00)\n- 성공적인 점: 없음\n"
WITHOUT_PLACE = "# 2025-01-22\n\n메모만 있는 날\n"


def booked(journal: Journal, day: dt.date = WEDNESDAY) -> list[tuple[str, str, str, int]]:
    """Return subject, start, end and seconds of a day's sessions."""
    return [
        (
            session.subject,
            f"{session.started_at:%H:%M}" if session.started_at else "",
            f"{session.ended_at:%H:%M}" if session.ended_at else "",
            session.seconds,
        )
        for session in journal.timer.sessions(day)
    ]


def total(journal: Journal, day: dt.date = WEDNESDAY) -> int | None:
    """Return the total written in a day's text, in seconds."""
    written = journal.record(day).day.total
    return written.seconds if written is not None else None


def test_a_session_is_there_from_the_moment_it_starts(journal: Journal, opened: Callable[..., Journal]) -> None:
    session, before = journal.timer.start("쿠버네티스")

    assert before is None
    assert (session.day, session.started_at, session.running) == (WEDNESDAY, at("09:00"), True)
    assert opened().store.running_session() == session
    assert journal.find(WEDNESDAY) is None


def test_stopping_books_the_session_and_writes_the_total(journal: Journal, clock: Clock) -> None:
    journal.timer.start("쿠버네티스")
    clock.set("10:30")

    done = journal.timer.stop()

    assert done.seconds == 5400
    assert booked(journal) == [("쿠버네티스", "09:00", "10:30", 5400)]
    assert "### 💭 오늘의 회고 (총 공부 시간 1:30:00)\n" in text_of(journal)
    assert journal.record(WEDNESDAY).unclocked_seconds == 0


def test_a_session_adds_its_length_to_the_total(journal: Journal, clock: Clock) -> None:
    text = put(journal, WITH_TOTAL)
    journal.timer.start("독서")
    clock.set("09:50")
    journal.timer.stop()

    assert changed_lines(text, text_of(journal)) == (
        ["### 💭 오늘의 회고 (총 공부 시간 2:00:00)"],
        ["### 💭 오늘의 회고 (총 공부 시간 2:50:00)"],
    )


def test_another_terminal_stops_the_timer(journal: Journal, opened: Callable[..., Journal], clock: Clock) -> None:
    journal.timer.start("쿠버네티스")
    clock.set("10:00")

    opened().timer.stop()

    assert booked(journal) == [("쿠버네티스", "09:00", "10:00", HOUR)]


def test_there_is_nothing_to_stop(journal: Journal) -> None:
    for action in (journal.timer.stop, journal.timer.pause, journal.timer.cancel):
        with pytest.raises(NotFound, match=r"The timer is not running\. Start it with: studylog start SUBJECT"):
            action()


def test_pausing_closes_the_session_and_resuming_opens_the_next(journal: Journal, clock: Clock) -> None:
    journal.timer.start("쿠버네티스")
    clock.set("10:00")
    journal.timer.pause()
    assert journal.timer.state().paused_subject == "쿠버네티스"
    clock.set("10:15")
    journal.timer.resume()
    assert journal.timer.state().paused_subject is None
    clock.set("11:00")
    journal.timer.stop()

    assert booked(journal) == [("쿠버네티스", "09:00", "10:00", HOUR), ("쿠버네티스", "10:15", "11:00", 2700)]
    assert total(journal) == HOUR + 2700


def test_resuming_after_a_stop_goes_on_with_the_last_subject(journal: Journal, clock: Clock) -> None:
    journal.timer.start("쿠버네티스")
    clock.set("10:00")
    journal.timer.stop()
    clock.set("10:30")

    assert journal.timer.resume().subject == "쿠버네티스"


def test_there_is_nothing_to_resume(journal: Journal) -> None:
    with pytest.raises(NotFound, match="Nothing was paused today"):
        journal.timer.resume()
    journal.timer.start("쿠버네티스")
    with pytest.raises(EditRefused, match="쿠버네티스 is running, since 09:00; there is nothing to resume"):
        journal.timer.resume()


def test_another_subject_books_the_one_that_runs(journal: Journal, clock: Clock) -> None:
    journal.timer.start("쿠버네티스")
    clock.set("10:00")

    session, done = journal.timer.start("알고리즘")

    assert done is not None
    assert [piece.subject for piece in done.sessions] == ["쿠버네티스"]
    assert session.subject == "알고리즘"
    assert booked(journal) == [("쿠버네티스", "09:00", "10:00", HOUR), ("알고리즘", "10:00", "", 0)]


def test_the_subject_that_runs_is_not_started_again(journal: Journal) -> None:
    journal.timer.start("쿠버네티스")

    with pytest.raises(EditRefused, match=r"쿠버네티스 is running already, since 09:00. Stop it with: studylog stop"):
        journal.timer.start("쿠버네티스")


def test_without_a_subject_the_last_one_goes_on(journal: Journal, clock: Clock) -> None:
    assert journal.timer.start()[0].subject == "공부"
    journal.timer.cancel()
    journal.timer.add(TUESDAY, "독서", seconds=60)

    assert journal.timer.start("  ")[0].subject == "독서"


def test_a_cancelled_session_leaves_no_trace_and_comes_back_with_undo(journal: Journal, clock: Clock) -> None:
    session, _ = journal.timer.start("쿠버네티스")
    clock.set("10:00")

    assert journal.timer.cancel() == session
    assert booked(journal) == []
    assert journal.find(WEDNESDAY) is None

    journal.undo()
    assert journal.store.running_session() == session


def test_starting_late(journal: Journal, clock: Clock) -> None:
    clock.set("09:40")

    session, _ = journal.timer.start("쿠버네티스", at("09:10"))

    assert session.started_at == at("09:10")
    assert journal.timer.state().seconds == 1800


def test_stopping_late(journal: Journal, clock: Clock) -> None:
    journal.timer.start("쿠버네티스")
    clock.set("13:00")

    assert journal.timer.stop(at("12:00")).seconds == 3 * HOUR


def test_switching_late(journal: Journal, clock: Clock) -> None:
    journal.timer.start("쿠버네티스")
    clock.set("10:30")

    journal.timer.start("알고리즘", at("10:00"))

    assert booked(journal) == [("쿠버네티스", "09:00", "10:00", HOUR), ("알고리즘", "10:00", "", 0)]


def test_an_instant_to_come_is_refused(journal: Journal, clock: Clock) -> None:
    with pytest.raises(UsageError, match="09:10 on 2025-01-22 is yet to come; now it is 09:00"):
        journal.timer.start("쿠버네티스", at("09:10"))
    journal.timer.start("쿠버네티스")
    clock.set("10:00")
    with pytest.raises(UsageError, match="yet to come"):
        journal.timer.stop(at("10:01"))
    with pytest.raises(UsageError, match="yet to come"):
        journal.timer.add(WEDNESDAY, "독서", start=at("09:30"), end=at("11:00"))

    assert booked(journal) == [("쿠버네티스", "09:00", "", 0)]


def test_a_time_that_runs_backwards_is_refused(journal: Journal, clock: Clock) -> None:
    journal.timer.start("쿠버네티스")
    clock.set("10:00")

    with pytest.raises(UsageError, match="08:50 is not after 09:00; a session ends later than it starts"):
        journal.timer.stop(at("08:50"))
    with pytest.raises(UsageError, match="08:50 is not after 09:00"):
        journal.timer.start("알고리즘", at("08:50"))
    with pytest.raises(UsageError, match="07:00 is not after 08:00"):
        journal.timer.add(WEDNESDAY, "독서", start=at("08:00"), end=at("07:00"))

    assert booked(journal) == [("쿠버네티스", "09:00", "", 0)]


def test_an_overlap_is_refused_naming_both(journal: Journal, clock: Clock) -> None:
    clock.set("12:00")
    journal.timer.add(WEDNESDAY, "독서", start=at("09:00"), end=at("10:00"))
    other = journal.timer.sessions(WEDNESDAY)[0]

    with pytest.raises(EditRefused) as refused:
        journal.timer.add(WEDNESDAY, "강의", start=at("09:30"), end=at("11:00"))
    assert str(refused.value) == (
        "강의 09:30–11:00 overlaps 독서 (09:00–10:00 on 2025-01-22); choose another time, or correct that one."
        f" Correct it with: studylog time edit -d 2025-01-22 {other.id}"
    )
    with pytest.raises(EditRefused, match="강의 09:30–12:00 overlaps 독서"):
        journal.timer.start("강의", at("09:30"))

    assert booked(journal) == [("독서", "09:00", "10:00", HOUR)]
    assert total(journal) == HOUR


def test_a_session_over_the_running_one_is_refused(journal: Journal, clock: Clock) -> None:
    journal.timer.start("쿠버네티스")
    clock.set("12:00")

    with pytest.raises(EditRefused, match=r"강의 10:00–11:00 overlaps 쿠버네티스 \(09:00, running on 2025-01-22\)"):
        journal.timer.add(WEDNESDAY, "강의", start=at("10:00"), end=at("11:00"))


def test_sessions_may_touch(journal: Journal, clock: Clock) -> None:
    clock.set("12:00")
    journal.timer.add(WEDNESDAY, "독서", start=at("09:00"), end=at("10:00"))
    journal.timer.add(WEDNESDAY, "강의", start=at("10:00"), end=at("11:00"))
    journal.timer.add(WEDNESDAY, "영어", start=at("08:00"), end=at("09:00"))

    assert [row[0] for row in booked(journal)] == ["영어", "독서", "강의"]
    assert total(journal) == 3 * HOUR


def test_a_session_over_the_turn_of_the_day_is_split(journal: Journal, clock: Clock) -> None:
    clock.set("2025-01-23 02:30")
    journal.timer.start("쿠버네티스")
    assert journal.timer.state().running is not None
    clock.set("05:00")
    journal.timer.beat()

    done = journal.timer.stop()

    assert [(piece.day, piece.seconds) for piece in done.sessions] == [(WEDNESDAY, 5400), (THURSDAY, HOUR)]
    assert done.seconds == 9000
    assert booked(journal, WEDNESDAY) == [("쿠버네티스", "02:30", "04:00", 5400)]
    assert booked(journal, THURSDAY) == [("쿠버네티스", "04:00", "05:00", HOUR)]
    assert (total(journal, WEDNESDAY), total(journal, THURSDAY)) == (5400, HOUR)

    journal.undo()
    assert [session.running for session in journal.timer.sessions(WEDNESDAY)] == [True]
    assert journal.store.dates() == []


def test_the_day_turns_when_the_person_says(opened: Callable[..., Journal], clock: Clock) -> None:
    journal = opened(Config(day_start=dt.time(0)))
    clock.set("2025-01-23 01:00")

    journal.timer.add(WEDNESDAY, "독서", start=at("23:00"), end=at("2025-01-23 00:30"))

    assert [row[3] for day in (WEDNESDAY, THURSDAY) for row in booked(journal, day)] == [HOUR, 1800]


def test_a_session_of_three_days_is_three_sessions(journal: Journal, clock: Clock) -> None:
    clock.set("2025-01-24 12:00")

    done = journal.timer.add(WEDNESDAY, "해커톤", start=at("22:00"), end=at("2025-01-24 08:00"))

    assert [(piece.day.day, piece.seconds // HOUR) for piece in done.sessions] == [(22, 6), (23, 24), (24, 4)]


def test_a_forgotten_timer_books_nothing_silently(journal: Journal, clock: Clock) -> None:
    clock.set("21:00")
    journal.timer.start("쿠버네티스")
    clock.set("2025-01-23 08:00")

    assert journal.timer.state().forgotten
    message = (
        "쿠버네티스 has been running since 2025-01-22 21:00."
        " Say when it ended: studylog stop --at 23:40, or --at now — or throw it away: studylog cancel"
    )
    for action in (journal.timer.stop, journal.timer.pause, journal.timer.start, lambda: journal.timer.start("영어")):
        with pytest.raises(EditRefused) as refused:
            action()
        assert str(refused.value) == message
    assert booked(journal) == [("쿠버네티스", "21:00", "", 0)]

    journal.timer.stop(at("23:10"))
    assert booked(journal) == [("쿠버네티스", "21:00", "23:10", 7800)]
    assert not journal.timer.state().forgotten


def test_a_forgotten_timer_may_be_kept_until_now(journal: Journal, clock: Clock) -> None:
    clock.set("2025-01-23 03:00")
    journal.timer.start("쿠버네티스")
    clock.set("08:00")

    done = journal.timer.stop(clock.now)

    assert [(piece.day, piece.seconds) for piece in done.sessions] == [(WEDNESDAY, HOUR), (THURSDAY, 4 * HOUR)]


def test_a_forgotten_timer_may_be_thrown_away(journal: Journal, clock: Clock) -> None:
    journal.timer.start("쿠버네티스")
    clock.set("2025-01-23 08:00")

    journal.timer.cancel()

    assert booked(journal) == []


def test_the_last_sign_of_life_is_told(journal: Journal, clock: Clock) -> None:
    clock.set("21:00")
    journal.timer.start("쿠버네티스")
    clock.set("23:47:30")
    journal.timer.beat()
    clock.set("2025-01-23 08:00")

    assert journal.timer.state().last_sign == at("23:47:30")
    with pytest.raises(EditRefused, match=r"; the last sign of life was at 23:47\. Say when it ended"):
        journal.timer.stop()

    journal.timer.stop(journal.timer.state().last_sign)
    assert booked(journal) == [("쿠버네티스", "21:00", "23:47", 2 * HOUR + 47 * 60 + 30)]


def test_who_sits_there_over_the_turn_of_the_day_has_forgotten_nothing(journal: Journal, clock: Clock) -> None:
    clock.set("2025-01-23 03:00")
    journal.timer.start("쿠버네티스")
    clock.set("04:30")
    journal.timer.beat()
    clock.set("04:30:30")

    assert not journal.timer.state().forgotten


def test_a_sign_of_life_of_an_earlier_session_counts_for_nothing(journal: Journal, clock: Clock) -> None:
    journal.timer.start("쿠버네티스")
    journal.timer.beat()
    clock.set("10:00")
    journal.timer.stop()
    clock.set("10:30")
    journal.timer.start("알고리즘")

    assert journal.timer.state().last_sign is None


def test_the_state_counts_what_runs(journal: Journal, clock: Clock) -> None:
    put(journal, WITH_TOTAL)
    journal.timer.start("쿠버네티스")
    clock.set("09:20")

    state = journal.timer.state()

    assert state.running is not None
    assert (state.seconds, state.today_seconds, state.forgotten, state.paused_subject) == (1200, 8400, False, None)


def test_the_state_when_nothing_runs(journal: Journal) -> None:
    state = journal.timer.state()

    assert (state.running, state.seconds, state.today_seconds, state.last_sign) == (None, 0, 0, None)


def test_a_bare_length_is_booked(journal: Journal) -> None:
    journal.timer.add(TUESDAY, "독서", seconds=5400)

    assert booked(journal, TUESDAY) == [("독서", "", "", 5400)]
    assert total(journal, TUESDAY) == 5400


@pytest.mark.parametrize("seconds", [None, 0, -60])
def test_a_length_of_nothing_is_refused(journal: Journal, seconds: int | None) -> None:
    with pytest.raises(UsageError, match="A session needs a length, like 1:30:00 or 90m"):
        journal.timer.add(WEDNESDAY, "독서", seconds=seconds)

    assert journal.find(WEDNESDAY) is None


def test_a_start_and_a_length_make_an_end(journal: Journal, clock: Clock) -> None:
    clock.set("12:00")
    journal.timer.add(WEDNESDAY, "독서", start=at("09:00"), seconds=1800)
    journal.timer.add(WEDNESDAY, "강의", end=at("12:00"), seconds=1800)

    assert booked(journal) == [("독서", "09:00", "09:30", 1800), ("강의", "11:30", "12:00", 1800)]
    with pytest.raises(UsageError, match="two of start, end and length"):
        journal.timer.add(WEDNESDAY, "강의", start=at("10:00"))
    with pytest.raises(UsageError, match="two of start, end and length"):
        journal.timer.add(WEDNESDAY, "강의", start=at("10:00"), end=at("11:00"), seconds=60)


@pytest.fixture
def session(journal: Journal, clock: Clock) -> Session:
    """Book an hour from nine, and let it be noon; return the session."""
    clock.set("12:00")
    return journal.timer.add(WEDNESDAY, "독서", start=at("09:00"), end=at("10:00")).sessions[0]


def test_the_total_follows_a_corrected_session(journal: Journal, session: Session) -> None:
    journal.set_total(WEDNESDAY, 5 * HOUR)

    journal.timer.change(session, end=at("10:30"))
    assert (booked(journal), total(journal)) == ([("독서", "09:00", "10:30", 5400)], 5 * HOUR + 1800)

    journal.timer.change(session, seconds=1800)
    assert (booked(journal), total(journal)) == ([("독서", "09:00", "09:30", 1800)], 5 * HOUR - 1800)

    journal.timer.change(session, start=at("08:30"), end=at("09:00"))
    assert (booked(journal), total(journal)) == ([("독서", "08:30", "09:00", 1800)], 5 * HOUR - 1800)


def test_another_subject_changes_no_time(journal: Journal, session: Session) -> None:
    text = text_of(journal)

    assert journal.timer.change(session, subject="강의").subject == "강의"

    assert text_of(journal) == text
    assert booked(journal) == [("강의", "09:00", "10:00", HOUR)]


def test_a_correction_is_refused_where_another_session_is(journal: Journal, session: Session) -> None:
    journal.timer.add(WEDNESDAY, "강의", start=at("10:30"), end=at("11:00"))

    with pytest.raises(EditRefused, match="독서 09:00–10:45 overlaps 강의"):
        journal.timer.change(session, end=at("10:45"))
    with pytest.raises(UsageError, match="yet to come"):
        journal.timer.change(session, end=at("12:30"))
    with pytest.raises(UsageError, match="08:00 is not after 09:00"):
        journal.timer.change(session, end=at("08:00"))
    with pytest.raises(UsageError, match="needs a length"):
        journal.timer.change(session, seconds=0)

    assert total(journal) == HOUR + 1800


def test_a_session_moved_over_the_turn_of_the_day_moves_its_time(journal: Journal, session: Session) -> None:
    journal.timer.change(session, start=at("03:00"), end=at("05:00"))

    assert booked(journal, TUESDAY) == [("독서", "03:00", "04:00", HOUR)]
    assert booked(journal, WEDNESDAY) == [("독서", "04:00", "05:00", HOUR)]
    assert (total(journal, TUESDAY), total(journal)) == (HOUR, HOUR)

    journal.undo()
    assert booked(journal) == [("독서", "09:00", "10:00", HOUR)]
    assert journal.store.dates() == [WEDNESDAY]


def test_a_session_moved_to_another_day_takes_its_time_along(journal: Journal, session: Session) -> None:
    journal.timer.change(session, start=at("09:00", TUESDAY), end=at("10:00", TUESDAY))

    assert (total(journal, TUESDAY), total(journal)) == (HOUR, 0)
    assert journal.timer.sessions(WEDNESDAY) == []


def test_the_start_of_a_running_session_is_corrected(journal: Journal, clock: Clock) -> None:
    running, _ = journal.timer.start("쿠버네티스")
    clock.set("10:00")

    new = journal.timer.change(running, start=at("08:30"))

    assert new.running
    assert journal.timer.state().seconds == 5400
    assert journal.find(WEDNESDAY) is None
    with pytest.raises(UsageError, match="yet to come"):
        journal.timer.change(running, start=at("10:01"))


def test_a_running_session_that_gets_an_end_is_booked(journal: Journal, clock: Clock) -> None:
    running, _ = journal.timer.start("쿠버네티스")
    clock.set("11:00")

    journal.timer.change(running, end=at("10:00"))

    assert booked(journal) == [("쿠버네티스", "09:00", "10:00", HOUR)]
    assert total(journal) == HOUR


def test_a_bare_length_is_corrected(journal: Journal) -> None:
    journal.timer.add(WEDNESDAY, "독서", seconds=HOUR)
    bare = journal.timer.sessions(WEDNESDAY)[0]

    journal.timer.change(bare, seconds=1800)

    assert (booked(journal), total(journal)) == ([("독서", "", "", 1800)], 1800)


def test_a_bare_length_gets_its_place_in_the_day(journal: Journal, clock: Clock) -> None:
    clock.set("12:00")
    journal.timer.add(WEDNESDAY, "독서", seconds=HOUR)

    journal.timer.change(journal.timer.sessions(WEDNESDAY)[0], start=at("10:00"))

    assert (booked(journal), total(journal)) == ([("독서", "10:00", "11:00", HOUR)], HOUR)
    assert journal.store.running_session() is None


def test_a_session_that_another_window_removed_is_not_changed(journal: Journal, session: Session) -> None:
    journal.timer.remove(session)

    for action in (lambda: journal.timer.change(session, subject="강의"), lambda: journal.timer.remove(session)):
        with pytest.raises(
            NotFound, match="The session of 독서 is no longer there; see: studylog time list -d 2025-01-22"
        ):
            action()

    assert total(journal) == 0


def test_what_another_window_changed_is_what_is_taken_off(journal: Journal, session: Session) -> None:
    journal.timer.change(session, seconds=1800)

    journal.timer.remove(session)

    assert total(journal) == 0


def test_a_removed_session_takes_its_length_off(journal: Journal, session: Session) -> None:
    journal.set_total(WEDNESDAY, 5 * HOUR)

    journal.timer.remove(session)

    assert (booked(journal), total(journal)) == ([], 4 * HOUR)
    journal.undo()
    assert total(journal) == 5 * HOUR


def test_removing_the_session_of_a_removed_day_brings_no_day_back(journal: Journal, session: Session) -> None:
    journal.delete_day(WEDNESDAY)

    journal.timer.remove(session)

    assert journal.store.dates() == []


def test_a_total_never_falls_below_nothing(journal: Journal, session: Session) -> None:
    journal.set_total(WEDNESDAY, 600)

    journal.timer.remove(session)

    assert total(journal) == 0


def test_a_session_is_found_by_number_and_by_id(journal: Journal, session: Session) -> None:
    journal.timer.add(WEDNESDAY, "강의", seconds=60)

    assert journal.timer.find(WEDNESDAY, "1") == session
    assert journal.timer.find(WEDNESDAY, "2").subject == "강의"
    assert journal.timer.find(WEDNESDAY, session.id[:4]) == session
    with pytest.raises(
        NotFound, match=r"There is no session 3 on 2025-01-22. They are: studylog time list -d 2025-01-22"
    ):
        journal.timer.find(WEDNESDAY, "3")


def test_a_total_typed_by_hand_stays_and_the_rest_is_unclocked(journal: Journal, session: Session) -> None:
    journal.set_total(WEDNESDAY, 8 * HOUR)

    record = journal.record(WEDNESDAY)
    assert (record.study_seconds, record.unclocked_seconds) == (8 * HOUR, 7 * HOUR)

    journal.timer.add(WEDNESDAY, "강의", seconds=HOUR)
    record = journal.record(WEDNESDAY)
    assert (record.study_seconds, record.unclocked_seconds) == (9 * HOUR, 7 * HOUR)


def test_a_total_typed_in_the_text_stays(journal: Journal, session: Session) -> None:
    put(journal, text_of(journal).replace("1:00:00", "0:45:00"))

    record = journal.record(WEDNESDAY)
    assert (record.study_seconds, record.unclocked_seconds) == (2700, -900)


def test_where_no_total_has_a_place_it_is_the_sum(journal: Journal, clock: Clock) -> None:
    text = put(journal, WITHOUT_PLACE)
    clock.set("12:00")
    journal.timer.add(WEDNESDAY, "독서", start=at("09:00"), end=at("10:00"))
    journal.timer.add(WEDNESDAY, "강의", seconds=1800)

    assert text_of(journal) == text
    record = journal.record(WEDNESDAY)
    assert (record.day.total, record.study_seconds, record.unclocked_seconds) == (None, 5400, 0)
    assert [fact.seconds for fact in journal.facts(WEDNESDAY, WEDNESDAY)] == [5400]

    journal.timer.remove(journal.timer.sessions(WEDNESDAY)[1])
    assert [fact.seconds for fact in journal.facts(WEDNESDAY, WEDNESDAY)] == [HOUR]
    with pytest.raises(EditRefused, match="has no place for a study time; book it: studylog time add"):
        journal.set_total(WEDNESDAY, HOUR)


def test_a_total_is_written_in_the_manner_of_the_one_there(journal: Journal) -> None:
    put(journal, "# 2025-01-22\n\n### 오늘의 회고 (총 공부 시간 2시간 30분)\n")

    journal.timer.add(WEDNESDAY, "독서", seconds=HOUR)

    assert "(총 공부 시간 3시간 30분)" in text_of(journal)


def test_a_session_over_the_change_of_the_clocks_is_as_long_as_it_was(journal: Journal, clock: Clock) -> None:
    cet, cest = dt.timezone(dt.timedelta(hours=1)), dt.timezone(dt.timedelta(hours=2))
    clock.now = dt.datetime(2025, 3, 30, 1, 30, tzinfo=cet)
    journal.timer.start("독서")
    clock.now = dt.datetime(2025, 3, 30, 3, 30, tzinfo=cest)

    assert journal.timer.stop().seconds == HOUR


def test_a_length_of_more_than_a_day_is_a_mistyped_one(journal: Journal) -> None:
    with pytest.raises(UsageError, match="25:00:00 is more than a day; 25 minutes are written 25m"):
        journal.timer.add(journal.today, "강의", seconds=25 * 3600)


def test_a_line_books_a_session(journal: Journal, clock: Clock) -> None:
    clock.set("12:00")
    journal.timer.add_line(WEDNESDAY, "09:00-10:20 강의")
    journal.timer.add_line(WEDNESDAY, "독서 40m")
    journal.timer.add_line(WEDNESDAY, "복습 10:30 40m")
    journal.timer.add_line(WEDNESDAY, "08:00-08:30 영어")

    assert booked(journal) == [
        ("영어", "08:00", "08:30", 1800),
        ("강의", "09:00", "10:20", 4800),
        ("복습", "10:30", "11:10", 2400),
        ("독서", "", "", 2400),
    ]


def test_a_line_over_midnight_is_a_night(journal: Journal) -> None:
    journal.timer.add_line(TUESDAY, "23:30-02:00 야간 자습")
    journal.timer.add_line(TUESDAY, "02:10-03:00 정리")

    assert booked(journal, TUESDAY) == [("야간 자습", "23:30", "02:00", 9000), ("정리", "02:10", "03:00", 3000)]


def test_a_line_with_an_open_end_begins_a_session(journal: Journal, clock: Clock) -> None:
    clock.set("09:30")

    assert journal.timer.add_line(WEDNESDAY, "09:10- 강의") is None

    assert journal.timer.state().seconds == 1200


@pytest.mark.parametrize(
    ("line", "message"),
    [("강의", "needs a length"), ("", "needs a length"), ("강의 -10:00", "two of start, end and length")],
)
def test_a_line_that_says_too_little_is_refused(journal: Journal, line: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        journal.timer.add_line(WEDNESDAY, line)


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("09:00-10:00 독서", ("독서", "09:00", "10:00", HOUR + 35)),
        ("09:00-10:00 강의", ("강의", "09:00", "10:00", HOUR + 35)),
        ("09:00-10:30 독서", ("독서", "09:00", "10:30", 5400 - 12)),
        ("09:20-10:00 독서", ("독서", "09:20", "10:00", 2400 + 47)),
        ("독서 09:00 40m", ("독서", "09:00", "09:40", 2400)),
        ("40m 독서", ("독서", "09:00", "09:40", 2400)),
        ("-10:00 30m 독서", ("독서", "09:30", "10:00", 1800)),
        ("독서", ("독서", "09:00", "10:00", HOUR + 35)),
    ],
)
def test_a_corrected_line_changes_what_it_says_and_nothing_else(
    journal: Journal, clock: Clock, line: str, after: tuple[str, str, str, int]
) -> None:
    clock.set("12:00")
    session = journal.timer.add(WEDNESDAY, "독서", start=at("09:00:12"), end=at("10:00:47")).sessions[0]

    journal.timer.change_line(session, line)

    assert (booked(journal), total(journal)) == ([after], after[3])


def test_a_corrected_line_gives_a_bare_length_its_place_and_a_running_session_its_end(
    journal: Journal, clock: Clock
) -> None:
    clock.set("12:00")
    journal.timer.add(WEDNESDAY, "독서", seconds=HOUR)
    journal.timer.change_line(journal.timer.sessions(WEDNESDAY)[0], "10:00 1:00:00 독서")
    running, _ = journal.timer.start("강의", at("11:00"))
    assert journal.timer.change_line(running, "11:05- 강의").running
    journal.timer.change_line(journal.timer.find(WEDNESDAY, running.id), "11:10-11:40 강의")

    assert booked(journal) == [("독서", "10:00", "11:00", HOUR), ("강의", "11:10", "11:40", 1800)]
