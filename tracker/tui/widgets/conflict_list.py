"""The conflicts in a list: where each is, and how it begins."""

from __future__ import annotations

import datetime as dt

from tracker.cells import fit
from tracker.charts import Line, Segment
from tracker.timefmt import WEEKDAY_NAMES
from tracker.tui.shown import shown
from tracker.tui.widgets.line_list import LineList
from tracker.values import frozen
from tracker.wording import language

_LONGEST_PATH = 30


@frozen
class ConflictRow:
    """A conflict, and where it is."""

    id: str
    day: dt.date | None
    """None when it is in no day."""
    path: str
    words: str
    """How it begins."""


class ConflictList(LineList[ConflictRow]):
    """Lists what two machines changed each in its own way."""

    def row_line(self, row: ConflictRow, width: int) -> Line:
        where = fit(shown(row.path), _LONGEST_PATH).rstrip()
        if row.day is not None:
            where = f"{row.day} {WEEKDAY_NAMES[language()][row.day.weekday()]}"
        return (
            Segment(f" {where}  ", "value"),
            Segment(fit(shown(row.words), max(1, width - 18)).rstrip(), "words"),
        )

    def identity(self, row: ConflictRow) -> object:
        return row.id
