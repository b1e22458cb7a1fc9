"""Verbs that look at what is there."""

from __future__ import annotations

import datetime as dt
import os
import sys

from tracker.cli.declared import Number, argument, option, verb
from tracker.cli.desk import Desk, day_argument, is_terminal, json_option
from tracker.cli.output import (
    coloured,
    say,
    say_aside,
    say_json,
    say_json_list,
    say_lines,
    say_parts,
    terminal_width,
    write_text,
)
from tracker.errors import NotFound, UsageError
from tracker.model import DayRecord, day_json
from tracker.timefmt import WEEKDAY_NAMES, format_duration
from tracker.wording import _, n_, name_of_action, name_of_kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.charts import Line
    from tracker.cli.desk import Function
    from tracker.journal import Journal
    from tracker.journal.outcome import SearchResult
    from tracker.outline import Place
    from tracker.search_index import FoundText
    from tracker.stats import DayFacts, PeriodStats
    from tracker.stored import DaySummary


@verb("show")
@day_argument
@option("--markdown", flag=True, help="Print the Markdown as it is stored; so does a pipe.")
@json_option
def show_verb(desk: Desk, day_word: str | None, markdown: bool, as_json: bool) -> None:
    """Print a day.

    \b
    Examples:
      studylog show
      studylog show 어제 --json
      studylog show 2025-01-22 --markdown > day.md
    """
    journal = desk.journal()
    record = journal.record(desk.day(day_word, journal))
    if as_json:
        say_json(day_json(record))
    elif markdown or not is_terminal():
        write_text(record.text)
    else:
        _show(record, journal)


def _show(record: DayRecord, journal: Journal) -> None:
    day = record.day
    names = WEEKDAY_NAMES.get(journal.templates.default.language, WEEKDAY_NAMES["en"])
    total = format_duration(record.study_seconds) if record.study_seconds is not None else _("no time yet")
    week = _("week {n}", n=journal.week(day.date))
    say(f"{day.date} {names[day.date.weekday()]} · {week} · {total}")
    headings = {section.span.start for section in day.sections if section.level} | {t.span.start for t in day.topics}
    for index, line in enumerate(record.text.removesuffix("\n").split("\n")):
        say_parts((line.removesuffix("\r"), "title" if index in headings else ""))
    for diagnostic in day.diagnostics:
        say_aside(_("line {line}: {message}", line=diagnostic.line, message=diagnostic.message))


@verb("days")
@option("--since", metavar="DAY", help="From this day on.")
@json_option
def days_verb(desk: Desk, since: str | None, as_json: bool) -> None:
    """List the days there are, with their numbers.

    \b
    Examples:
      studylog days
      studylog days --since 3/1 --json
    """
    journal = desk.journal()
    first = journal.date_of(since) if since else dt.date.min
    summaries = journal.overview(first)
    if as_json:
        say_json_list(
            {
                "date": str(s.date),
                "study_seconds": s.study_seconds,
                "goals": s.goals,
                "topics": s.topics,
                "problems": s.problems,
                "done": s.done,
                "partial": s.partial,
                "missed": s.missed,
                "open": s.open,
                "note": s.note,
            }
            for s in summaries
        )
        return
    count = 0
    for summary in summaries:
        count += 1
        say(_day_line(summary))
    if not count and since is None:
        say(_("No days yet. Open today: studylog new"))
    elif not count:
        say(_("No days since {day}.", day=first))


def _day_line(s: DaySummary) -> str:
    from tracker.cells import cells

    time = format_duration(s.study_seconds) if s.study_seconds is not None else "–"
    challenges = s.done + s.partial + s.missed + s.open
    columns = (
        (n_("{n} goal", "{n} goals", s.goals) if s.goals else "", 8),
        (n_("{n} topic", "{n} topics", s.topics) if s.topics else "", 9),
        (n_("{n} problem", "{n} problems", s.problems) if s.problems else "", 11),
        (_("{done} of {n} done", done=s.done, n=challenges) if challenges else "", 12),
    )
    shown = "  ".join(" " * (width - cells(words)) + words for words, width in columns)
    return f"{s.date}  {time:>8}  {shown}  {s.note}".rstrip()


