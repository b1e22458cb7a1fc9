"""Where the files of days and retrospectives lie, in the folder that people read them from."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from tracker.config import GITHUB
from tracker.patterns import Piece, detected_pattern, filled
from tracker.retro.building import headline_of
from tracker.retro.periods import period_name
from tracker.timefmt import WEEKDAY_NAMES
from tracker.values import frozen
from tracker.wording import language

if TYPE_CHECKING:
    from tracker.journal.journal import Journal
    from tracker.model import DayRecord

PLAIN_PATTERN = "{date}.md"
"""How files are named where nothing says otherwise."""
_LOOKED_AT = 60
"""Newest files that a pattern is found from."""
_STANDARD_INPUT = "-"
"""What days came from that came from no file."""


@frozen
class Shelf:
    """A folder of published days."""

    folder: Path | None
    """None when neither the settings nor an import name one."""
    pattern: str
    """How the file of a day is named that did not come from there."""
    own: Mapping[dt.date, str]
    """Days that came from a file of the folder, with its path below it."""

    @classmethod
    def of(cls, journal: Journal, folder: Path | None = None) -> Shelf:
        """Return where the days lie: in `folder`, else the settings' folder, else that which most of them came from."""
        moment, config = journal.store.moment(), journal.config
        asked = (moment, folder, config.publish_to, config.publish_path, language())
        if journal.shelf is None or journal.shelf[0] != asked or moment is None:
            journal.shelf = asked, cls._read(journal, folder)
        return journal.shelf[1]

    @classmethod
    def _read(cls, journal: Journal, folder: Path | None) -> Shelf:
        files = [(date, root, path) for date, root, path in journal.store.files_of_days() if root != _STANDARD_INPUT]
        if folder is None and is_folder(journal.config.publish_to):
            folder = Path(journal.config.publish_to).expanduser()
        if folder is None and files:
            folder = Path(Counter(root for _date, root, _path in files).most_common(1)[0][0])
        own: dict[dt.date, str] = {}
        for date, root, path in files:
            below = _below(folder, root, path) if folder is not None else None
            if below is not None:
                own[date] = below
        newest = [(path, date) for date, path in sorted(own.items(), reverse=True)[:_LOOKED_AT]]
        return cls(folder, journal.config.publish_path or detected_pattern(newest) or PLAIN_PATTERN, own)

    def place_of(self, piece: Piece) -> str:
        """Return the path of a day's file below the folder, with `/`."""
        return self.own.get(piece.day) or filled(self.pattern, piece, path=True)


def _below(folder: Path, root: str, path: str) -> str | None:
    """Return the path of an imported file below the folder; None when it lies elsewhere."""
    try:
        return (Path(root) / path).relative_to(folder.absolute()).as_posix()
    except ValueError:
        return None


def is_folder(target: str) -> bool:
    """Return whether `publish_to` names a folder."""
    return bool(target) and not target.startswith(GITHUB)


def retro_place(journal: Journal, kind: str, first: dt.date) -> str:
    """Return the path of a week's or month's retrospective below the folder, with `/`."""
    return filled(journal.config.retro_path, period_piece(journal, kind, first, ""), path=True)


def link_between(here: str, there: str) -> str:
    """Return the address of one file from another, both below the same folder."""
    return quote(posixpath.relpath(there, posixpath.dirname(here) or "."), safe="/~!*',;:@&=+$")


def day_piece(journal: Journal, date: dt.date, record: DayRecord | None = None) -> Piece:
    """Return a day as something to be published, with its text when its record is given."""
    names = WEEKDAY_NAMES.get(journal.templates.default.language, WEEKDAY_NAMES["en"])
    return Piece(
        key=f"day {date}",
        day=date,
        period="",
        week=journal.week(date),
        weekday=names[date.weekday()],
        headline=headline_of(record.day) if record is not None else "",
        note=record.day.note if record is not None else "",
        text=record.text if record is not None else "",
    )


def period_piece(journal: Journal, kind: str, first: dt.date, text: str) -> Piece:
    """Return a week's or month's retrospective as something to be published."""
    name = period_name(kind, first)
    week = journal.week(first)
    # In the language of the log: others read it.
    headline = f"{week}주차" if journal.templates.default.language == "ko" else f"Week {week}"
    return Piece(
        key=f"{kind} {first}",
        day=first,
        period=name,
        week=journal.week(first),
        weekday="",
        headline=headline if kind == "week" else "",
        note="",
        text=text,
    )


def week_label(journal: Journal, day: dt.date) -> str:
    """Return what the settings call the course week of `day`; empty when they do not."""
    return journal.config.week_labels.get(journal.week(day), "")
