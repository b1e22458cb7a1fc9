"""The page of a report: its figures, charts, tables and lists, put into the template."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.resources import files
from itertools import groupby

from tracker.charts.lines import month_title, year_title
from tracker.codec.words import key
from tracker.report import colours
from tracker.report.charts import Chart, charts_of
from tracker.report.facts import OpenChallenge, ReportFacts, StudiedTopic, Thought
from tracker.report.tables import is_word
from tracker.report.words import (
    day_name,
    day_number,
    legal,
    length,
    lines_of,
    outcome_name,
    share,
    signed,
    span,
)
from tracker.stats import compared_period, explain
from tracker.timefmt import format_duration
from tracker.values import frozen
from tracker.wording import _, language, n_, p_

_TEMPLATE = "page.html.j2"


@frozen
class Figure:
    """A number that stands out, what it is, and what there is to know about it."""

    label: str
    value: str
    note: str = ""
    tone: str = ""
    """`good` or `bad`; empty for neither."""


@frozen
class Listed:
    """An entry of a list."""

    lines: tuple[str, ...]
    aside: str
    """What stands before it in small letters; may be empty."""
    day: str = ""
    """Its date; empty where the group has it."""


@frozen
class Group:
    """Entries under a heading."""

    heading: str
    entries: tuple[Listed, ...]


def report_html(facts: ReportFacts) -> str:
    """Return the report as one HTML page that needs nothing else."""
    # Heavy, and of use to reports alone.
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=lambda value: legal(value) if type(value) is str else value,
    )
    template = environment.from_string(files("tracker.report").joinpath(_TEMPLATE).read_text("utf-8"))

    def markup(chart: Chart) -> dict[str, Markup]:
        return {variant: Markup(drawing) for variant, drawing in chart.drawings.items()}

    charts = charts_of(facts)
    return template.render(
        language=language(),
        title=facts.title,
        kind=_kind_name(facts),
        about=_about(facts),
        figures=_figures(facts),
        whole_charts=[chart for chart in charts if "wide" in chart.drawings],
        half_charts=[chart for chart in charts if "wide" not in chart.drawings],
        markup=markup,
        is_word=is_word,
        topics=_topics(facts),
        thoughts=_thoughts(facts.reflections),
        waiting=_waiting(facts.open_challenges),
        words=_words(facts),
        style={
            "light": Markup(colours.variables(colours.LIGHT)),
            "dark": Markup(colours.variables(colours.DARK)),
            "areas": Markup(colours.area_rules()),
        },
    )


def _kind_name(facts: ReportFacts) -> str:
    if facts.kind == "week":
        return _("Study report of a week")
    return _("Study report of a month") if facts.kind == "month" else _("Study report of a year")


def _about(facts: ReportFacts) -> str:
    parts = []
    if facts.course_week is not None:
        parts.append(_("week {n}", n=facts.course_week))
    if facts.in_progress:
        parts.append(_("in progress, as of {day}", day=day_name(facts.today)))
    return " · ".join(parts)


def _words(facts: ReportFacts) -> dict[str, str]:
    """Return what the template itself says."""
    return {
        "figures": _("At a glance"),
        "numbers": _("The numbers"),
        "topics": _("Topics"),
        "no_topics": _("No topic was noted."),
        "thoughts": _("Reflections"),
        "no_thoughts": _("No reflection was written."),
        "waiting": _("What stays open"),
        "nothing_waiting": _("Nothing stays open."),
        "made": _("Made from the days {days} by studylog.", days=f"{facts.first} – {facts.last}"),
    }


def _figures(facts: ReportFacts) -> list[Figure]:
    stats = facts.stats
    percent = share(stats.done, stats.challenges) if stats.challenges else _("none set")
    some_known = any(day.seconds is not None for day in facts.days)
    figures = [
        Figure(p_("report", "total"), length(stats.total_seconds if some_known else None), _unknown_days(facts)),
        _difference(facts),
        Figure(_("mean of a studied day"), length(stats.mean_seconds) if stats.mean_seconds is not None else "–"),
        Figure(
            _("best day"),
            length(stats.best_seconds) if stats.best_day is not None else "–",
            day_name(stats.best_day) if stats.best_day is not None else "",
        ),
        Figure(
            p_("figure", "days studied"),
            str(stats.studied_days),
            n_("of {n} study day", "of {n} study days", stats.study_days),
        ),
        Figure(
            _("challenges done"),
            percent,
            _("{done} of {n} done", done=stats.done, n=stats.challenges) if stats.challenges else "",
        ),
    ]
    run = facts.streak
    days_in_a_row = n_("{n} day", "{n} days", run.length)
    figures.append(Figure(_("days in a row with every challenge done"), days_in_a_row, explain(run)))
    return figures


def _unknown_days(facts: ReportFacts) -> str:
    count = sum(day.seconds is None and day.date < facts.today for day in facts.days)
    return n_("the time of {n} day is unknown", "the time of {n} days is unknown", count) if count else ""


def _difference(facts: ReportFacts) -> Figure:
    first, last = compared_period(facts.first, facts.last, facts.today)
    more, before = facts.stats.difference_seconds, facts.stats.previous_seconds
    days = year_title(first) if facts.kind == "year" and not facts.in_progress else span(first, last)
    label = _compared(facts)
    if more is None or before is None:
        return Figure(label, length(None), _("nothing is known of {days}", days=days))
    note = _("{days}: {length}", days=days, length=format_duration(before))
    return Figure(label, signed(more), note, "bad" if more < 0 else "good")


def _compared(facts: ReportFacts) -> str:
    if facts.kind == "week":
        return _("compared with last week")
    return _("compared with last month") if facts.kind == "month" else _("compared with last year")


def _topics(facts: ReportFacts) -> list[Group]:
    """Return the topics by day; in a year by month, because a heading for each day would be all there is to see."""
    of_year = facts.kind == "year"

    def heading(topic: StudiedTopic) -> str:
        return month_title(topic.date) if of_year else day_name(topic.date)

    groups = []
    for name, together in groupby(facts.topics, key=heading):
        entries = tuple(
            Listed(
                (topic.title, *((p_("topic", "by {name}", name=topic.presenter),) if topic.presenter else ())),
                topic.section,
                day_number(topic.date) if of_year else "",
            )
            for topic in together
        )
        groups.append(Group(name, entries))
    return groups


def _thoughts(thoughts: Iterable[Thought]) -> list[Group]:
    """Return the reflections by label; labels that differ in spaces and signs alone are one."""
    names: dict[str, str] = {}
    found: dict[str, list[Listed]] = {}
    for thought in thoughts:
        lines = lines_of(thought.text)
        if not lines:
            continue
        label = thought.label.strip()
        one = key(label) or label
        names.setdefault(one, label or _("Other thoughts"))
        found.setdefault(one, []).append(Listed(lines, "", day_name(thought.date)))
    return [Group(names[one], tuple(entries)) for one, entries in found.items()]


def _waiting(challenges: Sequence[OpenChallenge]) -> list[Listed]:
    return [Listed(lines_of(c.text) or ("",), outcome_name(c.mark), day_name(c.date)) for c in challenges]