def _width(width: int | None) -> int:
    return width or min(terminal_width(), 120)


def _between(days: list[DayFacts], first: dt.date, last: dt.date) -> list[DayFacts]:
    """Return those of the days, which are in order, that lie from `first` to `last`."""
    from bisect import bisect_left, bisect_right

    return days[bisect_left(days, first, key=_date) : bisect_right(days, last, key=_date)]


def _date(day: DayFacts) -> dt.date:
    return day.date


def _stats(
    journal: Journal, known: list[DayFacts], first: dt.date, last: dt.date
) -> tuple[list[DayFacts], PeriodStats]:
    """Return the days of a period, out of `known` ones that reach as far back as it is compared, and their sums."""
    from tracker.stats import compared_period, summarise

    days = _between(known, first, last)
    stats = summarise(
        days,
        first,
        last,
        previous=_between(known, *compared_period(first, last, journal.today)),
        days_off_weekdays=journal.config.weekdays_off,
        days_off_dates=frozenset(journal.config.days_off),
    )
    return days, stats


def _period_json(days: list[DayFacts], stats: PeriodStats) -> dict[str, object]:
    return {
        "first": str(stats.first),
        "last": str(stats.last),
        "total_seconds": stats.total_seconds,
        "mean_seconds": stats.mean_seconds,
        "previous_seconds": stats.previous_seconds,
        "best_day": str(stats.best_day) if stats.best_day else None,
        "by_subject": dict(stats.by_subject),
        "unclocked_seconds": stats.unclocked_seconds,
        "challenges": {"done": stats.done, "partial": stats.partial, "missed": stats.missed, "open": stats.open},
        "problems": stats.problems,
        "days": [
            {"date": str(d.date), "seconds": d.seconds, "by_subject": dict(d.by_subject), "done": d.done,
             "partial": d.partial, "missed": d.missed, "open": d.open, "problems": d.problems, "topics": d.topics}
            for d in days
        ],
    }  # fmt: skip


def _chart_options(function: Function) -> Function:
    function = option("--width", kind=Number(24, 500), metavar="CELLS", help="Width of the picture.")(function)
    return json_option(day_argument(function))


@verb("week")
@_chart_options
def week_verb(desk: Desk, day_word: str | None, width: int | None, as_json: bool) -> None:
    """Draw the week's study time by subject.

    With a mark where each day was a week before, the target, and the streak of achieved challenges.

    \b
    Examples:
      studylog week
      studylog week 2025-01-22
      studylog week -7 --json
    """
    from tracker.charts import week_chart
    from tracker.stats import explain, previous_period, week_days

    journal = desk.journal()
    first, last = week_days(desk.day(day_word, journal))
    week_before = previous_period(first, last)
    run = None
    if first <= journal.today <= last and not as_json:
        known, run = journal.facts_and_streak(week_before[0], last)
    else:
        known = journal.facts(week_before[0], last)
    days, stats = _stats(journal, known, first, last)
    if as_json:
        say_json(_period_json(days, stats))
        return
    lines: list[Line] = week_chart(
        days,
        stats=stats,
        previous=_between(known, *week_before),
        target_seconds=journal.config.target or None,
        width=_width(width),
        today=journal.today,
        course_week=journal.week(first),
        plain=not coloured(),
    )
    say_lines(lines)
    if run is not None:
        length = n_("streak {n} day", "streak {n} days", run.length)
        say_parts((f"{length} · {explain(run)}", "dim"))


