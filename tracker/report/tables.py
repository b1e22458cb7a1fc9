"""The numbers behind the charts, as tables."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.charts.lines import weekday_names
from tracker.charts.subjects import nameless, unclocked_name
from tracker.report.facts import JudgeCount, Knowledge, ReportFacts, knowledge_of
from tracker.report.heat_map import weeks_of
from tracker.report.stretches import Stretch
from tracker.report.words import before_name, day_number, length, share, sum_known
from tracker.stats import PeriodStats
from tracker.values import frozen
from tracker.wording import _, p_

_NONE = "–"
"""Nothing of that subject: not unknown, and not worth a row of zeros."""


@frozen
class Row:
    """A line of a table."""

    head: str
    cells: tuple[str, ...]


@frozen
class Table:
    """Numbers under a caption."""

    caption: str
    heads: tuple[str, ...]
    """Of all columns, that of the rows' heads first."""
    rows: tuple[Row, ...]
    total: Row | None = None
    """None where a sum says nothing."""


def time_table(caption: str, first_head: str, stretches: Sequence[Stretch], facts: ReportFacts) -> Table:
    """Return the time of each stretch, in all and by subject, and that of the period before where it is known."""
    subjects = list(dict.fromkeys(subject for subject, _seconds in facts.stats.by_subject))
    has_before = any(stretch.before is not None for stretch in stretches)
    has_subjects = bool(subjects)
    heads = [first_head, p_("report", "time")]
    if has_subjects:
        heads += [*(subject if subject.strip() else nameless() for subject in subjects), unclocked_name()]
    if has_before:
        heads.append(before_name(facts.kind))
    rows = []
    for stretch in stretches:
        cells = [length(stretch.seconds, stretch.state)]
        if has_subjects:
            by_subject = dict(stretch.by_subject)
            times = [*(by_subject.get(subject, 0) for subject in subjects), stretch.unclocked]
            cells += [length(seconds) if seconds else _NONE for seconds in times]
        if has_before:
            cells.append(length(stretch.before))
        rows.append(Row(stretch.whole_name, tuple(cells)))
    sums = [length(sum_known(stretch.seconds for stretch in stretches))]
    if has_subjects:
        sums += [length(seconds) for _subject, seconds in facts.stats.by_subject]
        sums.append(length(facts.stats.unclocked_seconds))
    if has_before:
        sums.append(length(sum_known(stretch.before for stretch in stretches)))
    return Table(caption, tuple(heads), tuple(rows), Row(p_("report", "total"), tuple(sums)))


def short_time_table(caption: str, first_head: str, stretches: Sequence[Stretch]) -> Table:
    """Return the time of each stretch alone."""
    rows = tuple(Row(s.whole_name, (length(s.seconds, s.state),)) for s in stretches)
    total = Row(p_("report", "total"), (length(sum_known(s.seconds for s in stretches)),))
    return Table(caption, (first_head, p_("report", "time")), rows, total)


def year_table(facts: ReportFacts) -> Table:
    """Return the time of each day of a year, a week in a line."""
    rows = []
    for week in weeks_of(facts.days):
        there = [day for day in week if day is not None]
        # Weeks to come have no numbers.
        if all(knowledge_of(day.seconds, day.date, facts.today) is Knowledge.TO_COME for day in there):
            continue
        cells = [
            "" if day is None else length(day.seconds, knowledge_of(day.seconds, day.date, facts.today)) for day in week
        ]
        total = sum_known(day.seconds for day in there)
        cells.append(length(total, knowledge_of(total, there[-1].date, facts.today)))
        rows.append(Row(day_number(there[0].date), tuple(cells)))
    heads = (p_("report", "week from"), *weekday_names(), p_("report", "total"))
    return Table(_("Study time of each day, a line for each week"), heads, tuple(rows))


def subject_table(stats: PeriodStats) -> Table:
    """Return the time and share of each subject, and of what no session explains."""
    times = [*((subject if subject.strip() else nameless(), seconds) for subject, seconds in stats.by_subject)]
    if stats.unclocked_seconds:
        times.append((unclocked_name(), stats.unclocked_seconds))
    whole = sum(seconds for _name, seconds in times)
    rows = tuple(Row(name, (length(seconds), share(seconds, whole))) for name, seconds in times)
    heads = (p_("report", "subject"), p_("report", "time"), p_("report", "share"))
    return Table(_("Study time by subject"), heads, rows, Row(p_("report", "total"), (length(whole), share(1, 1))))


def challenge_table(outcomes: Sequence[tuple[str, int]]) -> Table:
    """Return how many challenges came to what."""
    whole = sum(count for _name, count in outcomes)
    rows = tuple(Row(name, (str(count), share(count, whole))) for name, count in outcomes)
    heads = (p_("report", "outcome"), p_("report", "number"), p_("report", "share"))
    total = Row(p_("report", "total"), (str(whole), share(1, 1)))
    return Table(_("Challenges by what became of them"), heads, rows, total)


def judge_table(judges: Sequence[JudgeCount]) -> Table:
    """Return the problems of each judge, and how many of them were solved."""
    rows = tuple(Row(judge.judge, (str(judge.problems), str(judge.solved))) for judge in judges)
    sums = (str(sum(judge.problems for judge in judges)), str(sum(judge.solved for judge in judges)))
    heads = (p_("report", "judge"), p_("report", "problems"), p_("report", "solved"))
    return Table(_("Problems by judge"), heads, rows, Row(p_("report", "total"), sums))


def is_word(cell: str) -> bool:
    """Return whether a cell says in words that there is no number."""
    return cell in (length(None), length(None, Knowledge.TO_COME))
