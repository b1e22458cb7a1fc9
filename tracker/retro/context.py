"""What templates are given: a public contract, described name by name in `templates/README.md`.

Lengths of time are whole seconds, shares and rates go from 0 to 1, dates are days. A template that worked goes on
working: names are added, never renamed or taken away.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from tracker.values import as_dict, frozen


@frozen
class Share:
    """A subject's part of the time."""

    name: str
    seconds: int
    share: float
    """Of all the time studied, from 0 to 1; more than 1 together where sessions exceed the written total."""


@frozen
class Section:
    """A section of a day."""

    kind: str
    """`goals`, `learning`, `team`, `challenges`, `reflection`, `links` or `other`."""
    heading: str
    """Its heading's words, with their emoji; empty for what stands before the first heading."""


@frozen
class Goal:
    """A learning goal."""

    date: dt.date
    n: int
    """Its place in the day, from 1."""
    text: str
    mark: str | None
    """`done`, `partial` or `missed`; None when the line has no mark."""


@frozen
class Topic:
    """Something studied."""

    date: dt.date
    section: str
    """The section's words without their emoji, like `딥다이브 - 쿠버네티스`."""
    theme: str
    """What the section was about that day, like `쿠버네티스`; empty when it does not say."""
    title: str
    presenter: str | None
    body: str
    """What is written under the title, as it stands."""
    lines: int
    """Lines of the body; 0 for none."""
    link: str
    """Address of the day it stands in, from where the page lies."""


@frozen
class Problem:
    """A problem that was tried."""

    date: dt.date
    judge: str
    id: str | None
    """The judge's own number."""
    title: str | None
    level: str | None
    week: int | None
    """The course week written above it."""
    on: dt.date | None
    """The day written before it, when that is not the log's own."""
    solved: bool
    url: str | None
    name: str
    """Number, level and title, as far as there are any."""


@frozen
class Judge:
    """Where problems came from."""

    name: str
    count: int
    solved: int
    problems: tuple[Problem, ...]


@frozen
class Challenge:
    """A challenge."""

    date: dt.date
    when: str
    """`past` for one to be checked on its day, `next` for one set for the next study day."""
    n: int
    """Its place among those of the same `when`, from 1."""
    text: str
    mark: str | None
    """`done`, `partial` or `missed`; None when it is not checked."""


@frozen
class Reflection:
    """What was thought of a day."""

    date: dt.date
    label: str
    """As it is written, like `성공적인 점`; empty for a free paragraph."""
    text: str


@frozen
class Label:
    """All reflections of one label, however it was spaced."""

    label: str
    entries: tuple[Reflection, ...]


@frozen
class Link:
    """A source."""

    date: dt.date
    title: str
    url: str | None


@frozen
class Session:
    """A stretch of study."""

    date: dt.date
    subject: str
    start: str
    """Time of day, like `09:10`; empty for a bare length."""
    end: str
    """Likewise; empty while it runs."""
    seconds: int


@frozen
class Achievement:
    """What became of challenges that were to be checked."""

    done: int
    partial: int
    missed: int
    open: int
    """Not checked."""
    total: int
    rate: float | None
    """The share that was done, from 0 to 1; None when there were none."""


@frozen
class Streak:
    """The run of days with every challenge done, up to the last day looked at."""

    length: int
    since: dt.date | None
    broken_on: dt.date | None
    """The day before the run that broke it; None when none did."""
    done: int
    """Challenges done on that day; 0 when it has no log."""
    total: int
    """Challenges to do on that day; 0 when it has no log."""
    explanation: str
    """Why it is no longer, in the language of the program."""


