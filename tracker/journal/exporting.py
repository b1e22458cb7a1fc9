"""Giving logs back: the stored text, as days or as the very files that came in."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from tracker.errors import Cancelled, StoreError
from tracker.journal.importing import file_text
from tracker.journal.journal import Journal
from tracker.journal.shelf import retro_place
from tracker.resources import write_atomically
from tracker.wording import _, n_


class Layout(StrEnum):
    """How exported files are named."""

    DAYS = "days"
    """`2025-01-22.md`, a file a day."""
    IMPORTED = "imported"
    """The files that came in, under their names; days written since are files of their own."""


@dataclass(frozen=True, slots=True)
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
        path = _below(target, file.path)
        data = file.text.encode()
        try:
            there = path.read_bytes() if path.exists() else None
        except OSError as error:
            raise StoreError(
                _("{path} is in the way ({why}); nothing was written.", path=path, why=error.strerror)
            ) from None
        if there == data:
            same += 1
            continue
        if there is not None and not force:
            raise StoreError(
                _("{path} is there with other contents; nothing was written.", path=path),
                shell=_("To overwrite: {option}", option="--force"),
            )
        planned.append((path, data))
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


def _below(target: Path, name: str) -> Path:
    pure = PurePosixPath(name)
    if pure.is_absolute() or ".." in pure.parts or not pure.parts:
        raise StoreError(
            _("The file name {name!r} leads out of {target}; nothing was written.", name=name, target=target)
        )
    path = target.joinpath(*pure.parts)
    if not path.parent.resolve().is_relative_to(target.resolve()):
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