@verb("month")
@_chart_options
def month_verb(desk: Desk, day_word: str | None, width: int | None, as_json: bool) -> None:
    """Draw the month as a calendar of study time.

    \b
    Examples:
      studylog month
      studylog month 2025-01-01
    """
    from tracker.charts import month_chart
    from tracker.stats import month_days, previous_period

    journal = desk.journal()
    first, last = month_days(desk.day(day_word, journal))
    known = journal.facts(previous_period(first, last)[0], last)
    days, stats = _stats(journal, known, first, last)
    if as_json:
        say_json(_period_json(days, stats))
        return
    say_lines(
        month_chart(
            days,
            stats=stats,
            target_seconds=journal.config.target or None,
            width=_width(width),
            today=journal.today,
            plain=not coloured(),
        )
    )


@verb("year")
@_chart_options
@option("--all", to="all_years", flag=True, help="Every year there is.")
def year_verb(desk: Desk, day_word: str | None, width: int | None, as_json: bool, all_years: bool) -> None:
    """Draw the year's study time at a glance.

    \b
    Examples:
      studylog year
      studylog year --all
    """
    from tracker.charts import year_chart
    from tracker.stats import previous_period, year_days

    journal = desk.journal()
    chosen = desk.day(day_word, journal)
    years = [chosen.year]
    if all_years:
        years = sorted({day.year for day in journal.dates()} | {chosen.year})
    spans = [year_days(dt.date(year, 1, 1)) for year in years]
    known = journal.facts(previous_period(*spans[0])[0], spans[-1][1])
    found = []
    for n, (first, last) in enumerate(spans):
        days, stats = _stats(journal, known, first, last)
        if as_json:
            found.append(_period_json(days, stats))
            continue
        if n:
            say("")
        say_lines(
            year_chart(
                days,
                stats=stats,
                target_seconds=journal.config.target or None,
                width=_width(width),
                today=journal.today,
                plain=not coloured(),
            )
        )
    if as_json:
        say_json(found if all_years else found[0])


@verb("search")
@argument("words", many=True, required=True)
@option(
    "--kind", metavar="KIND", help="Only in goal, topic, problem, challenge, reflection, link, text or retrospective."
)
@option("--since", metavar="DAY", help="From this day on.")
@option("--limit", kind=Number(1), metavar="N", help="At most so many lines.")
@json_option
def search_verb(
    desk: Desk, words: tuple[str, ...], kind: str | None, since: str | None, limit: int | None, as_json: bool
) -> None:
    """Find the lines that have all the words.

    Also inside other words, and by initial consonants. Newest days first.

    \b
    Examples:
      studylog search 볼륨
      studylog search ㅋㅂㄴㅌㅅ
      studylog search docker network --since 2025-01-01
    """
    journal = desk.journal()
    parts = [part for word in words for part in word.split()]
    if not parts:
        raise UsageError(_("There are no words to look for."))
    first = journal.date_of(since) if since else None
    if as_json:
        from tracker.outline import kind_and_section

        texts = journal.search_texts(parts, kind=kind, since=first, limit=limit)
        say_json_list(
            {"date": str(found.date), "kind": kind, "section": section, "line": number, "text": line.decode()}
            for found in texts
            for number, line, place in zip(found.numbers, found.lines, found.places, strict=True)
            for kind, section in [kind_and_section(place)]
        )
        return
    if coloured() or is_terminal():
        said = _say_results(journal.search(parts, kind=kind, since=first, limit=limit))
    else:
        said = _write_found(journal.search_texts(parts, kind=kind, since=first, limit=limit))
    if not said:
        raise NotFound(_("Nothing says {words!r}.", words=" ".join(parts)))


def _say_results(results: Iterable[SearchResult]) -> bool:
    """Print what was found for a person; return whether there was anything."""
    said = ""
    for result in results:
        heading = str(result.date) if result.of is None else result.section
        if heading != said:
            said = heading
            say_parts((heading, "title"))
        _say_result(result)
    return bool(said)


