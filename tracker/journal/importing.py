"""Bringing logs in: files, folders and standard input, taken whole or not at all, and reported on."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property, partial
from pathlib import Path, PurePath

from tracker.codec.dates import cut, path_date
from tracker.codec.document import Document
from tracker.codec.read import read_day
from tracker.errors import Cancelled, ImportRefused
from tracker.fingerprint import sha256_of
from tracker.journal.journal import Journal
from tracker.journal.safekeeping import before_import
from tracker.model import Day, DayRecord
from tracker.store.new_days import NewDay
from tracker.stored import READER_VERSION, FilePiece, ImportedFile
from tracker.values import frozen
from tracker.wording import _, n_

LARGEST_FILE = 20_000_000
"""Bytes; a day's log is a thousandth of that, and whatever is larger is something else."""
_LOG_SUFFIXES = (".md", ".markdown", ".mdown", ".txt", ".text")
# Each encoding with the rows of a smaller set in which the letters stand that people really write: read in the wrong
# encoding, a text is full of rare ones.
_ENCODINGS = (
    ("CP949", "euc_kr", 0xB0, 0xC8),
    ("SHIFT_JIS", "euc_jp", 0xA4, 0xA5),
    ("EUC-JP", "euc_jp", 0xA4, 0xA5),
    ("GB18030", "gb2312", 0xB0, 0xD7),
    ("WINDOWS-1252", "latin_1", 0xC0, 0xFF),
)
_DAYS_TOGETHER = 64
"""New days that are saved by a few statements for all of them."""
_CHARACTERS_TOGETHER = 1_000_000
_SKIPPED_FOLDERS = {".git", ".hg", ".svn", "node_modules", ".venv", "__pycache__", ".obsidian", ".idea", ".vscode"}


class WhereThere(StrEnum):
    """What to do with a day that is there already with another text."""

    ASK = "ask"
    """Keep the stored one, and report it as a conflict."""
    KEEP = "keep"
    REPLACE = "replace"


@frozen
class SourceFile:
    """A file to bring in."""

    root: str
    """The folder it is named from."""
    path: str
    """Its name below `root`, with `/`."""
    read: Callable[[], bytes]


@dataclass(slots=True)
class ImportReport:
    """What became of an import."""

    files: int = 0
    new: list[date] = field(default_factory=list)
    unchanged: list[date] = field(default_factory=list)
    replaced: list[date] = field(default_factory=list)
    kept: list[date] = field(default_factory=list)
    """Days whose stored text stayed, as the call asked."""
    edited_since: list[date] = field(default_factory=list)
    """Days that were edited here after their file, which is as it was, had come in."""
    conflicts: list[tuple[str, date]] = field(default_factory=list)
    """Files and the days they hold another text of; the stored text stayed, the file's own is kept for export."""
    undated: list[tuple[str, str]] = field(default_factory=list)
    """Files, or parts of one, without a date, and why."""
    refused: list[tuple[str, str]] = field(default_factory=list)
    """Files that are no text of ours, and why."""
    other_files: Counter[str] = field(default_factory=Counter)
    """Files of folders that are no logs, by their name's ending."""
    items: Counter[str] = field(default_factory=Counter)
    """What was read, by kind."""
    plain_lines: int = 0
    """Lines that stayed text: kept and shown, understood as nothing in particular."""
    plain_places: list[tuple[str, int]] = field(default_factory=list)
    """Files and the lines of their days, from 1, that stayed text."""
    totals: int = 0
    mismatches: list[tuple[str, str]] = field(default_factory=list)
    """Files with a diagnostic about their date."""

    @property
    def complete(self) -> bool:
        """Whether everything that was named was taken in."""
        return not (self.conflicts or self.refused)


Progress = Callable[[int, int], None]
"""Called with the number of files done and of all files."""

CancelCheck = Callable[[], bool]
"""Asked again and again whether the person wants to stop."""


