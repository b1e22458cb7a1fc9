"""The charts of a report: which ones a period has, each drawn, with its numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tracker.charts.subjects import Palette, nameless, palette, unclocked_name
from tracker.model import Mark
from tracker.report.bars import Bar, draw_bars, draw_divided
from tracker.report.columns import Column, ColumnChart, draw_columns
from tracker.report.facts import Knowledge, ReportFacts
from tracker.report.heat_map import HeatMap, draw_heat_map
from tracker.report.stretches import Stretch, days_of_month, days_of_week, months_of_year, weeks_of_month
from tracker.report.tables import (
    Table,
    challenge_table,
    judge_table,
    short_time_table,
    subject_table,
    time_table,
    year_table,
)
from tracker.report.words import day_name, length, outcome_name, share
from tracker.timefmt import format_duration
from tracker.values import frozen
from tracker.wording import _, n_, p_

WIDE, NARROW = 928, 320
"""How wide a chart over the whole page is drawn, and how wide for a phone."""
_WIDE_PLOT, _NARROW_PLOT = 260, 190
_MOST_BARS = 12


@frozen
class Chart:
    """A chart with its numbers."""

    name: str
    """Unique on the page."""
    heading: str
    drawings: Mapping[str, str]
    """SVG by where it is shown: `wide` and `narrow`, or `any`; none where there is nothing to draw."""
    table: Table | None = None
    """None when there is nothing to draw."""
    empty: str = ""
    """What is said when there is nothing to draw."""
    note: str = ""
    """What the chart alone would not tell; may be empty."""


def charts_of(facts: ReportFacts) -> tuple[Chart, ...]:
    """Return the charts of a report, from the top of the page."""
    times: tuple[Chart, ...]
    if facts.kind == "week":
        times = (_columns(facts, days_of_week(facts), _("Study time of each day"), p_("report", "day")),)
    elif facts.kind == "month":
        times = (
            _columns(facts, days_of_month(facts), _("Study time of each day"), p_("report", "day")),
            _weeks(facts),
        )
    else:
        months = _columns(facts, months_of_year(facts), _("Study time of each month"), p_("report", "month"))
        times = (_year(facts), months)
    return (*times, _subjects(facts), _challenges(facts), _judges(facts))


def _palette(facts: ReportFacts) -> Palette:
    return palette(facts.stats, facts.subjects)


def _columns(facts: ReportFacts, stretches: Sequence[Stretch], heading: str, first_head: str) -> Chart:
    colours, stats = _palette(facts), facts.stats
    columns = tuple(
        Column(
            name=s.name,
            whole_name=s.whole_name,
            seconds=s.seconds,
            state=s.state,
            parts=tuple(colours.parts(s.by_subject, s.unclocked, plain=False)) if s.seconds else (),
            before=s.before,
            second_name=s.second_name,
            is_today=s.is_today,
            begins=s.begins,
        )
        for s in stretches
    )
    # A year's months have no target: how many days of them are study days is not said anywhere.
    target = facts.target_seconds if facts.kind != "year" else None
    legend = tuple(colours.parts(stats.by_subject, stats.unclocked_seconds, plain=False))
    title = f"{heading}, {facts.title}"
    chart = ColumnChart("time", title, _time_description(facts), facts.kind, columns, target, legend)
    drawings = {
        "wide": draw_columns(chart, "time-wide", WIDE, _WIDE_PLOT),
        "narrow": draw_columns(chart, "time-narrow", NARROW, _NARROW_PLOT),
    }
    return Chart("time", heading, drawings, time_table(heading, first_head, stretches, facts), note=_exceeding(facts))


def _exceeding(facts: ReportFacts) -> str:
    stats = facts.stats
    more = sum(seconds for _subject, seconds in stats.by_subject) + stats.unclocked_seconds - stats.total_seconds
    return _("Sessions exceed the written totals by {length}.", length=format_duration(more)) if more > 0 else ""


def _time_description(facts: ReportFacts) -> str:
    stats = facts.stats
    if stats.best_day is None:
        return _("No time is known.")
    return _(
        "{total} in all; the longest day is {day} with {best}. The table behind the chart has all numbers.",
        total=length(stats.total_seconds),
        day=day_name(stats.best_day),
        best=length(stats.best_seconds),
    )


def _weeks(facts: ReportFacts) -> Chart:
    heading, stretches = _("Study time of each week"), weeks_of_month(facts)
    styles = {Knowledge.TIME: "bar", Knowledge.UNKNOWN: "unknown", Knowledge.TO_COME: ""}
    bars = [Bar(s.whole_name, s.seconds, length(s.seconds, s.state), styles[s.state]) for s in stretches]
    title = f"{heading}, {facts.title}"
    drawings = {"any": draw_bars("weeks", title, _weeks_description(stretches), bars)}
    return Chart("weeks", heading, drawings, short_time_table(heading, p_("report", "week"), stretches))


def _weeks_description(stretches: Sequence[Stretch]) -> str:
    return "; ".join(f"{s.whole_name}: {length(s.seconds, s.state)}" for s in stretches)


def _year(facts: ReportFacts) -> Chart:
    heading = _("The year day by day")
    title = f"{heading}, {facts.title}"
    chart = HeatMap(title, _time_description(facts), facts.days, facts.today, facts.target_seconds)
    drawings = {
        "wide": draw_heat_map(chart, "year-wide", WIDE, 1),
        "narrow": draw_heat_map(chart, "year-narrow", NARROW, 2),
    }
    return Chart("year", heading, drawings, year_table(facts))


def _subjects(facts: ReportFacts) -> Chart:
    heading, stats = _("By subject"), facts.stats
    slots = _palette(facts).slots
    whole = sum(seconds for _subject, seconds in stats.by_subject) + stats.unclocked_seconds
    if not whole:
        return Chart("subjects", heading, {}, empty=_("No time is known, so there is nothing to divide."))

    def bar(name: str, seconds: int, style: str) -> Bar:
        return Bar(name, seconds, f"{format_duration(seconds)} · {share(seconds, whole)}", style)

    named = stats.by_subject if len(stats.by_subject) <= _MOST_BARS else stats.by_subject[: _MOST_BARS - 1]
    others = stats.by_subject[len(named) :]
    bars = [bar(s if s.strip() else nameless(), seconds, f"subject-{slots.get(s, 7)}") for s, seconds in named]
    if others:
        words = n_("{n} other subject", "{n} other subjects", len(others))
        bars.append(bar(words, sum(seconds for _subject, seconds in others), "subject-7"))
    if stats.unclocked_seconds:
        bars.append(bar(unclocked_name(), stats.unclocked_seconds, "unclocked"))
    description = "; ".join(f"{bar.name}: {bar.figure}" for bar in bars)
    drawing = draw_bars("subjects", f"{heading}, {facts.title}", description, bars)
    return Chart("subjects", heading, {"any": drawing}, subject_table(stats), note=_exceeding(facts))


def _challenges(facts: ReportFacts) -> Chart:
    heading, stats = _("Challenges"), facts.stats
    if not stats.challenges:
        return Chart("challenges", heading, {}, empty=_("No challenge was to be checked."))
    outcomes = (
        (outcome_name(Mark.DONE), stats.done, "mark-done"),
        (outcome_name(Mark.PARTIAL), stats.partial, "mark-partial"),
        (outcome_name(Mark.MISSED), stats.missed, "mark-missed"),
        (outcome_name(None), stats.open, "mark-open"),
    )
    bars = [Bar(name, n, f"{n} · {share(n, stats.challenges)}", style) for name, n, style in outcomes]
    description = "; ".join(f"{bar.name}: {bar.figure}" for bar in bars)
    drawing = draw_divided("challenges", f"{heading}, {facts.title}", description, bars)
    table = challenge_table([(name, count) for name, count, _style in outcomes])
    return Chart("challenges", heading, {"any": drawing}, table)


def _judges(facts: ReportFacts) -> Chart:
    heading = _("Problems by judge")
    if not facts.judges:
        return Chart("judges", heading, {}, empty=_("No problem was noted."))
    bars = [Bar(judge.judge, judge.problems, str(judge.problems)) for judge in facts.judges]
    description = "; ".join(f"{bar.name}: {bar.figure}" for bar in bars)
    drawing = draw_bars("judges", f"{heading}, {facts.title}", description, bars)
    return Chart("judges", heading, {"any": drawing}, judge_table(facts.judges))
