"""Giving logs back: the stored text, as days or as the very files that came in."""

from __future__ import annotations

import datetime as dt
import errno
import os
import stat
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from enum import Enum, StrEnum
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from tracker.errors import Cancelled, StoreError
from tracker.files import write_atomically
from tracker.journal.importing import file_text
from tracker.journal.journal import Journal
from tracker.journal.shelf import retro_place
from tracker.model import day_json
from tracker.patterns import fits_every_system
from tracker.processes import Processes, Work
from tracker.stored import session_json
from tracker.values import frozen
from tracker.wording import _, language, n_

_MANY_DAYS = 200
"""As many as it takes other processes longer to start than this one to read them."""
_DAYS_AHEAD = 16
"""Days that another process reads together."""


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
    return "".join(export_parts(journal, days))


def export_parts(journal: Journal, days: Iterable[dt.date]) -> Iterator[str]:
    """Yield the parts of `export_text`, one day's at a time; raises NotFound before the first."""
    wanted = list(days)
    if len(wanted) > 1:
        # Nothing is given out where one of them is not there.
        there = set(journal.store.dates())
        for day in wanted:
            if day not in there:
                journal.record(day)
    before: str | None = None
    for _day, text in _texts(journal, wanted):
        if before is not None:
            yield before if before.endswith("\n") or not before else before + "\n"
        before = text
    if before is not None:
        yield before


def _texts(journal: Journal, days: Sequence[dt.date]) -> Iterator[tuple[dt.date, str]]:
    """Yield the days' texts in their order; raises NotFound at the first that is not there."""
    for day, text in journal.store.texts(days):
        yield day, text if text is not None else journal.record(day).text


def day_values(journal: Journal, days: Sequence[dt.date]) -> Iterator[dict[str, Any]]:
    """Yield what JSON says of each of the days; raises NotFound at the first that is not there."""
    if len(days) < _MANY_DAYS:
        yield from map(day_json, journal.records(days))
        return
    batches = (days[start : start + _DAYS_AHEAD] for start in range(0, len(days), _DAYS_AHEAD))
    jobs = ((batch, _jobs(journal, batch)) for batch in batches)
    with Processes(Work("tracker.ahead", "reader_of_values", (journal.templates, language()))) as others:
        for batch, answer in others.answers(jobs):
            yield from answer or map(day_json, journal.records(batch))


def _jobs(journal: Journal, days: Sequence[dt.date]) -> list[tuple[int, str, str, list[str | None]]]:
    """Return what others are to read of days; nothing when one of them is not there."""
    jobs = []
    for day in days:
        stored = journal.store.day(day)
        if stored is None:
            return []
        sessions = [session_json(session) for session in journal.store.sessions_on(day)]
        jobs.append((day.toordinal(), stored.text, stored.template, sessions))
    return jobs


@frozen
class ExportFiles:
    """The files of an export, one at a time in memory and no two of one name; they can be gone through again."""

    make: Callable[[], Iterator[ExportFile]]

    def __iter__(self) -> Iterator[ExportFile]:
        return self.make()


def export_files(journal: Journal, days: Iterable[dt.date], layout: Layout) -> ExportFiles:
    """Return the files of an export.

    As imported, a file comes with all its days when one of them is wanted; files whose text no day took over come when
    every day is.
    """
    wanted = list(days)
    return ExportFiles(partial(_export_files, journal, wanted, layout))


def _export_files(journal: Journal, wanted: Sequence[dt.date], layout: Layout) -> Iterator[ExportFile]:
    in_files: set[dt.date] = set()
    names: set[str] = set()
    if layout is Layout.IMPORTED:
        chosen = set(wanted)
        everything = chosen.issuperset(journal.store.dates())
        dates_in = journal.store.dates_in_files()
        for file in journal.store.imported_files():
            held = dates_in.get(file.id, set())
            in_files |= held
            if held & chosen or (everything and not held):
                yield ExportFile(_free_name(file.path, names), file_text(journal, file.id))
    for day, text in _texts(journal, [day for day in wanted if day not in in_files]):
        yield ExportFile(_free_name(f"{day}.md", names), text)


def retrospective_files(journal: Journal) -> ExportFiles:
    """Return a file for each retrospective that is kept, named as the settings say."""
    return ExportFiles(partial(_retrospective_files, journal))


def _retrospective_files(journal: Journal) -> Iterator[ExportFile]:
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
    # Gone through twice, so that they need not all be in memory at once.
    files = list(files) if isinstance(files, Iterator) else files
    planned: dict[str, Path] = {}
    checked: set[Path] = set()
    same = 0
    for file in files:
        _stop_when(cancelled, 0)
        path = below(target, file.path, checked=checked)
        there = _there(path, file.text.encode())
        if there is _There.SAME:
            same += 1
            continue
        if there is _There.OTHER and not force:
            raise StoreError(
                _("{path} is there with other contents; nothing was written.", path=path),
                shell=_("To overwrite: {option}", option="--force"),
            )
        planned[file.path] = path
    _check_no_file_is_a_folder(planned.values())
    done = 0
    for file in files if planned else ():
        if file.path in planned:
            _stop_when(cancelled, done)
            if progress is not None:
                progress(done, len(planned))
            write_atomically(planned[file.path], file.text.encode())
            done += 1
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


def _check_no_file_is_a_folder(paths: Collection[Path]) -> None:
    """Raise StoreError when one of the files to be written has the name of a folder that another needs."""
    files = set(paths)
    for folder in dict.fromkeys(path.parent for path in paths):
        both = next((parent for parent in (folder, *folder.parents) if parent in files), None)
        if both is not None:
            raise StoreError(_("{path} would have to be a file and a folder at once; nothing was written.", path=both))


def below(target: Path, name: str, *, windows: bool = os.name == "nt", checked: set[Path] | None = None) -> Path:
    """Return where a file named with `/` is to be written; raises StoreError when that lies outside `target`.

    On Windows also for a name that is none there: it could mean a device, a stream or another folder. Folders in
    `checked`, to which this adds, are known to lie inside.
    """
    pure = PurePosixPath(name)
    if pure.is_absolute() or ".." in pure.parts or not pure.parts or "\0" in name:
        raise StoreError(
            _("The file name {name!r} leads out of {target}; nothing was written.", name=name, target=target)
        )
    if windows and not all(map(fits_every_system, pure.parts)):
        raise StoreError(_("Windows takes no file named {name!r}; nothing was written.", name=name))
    path = target.joinpath(*pure.parts)
    folder = path.parent
    if checked is not None and folder in checked:
        return path
    try:
        outside = not folder.resolve().is_relative_to(target.resolve())
    except (OSError, RuntimeError):
        # Links that go round in a circle.
        outside = True
    if outside:
        raise StoreError(
            _("{path} lies outside {target}, through a link; nothing was written.", path=path, target=target)
        )
    if checked is not None:
        checked.add(folder)
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