def find_sources(
    paths: Sequence[Path], report: ImportReport, *, cancelled: CancelCheck | None = None
) -> list[SourceFile]:
    """Return the log files among `paths` and below the folders among them, in order of their names.

    Files are named from the one folder given, or from the folder that all of several paths have in common. Raises
    ImportRefused for a path that does not exist, Cancelled when `cancelled` says so.
    """
    for path in paths:
        if not path.exists():
            raise ImportRefused(_("{path} does not exist; check the path.", path=path))
    if not paths:
        return []
    absolute = [os.path.abspath(path) for path in paths]
    common = os.path.commonpath([place if os.path.isdir(place) else os.path.dirname(place) for place in absolute])
    found: dict[str, None] = {}
    for place in absolute:
        found.update(dict.fromkeys(_logs_below(place, report, cancelled) if os.path.isdir(place) else [place]))
    below = len(os.path.join(common, ""))
    return [SourceFile(common, place[below:].replace(os.sep, "/"), partial(_read, place)) for place in found]


def _logs_below(folder: str, report: ImportReport, cancelled: CancelCheck | None) -> Iterable[str]:
    # Not os.walk, which calls itself for every folder in a folder and so comes to an end of its own.
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        _stop_when(cancelled)
        try:
            with os.scandir(here) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            report.refused.append((here, _("cannot be read: {why}", why=error.strerror)))
            continue
        folders = [entry for entry in found if _is_folder(entry)]
        waiting.extend(entry.path for entry in reversed(folders) if _is_to_be_entered(entry))
        for entry in found:
            suffix = PurePath(entry.name).suffix
            if _is_folder(entry):
                continue
            if not entry.is_file(follow_symlinks=False):
                report.other_files[_("links and devices")] += 1
            elif suffix.casefold() in _LOG_SUFFIXES or (path_date(entry.name) is not None and not _has_suffix(suffix)):
                yield entry.path
            else:
                report.other_files[suffix or entry.name] += 1


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_to_be_entered(entry: os.DirEntry[str]) -> bool:
    return not entry.is_symlink() and entry.name not in _SKIPPED_FOLDERS


def _stop_when(cancelled: CancelCheck | None) -> None:
    if cancelled is not None and cancelled():
        raise Cancelled(_("The import was stopped; nothing was taken in."))


def _has_suffix(suffix: str) -> bool:
    return bool(suffix) and not suffix[1:].isdigit()


def _read(path: str) -> bytes:
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            raise ImportRefused(_("is not a file"))
        if status.st_size > LARGEST_FILE:
            size, most = status.st_size // 1_000_000, LARGEST_FILE // 1_000_000
            raise ImportRefused(
                _(
                    "has {size} MB; a log is text of at most {most} MB. Split it, or leave it out",
                    size=size,
                    most=most,
                )
            )
        with open(path, "rb") as file:
            # Some files have no size and do not end.
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise ImportRefused(_("cannot be read: {why}", why=error.strerror)) from None


