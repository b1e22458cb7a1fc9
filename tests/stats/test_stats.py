"""Totals, rates and streaks."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.charts.speaking import speaking
from tracker.stats import (
    DayFacts,
    Streak,
    StreakEnd,
    compared_period,
    explain,
    fill,
    month_days,
    previous_period,
    streak,
    summarise,
    week_days,
    with_running,
    year_days,
)

MONDAY, SUNDAY = date(2025, 1, 20), date(2025, 1, 26)
WEEKEND = frozenset({5, 6})


def on(day: int, *, done: int = 0, partial: int = 0, missed: int = 0, open: int = 0) -> DayFacts:
    """Return a logged day of January 2025."""
    return DayFacts(date(2025, 1, day), done=done, partial=partial, missed=missed, open=open, logged=True)


def test_a_week_adds_up() -> None:
    days = [
        DayFacts(date(2025, 1, 20), 3600, (("강의", 3000),), done=1, logged=True, problems=2, topics=1),
        DayFacts(date(2025, 1, 21), 7201, (("코딩", 4000), ("강의", 1000)), partial=1, missed=1, logged=True),
        DayFacts(date(2025, 1, 22), 0, logged=True),
        DayFacts(date(2025, 1, 23), None, open=1, logged=True),
    ]
    week = summarise(days, MONDAY, SUNDAY, days_off_weekdays=WEEKEND)
    assert week.total_seconds == 10801
    assert (week.studied_days, week.logged_days, week.study_days) == (2, 4, 5)
    assert week.mean_seconds == 5400
    assert (week.best_day, week.best_seconds) == (date(2025, 1, 21), 7201)
    assert week.by_subject == (("강의", 4000), ("코딩", 4000))
    assert week.unclocked_seconds == 2801
    assert (week.done, week.partial, week.missed, week.open, week.challenges) == (1, 1, 1, 1, 4)
    assert week.rate == 0.25
    assert (week.problems, week.topics) == (2, 1)


def test_an_empty_week_knows_no_mean_best_rate_or_difference() -> None:
    week = summarise([], MONDAY, SUNDAY)
    assert week.total_seconds == 0
    assert (week.mean_seconds, week.best_day, week.rate, week.difference_seconds) == (None,) * 4


def test_days_outside_the_period_are_left_out() -> None:
    days = [DayFacts(MONDAY - timedelta(days=1), 60), DayFacts(MONDAY, 100), DayFacts(SUNDAY, 20)]
    assert summarise(days, MONDAY, SUNDAY).total_seconds == 120


@pytest.mark.parametrize(("before", "difference"), [([50], 50), ([150, None], -50), ([None], None), ([], None)])
def test_the_difference_needs_something_known_before(before: list[int | None], difference: int | None) -> None:
    previous = [DayFacts(MONDAY - timedelta(days=7 - n), seconds) for n, seconds in enumerate(before)]
    assert summarise([DayFacts(MONDAY, 100)], MONDAY, SUNDAY, previous=previous).difference_seconds == difference


def test_the_best_of_equal_days_is_the_first() -> None:
    days = [DayFacts(date(2025, 1, 22), 60), DayFacts(date(2025, 1, 21), 60)]
    assert summarise(days, MONDAY, SUNDAY).best_day == date(2025, 1, 21)


def test_sessions_longer_than_one_days_total_do_not_use_up_another_days_remainder() -> None:
    days = [DayFacts(MONDAY, 100, (("강의", 300),)), DayFacts(SUNDAY, 100)]
    week = summarise(days, MONDAY, SUNDAY)
    assert (week.total_seconds, week.by_subject, week.unclocked_seconds) == (200, (("강의", 300),), 100)


@st.composite
def facts(draw: st.DrawFn) -> list[DayFacts]:
    days = []
    for n in range(7):
        subjects = draw(st.dictionaries(st.sampled_from("abcd"), st.integers(0, 9000), max_size=3))
        clocked = tuple(sorted(subjects.items(), key=lambda pair: -pair[1]))
        more = draw(st.none() | st.integers(0, 9000))
        seconds = None if more is None else sum(subjects.values()) + more
        days.append(DayFacts(MONDAY + timedelta(days=n), seconds, clocked if seconds is not None else ()))
    return days


@given(facts())
def test_subjects_and_the_unclocked_rest_make_up_the_total(days: list[DayFacts]) -> None:
    week = summarise(days, MONDAY, SUNDAY)
    assert sum(seconds for _, seconds in week.by_subject) + week.unclocked_seconds == week.total_seconds
    sizes = [seconds for _, seconds in week.by_subject]
    assert sizes == sorted(sizes, reverse=True)


@given(facts(), st.randoms())
def test_the_order_of_the_days_does_not_matter(days: list[DayFacts], random: Random) -> None:
    shuffled = sorted(days, key=lambda _: random.random())
    assert summarise(shuffled, MONDAY, SUNDAY) == summarise(days, MONDAY, SUNDAY)


def run(*days: DayFacts, today: int, off: frozenset[int] = frozenset(), dates: frozenset[date] = frozenset()) -> Streak:
    return streak(days, date(2025, 1, today), off, dates)


def test_days_with_every_challenge_done_count() -> None:
    found = run(on(20, done=1), on(21, done=2), on(22, done=1), today=22)
    assert found == Streak(3, date(2025, 1, 20), StreakEnd.START)


def test_a_challenge_not_done_breaks() -> None:
    found = run(on(22, done=2), on(23, done=1, missed=1), on(24, done=1), today=24)
    assert found == Streak(1, date(2025, 1, 24), StreakEnd.NOT_DONE, date(2025, 1, 23), 1, 2)


@pytest.mark.parametrize("yesterday", [on(23, partial=1), on(23, missed=1), on(23, open=1)])
def test_partial_missed_and_forgotten_challenges_all_break(yesterday: DayFacts) -> None:
    assert run(on(22, done=1), yesterday, today=24).broken_on == date(2025, 1, 23)


def test_a_day_without_an_entry_breaks() -> None:
    found = run(on(20, done=1), on(22, done=1), today=22)
    assert found == Streak(1, date(2025, 1, 22), StreakEnd.NO_ENTRY, date(2025, 1, 21))


def test_facts_of_a_day_without_an_entry_are_no_entry() -> None:
    assert run(on(20, done=1), DayFacts(date(2025, 1, 21), 60), today=22).broken_on == date(2025, 1, 21)


def test_a_logged_day_without_challenges_neither_counts_nor_breaks() -> None:
    found = run(on(20), on(21, done=1), on(22), on(23, done=1), today=23)
    assert found == Streak(2, date(2025, 1, 21), StreakEnd.START)


@given(
    first=st.integers(0, 40).map(lambda n: MONDAY + timedelta(days=n)),
    length=st.integers(1, 400),
    weekdays=st.frozensets(st.integers(0, 6)),
    dates=st.frozensets(st.integers(-10, 60).map(lambda n: MONDAY + timedelta(days=n))),
)
def test_study_days_are_the_days_that_are_none_off(
    first: date, length: int, weekdays: frozenset[int], dates: frozenset[date]
) -> None:
    days = [first + timedelta(days=n) for n in range(length)]

    period = summarise([], days[0], days[-1], days_off_weekdays=weekdays, days_off_dates=dates)

    assert period.study_days == sum(day.weekday() not in weekdays and day not in dates for day in days)


def test_days_off_never_break() -> None:
    # 1/25 and 1/26 are a weekend; 1/28 is a holiday.
    days = [on(24, done=1), on(25, missed=1), on(27, done=1), on(29, done=1)]
    found = run(*days, today=29, off=WEEKEND, dates=frozenset({date(2025, 1, 28)}))
    assert found == Streak(3, date(2025, 1, 24), StreakEnd.START)


def test_a_day_off_with_every_challenge_done_counts() -> None:
    assert run(on(24, done=1), on(25, done=1), today=26, off=WEEKEND).length == 2


@pytest.mark.parametrize("today", [(), (on(23, open=1),), (on(23, done=1, open=1),), (on(23),)])
def test_today_is_not_over_yet(today: tuple[DayFacts, ...]) -> None:
    found = run(on(21, done=1), on(22, done=1), *today, today=23)
    assert found == Streak(2, date(2025, 1, 21), StreakEnd.START)


def test_a_challenge_missed_today_breaks_today() -> None:
    found = run(on(22, done=1), on(23, done=1, missed=1), today=23)
    assert found == Streak(0, None, StreakEnd.NOT_DONE, date(2025, 1, 23), 1, 2)


def test_days_to_come_do_not_matter() -> None:
    assert run(on(22, done=1), on(24, open=1), today=22).length == 1


def test_without_any_challenge_there_is_nothing_to_explain() -> None:
    assert run(today=22) == run(on(21), on(22), today=22) == Streak(0, None, StreakEnd.NONE)


@pytest.mark.parametrize(
    ("found", "english", "korean"),
    [
        (
            Streak(2, date(2025, 1, 24), StreakEnd.NOT_DONE, date(2025, 1, 23), 1, 2),
            "broken on 1/23: 1 of 2",
            "1/23에 끊김: 2개 중 1개",
        ),
        (
            Streak(0, None, StreakEnd.NO_ENTRY, date(2025, 1, 21)),
            "broken on 1/21: no entry",
            "1/21에 끊김: 일지 없음",
        ),
        (Streak(3, date(2025, 1, 6), StreakEnd.START), "never broken since 1/6", "1/6부터 끊긴 적 없음"),
        (Streak(0, None, StreakEnd.NONE), "no challenges checked yet", "아직 확인한 도전 과제가 없음"),
    ],
)
def test_a_streak_explains_itself(found: Streak, english: str, korean: str) -> None:
    assert explain(found) == english
    with speaking("ko"):
        assert explain(found) == korean


days_of_challenges = st.lists(
    st.builds(
        DayFacts,
        st.integers(1, 31).map(lambda day: date(2025, 1, day)),
        done=st.integers(0, 2),
        missed=st.integers(0, 1),
        open=st.integers(0, 1),
        logged=st.booleans(),
    ),
    unique_by=lambda day: day.date,
)


@given(days_of_challenges, st.integers(1, 31).map(lambda day: date(2025, 1, day)))
def test_only_days_after_the_break_count(days: list[DayFacts], today: date) -> None:
    found = streak(days, today)
    after = [d for d in days if d.date <= today and (found.broken_on is None or d.date > found.broken_on)]
    assert found.length == sum(d.logged and d.challenges > 0 and d.done == d.challenges for d in after)
    assert (found.since is None) == (found.length == 0)
    assert found.broken_on is None or found.since is None or found.broken_on < found.since


@given(days_of_challenges, st.sets(st.integers(0, 6)).map(frozenset))
def test_more_days_off_never_shorten_a_streak(days: list[DayFacts], off: frozenset[int]) -> None:
    today = date(2025, 1, 31)
    assert streak(days, today, off).length >= streak(days, today).length


def test_periods() -> None:
    assert week_days(date(2025, 1, 1)) == (date(2024, 12, 30), date(2025, 1, 5))
    assert month_days(date(2024, 2, 10)) == (date(2024, 2, 1), date(2024, 2, 29))
    assert year_days(date(2024, 2, 10)) == (date(2024, 1, 1), date(2024, 12, 31))


def test_the_period_before() -> None:
    assert previous_period(*week_days(date(2025, 1, 22))) == week_days(date(2025, 1, 15))
    assert previous_period(*month_days(date(2025, 3, 22))) == month_days(date(2025, 2, 1))
    assert previous_period(*year_days(date(2025, 3, 22))) == year_days(date(2024, 2, 1))
    assert previous_period(date(2025, 1, 22), date(2025, 1, 22)) == (date(2025, 1, 21), date(2025, 1, 21))


def test_a_period_in_progress_is_compared_with_the_same_part_of_the_one_before() -> None:
    wednesday = date(2025, 1, 22)
    assert compared_period(MONDAY, SUNDAY, wednesday) == (date(2025, 1, 13), date(2025, 1, 15))
    assert compared_period(MONDAY, SUNDAY, date(2025, 2, 1)) == (date(2025, 1, 13), date(2025, 1, 19))
    # The 31st of March has no match in February.
    assert compared_period(*month_days(date(2025, 3, 1)), date(2025, 3, 31)) == month_days(date(2025, 2, 1))


def test_a_running_session_counts_as_if_it_ended_now() -> None:
    days = [DayFacts(MONDAY, 3600, (("강의", 3600),), done=1, logged=True), DayFacts(SUNDAY, 60)]

    assert with_running(days, MONDAY, "코딩", 7200) == [
        DayFacts(MONDAY, 10800, (("코딩", 7200), ("강의", 3600)), done=1, logged=True),
        DayFacts(SUNDAY, 60),
    ]
    assert with_running(days, MONDAY, "강의", 60)[0].by_subject == (("강의", 3660),)
    assert with_running(days, date(2025, 1, 22), "CS", 60)[1] == DayFacts(date(2025, 1, 22), 60, (("CS", 60),))


def test_fill_gives_every_date_once() -> None:
    day = DayFacts(date(2025, 1, 21), 60)
    assert fill([day], MONDAY, date(2025, 1, 22)) == (DayFacts(MONDAY), day, DayFacts(date(2025, 1, 22)))
