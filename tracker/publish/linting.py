"""What of a day or retrospective will not look right once it is published, and mending what is certain."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from tracker.config import GITHUB
from tracker.journal import Journal
from tracker.journal.outcome import Outcome
from tracker.journal.shelf import Shelf, day_piece
from tracker.lint import Finding, lint_day, lint_text, mended
from tracker.model import DayRecord

Exists = Callable[[str], bool]


def findings_of(journal: Journal, day: dt.date) -> tuple[Finding, ...]:
    """Return what of a day will not look right where the settings publish it, by line; raises NotFound."""
    record = journal.record(day)
    if journal.config.publish_to.startswith(GITHUB):
        return day_findings(journal, record, nothing_beside)
    shelf = Shelf.of(journal)
    place = shelf.place_of(day_piece(journal, day, record))
    return day_findings(journal, record, exists_beside(shelf.folder, place) if shelf.folder is not None else None)


def day_findings(journal: Journal, record: DayRecord, exists: Exists | None) -> tuple[Finding, ...]:
    """Return what of a day will not look right, by line; `exists` None leaves relative addresses unchecked."""
    return lint_day(record, journal.reading(record).template, exists=exists)


def page_findings(text: str, exists: Exists | None) -> tuple[Finding, ...]:
    """Return what of any page will not look right, by line; `exists` None leaves relative addresses unchecked."""
    return lint_text(text, exists=exists)


def mend(journal: Journal, day: dt.date) -> tuple[Finding, ...]:
    """Mend what is certain in a day, as one change that undo takes back; return what was mended. Raises NotFound."""
    return mended_day(journal, day)[0]


def mended_day(journal: Journal, day: dt.date) -> tuple[tuple[Finding, ...], Outcome | None]:
    """As `mend`, with what the change left behind; None when there was nothing certain to mend."""
    record = journal.record(day)
    found = tuple(finding for finding in findings_of(journal, day) if finding.fixed is not None)
    if not found:
        return (), None
    return found, journal.save_text(day, mended(record.text, found), base=record.text, action="lint")


def nothing_beside(path: str) -> bool:
    """Return that beside an issue there are no files."""
    return False


def exists_beside(folder: Path, place: str) -> Exists:
    """Return whether a path leads to a file or folder, as seen from a page at `place` below `folder`."""

    def exists(path: str) -> bool:
        # A path from the root is one of the repository.
        joined = path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(place), path)
        try:
            return folder.joinpath(*PurePosixPath(posixpath.normpath(joined)).parts).exists()
        except (OSError, ValueError):
            return False

    return exists
