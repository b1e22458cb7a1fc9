"""The search index: which texts may hold a word, narrowed by grams and proved by the texts themselves.

Texts are known by a number: a day's is its proleptic ordinal, a retrospective's lies above all of those.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from contextlib import contextmanager
from heapq import merge
from itertools import islice

from tracker.codec.words import nfc
from tracker.grams import grams, matching_lines, plain_needles, query_grams, spans_of
from tracker.outline import line_starts, places_of
from tracker.stored import PeriodKind
from tracker.values import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from sqlite3 import Row

    from tracker.database import Database
    from tracker.grams import PlainNeedles
    from tracker.outline import Outline, Place
    from tracker.stored import StoredDay

_TEXTS_PER_READ = 128
_FEWEST_TEXTS_PER_READ = 16
"""In the first read, so that the newest hits are there at once."""
# Fewer grams than a long query has narrow just as well.
_MOST_QUERY_GRAMS = 24


_FEWEST_DAYS_PER_READ = 256
"""Of numbers alone; each read takes more, as whoever looks on may want all."""
_MATCHING = "SELECT rowid FROM search_index WHERE search_index MATCH ?"
_ABOVE_DAYS = 10_000_000
_PLACE_OF_KIND = {PeriodKind.WEEK: 1, PeriodKind.MONTH: 2}
_KIND_AT_PLACE = {place: kind for kind, place in _PLACE_OF_KIND.items()}


def number_of_retrospective(kind: PeriodKind, last: dt.date) -> int:
    """Return the number that the index knows a retrospective by."""
    return _PLACE_OF_KIND[kind] * _ABOVE_DAYS + last.toordinal()


def _no_line_has(word: str) -> bool:
    """Whether a word holds half a character (a lone surrogate), which SQLite would not take, or more than a line."""
    return any("\ud800" <= char <= "\udfff" or char == "\n" for char in word)


def _newness(number: int) -> int:
    # A retrospective is newer than the last of its days, and a month's than a week's.
    place, day = divmod(number, _ABOVE_DAYS)
    return day * 4 + place


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


@frozen
class FoundText:
    """A text with the lines of it that have all the words of a search."""

    date: dt.date
    """The day; of a retrospective the last one of its period."""
    of: PeriodKind | None
    """What the text is: a week's or month's retrospective; None for a day."""
    numbers: list[int]
    """Which lines, from 1."""
    lines: list[bytes]
    """What each says: NFC in UTF-8, without its ending."""
    places: list[Place]
    """Where each stands; empty for a retrospective, and for a day whose outline is not kept."""
    plain: bool
    """Whether ASCII's is all the white space in them."""


