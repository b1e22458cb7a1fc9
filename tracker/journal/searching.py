"""Searching the days and the retrospectives: the lines that have all the words, and where they stand."""

from __future__ import annotations

import datetime as dt

from tracker.errors import UsageError, nearest
from tracker.grams import spans_of
from tracker.journal.outcome import SearchResult
from tracker.model import ItemKind
from tracker.outline import kind_and_section, outline_of, places_of
from tracker.retro.periods import period_name
from tracker.stats import month_days, week_days
from tracker.stored import PeriodKind
from tracker.values import replace
from tracker.wording import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tracker.journal.journal import Journal
    from tracker.outline import Outline
    from tracker.search_index import FoundText
    from tracker.stored import StoredDay


RETROSPECTIVE = "retrospective"
"""What a line of a retrospective is called among the kinds."""


def search(
    journal: Journal, words: Sequence[str], *, kind: str | None, since: dt.date | None, limit: int | None
) -> Iterator[SearchResult]:
    """Yield the lines that have all `words`, newest day first; raises UsageError for a kind that does not exist."""
    spans_in = spans_of(words)
    for found in search_texts(journal, words, kind=kind, since=since, limit=limit):
        for number, line, place in zip(found.numbers, found.lines, found.places, strict=True):
            text = line.decode(errors="replace")
            yield SearchResult(found.date, *kind_and_section(place), number, text, tuple(spans_in(text)), found.of)


def search_texts(
    journal: Journal, words: Sequence[str], *, kind: str | None, since: dt.date | None, limit: int | None
) -> Iterator[FoundText]:
    """Yield what `search` does, a text at a time and without the places of the words: thousands in a few ms."""
    kinds = (*map(str, ItemKind), "text", RETROSPECTIVE)
    if kind is not None and kind not in kinds:
        sentence = _("There is no kind {kind!r}; choose one of {kinds}.", kind=kind, kinds=", ".join(kinds))
        raise UsageError(sentence + nearest(kind, kinds))
    lacking: list[tuple[StoredDay, Outline]] = []
    left = limit
    for found in journal.store.found(words, since=since):
        if not found.places:
            placed = _placed(journal, found, lacking)
            if placed is None:
                continue
            found = placed
        if kind is not None or (left is not None and left < len(found.lines)):
            found = _chosen(found, kind, left)
        if left is not None:
            left -= len(found.lines)
        if found.lines:
            yield found
        if left == 0:
            break
        if len(lacking) >= _OUTLINES_AT_ONCE:
            journal.store.add_outlines(lacking)
            lacking.clear()
    journal.store.add_outlines(lacking)


_OUTLINES_AT_ONCE = 100


def _placed(journal: Journal, found: FoundText, lacking: list[tuple[StoredDay, Outline]]) -> FoundText | None:
    """Return a text with where its lines stand; None when the day is gone. An outline made here is `lacking`."""
    if found.of is not None:
        first = (week_days if found.of is PeriodKind.WEEK else month_days)(found.date)[0]
        return replace(found, date=first, places=[f"{RETROSPECTIVE} {period_name(found.of, first)}"] * len(found.lines))
    day = journal.store.day(found.date)
    if day is None:
        return None
    outline = outline_of(journal.reading_of(day.text, day.date, day.template).day, day.text)
    lacking.append((day, outline))
    return replace(found, places=places_of(found.numbers, outline.marks, outline.places))


def _chosen(found: FoundText, kind: str | None, limit: int | None) -> FoundText:
    """Return the lines of a kind, at most so many; None takes all."""
    places = found.places
    chosen = [n for n, place in enumerate(places) if kind is None or kind_and_section(place)[0] == kind][:limit]
    return replace(
        found,
        numbers=[found.numbers[n] for n in chosen],
        lines=[found.lines[n] for n in chosen],
        places=[places[n] for n in chosen],
    )
