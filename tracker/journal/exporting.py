"""Giving logs back: the stored text, as days or as the very files that came in."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from tracker.errors import StoreError
from tracker.journal.importing import file_text
from tracker.journal.journal import Journal
from tracker.resources import write_atomically


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


def _free_name(name: str, names: set[str]) -> str:
    """Return `name`, numbered when another file of the export has it, and add it to `names`."""
    path = PurePosixPath(name)
    free, n = name, 2
    while free in names:
        free, n = str(path.with_name(f"{path.stem} ({n}){path.suffix}")), n + 1
    names.add(free)
    return free


def write_export(files: Iterable[ExportFile], target: Path, *, force: bool = False) -> tuple[int, int]:
    """Write the files below `target`; return how many were written and how many were there already, the same.

    Every file is checked before the first is written: raises StoreError when one is there with other contents and
    `force` is not given, or when a name leads out of the folder.
    """
    planned: list[tuple[Path, bytes]] = []
    same = 0
    for file in files:
        path = _below(target, file.path)
        data = file.text.encode()
        try:
            there = path.read_bytes() if path.exists() else None
        except OSError as error:
            raise StoreError(f"{path} is in the way ({error.strerror}); nothing was written.") from None
        if there == data:
            same += 1
            continue
        if there is not None and not force:
            raise StoreError(f"{path} is there with other contents; nothing was written. To overwrite: --force")
        planned.append((path, data))
    for path, data in planned:
        write_atomically(path, data)
    return len(planned), same


def _below(target: Path, name: str) -> Path:
    pure = PurePosixPath(name)
    if pure.is_absolute() or ".." in pure.parts or not pure.parts:
        raise StoreError(f"The file name {name!r} leads out of {target}; nothing was written.")
    path = target.joinpath(*pure.parts)
    if not path.parent.resolve().is_relative_to(target.resolve()):
        raise StoreError(f"{path} lies outside {target}, through a link; nothing was written.")
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
