"""Days out of a database that SQLite no longer reads: by query as far as that goes, then from its pages.

A day's row, and each of its revisions, carries the fingerprint of its text, so that whatever is found is known to be
whole or not. The layout of pages and records is SQLite's: https://www.sqlite.org/fileformat2.html
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path

from tracker.database import bytes_of, create_file
from tracker.values import frozen

_INT = rb"[\x01-\x06\x08\x09]"
_DATE, _SHA256 = rb"\x21", rb"\x81\x0d"
"""Serial types of texts of 10 and 64 bytes."""
_DAY_HEADER = re.compile(rb"(?s)[\x0c-\x14]" + _INT + _DATE + rb"[\x00\x21]")
"""How the record of a row of `days` begins: its length, id, date, until."""
_REVISION_HEADER = re.compile(rb"(?s)[\x08-\x0f]\x00" + _INT + _DATE + rb"[\x00-\x06\x08\x09]" + _SHA256)
"""How the record of a row of `revisions` begins: its length, id, change, date, the one before, fingerprint."""
_DAY_COLUMNS, _REVISION_COLUMNS = 10, 6
_LARGEST_TEXT = 50_000_000
"""Bytes; a longer one is no text but a number read from rubbish."""
_INTEGER_BYTES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 7: 8}

Value = int | str | bytes | None


@frozen
class Salvaged:
    """What could be read of a database."""

    days: Mapping[dt.date, str]
    """Texts that are known to be whole."""
    torn: Mapping[dt.date, str]
    """Of other days, as much of the text as is there."""
    retrospectives: Mapping[str, str]
    """By names like `week-2025-01-20`."""
    sessions: Sequence[tuple[Value, ...]]
    """Rows of date, subject, start, end and seconds."""
    expected: int | None
    """How many days the database has; None when it cannot say."""


def salvage(path: Path) -> Salvaged:
    """Return whatever can be read of the database at `path`, which is not touched; raises OSError."""
    queried, beside = _Queried(), path.with_name(path.name + "-wal")
    pages, log = bytes_of(path), beside.read_bytes() if beside.exists() else b""
    with tempfile.TemporaryDirectory(prefix="studylog-") as folder:
        # SQLite makes files beside what it opens, and puts a log into it.
        copy, copied_log = Path(folder, "copy.db"), Path(folder, "copy.db-wal")
        create_file(copy)
        copy.write_bytes(pages)
        if log:
            create_file(copied_log)
            copied_log.write_bytes(log)
        with suppress(sqlite3.Error), closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            queried.read(connection)
    found = _Found()
    for date, sha256, text in queried.days:
        found.add_day(date, sha256, text, _LATEST)
    for view in _views(pages, log):
        _scan(view, found)
    whole = found.whole()
    if queried.dates is not None:
        # What is no longer among the dates was taken out by the person.
        whole = {date: text for date, text in whole.items() if date in queried.dates}
    torn = {date: text for date, text in found.torn.items() if date not in whole}
    expected = len(queried.dates) if queried.dates is not None else None
    return Salvaged(dict(sorted(whole.items())), torn, queried.retrospectives, queried.sessions, expected)


class _Queried:
    """What SQLite itself still reads."""

    def __init__(self) -> None:
        self.days: list[tuple[dt.date, str, str]] = []
        """Date, fingerprint and text."""
        self.dates: set[dt.date] | None = None
        """Of all days; None when they cannot all be read."""
        self.retrospectives: dict[str, str] = {}
        self.sessions: list[tuple[Value, ...]] = []

    def read(self, connection: sqlite3.Connection) -> None:
        """Read the tables that hold what a person wrote, each as far as that goes."""
        connection.text_factory = lambda data: data.decode(errors="replace")
        with suppress(sqlite3.Error):
            # From the index alone, which may be whole where the table is not.
            dates = {_date(row[0]) for row in connection.execute("SELECT date FROM days ORDER BY date").fetchall()}
            self.dates = {date for date in dates if date is not None}
        for date_text, sha256, text in _rows(connection, "days", "date, sha256, text"):
            date = _date(date_text)
            if date is not None:
                self.days.append((date, str(sha256), str(text)))
        for kind, first, text in _rows(connection, "retrospectives", "kind, first, text"):
            self.retrospectives[f"{kind!s}-{first!s}"] = str(text)
        self.sessions = list(_rows(connection, "sessions", "date, subject, started_at, ended_at, seconds"))


def _rows(connection: sqlite3.Connection, table: str, columns: str) -> Iterator[tuple[Value, ...]]:
    """Yield a table's rows from its beginning to the damage, then from its end back to it."""
    last: int | None = None
    for order, comparison in (("ASC", ">"), ("DESC", ">")):
        with suppress(sqlite3.Error):
            where = f"WHERE rowid {comparison} {last}" if last is not None else ""
            for rowid, *row in connection.execute(
                f"SELECT rowid, {columns} FROM {table} {where} ORDER BY rowid {order}"
            ):
                if order == "ASC":
                    last = rowid
                yield tuple(row)
            return


def _date(text: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(text))
    except ValueError:
        return None