def _write_found(texts: Iterable[FoundText]) -> bool:
    """Write what was found into a pipe; return whether there was anything.

    Thousands of lines come from the log in UTF-8 and leave in it: decoding them would take as long as finding them.
    """
    from functools import cache
    from itertools import chain

    from tracker.outline import kind_and_section

    number_of, where_of = cache(b"  %4d  ".__mod__), cache(_where_in_pipe)
    parts: list[bytes] = []
    said = ""
    for found in texts:
        heading = str(found.date) if found.of is None else kind_and_section(found.places[0])[1]
        if heading != said:
            said = heading
            parts.append((heading + os.linesep).encode())
        trimmed = bytes.strip if found.plain else _trimmed
        lines = map(number_of, found.numbers), map(trimmed, found.lines), map(where_of, found.places)
        parts += chain.from_iterable(zip(*lines, strict=True))
        if len(parts) > _PARTS_AT_ONCE:
            _write(parts)
    _write(parts)
    return bool(said)


_PARTS_AT_ONCE = 3000


def _write(parts: list[bytes]) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(b"".join(parts))
    sys.stdout.buffer.flush()
    parts.clear()


def _trimmed(line: bytes) -> bytes:
    return line.decode(errors="replace").strip().encode()


def _where_in_pipe(place: Place) -> bytes:
    from tracker.outline import kind_and_section

    return f"  ({_where(*kind_and_section(place))}){os.linesep}".encode()


def _where(kind: str, section: str) -> str:
    name = name_of_kind(kind)
    return f"{name}: {section}" if section else name


def _say_result(result: SearchResult) -> None:
    """Print a line that was found: whole into a pipe, on a terminal as much as fits around the words."""
    text, spans = result.text, list(result.spans)
    where = _where(result.kind, result.section)
    if is_terminal():
        text, spans = _around(text, spans, max(20, terminal_width() - 10))
    parts, end = [], len(text) - len(text.lstrip())
    for start, stop in spans:
        if start >= end:
            parts += [(text[end:start], ""), (text[start:stop], "found")]
            end = stop
    parts.append((text[end:].rstrip(), ""))
    say_parts((f"  {result.line:4}  ", "dim"), *parts, (f"  ({where})", "dim"))


def _around(text: str, spans: list[tuple[int, int]], width: int) -> tuple[str, list[tuple[int, int]]]:
    """Return the part of a long line that has the first words found, and where they stand in it."""
    from tracker.cells import cells, fit

    if cells(text) <= width or not spans:
        return fit(text, width).rstrip() if cells(text) > width else text, spans
    start = max(0, spans[0][0] - width // 6)
    part = ("…" if start else "") + text[start:]
    moved = start - (1 if start else 0)
    part = fit(part, width).rstrip()
    kept = [(a - moved, b - moved) for a, b in spans if b - moved < len(part)]
    return part, kept


@verb("history")
@day_argument
@json_option
def history_verb(desk: Desk, day_word: str | None, as_json: bool) -> None:
    """List the texts a day has had, newest first.

    \b
    Examples:
      studylog history 2025-01-22
      studylog restore 2025-01-22 17
    """
    from tracker.cells import cells

    journal = desk.journal()
    day = desk.day(day_word, journal)
    revisions = journal.history(day)
    if as_json:
        say_json_list(
            {
                "revision": r.id,
                "made_at": r.made_at.isoformat(),
                "action": r.action,
                "summary": r.summary,
                "sha256": r.sha256,
            }
            for r in revisions
        )
        return
    for revision in revisions:
        gone = "  " + _("(taken out)") if revision.sha256 is None else ""
        # Undo names changes by their day; here every line is of the same one.
        summary = revision.summary.removeprefix(str(day)).strip()
        action = name_of_action(revision.action)
        action += " " * (11 - cells(action))
        say(f"{revision.id:6}  {revision.made_at:%Y-%m-%d %H:%M:%S}  {action} {summary}{gone}".rstrip())
