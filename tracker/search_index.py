"""The search index: which days may hold a word, narrowed by grams and proved by their text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from tracker.database import Database
from tracker.grams import grams, matching_lines, query_grams

_DAYS_PER_READ = 32
# Fewer grams than a long query has narrow just as well.
_MOST_QUERY_GRAMS = 24


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A line with all the words of a search."""

    date: dt.date
    line: int
    """From 1, as editors count."""
    text: str
    """The line in NFC, without its ending."""
    spans: tuple[tuple[int, int], ...]
    """Characters `[start, end)` of `text` that were searched for, in order, none over another."""


class SearchIndex:
    """The index of every day's text; whoever saves a text replaces it here in the same transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: dict[dt.date, str | None] | None = None
        """While deferred: days to be indexed, each with the text that the index knows; else None."""

    def replace(self, day: dt.date, old: str | None, new: str | None) -> None:
        """Index a day's new text in place of its old one; None means no text."""
        if self._waiting is not None:
            self._waiting.setdefault(day, old)
            return
        old_grams = grams(old) if old is not None else set()
        new_grams = grams(new) if new is not None else set()
        number = day.toordinal()
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
        """Index the days replaced inside the block at its end, in order of date, which is many times faster.

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
        for day in sorted(waiting):
            if before_each is not None:
                before_each()
            row = self._database.row("SELECT text FROM days WHERE date = ?", (day.isoformat(),))
            self.replace(day, waiting[day], row["text"] if row is not None else None)

    def rebuild(self) -> None:
        """Index every day anew."""
        with self._database.transaction():
            self._database.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")
            numbers = [row["id"] for row in self._database.rows("SELECT id FROM days ORDER BY id")]
            for day, text in self._texts(numbers):
                self.replace(day, None, text)

    def search(self, words: Sequence[str], *, since: dt.date | None, limit: int | None) -> Iterator[SearchHit]:
        """Yield the lines that hold all of the words, newest day first; `limit` None means all of them."""
        wanted = [word for word in words if word]
        if wanted:
            yield from islice(self._hits(wanted, since), limit)

    def _hits(self, words: Sequence[str], since: dt.date | None) -> Iterator[SearchHit]:
        for day, text in self._texts(self._candidates(words, since)):
            for line, line_text, spans in matching_lines(text, words):
                yield SearchHit(day, line, line_text, tuple(spans))

    def _candidates(self, words: Sequence[str], since: dt.date | None) -> list[int]:
        """Return the numbers of the days that may hold the words, newest first."""
        first = since.toordinal() if since is not None else 0
        needed = sorted({gram for word in words for gram in query_grams(word)})[:_MOST_QUERY_GRAMS]
        if not needed or self._waiting:
            rows = self._database.rows("SELECT id FROM days WHERE id >= ? ORDER BY id DESC", (first,))
        else:
            rows = self._database.rows(
                "SELECT rowid AS id FROM search_index WHERE search_index MATCH ? AND rowid >= ? ORDER BY rowid DESC",
                (" AND ".join(f'"{gram}"' for gram in needed), first),
            )
        return [row["id"] for row in rows]

    def _texts(self, numbers: Sequence[int]) -> Iterator[tuple[dt.date, str]]:
        # A few days at a time: no read stays open between hits, and memory stays small.
        for start in range(0, len(numbers), _DAYS_PER_READ):
            some = numbers[start : start + _DAYS_PER_READ]
            texts: dict[int, str] = {
                row["id"]: row["text"]
                for row in self._database.rows(
                    f"SELECT id, text FROM days WHERE id IN ({', '.join('?' * len(some))})", some
                )
            }
            for number in some:
                if number in texts:
                    yield dt.date.fromordinal(number), texts[number]
