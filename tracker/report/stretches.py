"""Days, weeks and months of a period as things of one kind: each with its time, by subject."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from tracker.charts.lines import month_names, month_title, weekday_names
from tracker.report.facts import Knowledge, ReportFacts, knowledge_of
from tracker.report.words import day_name, day_number, span, sum_known
from tracker.stats import DayFacts
from tracker.values import frozen


@frozen
class Stretch:
    """A day, or several together."""

    name: str
    """The shortest there is, for below a column."""
    whole_name: str
    seconds: int | None
    """None when no day of it has a known time."""
    state: Knowledge
    by_subject: tuple[tuple[str, int], ...]
    unclocked: int
    before: int | None = None
    """Seconds in the period before; None where nothing is known of it, or where the two have no like days."""
    second_name: str = ""
    is_today: bool = False
    """Whether today is in it."""
    begins: bool = False
    """Whether it begins a week."""


def days_of_week(facts: ReportFacts) -> tuple[Stretch, ...]:
    """Return the days of a week, beside the same weekdays of the week before."""
    before = {day.date.weekday(): day.seconds for day in facts.previous}
    return tuple(
        _stretch(
            [day],
            facts.today,
            weekday_names()[day.date.weekday()],
            day_name(day.date),
            before=before.get(day.date.weekday()),
            second_name=day_number(day.date),
        )
        for day in facts.days
    )


def days_of_month(facts: ReportFacts) -> tuple[Stretch, ...]:
    """Return the days of a month."""
    return tuple(
        _stretch([day], facts.today, str(day.date.day), day_name(day.date), begins=day.date.weekday() == 0)
        for day in facts.days
    )


def weeks_of_month(facts: ReportFacts) -> tuple[Stretch, ...]:
    """Return the weeks of a month, with their days in it alone."""
    weeks = groupby(facts.days, key=lambda day: day.date.toordinal() - day.date.weekday())
    found = []
    for _monday, together in weeks:
        days = list(together)
        name = span(days[0].date, days[-1].date)
        found.append(_stretch(days, facts.today, name, name))
    return tuple(found)


def months_of_year(facts: ReportFacts) -> tuple[Stretch, ...]:
    """Return the months of a year, beside those of the year before."""
    before: dict[int, list[int | None]] = {}
    for day in facts.previous:
        before.setdefault(day.date.month, []).append(day.seconds)
    found = []
    for month, together in groupby(facts.days, key=lambda day: day.date.month):
        days, earlier = list(together), sum_known(before.get(month, ()))
        name = month_title(days[0].date)
        found.append(_stretch(days, facts.today, month_names()[month - 1], name, before=earlier))
    return tuple(found)


def _stretch(
    days: Sequence[DayFacts],
    today: date,
    name: str,
    whole_name: str,
    *,
    before: int | None = None,
    second_name: str = "",
    begins: bool = False,
) -> Stretch:
    seconds = sum_known(day.seconds for day in days)
    return Stretch(
        name=name,
        whole_name=whole_name,
        seconds=seconds,
        state=knowledge_of(seconds, days[-1].date, today),
        by_subject=_by_subject(days),
        unclocked=sum(day.unclocked_seconds for day in days),
        before=before,
        second_name=second_name,
        is_today=days[0].date <= today <= days[-1].date,
        begins=begins,
    )


def _by_subject(days: Iterable[DayFacts]) -> tuple[tuple[str, int], ...]:
    # As tracker.stats has it, sessions of a day whose written total is nothing do not count.
    sums: Counter[str] = Counter()
    for day in days:
        for subject, seconds in day.by_subject if day.seconds else ():
            sums[subject] += seconds
    return tuple(sorted(sums.items(), key=lambda pair: (-pair[1], pair[0])))
