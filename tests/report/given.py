"""Periods to make a report of: one known by heart, and some that are hard to draw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from tracker.model import Mark
from tracker.report import JudgeCount, OpenChallenge, ReportFacts, ReportKind, StudiedTopic, Thought, period_title
from tracker.stats import (
    DayFacts,
    compared_period,
    fill,
    month_days,
    previous_period,
    streak,
    summarise,
    week_days,
    year_days,
)

FRIDAY = date(2025, 3, 28)
HOUR = 3600
TARGET = 8 * HOUR
LONG_NAME = "운영체제 " * 18
"""Ninety characters."""
DANGEROUS = "<script>alert(\"1\" & '2')</script>\x07\x00\x1b[31m\ufffe"


def day(
    on: date, seconds: int | None, by_subject: Sequence[tuple[str, int]] = (), done: int = 0, missed: int = 0
) -> DayFacts:
    """Return a day with a log."""
    return DayFacts(on, seconds, tuple(by_subject), done=done, missed=missed, logged=True)


WEEK = (
    day(date(2025, 3, 24), 8 * HOUR + 61, [("강의", 5 * HOUR), ("코딩", 2 * HOUR)], done=2),
    day(date(2025, 3, 25), 0),
    day(date(2025, 3, 26), None, missed=1),
    DayFacts(date(2025, 3, 27), 3 * HOUR, (("독서", 3 * HOUR),)),
    day(date(2025, 3, 28), 6 * HOUR, [("강의", 7 * HOUR)], done=1),
)
"""Monday to Friday: a long day, one of no time, one of unknown time, one without a log, and sessions beyond a total."""
WEEK_BEFORE = (day(date(2025, 3, 17), 4 * HOUR), day(date(2025, 3, 19), 9 * HOUR), day(date(2025, 3, 22), HOUR))


def report(
    days: Sequence[DayFacts] = WEEK,
    *,
    kind: ReportKind = "week",
    on: date = FRIDAY,
    today: date = FRIDAY,
    earlier: Sequence[DayFacts] = WEEK_BEFORE,
    target: int | None = TARGET,
    judges: Sequence[JudgeCount] = (JudgeCount("백준", 3, 2), JudgeCount("LeetCode", 1, 1)),
    topics: Sequence[StudiedTopic] = (StudiedTopic(date(2025, 3, 24), "딥다이브", "색인은 왜 트리인가", "소나무"),),
    reflections: Sequence[Thought] = (
        Thought(date(2025, 3, 24), "성공적인 점", "일찍 일어났다"),
        Thought(date(2025, 3, 24), "개선해야할 점", "밤에 덜 먹기"),
    ),
    open_challenges: Sequence[OpenChallenge] = (OpenChallenge(date(2025, 3, 26), "물 여덟 잔", Mark.MISSED),),
) -> ReportFacts:
    """Return the facts of the week, month or year that `on` is in."""
    first, last = {"week": week_days, "month": month_days, "year": year_days}[kind](on)
    before = previous_period(first, last)
    compared_first, compared_last = compared_period(first, last, today)
    within = fill([d for d in days if first <= d.date <= last], first, last)
    previous = fill([d for d in earlier if before[0] <= d.date <= before[1]], *before)
    return ReportFacts(
        kind=kind,
        first=first,
        last=last,
        title=period_title(kind, first, last),
        today=today,
        days=within,
        previous=previous,
        stats=summarise(
            within, first, last, previous=[d for d in previous if compared_first <= d.date <= compared_last]
        ),
        streak=streak(days, today),
        target_seconds=target,
        course_week=4 if kind == "week" else None,
        judges=tuple(judges),
        topics=tuple(topics),
        reflections=tuple(reflections),
        open_challenges=tuple(open_challenges),
    )


def twelve_subjects() -> tuple[DayFacts, ...]:
    """Return a week of twelve subjects, one with a name of ninety characters, and a day to its last second."""
    names = [LONG_NAME, "🧑‍💻 CS", "", *(f"과목 {n}" for n in range(9))]
    many = [(name, HOUR - 60 * n) for n, name in enumerate(names)]
    monday = date(2025, 3, 24)
    return (
        day(monday, sum(seconds for _, seconds in many), many),
        day(monday + timedelta(days=1), 24 * HOUR - 1, [("강의", 20 * HOUR)]),
    )


def nothing_known() -> ReportFacts:
    """Return a week with a single day, whose time nobody wrote."""
    monday = date(2025, 3, 24)
    return report([day(monday, None)], earlier=(), judges=(), topics=(), reflections=(), open_challenges=())


def full_year() -> tuple[DayFacts, ...]:
    """Return every day of 2024, whose days need 53 weeks, with times of all shades."""
    first = date(2024, 1, 1)
    return tuple(
        day(first + timedelta(days=n), n % 12 * HOUR, [("강의", n % 12 * HOUR)] if n % 12 else []) for n in range(366)
    )
