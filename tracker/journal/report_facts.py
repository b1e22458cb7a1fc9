"""Gathering what a report shows of a week, month or year."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable

from tracker.errors import NotFound, UsageError, nearest
from tracker.journal.journal import Journal
from tracker.model import Day
from tracker.report import (
    JudgeCount,
    OpenChallenge,
    ReportFacts,
    ReportKind,
    StudiedTopic,
    Thought,
    period_title,
)
from tracker.retro.still_open import still_open
from tracker.stats import compared_period, fill, month_days, previous_period, summarise, week_days, year_days
from tracker.stored import Known
from tracker.wording import _

_PERIODS: dict[ReportKind, Callable[[dt.date], tuple[dt.date, dt.date]]] = {
    "week": week_days,
    "month": month_days,
    "year": year_days,
}


def report_facts(journal: Journal, kind: str, day: dt.date) -> ReportFacts:
    """Return what the report of the week, month or year that `day` is in shows.

    Raises UsageError for another kind of period, and NotFound when nothing of the period has a log or a session.
    """
    period = _period_kind(kind)
    first, last = _PERIODS[period](day)
    today = journal.today
    since, run = journal.facts_and_streak(first, last, min(last, max(first, today)))
    found = [facts for facts in since if first <= facts.date <= last]
    if not found:
        raise NotFound(
            _("There is no log and no session from {first} to {last}; choose another day.", first=first, last=last),
            shell=_("The days there are: {command}", command="studylog days"),
        )
    before_first, before_last = previous_period(first, last)
    previous = journal.facts(before_first, before_last)
    compared_first, compared_last = compared_period(first, last, today)
    days = [record.day for record in journal.records(facts.date for facts in found if facts.logged)]
    return ReportFacts(
        kind=period,
        first=first,
        last=last,
        title=period_title(period, first, last),
        today=today,
        days=fill(found, first, last),
        previous=fill(previous, before_first, before_last),
        stats=summarise(
            found,
            first,
            last,
            previous=[facts for facts in previous if compared_first <= facts.date <= compared_last],
            days_off_weekdays=journal.config.weekdays_off,
            days_off_dates=frozenset(journal.config.days_off),
        ),
        streak=run,
        target_seconds=journal.config.target or None,
        course_week=journal.week(first) if period == "week" else None,
        subjects=tuple(journal.known(Known.SUBJECTS)),
        judges=_judges(days),
        topics=tuple(
            StudiedTopic(one.date, topic.section, topic.title, topic.presenter) for one in days for topic in one.topics
        ),
        reflections=tuple(Thought(one.date, said.label, said.text) for one in days for said in one.reflections),
        open_challenges=tuple(
            OpenChallenge(date, challenge.text, challenge.mark) for date, challenge in still_open(days)
        ),
    )


def _period_kind(word: str) -> ReportKind:
    for kind in _PERIODS:
        if kind == word:
            return kind
    sentence = _("There is no report of a {kind!r}; choose {kinds}.", kind=word, kinds=", ".join(_PERIODS))
    raise UsageError(sentence + nearest(word, _PERIODS))


def _judges(days: Iterable[Day]) -> tuple[JudgeCount, ...]:
    tried, solved = Counter[str](), Counter[str]()
    for day in days:
        for problem in day.problems:
            tried[problem.judge] += 1
            solved[problem.judge] += problem.solved
    most_first = sorted(tried.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(JudgeCount(judge, count, solved[judge]) for judge, count in most_first)
