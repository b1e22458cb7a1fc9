"""What templates are given, put together from the days as they were read."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from tracker import model, stats
from tracker.codec.words import key
from tracker.model import DayRecord, Mark, SectionKind, When
from tracker.regex import regex
from tracker.retro import context as pages
from tracker.retro.periods import period_name
from tracker.retro.still_open import still_open
from tracker.retro.text_charts import calendar_table, day_chart, day_mermaid, share_mermaid, week_chart
from tracker.stats import DayFacts, PeriodStats
from tracker.timefmt import WEEKDAY_NAMES
from tracker.values import frozen

_THEME = regex(r"\s[-–—|:]\s")


@frozen
class Look:
    """A period as the journal has it: what a retrospective is built from."""

    kind: str
    """`day`, `week` or `month`."""
    first: dt.date
    last: dt.date
    language: str
    records: Sequence[DayRecord]
    """The days of the period that have a log, oldest first."""
    facts: Sequence[DayFacts]
    """Of every day of the period that has a log or a session."""
    sessions: Sequence[model.Session]
    """Of the period, each day's by their start, then bare lengths."""
    previous: tuple[dt.date, dt.date]
    """First and last day of the period to compare with."""
    previous_facts: Sequence[DayFacts]
    whole_previous_facts: Sequence[DayFacts]
    """Of the whole period before, also where less of it is compared."""
    streak: stats.Streak
    links: Mapping[dt.date, str]
    """Addresses of days from where the page lies."""
    week: Callable[[dt.date], int]
    """Tells the course week of a day."""
    label: str
    """What the settings call the week; empty when they do not."""
    target: int
    """Seconds a day; 0 for none."""
    weekdays_off: frozenset[int]
    days_off: frozenset[dt.date]


def retro_context(look: Look) -> pages.RetroContext:
    """Return what a day's, week's or month's template is given."""
    calendar = stats.fill(look.facts, look.first, look.last)
    records = {record.day.date: record for record in look.records}
    days = tuple(_day_page(look, facts, records.get(facts.date)) for facts in calendar)
    entries = tuple(day for day in days if day.logged)
    numbers = _stats(look)
    problems = tuple(problem for day in entries for problem in day.problems)
    shares = _shares(numbers.by_subject, numbers.total_seconds)
    words = _words(look.language)
    return pages.RetroContext(
        kind=look.kind,
        language=look.language,
        first=look.first,
        last=look.last,
        period=period_name(look.kind, look.first),
        week=look.week(look.first),
        label=look.label or theme_of_most(map(_learning, look.records)),
        day=days[0] if look.kind == "day" else None,
        days=days,
        entries=entries,
        seconds=numbers.total_seconds,
        clocked_seconds=sum(day.clocked_seconds for day in days),
        unclocked_seconds=numbers.unclocked_seconds,
        mean_seconds=numbers.mean_seconds,
        studied_days=numbers.studied_days,
        logged_days=numbers.logged_days,
        study_days=numbers.study_days,
        target_seconds=look.target,
        best=next((day for day in days if day.date == numbers.best_day), None),
        previous=_previous(look, numbers),
        subjects=shares,
        goals=tuple(goal for day in entries for goal in day.goals),
        topics=tuple(topic for day in entries for topic in day.topics),
        problems=problems,
        judges=_judges(problems),
        challenges=tuple(challenge for day in entries for challenge in day.challenges),
        achievement=_achievement(numbers.done, numbers.partial, numbers.missed, numbers.open),
        open_challenges=tuple(
            _challenge(date, challenge) for date, challenge in still_open([record.day for record in look.records])
        ),
        streak=_streak(look.streak),
        reflections=_by_label([reflection for day in entries for reflection in day.reflections]),
        links=tuple(link for day in entries for link in day.links),
        chart=day_chart(calendar, look.target, look.language),
        week_chart=week_chart(calendar, look.language),
        calendar=calendar_table(calendar, look.links, look.language),
        mermaid=_mermaid(look, calendar),
        subject_mermaid=share_mermaid(
            [*numbers.by_subject, (words.unclocked, numbers.unclocked_seconds)] if shares else [], title=words.subjects
        ),
    )