def decode_log(data: bytes) -> str:
    """Return the text of a file; raises ImportRefused, saying the encoding it looks like, when it is not UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        command = "iconv -f UTF-16 -t UTF-8 OLD > NEW"
        raise ImportRefused(_("looks like UTF-16, not UTF-8. Convert it: {command}", command=command))
    if len(data) > LARGEST_FILE:
        size, most = len(data) // 1_000_000, LARGEST_FILE // 1_000_000
        raise ImportRefused(_("has {size} MB; a log is text of at most {most} MB", size=size, most=most))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        name = None if b"\x00" in data else likely_encoding(data)
        if name is None:
            byte = f"{data[error.start]:#04x}"
            raise ImportRefused(
                _("is not text (byte {place} is {byte}). Leave it out", place=error.start, byte=byte)
            ) from None
        command = f"iconv -f {name} -t UTF-8 OLD > NEW"
        raise ImportRefused(
            _("is not UTF-8 but looks like {encoding}. Convert it: {command}", encoding=name, command=command)
        ) from None
    if "\x00" in text:
        raise ImportRefused(_("is not text (it has NUL bytes). Leave it out"))
    return text


def likely_encoding(data: bytes) -> str | None:
    """Return the name of the encoding that makes the most letters of `data`; None when none makes sense of it."""
    best: tuple[float, str] | None = None
    for name, small_set, first, last in _ENCODINGS:
        try:
            text = data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        if any(ord(char) < 32 and char not in "\t\n\r\f" for char in text):
            continue
        foreign = [char for char in text if ord(char) > 127]
        leads = [char.encode(small_set, "ignore")[:1] for char in foreign]
        share = sum(lead != b"" and first <= lead[0] <= last for lead in leads) / max(len(foreign), 1)
        if best is None or share > best[0]:
            best = share, name
    return best[1] if best is not None and best[0] > 0.2 else None


def import_files(
    journal: Journal,
    sources: Sequence[SourceFile],
    report: ImportReport,
    *,
    where_there: WhereThere = WhereThere.ASK,
    progress: Progress | None = None,
    cancelled: CancelCheck | None = None,
) -> ImportReport:
    """Bring files in, in one transaction: an interruption leaves nothing half done. Fills and returns `report`.

    A backup is made before it. Raises Cancelled when `cancelled` says so: everything is as it was, and the report is
    worth nothing. Raises StoreError where no backup can be made; nothing is brought in then.
    """
    before_import(journal, replacing=where_there is WhereThere.REPLACE)
    with (
        journal.store.transaction(),
        journal.store.deferred_search_index(before_each=lambda: _stop_when(cancelled)),
    ):
        intake = _Intake(journal, report, where_there, n_("{n} file", "{n} files", len(sources)))
        for done, source in enumerate(sources):
            _stop_when(cancelled)
            if progress is not None:
                progress(done, len(sources))
            if not _can_be_stored(source.root + source.path):
                shown = source.path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
                report.refused.append((shown, _("has a name that is not UTF-8; rename it")))
                continue
            try:
                text = decode_log(source.read())
            except ImportRefused as refused:
                report.refused.append((source.path, str(refused)))
                continue
            if not text.strip():
                report.refused.append((source.path, _("is empty; nothing to take in")))
                continue
            intake.take_file(source, text)
        intake.save_waiting()
        if progress is not None:
            progress(len(sources), len(sources))
    return report


def _place(root: str, path: str) -> str:
    """Return by what a file is known wherever its name begins."""
    return os.path.normcase(os.path.join(root, path))


def _can_be_stored(name: str) -> bool:
    # Systems whose names are bytes have such that are no text.
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


class _Intake:
    """An import under way: what is known of earlier ones, and the one change that all of it belongs to."""

    def __init__(self, journal: Journal, report: ImportReport, where_there: WhereThere, summary: str) -> None:
        self.journal = journal
        self.store = journal.store
        self.report = report
        self.where_there = where_there
        self.summary = summary
        self.by_place = {_place(file.root, file.path): file for file in self.store.imported_files()}
        """The files of earlier imports, by where they lay."""
        self.by_name: dict[str, list[ImportedFile]] = {}
        for file in self.by_place.values():
            self.by_name.setdefault(file.path, []).append(file)
        self.dates = set(self.store.dates())
        """The days that are there, or wait to be saved."""
        self.waiting: list[NewDay] = []
        self.waiting_characters = 0

    @cached_property
    def change(self) -> int:
        """The change to undo; an import that changes nothing begins none."""
        return self.journal.begin("import", self.summary)

    def take_file(self, source: SourceFile, text: str) -> None:
        """Store the days of a file, and what it consists of."""
        # The folder's own name may be part of the date: 2024/01/14.md, imported from within 2024.
        place = source.path if path_date(source.path) is not None else f"{source.root}/{source.path}"
        pieces = cut(text, place, self.journal.templates)
        self.report.undated.extend((source.path, piece.problem) for piece in pieces if piece.problem)
        if not any(piece.on is not None for piece in pieces):
            return
        self.report.files += 1
        file = self._known(source, text)
        root, path = (file.root, file.path) if file is not None else self._own_name(source)
        owned = {piece.date for piece in self.store.pieces(file.id)} if file is not None else set()
        seen: set[date] = set()
        kept: list[FilePiece] = []
        for piece in pieces:
            if piece.on is None:
                kept.append(FilePiece(None, piece.text))
                continue
            by_reference = self._take_day(source, piece.on, piece.text, owned=piece.on in owned, again=piece.on in seen)
            kept.append(FilePiece(piece.on, None) if by_reference else FilePiece(None, piece.text))
            if by_reference:
                seen.add(piece.on)
        if file is not None:
            self.store.put_imported_file(root, path, kept, self.journal.now())
            return
        added = self.store.add_imported_file(root, path, kept, self.journal.now())
        self.by_place[_place(root, path)] = added
        self.by_name.setdefault(path, []).append(added)

    def _take_day(self, source: SourceFile, day: date, text: str, *, owned: bool, again: bool) -> bool:
        """Store a day; return whether the file stands for the stored day from now on."""
        if day not in self.dates:
            self._take_new_day(source, day, text)
            return True
        self.save_waiting()
        stored = self.store.day(day)
        assert stored is not None
        if stored.text == text:
            self.report.unchanged.append(day)
            return not again
        if owned and not again and self.where_there is not WhereThere.REPLACE and self._had(day, text):
            self.report.edited_since.append(day)
            return True
        if again or self.where_there is WhereThere.ASK:
            self.report.conflicts.append((source.path, day))
            return owned and not again
        if self.where_there is WhereThere.KEEP:
            self.report.kept.append(day)
            return owned
        # Other files that stood for this day keep the text they came with.
        for file in self.store.files_of_day(day):
            held = [
                FilePiece(None, stored.text) if other.date == day else other for other in self.store.pieces(file.id)
            ]
            self.store.put_imported_file(file.root, file.path, held, file.imported_at)
        record = self.journal.save(self.change, day, text, stored.sha256)
        self.report.replaced.append(day)
        _count(self.report, record.day, source)
        return True

    def _take_new_day(self, source: SourceFile, day: date, text: str) -> None:
        read = read_day(Document.from_text(text), day, self.journal.templates)
        # Sessions may have been booked before there was a log.
        sessions = self.store.sessions_on(day) if read.total is None else ()
        record = DayRecord(text, sha256_of(text), read, tuple(sessions))
        self.dates.add(day)
        self.waiting.append(NewDay(read, text, record.sha256, record.study_seconds))
        self.waiting_characters += len(text)
        self.report.new.append(day)
        _count(self.report, read, source)
        if len(self.waiting) >= _DAYS_TOGETHER or self.waiting_characters >= _CHARACTERS_TOGETHER:
            self.save_waiting()

    def save_waiting(self) -> None:
        """Save the new days that wait to be saved together."""
        if self.waiting:
            now = self.journal.now()
            self.store.add_days(self.change, self.waiting, reader_version=READER_VERSION, updated_at=now)
            self.waiting, self.waiting_characters = [], 0

    def _had(self, day: date, text: str) -> bool:
        """Whether the day once had this very text: the file is as it came in, and the day was edited here since."""
        return sha256_of(text) in {revision.sha256 for revision in self.store.history(day)}

    def _known(self, source: SourceFile, text: str) -> ImportedFile | None:
        """The file as it came in before: from the same place, or, with the same name and text, from one that moved."""
        here = self.by_place.get(_place(source.root, source.path))
        if here is not None:
            return here
        same_name = self.by_name.get(source.path, ())
        if same_name:
            self.save_waiting()
        return next((file for file in same_name if file_text(self.journal, file.id) == text), None)

    def _own_name(self, source: SourceFile) -> tuple[str, str]:
        """Root and path for a new file; one that has the name of another folder's file is named from further up."""
        root, path = PurePath(source.root), source.path
        while path in self.by_name and root.name:
            root, path = root.parent, f"{root.name}/{path}"
        return str(root), path


def file_text(journal: Journal, file_id: int) -> str:
    """Return an imported file as it is now: its days' texts with what stands between them."""
    parts = []
    for piece in journal.store.pieces(file_id):
        if piece.text is not None:
            parts.append(piece.text)
        elif piece.date is not None and (stored := journal.store.day(piece.date)) is not None:
            parts.append(stored.text)
    return "".join(parts)


def _count(report: ImportReport, day: Day, source: SourceFile) -> None:
    report.items.update(
        {
            "goals": len(day.goals),
            "topics": len(day.topics),
            "problems": len(day.problems),
            "challenges": len(day.challenges),
            "reflections": len(day.reflections),
            "links": len(day.links),
        }
    )
    report.totals += day.total is not None
    report.plain_lines += len(day.plain_lines)
    report.plain_places.extend((source.path, line + 1) for line in day.plain_lines)
    report.mismatches.extend((source.path, d.message) for d in day.diagnostics if d.code.startswith("date-"))
