"""Giving logs back: the stored text, as days or as the very files that came in."""

from __future__ import annotations

import datetime as dt
import errno
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum, StrEnum
from pathlib import Path, PurePosixPath

from tracker.errors import Cancelled, StoreError
from tracker.journal.importing import file_text
from tracker.journal.journal import Journal
from tracker.journal.shelf import retro_place
from tracker.patterns import fits_every_system
from tracker.resources import write_atomically
from tracker.values import frozen
from tracker.wording import _, n_


class Layout(StrEnum):
    """How exported files are named."""

    DAYS = "days"
    """`2025-01-22.md`, a file a day."""
    IMPORTED = "imported"
    """The files that came in, under their names; days written since are files of their own."""


@frozen
class ExportFile:
    """A file to be written."""

    path: str
    """Below the target folder, with `/`."""
    text: str


def export_text(journal: Journal, days: Iterable[dt.date]) -> str:
    """Return the days' Markdown, one after another; a single day is exactly its stored text."""
    text = ""
    for record in journal.records(days):
        if text and not text.endswith("\n"):
            text += "\n"
        text += record.text
    return text


def export_files(journal: Journal, days: Iterable[dt.date], layout: Layout) -> Iterator[ExportFile]:
    """Yield the files of an export, one at a time in memory and no two of one name.

    As imported, a file comes with all its days when one of them is wanted; files whose text no day took over come when
    every day is.
    """
    wanted = list(days)
    in_files: set[dt.date] = set()
    names: set[str] = set()
    if layout is Layout.IMPORTED:
        chosen = set(wanted)
        everything = chosen.issuperset(journal.store.dates())
        for file in journal.store.imported_files():
            held = {piece.date for piece in journal.store.pieces(file.id) if piece.date is not None}
            in_files |= held
            if held & chosen or (everything and not held):
                yield ExportFile(_free_name(file.path, names), file_text(journal, file.id))
    for record in journal.records(day for day in wanted if day not in in_files):
        yield ExportFile(_free_name(f"{record.day.date}.md", names), record.text)


def retrospective_files(journal: Journal) -> Iterator[ExportFile]:
    """Yield a file for each retrospective that is kept, named as the settings say, no two of one name."""
    names: set[str] = set()
    for kept in journal.store.retrospectives():
        yield ExportFile(_free_name(retro_place(journal, kept.kind, kept.first), names), kept.text)


def _free_name(name: str, names: set[str]) -> str:
    """Return `name`, numbered when another file of the export has it, and add it to `names`."""
    path = PurePosixPath(name)
    free, n = name, 2
    while free in names:
        free, n = str(path.with_name(f"{path.stem} ({n}){path.suffix}")), n + 1
    names.add(free)
    return free


def write_export(
    files: Iterable[ExportFile],
    target: Path,
    *,
    force: bool = False,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[int, int]:
    """Write the files below `target`; return how many were written and how many were there already, the same.

    Every file is checked before the first is written: raises StoreError when one is there with other contents and
    `force` is not given, or when a name leads out of the folder. `progress` is called with the number of files written
    and to be written. Raises Cancelled when `cancelled` says so; files written by then are whole, and stay.
    """
    planned: list[tuple[Path, bytes]] = []
    same = 0
    for file in files:
        _stop_when(cancelled, 0)
        path = below(target, file.path)
        data = file.text.encode()
        there = _there(path, data)
        if there is _There.SAME:
            same += 1
            continue
        if there is _There.OTHER and not force:
            raise StoreError(
                _("{path} is there with other contents; nothing was written.", path=path),
                shell=_("To overwrite: {option}", option="--force"),
            )
        planned.append((path, data))
    _check_no_file_is_a_folder([path for path, _data in planned])
    for done, (path, data) in enumerate(planned):
        _stop_when(cancelled, done)
        if progress is not None:
            progress(done, len(planned))
        write_atomically(path, data)
    if progress is not None:
        progress(len(planned), len(planned))
    return len(planned), same


def _stop_when(cancelled: Callable[[], bool] | None, written: int) -> None:
    if cancelled is not None and cancelled():
        if not written:
            raise Cancelled(_("The export was stopped; nothing was written."))
        raise Cancelled(
            n_(
                "The export was stopped; {n} file was written.",
                "The export was stopped; {n} files were written.",
                written,
            )
        )


class _There(Enum):
    """What is where a file is to be written."""

    NOTHING = "nothing"
    SAME = "same"
    OTHER = "other"


def _there(path: Path, data: bytes) -> _There:
    """Look at what is in a file's place; raises StoreError for what is no file, without opening it."""
    try:
        if not path.exists():
            # A link that leads nowhere is someone's, too.
            return _There.OTHER if path.is_symlink() else _There.NOTHING
        status = path.stat()
        if stat.S_ISREG(status.st_mode):
            return _There.SAME if status.st_size == len(data) and path.read_bytes() == data else _There.OTHER
        # A pipe or a device may be read for ever.
        why = os.strerror(errno.EISDIR) if stat.S_ISDIR(status.st_mode) else _("it is no file")
    except OSError as error:
        why = error.strerror or str(error)
    raise StoreError(_("{path} is in the way ({why}); nothing was written.", path=path, why=why))


def _check_no_file_is_a_folder(paths: Sequence[Path]) -> None:
    """Raise StoreError when one of the files to be written has the name of a folder that another needs."""
    files = set(paths)
    for path in paths:
        both = next((parent for parent in path.parents if parent in files), None)
        if both is not None:
            raise StoreError(_("{path} would have to be a file and a folder at once; nothing was written.", path=both))


def below(target: Path, name: str, *, windows: bool = os.name == "nt") -> Path:
    """Return where a file named with `/` is to be written; raises StoreError when that lies outside `target`.

    On Windows also for a name that is none there: it could mean a device, a stream or another folder.
    """
    pure = PurePosixPath(name)
    if pure.is_absolute() or ".." in pure.parts or not pure.parts or "\0" in name:
        raise StoreError(
            _("The file name {name!r} leads out of {target}; nothing was written.", name=name, target=target)
        )
    if windows and not all(map(fits_every_system, pure.parts)):
        raise StoreError(_("Windows takes no file named {name!r}; nothing was written.", name=name))
    path = target.joinpath(*pure.parts)
    try:
        outside = not path.parent.resolve().is_relative_to(target.resolve())
    except (OSError, RuntimeError):
        # Links that go round in a circle.
        outside = True
    if outside:
        raise StoreError(
            _("{path} lies outside {target}, through a link; nothing was written.", path=path, target=target)
        )
    return path


def days_csv(journal: Journal, days: Iterable[dt.date]) -> Iterator[list[str]]:
    """Yield the rows of a table of days, the header first."""
    yield [
        "date",
        "study_seconds",
        "clocked_seconds",
        "goals",
        "topics",
        "problems",
        "done",
        "partial",
        "missed",
        "open",
    ]
    wanted = list(days)
    if not wanted:
        return
    clocked: Counter[dt.date] = Counter()
    for session in journal.store.sessions_between(min(wanted), max(wanted)):
        clocked[session.day] += session.seconds
    summaries = {summary.date: summary for summary in journal.store.summaries(min(wanted), max(wanted))}
    for summary in (summaries[day] for day in wanted if day in summaries):
        cells = (
            summary.study_seconds, clocked[summary.date], summary.goals, summary.topics, summary.problems,
            summary.done, summary.partial, summary.missed, summary.open,
        )  # fmt: skip
        yield [summary.date.isoformat(), *("" if cell is None else str(cell) for cell in cells)]
