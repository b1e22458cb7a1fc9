"""Finding things in the days: lines by a search, items by a person's words, numbers for statistics."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from tracker.codec.edit import Item, ItemRef, items_of, words_of
from tracker.codec.words import fold
from tracker.errors import NotFound, UsageError, nearest
from tracker.journal.outcome import SearchResult
from tracker.model import Day, DayRecord, ItemKind, Problem, SectionKind, When
from tracker.retro.periods import period_name
from tracker.search_index import SearchHit
from tracker.stats import DayFacts, month_days, week_days
from tracker.stored import DaySummary, PeriodKind
from tracker.wording import _, name_of_kind

if TYPE_CHECKING:
    from tracker.journal.journal import Journal


RETROSPECTIVE = "retrospective"
"""What a line of a retrospective is called among the kinds."""


def search(
    journal: Journal, words: Sequence[str], *, kind: str | None, since: dt.date | None, limit: int | None
) -> Iterator[SearchResult]:
    """Yield the lines that have all `words`, newest day first; raises UsageError for a kind that does not exist."""
    kinds = (*map(str, ItemKind), "text", RETROSPECTIVE)
    if kind is not None and kind not in kinds:
        sentence = _("There is no kind {kind!r}; choose one of {kinds}.", kind=kind, kinds=", ".join(kinds))
        raise UsageError(sentence + nearest(kind, kinds))
    hits = journal.store.search(words, since=since, limit=None if kind else limit)
    yield from islice((found for found in _results(journal, hits) if kind in (None, found.kind)), limit)


def _results(journal: Journal, hits: Iterable[SearchHit]) -> Iterator[SearchResult]:
    read: tuple[dt.date, Day] | None = None
    for hit in hits:
        spans = tuple(hit.spans)
        if hit.of is not None:
            first = (week_days if hit.of is PeriodKind.WEEK else month_days)(hit.date)[0]
            yield SearchResult(first, RETROSPECTIVE, period_name(hit.of, first), hit.line, hit.text, spans, hit.of)
            continue
        if read is None or read[0] != hit.date:
            stored = journal.store.day(hit.date)
            if stored is None:
                continue
            read = hit.date, journal.reading_of(stored.text, hit.date, stored.template).day
        kind, section = _kind_and_section(read[1], hit.line - 1)
        yield SearchResult(hit.date, kind, section, hit.line, hit.text, spans)


def _kind_and_section(day: Day, line: int) -> tuple[str, str]:
    section = next((s for s in reversed(day.sections) if s.span.start <= line < s.span.end), None)
    heading = section.heading if section is not None else ""
    spans = (
        *((ItemKind.PROBLEM, p.at.line, p.at.line + 1) for p in day.problems),
        *((ItemKind.GOAL, g.span.start, g.span.end) for g in day.goals),
        *((ItemKind.CHALLENGE, c.span.start, c.span.end) for c in day.challenges),
        *((ItemKind.REFLECTION, r.span.start, r.span.end) for r in day.reflections),
        *((ItemKind.LINK, link.span.start, link.span.end) for link in day.links),
        *((ItemKind.TOPIC, t.span.start, t.span.end) for t in day.topics),
    )
    kind = next((str(kind) for kind, start, end in spans if start <= line < end), "text")
    if kind == "text" and section is not None and section.kind is SectionKind.LEARNING and section.span.start != line:
        kind = str(ItemKind.TOPIC)
    return kind, heading


def item_ref(record: DayRecord, kind: ItemKind, word: str, when: When | None = None) -> ItemRef:
    """Return the item meant by a number or by some of its words; raises NotFound or UsageError."""
    items, day = items_of(record.day, kind, when), record.day.date
    noun = name_of_kind(str(when or kind))
    if not items:
        raise NotFound(_("The log of {day} has no {item}.", day=day, item=noun))
    # A problem is known by its own number.
    if word.isdecimal() and word not in [item.id for item in items if isinstance(item, Problem)]:
        n = int(word)
        if not 1 <= n <= len(items):
            raise NotFound(
                _(
                    "The log of {day} has {count} of them; there is no {item} {n}.",
                    day=day,
                    count=len(items),
                    item=noun,
                    n=n,
                )
            )
        return ItemRef(kind, n, words_of(items[n - 1]), when)
    wanted = fold(word.strip())
    if not wanted:
        raise UsageError(_("Which {item}? Give its number or some of its words.", item=noun))
    whole = [n for n, item in enumerate(items, 1) if wanted == fold(words_of(item))]
    matching = whole or [n for n, item in enumerate(items, 1) if wanted in fold(_searchable(item))]
    if not matching:
        sentence = _("No {item} of {day} says {word!r}.", item=noun, day=day, word=word)
        raise NotFound(sentence + nearest(word, [words_of(item) for item in items]))
    if len(matching) > 1:
        numbers = ", ".join(map(str, matching))
        raise UsageError(
            _("{word!r} is in more than one {item}: {numbers}. Give the number.", word=word, item=noun, numbers=numbers)
        )
    return ItemRef(kind, matching[0], words_of(items[matching[0] - 1]), when)


def _searchable(item: Item) -> str:
    title = getattr(item, "title", None)
    return f"{words_of(item)} {title or ''}"


def facts(journal: Journal, first: dt.date, last: dt.date) -> list[DayFacts]:
    """Return what statistics need of each day from `first` to `last` that has a log or a session."""
    sessions = journal.store.seconds_by_subject(first, last)
    summaries = {summary.date: summary for summary in journal.store.summaries(first, last)}
    return [_facts(day, summaries.get(day), sessions.get(day, {})) for day in sorted({*summaries, *sessions})]


def _facts(day: dt.date, summary: DaySummary | None, subjects: dict[str, int]) -> DayFacts:
    by_subject = tuple(sorted(subjects.items(), key=lambda pair: (-pair[1], pair[0])))
    if summary is None:
        return DayFacts(day, sum(subjects.values()), by_subject)
    seconds = (
        summary.study_seconds if summary.study_seconds is not None else sum(subjects.values()) if subjects else None
    )
    return DayFacts(
        date=day,
        seconds=seconds,
        by_subject=by_subject,
        done=summary.done,
        partial=summary.partial,
        missed=summary.missed,
        open=summary.open,
        logged=True,
        problems=summary.problems,
        topics=summary.topics,
    )