class _Found:
    """Texts that were come upon, some older than others."""

    def __init__(self) -> None:
        self._days: dict[dt.date, tuple[float, str, str]] = {}
        """Of each day, when it was saved, fingerprint and text, the newest that was found."""
        self._revisions: dict[dt.date, dict[int, tuple[str, bytes]]] = {}
        """Of each day, by change, fingerprint and packed text."""
        self.torn: dict[dt.date, str] = {}

    def add_day(self, date: dt.date, sha256: str, text: str, saved_at: float) -> None:
        """Take note of the text of a row of `days`."""
        if _sha256(text.encode(errors="replace")) != sha256:
            if len(text) > len(self.torn.get(date, "")):
                self.torn[date] = text
        elif date not in self._days or saved_at > self._days[date][0]:
            self._days[date] = saved_at, sha256, text

    def add_revision(self, date: dt.date, sha256: str, packed: bytes, change: int) -> None:
        """Take note of the text of a row of `revisions`."""
        with suppress(zlib.error):
            if _sha256(zlib.decompress(packed)) == sha256:
                self._revisions.setdefault(date, {})[change] = sha256, packed

    def whole(self) -> dict[dt.date, str]:
        """Return the newest whole text of each day."""
        texts = {date: text for date, (_saved_at, _sha256, text) in self._days.items()}
        for date, revisions in self._revisions.items():
            saved_at, sha256, _text = self._days.get(date, (0.0, "", ""))
            # A row whose text is that of a revision may lie in a page that was given up since; one without its
            # revision is of a change that is not among those found, and most likely the newest.
            if date not in self._days or (
                saved_at != _LATEST and any(sha256 == other for other, _packed in revisions.values())
            ):
                texts[date] = zlib.decompress(revisions[max(revisions)][1]).decode(errors="replace")
        return texts


_LATEST = float("inf")
"""When a day was saved that is read from its table."""


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@frozen
class _Pages:
    """The pages of a database by their number, from 1."""

    pages: Mapping[int, bytes]
    usable: int
    """Bytes of a page that records may use."""


def _views(data: bytes, log: bytes) -> Iterator[_Pages]:
    """Yield the database with the pages of its log over its own, and as it is without."""
    size = _page_size(data, log)
    usable = size - (data[20] if len(data) > 20 and data.startswith(b"SQLite format 3") else 0)
    own = {number: data[(number - 1) * size : number * size] for number in range(1, -(-len(data) // size) + 1)}
    if log:
        logged = dict(own)
        for start in range(32, len(log), size + 24):
            number = int.from_bytes(log[start : start + 4], "big")
            logged[number] = log[start + 24 : start + 24 + size]
        yield _Pages(logged, usable)
    yield _Pages(own, usable)


def _page_size(data: bytes, log: bytes) -> int:
    for size in (int.from_bytes(data[16:18], "big"), int.from_bytes(log[8:12], "big")):
        if size in (512, 1024, 2048, 4096, 8192, 16_384, 32_768):
            return size
    return 4096


def _scan(view: _Pages, found: _Found) -> None:
    """Find the records of days and revisions wherever they lie, whether or not anything leads to them."""
    for page in view.pages.values():
        for match in _DAY_HEADER.finditer(page):
            row = _record(view, page, match.start(), _DAY_COLUMNS)
            if row is None:
                continue
            date, sha256, saved_at, text = _date(row[1]), row[7], row[8], row[9]
            if date is not None and isinstance(sha256, str) and len(sha256) == 64 and isinstance(text, str):
                found.add_day(date, sha256, text, _seconds(saved_at))
        for match in _REVISION_HEADER.finditer(page):
            row = _record(view, page, match.start(), _REVISION_COLUMNS)
            if row is None:
                continue
            date, change, sha256, packed = _date(row[2]), row[1], row[4], row[5]
            if date is not None and isinstance(change, int) and isinstance(packed, bytes):
                found.add_revision(date, str(sha256), packed, change)


def _seconds(instant: Value) -> float:
    try:
        return dt.datetime.fromisoformat(str(instant)).timestamp()
    except (ValueError, OverflowError):
        return 0.0


def _record(view: _Pages, page: bytes, start: int, columns: int) -> tuple[Value, ...] | None:
    """Return the values of the record whose header begins at `start`; None when there is no such record."""
    header, place = _varint(page, start)
    types = []
    while place < start + header and place < len(page):
        serial, place = _varint(page, place)
        types.append(serial)
    sizes = [_bytes_of(serial) for serial in types]
    if len(types) != columns or place != start + header or sum(sizes) > _LARGEST_TEXT:
        return None
    payload = _payload(view, page, start, header + sum(sizes))[header:]
    values: list[Value] = []
    for serial, size in zip(types, sizes, strict=True):
        values.append(_value(serial, payload[:size]))
        payload = payload[size:]
    return tuple(values)


def _payload(view: _Pages, page: bytes, start: int, length: int) -> bytes:
    """Return a record from `start`, with what of it lies in further pages, as far as those are there."""
    usable = view.usable
    if length <= usable - 35:
        return page[start : start + length]
    least = (usable - 12) * 32 // 255 - 23
    here = least + (length - least) % (usable - 4)
    here = here if here <= usable - 35 else least
    parts, missing = [page[start : start + here]], length - here
    following = int.from_bytes(page[start + here : start + here + 4], "big")
    while missing > 0 and (further := view.pages.get(following)):
        parts.append(further[4 : min(usable, 4 + missing)])
        missing -= usable - 4
        following = int.from_bytes(further[:4], "big")
    return b"".join(parts)


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """Return a number of SQLite's variable length, and where the next begins."""
    number = 0
    for count in range(8):
        byte = data[place + count] if place + count < len(data) else 0
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, place + count + 1
    return number << 8 | (data[place + 8] if place + 8 < len(data) else 0), place + 9


def _bytes_of(serial: int) -> int:
    return (serial - 12) // 2 if serial >= 12 else _INTEGER_BYTES.get(serial, 0)


def _value(serial: int, data: bytes) -> Value:
    match serial:
        case 0:
            return None
        case 8 | 9:
            return serial - 8
        case _ if serial >= 12:
            return data.decode(errors="replace") if serial % 2 else data
    return int.from_bytes(data, "big", signed=True)
