"""Bringing logs in: files, folders and standard input, taken whole or not at all, and reported on."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence, Sized
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property, partial
from pathlib import Path, PurePath
from typing import overload

from tracker.ahead import ReadDay, ReadFile, date_remarks, naming_date, read_files
from tracker.codec.dates import cut, path_date
from tracker.codec.document import Document
from tracker.codec.read import read_day
from tracker.errors import Cancelled, ImportRefused
from tracker.fingerprint import sha256_of
from tracker.journal.journal import Journal
from tracker.journal.safekeeping import before_import
from tracker.model import Day
from tracker.new_day import NewDay, new_days
from tracker.processes import Processes, Work
from tracker.store import Store
from tracker.stored import READER_VERSION, FilePiece, ImportedFile
from tracker.values import frozen, replace
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
_MANY_FILES = 200
"""As many as it takes other processes longer to start than this one to read them."""
_FILES_AHEAD = 64
"""Files that another process reads together."""
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
    place: str | None = None
    """Where anyone else could read it; None when only `read` can."""


class FoundFiles(Sequence[SourceFile]):
    """Files below one folder; no more than the name of each is in memory."""

    def __init__(self, root: str, names: list[str]) -> None:
        self._root = root
        self._names = names

    def __len__(self) -> int:
        return len(self._names)

    @overload
    def __getitem__(self, index: int) -> SourceFile: ...

    @overload
    def __getitem__(self, index: slice) -> FoundFiles: ...

    def __getitem__(self, index: int | slice) -> SourceFile | FoundFiles:
        if isinstance(index, slice):
            return FoundFiles(self._root, self._names[index])
        name = self._names[index]
        place = os.path.join(self._root, name)
        return SourceFile(self._root, name.replace(os.sep, "/"), partial(_read, place), place)


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
) -> Sequence[SourceFile]:
    """Return the log files among `paths` and below the folders among them, in order of their names.

    Files are named from the one folder given, or from the folder that all of several paths have in common. Raises
    ImportRefused for a path that does not exist, Cancelled when `cancelled` says so.
    """
    for path in paths:
        if not path.exists():
            raise ImportRefused(_("{path} does not exist; check the path.", path=path))
    if not paths:
        return ()
    absolute = [os.path.abspath(path) for path in paths]
    common = os.path.commonpath([place if os.path.isdir(place) else os.path.dirname(place) for place in absolute])
    found: dict[str, None] = {}
    for place in absolute:
        found.update(dict.fromkeys(_logs_below(place, report, cancelled) if os.path.isdir(place) else [place]))
    below = len(os.path.join(common, ""))
    return FoundFiles(common, [place[below:] for place in found])


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
        ExitStack() as stack,
    ):
        intake = _Intake(journal, report, where_there, n_("{n} file", "{n} files", len(sources)))
        files = stack.enter_context(closing(_read_ahead(journal, sources, intake.dates)))
        for done, (source, read) in enumerate(files):
            _stop_when(cancelled)
            if progress is not None:
                progress(done, len(sources))
            if not _can_be_stored(source.root + source.path):
                shown = source.path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
                report.refused.append((shown, _("has a name that is not UTF-8; rename it")))
                continue
            if read is None:
                try:
                    text = decode_log(source.read())
                except ImportRefused as refused:
                    report.refused.append((source.path, str(refused)))
                    continue
                if not text.strip():
                    report.refused.append((source.path, _("is empty; nothing to take in")))
                    continue
                read = intake.cut(source, text)
            intake.take_file(source, read)
        intake.save_waiting()
        if progress is not None:
            progress(len(sources), len(sources))
    return report


def _read_ahead(
    journal: Journal, sources: Sequence[SourceFile], known: Collection[int]
) -> Generator[tuple[SourceFile, ReadFile | None], None, None]:
    """Yield the files in their order, many of them read by other processes; None where none has."""
    if len(sources) < _MANY_FILES:
        yield from ((source, None) for source in sources)
        return
    batches = (sources[start : start + _FILES_AHEAD] for start in range(0, len(sources), _FILES_AHEAD))
    jobs = ((batch, [(source.place, naming_date(source.root, source.path)) for source in batch]) for batch in batches)
    with Processes(Work("tracker.ahead", "reader_of_files", (journal.templates, frozenset(known)))) as others:
        for batch, answer in others.answers(jobs):
            yield from zip(batch, read_files(answer) if answer is not None else [None] * len(batch), strict=True)


def _can_be_stored(name: str) -> bool:
    # Systems whose names are bytes have such that are no text.
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


class _KnownFiles:
    """The files of earlier imports and of this one, by their names: of many files a name is all there is in memory."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.waiting: dict[int, ImportedFile] = {}
        """Files that wait to be saved, by their numbers."""
        self._by_name: dict[str, int | list[int]] = {}
        for file_id, path in store.names_of_files():
            self._name(file_id, path)

    def add(self, file: ImportedFile) -> None:
        """Know a file that waits to be saved."""
        self.waiting[file.id] = file
        self._name(file.id, file.path)

    def _name(self, file_id: int, path: str) -> None:
        name = os.path.normcase(path)
        there = self._by_name.get(name)
        if there is None:
            self._by_name[name] = file_id
        else:
            self._by_name[name] = [*(there if isinstance(there, list) else [there]), file_id]

    def at(self, root: str, path: str) -> ImportedFile | None:
        """Return the file that lay in a place when it came in."""
        place = _place(root, path)
        for name in _ends_of(place):
            for file in self._called(name):
                if _place(file.root, file.path) == place:
                    return file
        return None

    def named(self, path: str) -> list[ImportedFile]:
        """Return the files of this very name, in the order they became known."""
        return [file for file in self._called(os.path.normcase(path)) if file.path == path]

    def _called(self, name: str) -> Sequence[ImportedFile]:
        there = self._by_name.get(name)
        if there is None:
            return ()
        ids = there if isinstance(there, list) else [there]
        found = [self.waiting.get(file_id) or self._store.imported_file_of(file_id) for file_id in ids]
        return [file for file in found if file is not None]


