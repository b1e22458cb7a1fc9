"""Reading a week out of a log in any format: only the files of its days, where their names tell the days."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from tracker.codec.dates import cut, path_date
from tracker.codec.document import Document
from tracker.codec.lexicon import Templates
from tracker.codec.read import read_day
from tracker.errors import TrackerError
from tracker.files import write_atomically
from tracker.fingerprint import sha256_of
from tracker.group.digest import MemberDay, MemberWeek, member_day, spans_of
from tracker.group.shared_sessions import months_of, read_sessions
from tracker.group.sources import LARGEST_LOG, LogFile, Source
from tracker.model import Day, Session
from tracker.regex import regex
from tracker.stored import READER_VERSION
from tracker.values import frozen
from tracker.wording import _, n_

_OF_OUR_LAYOUT = regex(r"days/\d{4}/\d{2}/\d{4}-\d{2}-\d{2}\.md")
_SESSION_FOLDERS = ("sessions/", ".studylog/sessions/")
_DAY = dt.timedelta(days=1)
_WEEK = dt.timedelta(days=6)
_DATES = "dates.json"
"""The file that says which days are in files whose names do not tell."""


@frozen
class Log:
    """The files of a log."""

    dated: tuple[tuple[dt.date, LogFile], ...]
    """Those whose names tell their day."""
    undated: tuple[LogFile, ...]
    sessions: tuple[LogFile, ...]


@frozen
class Found:
    """How much of a log there is."""

    days: int
    latest: dt.date | None


def log_of(source: Source) -> Log:
    """Look through the names of a log's files; raises Unreadable."""
    files = source.files()
    texts = [file for file in files if not file.path.endswith(".jsonl") and not file.path.startswith(".studylog/")]
    # Beside the days of our own layout lie pages about them, which are no days.
    own = [file for file in texts if file.path.startswith("days/")]
    if any(_OF_OUR_LAYOUT.fullmatch(file.path) for file in own):
        texts = own
    by_name = [(path_date(file.path), file) for file in texts]
    return Log(
        dated=tuple((date, file) for date, file in by_name if date is not None),
        undated=tuple(file for date, file in by_name if date is None),
        sessions=tuple(file for file in files if file.path.startswith(_SESSION_FOLDERS)),
    )


class LogReader:
    """Reads a log; which days files hold whose names do not tell is kept, by what the files hold."""

    def __init__(self, source: Source, templates: Templates, cache: Path) -> None:
        self.source = source
        self.templates = templates
        self.cache = cache
        """The member's folder for what is kept; it need not exist."""
        self.log = log_of(source)
        self._notes: list[str] = []

    def found(self) -> Found:
        """Return how many days the log has."""
        dates = {date for date, _file in self.log.dated}
        dates.update(date for dates_in in self._days_in_undated().values() for date in dates_in)
        return Found(len(dates), max(dates, default=None))

    def week(self, name: str, first: dt.date, last: dt.date) -> MemberWeek:
        """Return what the log says of the days from `first` to `last`."""
        logs = self._logs(first, last)
        sessions = self._sessions(first - _DAY, last + _DAY)
        days: list[MemberDay] = []
        for n in range((last - first).days + 1):
            date = first + n * _DAY
            day = member_day(date, logs.get(date, ()), [session for session in sessions if session.day == date])
            if day is not None:
                days.append(day)
        shares = bool(self.log.sessions)
        return MemberWeek(name, tuple(days), spans_of(sessions), shares, notes=tuple(self._notes))

    # Logs

    def _logs(self, first: dt.date, last: dt.date) -> dict[dt.date, list[Day]]:
        named = [file for date, file in self.log.dated if first <= date <= last]
        in_undated = self._days_in_undated()
        others = [file for file in self.log.undated if any(first <= date <= last for date in in_undated[file.version])]
        logs: dict[dt.date, list[Day]] = {}
        for files, is_named in ((named, True), (others, False)):
            seen: set[tuple[dt.date, str]] = set()
            found: dict[dt.date, list[Day]] = {}
            for day, text in self._days(files, is_named=is_named):
                if first <= day.date <= last and (day.date, text) not in seen:
                    seen.add((day.date, text))
                    found.setdefault(day.date, []).append(day)
            # A page that tells of a day stands back behind the day's own file.
            logs = found | logs
        return logs

    def _days(self, files: Sequence[LogFile], *, is_named: bool) -> Iterable[tuple[Day, str]]:
        for file, data in self.source.read(files):
            text = self._text(file, data)
            for piece in cut(text, file.path, self.templates) if text is not None else ():
                if piece.on is None:
                    continue
                day = read_day(Document.from_text(piece.text), piece.on, self.templates)
                about_a_week = day.until is not None and day.until - day.date >= _WEEK
                if is_named or not about_a_week:
                    yield day, piece.text

    def _text(self, file: LogFile, data: bytes | None) -> str | None:
        path = file.path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        if data is None:
            most = LARGEST_LOG // 1_000_000
            self._notes.append(_("{file} has more than {most} MB or cannot be read.", file=path, most=most))
            return None
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            self._notes.append(_("{file} is not UTF-8, so it is left out.", file=path))
            return None
        return text if "\0" not in text else None

    def _days_in_undated(self) -> dict[str, tuple[dt.date, ...]]:
        """Return the days in files whose names do not tell, by the files' versions."""
        kept = self._kept()
        new = [file for file in self.log.undated if file.version not in kept]
        dates = {file.version: kept[file.version] for file in self.log.undated if file.version in kept}
        for file, data in self.source.read(new):
            # What is not UTF-8 is named later, if it says a day of the week.
            text = data.decode(errors="replace") if data is not None else ""
            pieces = cut(text, file.path, self.templates) if _may_say_a_day(text) else ()
            dates[file.version] = tuple(piece.on for piece in pieces if piece.on is not None)
        if new:
            self._keep(dates)
        return dates

    def _kept(self) -> dict[str, tuple[dt.date, ...]]:
        try:
            written = json.loads((self.cache / _DATES).read_text("utf-8"))
            if written["reader"] != self._reader:
                return {}
            return {version: tuple(map(dt.date.fromisoformat, dates)) for version, dates in written["dates"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def _keep(self, dates: dict[str, tuple[dt.date, ...]]) -> None:
        kept = {version: [date.isoformat() for date in days] for version, days in dates.items()}
        text = json.dumps({"reader": self._reader, "dates": kept}, ensure_ascii=False)
        # Where nothing can be kept, the files are read again the next time.
        with suppress(TrackerError):
            write_atomically(self.cache / _DATES, text.encode(errors="replace"), private=True)

    @property
    def _reader(self) -> str:
        """What finds other dates when it is another: the reader, and the words of the templates."""
        words = sorted(self.templates.date_words | self.templates.placeholders)
        return sha256_of("\n".join([str(READER_VERSION), *words]))

    # Sessions

    def _sessions(self, first: dt.date, last: dt.date) -> list[Session]:
        names = months_of(first, last)
        files = [file for file in self.log.sessions if file.path.rpartition("/")[2] in names]
        found: dict[str, Session] = {}
        for file, data in self.source.read(files):
            text = self._text(file, data)
            if text is None:
                continue
            sessions, unread = read_sessions(text, first, last)
            found.update({session.id: session for session in sessions})
            if unread:
                lines = n_("{n} line", "{n} lines", unread)
                self._notes.append(_("{file}: {lines} cannot be read as sessions.", file=file.path, lines=lines))
        return list(found.values())


def _may_say_a_day(text: str) -> bool:
    return "20" in text or "19" in text
