"""What a report is made from: a period's days and what was written in them, gathered by the caller."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from tracker.model import Mark
from tracker.stats import DayFacts, PeriodStats, Streak
from tracker.values import frozen

ReportKind = Literal["week", "month", "year"]


@frozen
class JudgeCount:
    """The problems of one judge."""

    judge: str
    problems: int
    """Solved or not."""
    solved: int


@frozen
class StudiedTopic:
    """A topic of one day."""

    date: date
    section: str
    """Words of the section's heading without its emoji; may be empty."""
    title: str
    presenter: str | None = None
    """None when nobody is named."""


@frozen
class Thought:
    """A reflection of one day."""

    date: date
    label: str
    """Empty for a free paragraph."""
    text: str
    """Its lines, as written."""


@frozen
class OpenChallenge:
    """A challenge that the period leaves undone."""

    date: date
    """The day that says so last."""
    text: str
    mark: Mark | None
    """None when it was not checked."""


@frozen
class ReportFacts:
    """Everything that a report shows."""

    kind: ReportKind
    first: date
    last: date
    """The last day of the period, included."""
    title: str
    """The period in the person's language, e.g. `24 – 30 Mar 2025`."""
    today: date
    days: tuple[DayFacts, ...]
    """Every calendar day of the period."""
    previous: tuple[DayFacts, ...]
    """Every calendar day of the period before, also of the part that one in progress is not compared with."""
    stats: PeriodStats
    streak: Streak
    """Up to `today`, whatever the period."""
    target_seconds: int | None
    """Seconds to study a day; None when there is no target."""
    course_week: int | None = None
    """The week of the course; None for months and years."""
    subjects: tuple[str, ...] = ()
    """Subjects in the order of colours, so that one can keep its own from report to report."""
    judges: tuple[JudgeCount, ...] = ()
    """Most problems first."""
    topics: tuple[StudiedTopic, ...] = ()
    """By date."""
    reflections: tuple[Thought, ...] = ()
    """By date."""
    open_challenges: tuple[OpenChallenge, ...] = ()
    """By date."""

    @property
    def in_progress(self) -> bool:
        """Whether today is in the period."""
        return self.first <= self.today <= self.last


class Knowledge(StrEnum):
    """What is known of the time of a day, or of several."""

    TIME = "time"
    UNKNOWN = "unknown"
    """Past, and nobody wrote how long; that is not the same as no time."""
    TO_COME = "to-come"
    """Not over yet, and nothing booked."""


def knowledge_of(seconds: int | None, last: date, today: date) -> Knowledge:
    """Return what is known of days up to `last` that have `seconds`, None for no time at all."""
    if seconds is not None:
        return Knowledge.TIME
    return Knowledge.UNKNOWN if last < today else Knowledge.TO_COME