def _place(root: str, path: str) -> str:
    """Return by what a file is known wherever its name begins."""
    return os.path.normcase(os.path.join(root, path))


def _ends_of(place: str) -> Iterator[str]:
    """Yield each name that a file in that place may have, from some folder above it."""
    yield place
    at = place.find(os.sep)
    while at >= 0:
        yield place[at + 1 :]
        at = place.find(os.sep, at + 1)


class _Intake:
    """An import under way: what is known of earlier ones, and the one change that all of it belongs to."""

    def __init__(self, journal: Journal, report: ImportReport, where_there: WhereThere, summary: str) -> None:
        self.journal = journal
        self.store = journal.store
        self.report = report
        self.where_there = where_there
        self.summary = summary
        self.files = _KnownFiles(self.store)
        self.next_file_id = self.store.next_file_id()
        self.dates = {day.toordinal() for day in self.store.dates()}
        """The ordinals of the days that are there, or wait to be saved."""
        self.waiting: list[tuple[Day | NewDay, str, int | None]] = []
        """New days, their texts, and their study seconds."""
        self.waiting_files: list[tuple[ImportedFile, list[FilePiece]]] = []
        self.waiting_characters = 0

    @cached_property
    def change(self) -> int:
        """The change to undo; an import that changes nothing begins none."""
        return self.journal.begin("import", self.summary)

    def cut(self, source: SourceFile, text: str) -> ReadFile:
        """Cut a file into its days, which are not read yet."""
        pieces = cut(text, naming_date(source.root, source.path), self.journal.templates)
        self.report.undated.extend((source.path, piece.problem) for piece in pieces if piece.problem)
        return ReadFile(text, [(piece.on.toordinal() if piece.on else None, piece.text, None) for piece in pieces])

    def take_file(self, source: SourceFile, read: ReadFile) -> None:
        """Store the days of a file, and what it consists of."""
        if all(number is None for number, _text, _day in read.pieces):
            return
        self.report.files += 1
        file = self._known(source, read.text)
        root, path = (file.root, file.path) if file is not None else self._own_name(source)
        owned = {piece.date for piece in self.store.pieces(file.id)} if file is not None else set()
        seen: set[date] = set()
        kept: list[FilePiece] = []
        for number, text, ready in read.pieces:
            if number is None:
                kept.append(FilePiece(None, text))
                continue
            on = date.fromordinal(number)
            by_reference = self._take_day(source, on, text, ready, owned=on in owned, again=on in seen)
            kept.append(FilePiece(on, None) if by_reference else FilePiece(None, text))
            if by_reference:
                seen.add(on)
        if file is not None:
            self.store.put_imported_file(root, path, kept, self.journal.now())
            return
        added = ImportedFile(self.next_file_id, root, path, self.journal.now())
        self.next_file_id += 1
        self.files.add(added)
        self.waiting_files.append((added, kept))
        self.waiting_characters += sum(len(piece.text) for piece in kept if piece.text is not None)
        self._save_many()

    def _take_day(
        self, source: SourceFile, day: date, text: str, read: ReadDay | None, *, owned: bool, again: bool
    ) -> bool:
        """Store a day; return whether the file stands for the stored day from now on."""
        if day.toordinal() not in self.dates:
            self._take_new_day(source, day, text, read)
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
        _count_day(self.report, source, record.day)
        self.report.totals += record.day.total is not None
        return True

    def _take_new_day(self, source: SourceFile, day: date, text: str, read: ReadDay | None) -> None:
        made: Day | NewDay
        if read is not None:
            made, seconds = read.new, read.new.study_seconds
            _count(self.report, source, read.new.items, read.plain_lines)
        else:
            made = read_day(Document.from_text(text), day, self.journal.templates)
            seconds = made.total.seconds if made.total is not None else None
            _count_day(self.report, source, made)
        self.report.totals += seconds is not None
        if seconds is None:
            # Sessions may have been booked before there was a log.
            finished = [session.seconds for session in self.store.sessions_on(day) if not session.running]
            seconds = sum(finished) if finished else None
        self.dates.add(day.toordinal())
        self.waiting.append((made, text, seconds))
        self.waiting_characters += len(text)
        self.report.new.append(day)
        self._save_many()

    def _save_many(self) -> None:
        most = max(len(self.waiting), len(self.waiting_files))
        if most >= _DAYS_TOGETHER or self.waiting_characters >= _CHARACTERS_TOGETHER:
            self.save_waiting()

    def save_waiting(self) -> None:
        """Save the new days and files that wait to be saved together."""
        if self.waiting:
            now = self.journal.now()
            here = iter(new_days([(day, text) for day, text, _seconds in self.waiting if isinstance(day, Day)]))
            days = [
                replace(next(here) if isinstance(day, Day) else day, study_seconds=seconds)
                for day, _text, seconds in self.waiting
            ]
            self.store.add_days(self.change, days, reader_version=READER_VERSION, updated_at=now)
        if self.waiting_files:
            self.store.add_files(self.waiting_files)
            self.files.waiting.clear()
        self.waiting, self.waiting_files, self.waiting_characters = [], [], 0

    def _had(self, day: date, text: str) -> bool:
        """Whether the day once had this very text: the file is as it came in, and the day was edited here since."""
        return sha256_of(text) in {revision.sha256 for revision in self.store.history(day)}

    def _known(self, source: SourceFile, text: str) -> ImportedFile | None:
        """The file as it came in before: from the same place, or, with the same name and text, from one that moved."""
        here = self.files.at(source.root, source.path)
        same_name = self.files.named(source.path) if here is None else [here]
        if same_name:
            # What it consists of is read.
            self.save_waiting()
        if here is not None:
            return here
        return next((file for file in same_name if file_text(self.journal, file.id) == text), None)

    def _own_name(self, source: SourceFile) -> tuple[str, str]:
        """Root and path for a new file; one that has the name of another folder's file is named from further up."""
        root, path = PurePath(source.root), source.path
        while root.name and self.files.named(path):
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


_COUNTED = ("goals", "topics", "problems", "challenges", "reflections", "links")


def _count_day(report: ImportReport, source: SourceFile, day: Day) -> None:
    _count(report, source, {kind: getattr(day, kind) for kind in _COUNTED}, day.plain_lines)
    report.mismatches.extend((source.path, remark) for remark in date_remarks(day))


def _count(report: ImportReport, source: SourceFile, items: Mapping[str, Sized], plain_lines: Sequence[int]) -> None:
    for kind in _COUNTED:
        report.items[kind] += len(items[kind])
    report.plain_lines += len(plain_lines)
    report.plain_places.extend((source.path, line + 1) for line in plain_lines)