def theme_of(section: str) -> str:
    """Return what a section's heading says it was about that day: `쿠버네티스` of `딥다이브 - 쿠버네티스`."""
    parts = _THEME.split(section, maxsplit=1)
    return parts[1].strip() if len(parts) == 2 else ""


def theme_of_most(headings: Iterable[Iterable[str]]) -> str:
    """Return the theme that most days name in the headings of their learning sections, each day's given together.

    The first of several; empty when no heading names one.
    """
    themes = Counter(theme for some in headings for theme in dict.fromkeys(map(theme_of, some)) if theme)
    return themes.most_common(1)[0][0] if themes else ""


def _learning(record: DayRecord) -> list[str]:
    return [section.heading for section in record.day.sections if section.kind is SectionKind.LEARNING]


@frozen
class _Words:
    """What charts in a page say, in the language of the log."""

    title: str
    against: Mapping[str, str]
    """The title of a chart that shows the period before as well, by the kind of period."""
    hours: str
    subjects: str
    unclocked: str


_WORDS = {
    "ko": _Words(
        title="공부 시간",
        against={"week": "공부 시간 (선은 지난주)", "month": "공부 시간 (선은 지난달)"},
        hours="시간",
        subjects="과목별 시간",
        unclocked="미분류",
    ),
    "en": _Words(
        title="Study time",
        against={"week": "Study time (line: last week)", "month": "Study time (line: last month)"},
        hours="hours",
        subjects="Subjects",
        unclocked="unclocked",
    ),
}


def _words(language: str) -> _Words:
    return _WORDS.get(language, _WORDS["en"])


def _stats(look: Look) -> PeriodStats:
    return stats.summarise(
        look.facts,
        look.first,
        look.last,
        previous=look.previous_facts,
        days_off_weekdays=look.weekdays_off,
        days_off_dates=look.days_off,
    )


def _previous(look: Look, numbers: PeriodStats) -> pages.Previous:
    first, last = look.previous
    before = stats.summarise(look.previous_facts, first, last)
    return pages.Previous(
        first=first,
        last=last,
        seconds=numbers.previous_seconds,
        difference_seconds=numbers.difference_seconds,
        studied_days=before.studied_days,
        problems=before.problems,
        topics=before.topics,
        achievement=_achievement(before.done, before.partial, before.missed, before.open),
    )


def _mermaid(look: Look, calendar: Sequence[DayFacts]) -> str:
    before = {day.date: day.seconds for day in look.whole_previous_facts}
    begin = stats.previous_period(look.first, look.last)[0]
    previous = [before.get(begin + dt.timedelta(days=n)) for n in range(len(calendar))]
    words = _words(look.language)
    title = words.against.get(look.kind, words.title) if any(previous) else words.title
    return day_mermaid(calendar, previous, title=title, hours=words.hours, language=look.language)


def _day_page(look: Look, facts: DayFacts, record: DayRecord | None) -> pages.DayPage:
    day = record.day if record is not None else None
    names = WEEKDAY_NAMES.get(look.language, WEEKDAY_NAMES["en"])
    link = look.links.get(facts.date, "")
    return pages.DayPage(
        date=facts.date,
        weekday=names[facts.date.weekday()],
        week=look.week(facts.date),
        logged=day is not None,
        link=link,
        until=day.until if day is not None else None,
        note=day.note if day is not None else "",
        headline=headline_of(day) if day is not None else "",
        text=record.text if record is not None else "",
        seconds=facts.seconds,
        clocked_seconds=facts.clocked_seconds,
        unclocked_seconds=facts.unclocked_seconds,
        subjects=_shares(facts.by_subject, facts.seconds or 0),
        sessions=tuple(_session(session) for session in look.sessions if session.day == facts.date),
        sections=tuple(pages.Section(s.kind.value, s.heading) for s in day.sections) if day is not None else (),
        goals=tuple(pages.Goal(facts.date, g.n, g.text, _word(g.mark)) for g in day.goals) if day is not None else (),
        topics=tuple(_topic(facts.date, topic, link) for topic in day.topics) if day is not None else (),
        problems=tuple(_problem(facts.date, problem) for problem in day.problems) if day is not None else (),
        challenges=_challenges(day, When.PAST),
        next_challenges=_challenges(day, When.NEXT),
        achievement=_achievement(facts.done, facts.partial, facts.missed, facts.open),
        reflections=(
            tuple(pages.Reflection(facts.date, r.label, r.text) for r in day.reflections) if day is not None else ()
        ),
        links=tuple(pages.Link(facts.date, k.title, k.url) for k in day.links) if day is not None else (),
    )


