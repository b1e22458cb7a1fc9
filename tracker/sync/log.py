"""The study log as files of the repository: what each would hold, and how it is brought up to date from them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping

from tracker.codec.reading import Reading
from tracker.journal.journal import Journal
from tracker.merging.one_line import Clocked
from tracker.merging.records import Record
from tracker.model import Session
from tracker.store.syncing import CONFLICTS, Unsynced
from tracker.stored import ChangeState, PeriodKind, Retrospective
from tracker.sync import records
from tracker.sync.files import UnreadableFile, data_of, records_of, text_of
from tracker.sync.layout import FORMAT, FileKind, Layout
from tracker.sync.templates import OwnTemplates
from tracker.values import replace
from tracker.wording import n_

_READER = "reader_version"
_GITHUB = "github:"


class ChangedMeanwhile(Exception):
    """What was read of the log has been changed by someone since; nothing was written."""


class LogFiles:
    """The study log, as files."""

    def __init__(self, journal: Journal, layout: Layout) -> None:
        self.journal = journal
        self.layout = layout
        self.templates = OwnTemplates(journal.own_templates, layout)

    def reading(self, text: str, day: dt.date) -> Reading:
        """Read a text as the day of a date."""
        return Reading.of(text, day, self.journal.templates, week=self.journal.week(day))

    # What there is

    def paths_of(self, change: Unsynced) -> list[str]:
        """Return the files that something changed here lies in."""
        match change.kind:
            case "day":
                return [self.layout.day_path(dt.date.fromisoformat(change.key))]
            case "sessions":
                return [self.layout.sessions_path(change.key)]
            case "retrospective":
                return [self.layout.retrospective_path(*change.key.split(" ")), self.layout.retrospectives]
            case kind:
                return [self.layout.conflicts if kind == CONFLICTS else self.layout.publications]

    def every_path(self) -> Iterator[str]:
        """Yield every file that the log has something for."""
        store = self.journal.store
        yield self.layout.format
        for day in store.dates():
            yield self.layout.day_path(day)
        for month in sorted({session.day.isoformat()[:7] for session in self._finished(dt.date.min, dt.date.max)}):
            yield self.layout.sessions_path(month)
        for one in store.retrospectives():
            yield self.layout.retrospective_path(one.kind.value, one.first.isoformat())
        yield from (self.layout.retrospectives, self.layout.publications, self.layout.conflicts)
        yield from self.templates.paths()

    def read(self, path: str) -> bytes | None:
        """Return what a file would hold; None when the log has nothing for it."""
        day = self.layout.date_of(path)
        if day is not None:
            text = self.journal.text(day)
            return text.encode() if text is not None else None
        match self.layout.kind_of(path):
            case FileKind.SESSIONS:
                return self._sessions(self.layout.month_of(path)) or None
            case FileKind.RETROSPECTIVE:
                found = self._retrospective(path)
                return found.text.encode() if found is not None else None
            case FileKind.TEMPLATE:
                return self.templates.read(path)
            case FileKind.FORMAT:
                return (json.dumps({"format": FORMAT, "days": self.layout.pattern}, ensure_ascii=False) + "\n").encode()
            case FileKind.RECORDS:
                return self._records(path) or None
        return None

    def _sessions(self, month: str) -> bytes:
        return data_of({one.id: records.session_record(one) for one in self._finished(*_ends_of(month))})

    def _finished(self, first: dt.date, last: dt.date) -> list[Session]:
        # One that runs belongs to the machine it was started on until it has ended.
        return [one for one in self.journal.store.sessions_between(first, last) if not one.running]

    def _retrospective(self, path: str) -> Retrospective | None:
        kind, first = path.rpartition("/")[2].removesuffix(".md").split("-", 1)
        return self.journal.store.retrospective(PeriodKind(kind), dt.date.fromisoformat(first))

    def _records(self, path: str) -> bytes:
        store = self.journal.store
        if path == self.layout.conflicts:
            return data_of({one.id: records.conflict_record(one) for one in store.sync.kept_conflicts()})
        if path == self.layout.retrospectives:
            kept = store.retrospectives()
            return data_of({f"{one.kind.value} {one.first}": records.retrospective_record(one) for one in kept})
        published = store.publications_to(_GITHUB)
        return data_of({f"{one.key} {one.target}": records.publication_record(one) for one in published})

    def clocked(self, day: dt.date, theirs: bytes | None) -> Clocked:
        """Return what the sessions of a day explain here, in another version of the month's file, and in both."""
        mine = {one.id: one.seconds for one in self._finished(day, day)}
        others = {
            name: int(record.get("seconds") or 0)
            for name, record in records_of(theirs or b"").items()
            if record.get("date") == day.isoformat()
        }
        return Clocked(sum(mine.values()), sum(others.values()), sum((others | mine).values()))

    def check(self, path: str, data: bytes, others: Iterable[str] = ()) -> None:
        """Raise UnreadableFile for what the log could not take from a file; `others` are the files it has besides."""
        kind = self.layout.kind_of(path)
        try:
            if kind is FileKind.SESSIONS:
                for name, record in records_of(data).items():
                    session = records.session(name, record)
                    if session.running or session.day.isoformat()[:7] != self.layout.month_of(path):
                        raise UnreadableFile
            elif path == self.layout.publications:
                for name, record in records_of(data).items():
                    records.publication(name, record)
            elif path == self.layout.retrospectives:
                for name, record in records_of(data).items():
                    period, first = name.split(" ")
                    records.retrospective(period, first, record, "")
            elif kind is FileKind.RECORDS:
                records_of(data)
            elif kind is FileKind.TEMPLATE:
                self.templates.check(path, data, others)
            else:
                text_of(data)
        except UnreadableFile:
            raise
        except (KeyError, ValueError):
            raise UnreadableFile from None

    # Bringing it up to date

    def write(self, files: Mapping[str, bytes | None], expected: Mapping[str, bytes | None]) -> None:
        """Have the log hold what files hold, all of them or none; raises ChangedMeanwhile when it is not as expected.

        It is part of the transaction under way.
        """
        store = self.journal.store
        with store.transaction(), store.deferred_search_index():
            if any(self.read(path) != expected.get(path) for path in files):
                raise ChangedMeanwhile
            # No change to take back: undo is for what the person did here. The history of each day has it.
            days = sum(self.layout.date_of(path) is not None for path in files)
            said = n_("{n} day of another machine", "{n} days of other machines", days)
            change = store.begin_change("sync", said, self.journal.now(), state=ChangeState.DROPPED)
            # Whose lines are mine is told by the text that is still there.
            if self.layout.conflicts in files:
                self._write_conflicts(records_of(files[self.layout.conflicts] or b""))
            touched: set[dt.date] = set()
            for path in sorted(files):
                if self.layout.month_of(path):
                    touched |= self._write_sessions(change, self.layout.month_of(path), files[path])
            kinds = {self.layout.kind_of(path) for path in files}
            if FileKind.RETROSPECTIVE in kinds or self.layout.retrospectives in files:
                self._write_retrospectives(change, files)
            for path, data in files.items():
                if self.layout.kind_of(path) is not FileKind.RETROSPECTIVE:
                    self.write_one(change, path, data)
            for day in touched - {self.layout.date_of(path) for path in files}:
                self.journal.refresh_seconds(day)

    def write_one(self, change: int, path: str, data: bytes | None) -> None:
        """Have the log hold what one file of a day, retrospective, template or of publications holds."""
        store, day = self.journal.store, self.layout.date_of(path)
        if day is not None:
            stored = store.day(day)
            if data is not None:
                self.journal.save(change, day, text_of(data), stored.sha256 if stored is not None else None)
            elif stored is not None:
                store.delete_day(change, day, expected_sha256=stored.sha256)
        elif path == self.layout.publications:
            for name, record in records_of(data or b"").items():
                store.put_publication(records.publication(name, record))
        elif self.layout.kind_of(path) is FileKind.RETROSPECTIVE:
            self._write_retrospectives(change, {path: data})
        elif self.layout.kind_of(path) is FileKind.TEMPLATE and self.templates.write(path, data):
            # Days may read differently by it: they are read anew when the log is opened next.
            store.set_setting(_READER, "")

    def _write_sessions(self, change: int, month: str, data: bytes | None) -> set[dt.date]:
        """Have a month's sessions be these, and return the days whose sessions are others now."""
        store = self.journal.store
        there = {one.id: one for one in self._finished(*_ends_of(month))}
        wanted = {name: records.session(name, record) for name, record in records_of(data or b"").items()}
        touched: set[dt.date] = set()
        for name in there.keys() - wanted.keys():
            store.remove_session(change, name)
            touched.add(there[name].day)
        for name, session in wanted.items():
            if there.get(name) != session:
                store.put_session(change, session)
                touched |= {session.day, there[name].day if name in there else session.day}
        return touched

    def _write_conflicts(self, found: Mapping[str, Record]) -> None:
        table = self.journal.store.sync
        for name in {one.id for one in table.kept_conflicts()} - found.keys():
            table.remove_conflict(name)
        conflicts = [records.conflict(name, record) for name, record in found.items()]
        table.put_conflicts([replace(one, mine=self._mine_of(one.path, one.kept, one.other)) for one in conflicts])

    def _mine_of(self, path: str, kept: str, other: str) -> str:
        """Return which lines of a conflict stand in what was written here, `kept` or `other`; empty for neither."""
        text = (self.read(path) or b"").decode()
        return "kept" if kept in text else "other" if other in text else ""

    def _write_retrospectives(self, change: int, files: Mapping[str, bytes | None]) -> None:
        store, path = self.journal.store, self.layout.retrospectives
        found = records_of((files[path] if path in files else self._records(path)) or b"")
        for one in store.retrospectives():
            if f"{one.kind.value} {one.first}" not in found:
                store.remove_retrospective(change, one.kind, one.first)
        for name, record in found.items():
            kind, first = name.split(" ")
            there = store.retrospective(PeriodKind(kind), dt.date.fromisoformat(first))
            file = self.layout.retrospective_path(kind, first)
            data = files[file] if file in files else there.text.encode() if there is not None else None
            if data is not None:
                wanted = records.retrospective(kind, first, record, text_of(data))
                if there != wanted:
                    store.put_retrospective(change, wanted)
            elif there is not None:
                store.remove_retrospective(change, there.kind, there.first)


def _ends_of(month: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a month like `2025-01`."""
    first = dt.date.fromisoformat(f"{month}-01")
    if first.month == 12:
        return first, first.replace(day=31)
    return first, first.replace(month=first.month + 1) - dt.timedelta(days=1)