@frozen
class DayPage:
    """A day of the period."""

    date: dt.date
    weekday: str
    """Its short name in the log's language."""
    week: int
    """The course week; the ISO week when no course is known."""
    logged: bool
    """Whether there is a log of it."""
    link: str
    """Address of its log from where the page lies; empty when there is none."""
    until: dt.date | None
    """The last day, when the log's heading names a range."""
    note: str
    """Other words of the date heading."""
    headline: str
    """Title of the first topic, else the first goal; empty when there is neither."""
    text: str
    """The log's Markdown, byte for byte; empty when there is none."""
    seconds: int | None
    """Studied; None when nothing is known of the day's time."""
    clocked_seconds: int
    """What sessions explain."""
    unclocked_seconds: int
    """What no session explains."""
    subjects: tuple[Share, ...]
    sessions: tuple[Session, ...]
    sections: tuple[Section, ...]
    goals: tuple[Goal, ...]
    topics: tuple[Topic, ...]
    problems: tuple[Problem, ...]
    challenges: tuple[Challenge, ...]
    """Those to be checked on the day."""
    next_challenges: tuple[Challenge, ...]
    """Those set for the next study day."""
    achievement: Achievement
    reflections: tuple[Reflection, ...]
    links: tuple[Link, ...]


@frozen
class Previous:
    """The period before, or of one in progress the same part of the period before."""

    first: dt.date
    last: dt.date
    seconds: int | None
    """None when nothing is known of it."""
    difference_seconds: int | None
    """How much more was studied since, negative for less; None when nothing is known."""
    studied_days: int
    problems: int
    topics: int
    achievement: Achievement


@frozen
class RetroContext:
    """The names of a day's, week's or month's template."""

    kind: str
    """`day`, `week` or `month`."""
    language: str
    """`ko`, `en` or what else the day's template names."""
    first: dt.date
    last: dt.date
    period: str
    """`2025-03-24`, `2025-W13` or `2025-03`."""
    week: int
    """Course week of the first day."""
    label: str
    """What the week is called in the settings, else what most of its topics were about; may be empty."""
    day: DayPage | None
    """The day of a day's template; None for week and month."""
    days: tuple[DayPage, ...]
    """Every day of the calendar, with a log or without."""
    entries: tuple[DayPage, ...]
    """The days with a log."""
    seconds: int
    """Studied in all."""
    clocked_seconds: int
    unclocked_seconds: int
    mean_seconds: int | None
    """Over the days with any time, rounded down; None when there is none."""
    studied_days: int
    """Days with any time."""
    logged_days: int
    study_days: int
    """Days of the period that are no days off."""
    target_seconds: int
    """To be studied a day; 0 for no target."""
    best: DayPage | None
    """The earliest of the days with the most time; None when none has any."""
    previous: Previous
    subjects: tuple[Share, ...]
    """The most studied first."""
    goals: tuple[Goal, ...]
    topics: tuple[Topic, ...]
    problems: tuple[Problem, ...]
    judges: tuple[Judge, ...]
    """The one with the most problems first."""
    challenges: tuple[Challenge, ...]
    """Those to be checked in the period."""
    achievement: Achievement
    open_challenges: tuple[Challenge, ...]
    """What stays open: challenges whose last mark was not `done`, and those set for the day after the last log."""
    streak: Streak
    reflections: tuple[Label, ...]
    """By label, in the order in which labels first come up; without a label last."""
    links: tuple[Link, ...]
    chart: str
    """Time a day as bars of text, for a code block."""
    week_chart: str
    """Time a week, likewise."""
    calendar: str
    """Time a day as a table of weeks."""
    mermaid: str
    """Time a day, against the period before, as a mermaid chart."""
    subject_mermaid: str
    """Time by subject as a mermaid chart; empty when no subject is known."""


@frozen
class IndexDay:
    """A day of the index."""

    date: dt.date
    until: dt.date | None
    weekday: str
    link: str
    """Address of its file from where the index lies; empty when there is none."""
    headline: str
    note: str
    seconds: int | None
    topics: int
    problems: int


@frozen
class IndexWeek:
    """A week of the index."""

    week: int
    """The course week; the ISO week when no course is known."""
    first: dt.date
    last: dt.date
    label: str
    """As in a retrospective; may be empty."""
    link: str
    """Address of the week's retrospective from where the index lies; empty when there is none."""
    seconds: int
    days: tuple[IndexDay, ...]
    """Those with a log, newest first."""


@frozen
class IndexContext:
    """The names of the index's template."""

    language: str
    weeks: tuple[IndexWeek, ...]
    """Those with a log, newest first."""
    days: int
    """Days with a log."""
    seconds: int
    """Studied in all."""


def names_of(context: RetroContext | IndexContext) -> Mapping[str, Any]:
    """Return the names a template is given, each with its value."""
    return as_dict(context)
