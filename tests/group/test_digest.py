"""What several people's week adds up to; what nobody wrote is unknown, never nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.group.build import KST, MONDAY, NOW, SUNDAY, session
from tracker.group.digest import SLOT, Digest, JudgeCount, MemberDay, MemberWeek, digest_of, member_day, spans_of
from tracker.model import Session

WEDNESDAY = NOW.date()


def week_of(name: str, *sessions: Session) -> MemberWeek:
    """Return the week of someone who shares sessions and nothing else."""
    day = member_day(WEDNESDAY, (), sessions)
    return MemberWeek(name, (day,) if day is not None else (), spans_of(sessions), bool(sessions))


def digest(*members: MemberWeek, zone: dt.tzinfo = KST) -> Digest:
    """Return the digest of the week."""
    return digest_of(members, MONDAY, SUNDAY, zone=zone, day_start=dt.time(4))


def together(found: Digest) -> list[str]:
    """Return the stretches of Wednesday, as a person would say them."""
    assert found.days is not None
    return [f"{s.start:%H:%M}-{s.end:%H:%M} {' '.join(s.names)}" for s in found.days[2].together]


def test_a_person_without_any_log_has_nothing_known() -> None:
    nobody = MemberWeek("지수")

    assert (nobody.seconds, nobody.problems, nobody.challenges, nobody.topics) == (None, None, None, ())


def test_a_day_without_a_total_adds_nothing_and_is_not_counted() -> None:
    days = MemberDay(MONDAY, True, 3600), MemberDay(WEDNESDAY, True, None)
    week = MemberWeek("지수", days)

    assert (week.seconds, week.timed_days) == (3600, 1)


def test_a_total_of_nothing_is_known() -> None:
    assert MemberWeek("지수", (MemberDay(MONDAY, True, 0),)).seconds == 0


def test_problems_add_up_by_judge_the_largest_first() -> None:
    first = MemberDay(MONDAY, True, None, problems=(JudgeCount("LeetCode", 1), JudgeCount("백준", 1)))
    second = MemberDay(WEDNESDAY, True, None, problems=(JudgeCount("백준", 2),))

    assert MemberWeek("지수", (first, second)).problems == (JudgeCount("백준", 3), JudgeCount("LeetCode", 1))


def test_people_studied_at_once_where_their_sessions_share_a_moment() -> None:
    found = digest(week_of("나", session("09:00", "10:30")), week_of("지수", session("10:00", "11:00")))

    assert together(found) == ["10:00-10:30 나 지수"]
    assert found.shared_seconds == 30 * 60


def test_a_slot_counts_whole_and_a_moment_is_enough() -> None:
    found = digest(week_of("나", session("09:00", "10:03")), week_of("지수", session("10:01", "11:00")))

    assert together(found) == ["10:00-10:10 나 지수"]


def test_one_after_the_other_in_a_slot_is_not_at_once() -> None:
    found = digest(week_of("나", session("09:00", "10:04")), week_of("지수", session("10:04", "11:00")))

    assert together(found) == []
    assert found.shared_seconds == 0


def test_stretches_end_where_other_people_study() -> None:
    found = digest(
        week_of("나", session("09:00", "10:00")),
        week_of("지수", session("09:00", "09:30")),
        week_of("민수", session("09:20", "10:00")),
    )

    assert together(found) == ["09:00-09:20 나 지수", "09:20-09:30 나 지수 민수", "09:30-10:00 나 민수"]


def test_two_people_of_one_name_are_two() -> None:
    found = digest(week_of("나", session("09:00", "10:00")), week_of("나", session("09:30", "10:00")))

    assert together(found) == ["09:30-10:00 나 나"]


def test_instants_are_compared_wherever_they_were_written() -> None:
    # Nine in the morning of Seoul is the evening before in New York.
    start = dt.datetime.fromisoformat("2025-03-11T20:00:00-04:00")
    abroad = Session("1", dt.date(2025, 3, 11), "도커", start, start + dt.timedelta(hours=1), 3600)
    found = digest(week_of("나", session("09:00", "10:00")), MemberWeek("Ann", (), spans_of([abroad]), True))

    assert together(found) == ["09:00-10:00 나 Ann"]


def test_a_night_belongs_to_the_study_day_it_began_on() -> None:
    start = dt.datetime.fromisoformat("2025-03-13T01:00:00+09:00")
    night = Session("1", WEDNESDAY, "도커", start, start + dt.timedelta(hours=1), 3600)
    found = digest(week_of("나", night), week_of("지수", night))

    assert together(found) == ["01:00-02:00 나 지수"]


@pytest.mark.parametrize("others", [(), (MemberWeek("지수", (MemberDay(WEDNESDAY, True, 3600),)),)])
def test_at_once_is_unknown_where_fewer_than_two_share_their_sessions(others: tuple[MemberWeek, ...]) -> None:
    found = digest(week_of("나", session("09:00", "10:00")), *others)

    assert (found.days, found.shared_seconds) == (None, None)


def test_that_nobody_was_there_is_known_of_those_who_share_their_sessions() -> None:
    found = digest(week_of("나", session("09:00", "10:00")), MemberWeek("지수", shares_sessions=True))

    assert found.shared_seconds == 0


def test_a_bare_duration_says_no_time_of_day() -> None:
    bare = Session("1", WEDNESDAY, "도커", None, None, 3600)

    assert spans_of([bare]) == ()
    assert week_of("지수", bare).seconds == 3600


minutes = st.integers(0, 24 * 60 - 1)


@given(st.lists(st.lists(st.tuples(minutes, minutes), max_size=4), min_size=2, max_size=4))
def test_slots_are_those_that_a_look_at_every_minute_finds(people: list[list[tuple[int, int]]]) -> None:
    opens = dt.datetime.combine(WEDNESDAY, dt.time(4), KST)
    weeks, at_work = [], []
    for n, stretches in enumerate(people):
        spans = tuple((min(pair), max(pair)) for pair in stretches if pair[0] != pair[1])
        at_work.append({minute for start, end in spans for minute in range(start, end)})
        instants = tuple(
            (opens + dt.timedelta(minutes=start), opens + dt.timedelta(minutes=end)) for start, end in spans
        )
        weeks.append(MemberWeek(str(n), (), instants, True))
    found = digest(*weeks)
    expected = {minute // 10 for minute in range(24 * 60) if sum(minute in minutes_of for minutes_of in at_work) > 1}
    assert found.days is not None
    day = found.days[2]
    slots = {(s.start - day.opens) // SLOT + n for s in day.together for n in range(s.slots)}
    assert slots == expected
    assert list(day.people) == [
        sum(any(slot * 10 + n in minutes_of for n in range(10)) for minutes_of in at_work) for slot in range(144)
    ]
