"""The search index: which texts may hold a word, narrowed by grams and proved by the texts themselves.

Texts are known by a number: a day's is its proleptic ordinal, a retrospective's lies above all of those.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

from tracker.codec.words import nfc
from tracker.database import Database
from tracker.grams import grams, matching_lines, query_grams
from tracker.stored import PeriodKind
from tracker.values import frozen

_TEXTS_PER_READ = 32
# Fewer grams than a long query has narrow just as well.
_MOST_QUERY_GRAMS = 24


_ABOVE_DAYS = 10_000_000
_PLACE_OF_KIND = {PeriodKind.WEEK: 1, PeriodKind.MONTH: 2}
_KIND_AT_PLACE = {place: kind for kind, place in _PLACE_OF_KIND.items()}


def number_of_retrospective(kind: PeriodKind, last: dt.date) -> int:
    """Return the number that the index knows a retrospective by."""
    return _PLACE_OF_KIND[kind] * _ABOVE_DAYS + last.toordinal()


def _no_text_has(word: str) -> bool:
    """Whether a word holds half a character (a lone surrogate), which no text can and SQLite would not take."""
    return any("\ud800" <= char <= "\udfff" for char in word)


def _newest_first(number: int) -> tuple[int, int]:
    # A retrospective stands before the last of its days.
    return -(number % _ABOVE_DAYS), -number


@frozen
class SearchHit:
    """A line with all the words of a search."""

    date: dt.date
    """The day; of a retrospective the last one of its period."""
    line: int
    """From 1, as editors count."""
    text: str
    """The line in NFC, without its ending."""
    spans: tuple[tuple[int, int], ...]
    """Characters `[start, end)` of `text` that were searched for, in order, none over another."""
    of: PeriodKind | None = None
    """What the line is of: a week's or month's retrospective; None for a day."""


class SearchIndex:
    """The index of every day's text; whoever saves a text replaces it here in the same transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: dict[int, str | None] | None = None
        """While deferred: numbers to be indexed, each with the text that the index knows; else None."""

    def replace(self, number: int, old: str | None, new: str | None) -> None:
        """Index a new text in place of the old one of that number; None means no text."""
        if self._waiting is not None:
            self._waiting.setdefault(number, old)
            return
        old_grams = grams(nfc(old)) if old is not None else set()
        new_grams = grams(nfc(new)) if new is not None else set()
        # The index keeps no text, so it has to be told what it loses. An edit changes few grams; each half of it is
        # written even when empty, which keeps the count of rows right.
        if old is not None:
            self._database.execute(
                "INSERT INTO search_index (search_index, rowid, grams) VALUES ('delete', ?, ?)",
                (number, " ".join(old_grams - new_grams)),
            )
        if new is not None:
            self._database.execute(
                "INSERT INTO search_index (rowid, grams) VALUES (?, ?)", (number, " ".join(new_grams - old_grams))
            )

    @contextmanager
    def deferred(self, before_each: Callable[[], None] | None = None) -> Iterator[None]:
        """Index the texts replaced inside the block at its end, in order of number, which is many times faster.

        `before_each` is called before each of them; what it raises takes the whole block back.
        """
        if self._waiting is not None:
            yield
            return
        with self._database.transaction():
            self._waiting = {}
            try:
                yield
                self._index_waiting(before_each)
            finally:
                self._waiting = None

    def _index_waiting(self, before_each: Callable[[], None] | None) -> None:
        waiting, self._waiting = self._waiting or {}, None
        for number in sorted(waiting):
            if before_each is not None:
                before_each()
            text = next((text for _number, text in self._texts([number])), None)
            self.replace(number, waiting[number], text)

    def rebuild(self) -> None:
        """Index every text anew."""
        with self._database.transaction():
            self._database.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")
            for number, text in self._texts(sorted(self._numbers())):
                self.replace(number, None, text)

    def search(self, words: Sequence[str], *, since: dt.date | None, limit: int | None) -> Iterator[SearchHit]:
        """Yield the lines that hold all of the words, newest day first; `limit` None means all of them."""
        wanted = list(dict.fromkeys(nfc(word) for word in words if word))
        if wanted and not any(map(_no_text_has, wanted)):
            yield from islice(self._hits(wanted, since), limit)

    def _hits(self, words: Sequence[str], since: dt.date | None) -> Iterator[SearchHit]:
        for number, text in self._texts(self._candidates(words, since)):
            place, ordinal = divmod(number, _ABOVE_DAYS)
            for line, line_text, spans in matching_lines(nfc(text), words):
                day = dt.date.fromordinal(ordinal)
                yield SearchHit(day, line, line_text, tuple(spans), _KIND_AT_PLACE.get(place))

    def _candidates(self, words: Sequence[str], since: dt.date | None) -> list[int]:
        """Return the numbers of the texts that may hold the words, newest first."""
        needed = sorted({gram for word in words for gram in query_grams(word)})[:_MOST_QUERY_GRAMS]
        if not needed or self._waiting:
            numbers = self._numbers()
        else:
            rows = self._database.rows(
                "SELECT rowid AS id FROM search_index WHERE search_index MATCH ?",
                (" AND ".join(f'"{gram}"' for gram in needed),),
            )
            numbers = [row["id"] for row in rows]
        first = since.toordinal() if since is not None else 0
        return sorted((number for number in numbers if number % _ABOVE_DAYS >= first), key=_newest_first)

    def _numbers(self) -> list[int]:
        rows = self._database.rows("SELECT id FROM days UNION ALL SELECT number FROM retrospectives")
        return [row["id"] for row in rows]

    def _texts(self, numbers: Sequence[int]) -> Iterator[tuple[int, str]]:
        # A few texts at a time: no read stays open between hits, and memory stays small.
        for start in range(0, len(numbers), _TEXTS_PER_READ):
            some = numbers[start : start + _TEXTS_PER_READ]
            places = ", ".join("?" * len(some))
            texts: dict[int, str] = {
                row["id"]: row["text"]
                for row in self._database.rows(
                    f"SELECT id, text FROM days WHERE id IN ({places})"
                    f" UNION ALL SELECT number, text FROM retrospectives WHERE number IN ({places})",
                    [*some, *some],
                )
            }
            for number in some:
                if number in texts:
                    yield number, texts[number]

    def grams_wanted(self) -> Iterator[tuple[int, int]]:
        """Yield the number of every text, and how many grams the index should hold of it."""
        for number, text in self._texts(sorted(self._numbers())):
            yield number, len(grams(text))