class SearchIndex:
    """The index of every day's text; whoever saves a text replaces it here in the same transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: dict[int, str | None] | None = None
        """While deferred: numbers to be indexed, each with the text that the index knows; else None."""
        self._highest_added = 0
        """While deferred: the highest number that was indexed at once."""

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

    def add(self, texts: Sequence[tuple[int, tuple[bool, bytes, bytes, str] | None, str]]) -> None:
        """Index new texts of days: the number of each, the fields of its outline or None, and its grams.

        Those that come in order are written even while others are deferred: nothing is to be read again for them.
        """
        self._database.execute_many("DELETE FROM outlines WHERE id = ?", [(number,) for number, _one, _grams in texts])
        self._database.execute_many(
            "INSERT INTO outlines (id, plain, starts, marks, places) VALUES (?, ?, ?, ?, ?)",
            [(number, *one) for number, one, _grams in texts if one is not None],
        )
        rows: list[tuple[int, str]] = []
        for number, _one, joined in sorted(texts):
            if self._waiting is not None and (number in self._waiting or number <= self._highest_added):
                self._waiting.setdefault(number, None)
            else:
                rows.append((number, joined))
        self._database.execute_many("INSERT INTO search_index (rowid, grams) VALUES (?, ?)", rows)
        if rows and self._waiting is not None:
            self._highest_added = rows[-1][0]

    @contextmanager
    def deferred(self, before_each: Callable[[], None] | None = None) -> Iterator[None]:
        """Index the texts replaced inside the block at its end, in order of number, which is many times faster.

        `before_each` is called before each of them; what it raises takes the whole block back.
        """
        if self._waiting is not None:
            yield
            return
        with self._database.transaction():
            self._waiting, self._highest_added = {}, 0
            try:
                yield
                self._index_waiting(before_each)
            finally:
                self._waiting = None

    def _index_waiting(self, before_each: Callable[[], None] | None) -> None:
        waiting, self._waiting = self._waiting or {}, None
        numbers = sorted(waiting)
        for start in range(0, len(numbers), _TEXTS_PER_READ):
            some = numbers[start : start + _TEXTS_PER_READ]
            texts = dict(self._texts(some))
            for number in some:
                if before_each is not None:
                    before_each()
                self.replace(number, waiting[number], texts.get(number))

    def rebuild(self) -> None:
        """Index every text anew."""
        with self._database.transaction():
            self._database.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")
            for number, text in self._texts(sorted(self._numbers())):
                self.replace(number, None, text)

    def search(self, words: Sequence[str], *, since: dt.date | None, limit: int | None) -> Iterator[SearchHit]:
        """Yield the lines that hold all of the words, newest day first; `limit` None means all of them."""
        spans_in = spans_of(words)
        hits = (
            SearchHit(found.date, number, text, tuple(spans_in(text)), found.of)
            for found in self.found(words, since=since)
            for number, text in zip(found.numbers, (line.decode(errors="replace") for line in found.lines), strict=True)
        )
        yield from islice(hits, limit)

    def found(self, words: Sequence[str], *, since: dt.date | None) -> Iterator[FoundText]:
        """Yield the texts with lines that hold all of the words, newest day first."""
        wanted = list(dict.fromkeys(nfc(word) for word in words if word))
        if not wanted or any(_no_line_has(word) for word in wanted):
            return
        needles = plain_needles(wanted)
        candidates, some = self._candidates(wanted, since), _FEWEST_TEXTS_PER_READ
        # A few texts at a time: no read stays open between hits, and memory stays small.
        while numbers := list(islice(candidates, some)):
            for number, text, plain, starts, marks, places in self._texts_with_outlines(numbers):
                begins = line_starts(starts, len(marks)) if plain and needles is not None else (0,)
                # Of another length, the text is not the one that was saved: the disk changed it, or somebody.
                if needles is not None and begins[-1] == len(text) + 1:
                    numbers_of_lines, lines = _plain_lines(needles, text, begins)
                else:
                    numbers_of_lines, lines = _lines_with(wanted, text.decode(errors="replace") if plain else text)
                if lines:
                    place, ordinal = divmod(number, _ABOVE_DAYS)
                    yield FoundText(
                        dt.date.fromordinal(ordinal),
                        _KIND_AT_PLACE.get(place),
                        numbers_of_lines,
                        lines,
                        places_of(numbers_of_lines, marks, places) if marks is not None else [],
                        plain == 1,
                    )
            some = min(some * 2, _TEXTS_PER_READ)

    def replace_outline(self, day: dt.date, outline: Outline) -> None:
        """Keep the outline of a day's new text in place of the old one's."""
        number = day.toordinal()
        self._database.execute("DELETE FROM outlines WHERE id = ?", (number,))
        if outline.can_be_stored:
            self._database.execute(
                "INSERT INTO outlines (id, plain, starts, marks, places) VALUES (?, ?, ?, ?, ?)",
                (number, outline.plain, outline.starts, bytes(outline.marks), outline.places),
            )

    def add_outlines(self, outlines: Iterable[tuple[StoredDay, Outline]]) -> None:
        """Keep the outlines that days lack; none where the day has another text by now."""
        with self._database.transaction():
            self._database.execute_many(
                "INSERT OR IGNORE INTO outlines (id, plain, starts, marks, places)"
                " SELECT id, ?, ?, ?, ? FROM days WHERE id = ? AND sha256 = ?",
                [
                    (one.plain, one.starts, bytes(one.marks), one.places, day.date.toordinal(), day.sha256)
                    for day, one in outlines
                    if one.can_be_stored
                ],
            )

    def _candidates(self, words: Sequence[str], since: dt.date | None) -> Iterator[int]:
        """Yield the numbers of the texts that may hold the words, newest first."""
        needed = sorted({gram for word in words for gram in query_grams(word)})[:_MOST_QUERY_GRAMS]
        first = since.toordinal() if since is not None else 0
        days: Iterable[int]
        if not needed or self._waiting:
            numbers = self._numbers()
            days = sorted((number for number in numbers if first <= number < _ABOVE_DAYS), reverse=True)
            others = [number for number in numbers if number > _ABOVE_DAYS]
        else:
            match = " AND ".join(f'"{gram}"' for gram in needed)
            days = self._matching_days(match, first)
            sql = f"{_MATCHING} AND rowid > ?"
            others = [number for (number,) in self._database.rows(sql, (match, _ABOVE_DAYS))]
        others = [number for number in others if number % _ABOVE_DAYS >= first]
        yield from merge(sorted(others, key=_newness, reverse=True), days, key=_newness, reverse=True)

    def _matching_days(self, match: str, first: int) -> Iterator[int]:
        """Yield the numbers of days from `first` on that the index finds, the newest first."""
        below, count = _ABOVE_DAYS, _FEWEST_DAYS_PER_READ
        sql = f"{_MATCHING} AND rowid >= ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"
        while rows := self._database.rows(sql, (match, first, below, count)):
            for (below,) in rows:
                yield below
            count *= 8

    def _numbers(self) -> list[int]:
        rows = self._database.rows("SELECT id FROM days UNION ALL SELECT number FROM retrospectives")
        return [number for (number,) in rows]

    def _texts(self, numbers: Sequence[int]) -> Iterator[tuple[int, str]]:
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

    def _texts_with_outlines(self, numbers: Sequence[int]) -> Iterator[Row]:
        """Yield number and text of texts, a plain one in UTF-8, with the four fields of the outlines that are kept."""
        places = ", ".join("?" * len(numbers))
        rows = self._database.rows(
            "SELECT days.id, CASE WHEN plain THEN CAST(text AS BLOB) ELSE text END, plain, starts, marks, places"
            f" FROM days LEFT JOIN outlines ON outlines.id = days.id WHERE days.id IN ({places})",
            numbers,
        )
        if any(number > _ABOVE_DAYS for number in numbers):
            rows += self._database.rows(
                f"SELECT number, text, NULL, NULL, NULL, NULL FROM retrospectives WHERE number IN ({places})", numbers
            )
        found = {row[0]: row for row in rows}
        return filter(None, map(found.get, numbers))

    def grams_wanted(self) -> Iterator[tuple[int, int]]:
        """Yield the number of every text, and how many grams the index should hold of it."""
        for number, text in self._texts(sorted(self._numbers())):
            yield number, len(grams(text))


def _lines_with(words: Sequence[str], text: str) -> tuple[list[int], list[bytes]]:
    """Return numbers and texts of the lines that hold all of the words."""
    found = list(matching_lines(text, words))
    return [number for number, _line, _spans in found], [line.encode() for _number, line, _spans in found]


def _plain_lines(needles: PlainNeedles, text: bytes, starts: Sequence[int]) -> tuple[list[int], list[bytes]]:
    """Return what `_lines_with` does, of a plain text."""
    folded = text.lower() if needles.with_letters else text
    first, *others = needles.folded
    numbers: list[int] = []
    lines: list[bytes] = []
    find = folded.find
    at = find(first)
    while at >= 0:
        number = bisect_right(starts, at)
        start, end = starts[number - 1], starts[number] - 1
        if not others or all(find(other, start, end) >= 0 for other in others):
            numbers.append(number)
            lines.append(text[start:end])
        at = find(first, end)
    return numbers, [line.removesuffix(b"\r") for line in lines] if b"\r" in text else lines