def headline_of(day: model.Day) -> str:
    """Return the title of a day's first topic, else its first goal; empty when there is neither."""
    titles = (*(topic.title for topic in day.topics), *(goal.text for goal in day.goals))
    return next((title for title in titles if title), "")


def _word(mark: Mark | None) -> str | None:
    return mark.value if mark is not None else None


def _session(session: model.Session) -> pages.Session:
    return pages.Session(
        date=session.day,
        subject=session.subject,
        start=f"{session.started_at:%H:%M}" if session.started_at is not None else "",
        end=f"{session.ended_at:%H:%M}" if session.ended_at is not None else "",
        seconds=session.seconds,
    )


def _topic(date: dt.date, topic: model.Topic, link: str) -> pages.Topic:
    return pages.Topic(
        date=date,
        section=topic.section,
        theme=theme_of(topic.section),
        title=topic.title,
        presenter=topic.presenter,
        body=topic.body,
        lines=topic.body.count("\n") + 1 if topic.body else 0,
        link=link,
    )


def _problem(date: dt.date, problem: model.Problem) -> pages.Problem:
    return pages.Problem(
        date=date,
        judge=problem.judge,
        id=problem.id,
        title=problem.title,
        level=problem.level,
        week=problem.week,
        on=problem.on,
        solved=problem.solved,
        url=problem.url,
        name=" ".join(part for part in (problem.id, problem.level, problem.title) if part),
    )


def _challenges(day: model.Day | None, when: When) -> tuple[pages.Challenge, ...]:
    if day is None:
        return ()
    return tuple(_challenge(day.date, challenge) for challenge in day.challenges if challenge.when is when)


def _challenge(date: dt.date, challenge: model.Challenge) -> pages.Challenge:
    return pages.Challenge(date, challenge.when.value, challenge.n, challenge.text, _word(challenge.mark))


def _shares(by_subject: Sequence[tuple[str, int]], total: int) -> tuple[pages.Share, ...]:
    return tuple(
        pages.Share(name, seconds, seconds / total if total else 0.0) for name, seconds in by_subject if seconds > 0
    )


def _judges(problems: Sequence[pages.Problem]) -> tuple[pages.Judge, ...]:
    by_judge: dict[str, list[pages.Problem]] = {}
    for problem in problems:
        by_judge.setdefault(problem.judge, []).append(problem)
    judges = [
        pages.Judge(name, len(some), sum(problem.solved for problem in some), tuple(some))
        for name, some in by_judge.items()
    ]
    return tuple(sorted(judges, key=lambda judge: -judge.count))


def _achievement(done: int, partial: int, missed: int, still_open: int) -> pages.Achievement:
    total = done + partial + missed + still_open
    return pages.Achievement(done, partial, missed, still_open, total, done / total if total else None)


def _streak(run: stats.Streak) -> pages.Streak:
    return pages.Streak(
        length=run.length,
        since=run.since,
        broken_on=run.broken_on,
        done=run.done,
        total=run.total,
        explanation=stats.explain(run),
    )


def _by_label(reflections: Sequence[pages.Reflection]) -> tuple[pages.Label, ...]:
    groups: dict[str, list[pages.Reflection]] = {}
    for reflection in reflections:
        groups.setdefault(key(reflection.label), []).append(reflection)
    labels = [pages.Label(some[0].label, tuple(some)) for some in groups.values()]
    return tuple(sorted(labels, key=lambda label: not label.label))
