"""Where every line of a day's panes goes at a given width; pure, and measured in cells."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.cells import cells, fit
from tracker.charts import Segment
from tracker.tui.panes import Entry, Pane, Row, entries_of
from tracker.tui.shown import shown, wrap
from tracker.tui.widgets.painted import box_bottom, box_top
from tracker.values import frozen

LEAST_WIDTH = 12
"""Cells below which a day is not drawn narrower."""
_WIDEST_LEAD = 16
_WIDEST_MIDDLE = 14
_LEAST_WORDS = 16
_FRAME = 4
"""Cells that the border, the cursor's bar and the space before the right border take."""


@frozen
class Run:
    """Text of one style, of one entry or none."""

    text: str
    style: str
    entry: int | None = None


@frozen
class DrawnLine:
    """A line of the terminal, between its borders when it is inside a pane."""

    runs: tuple[Run, ...]
    entry: int | None = None
    """The entry that has the whole line; None when its runs have entries of their own, or there is none."""
    framed: bool = True
    heads: int | None = None
    """Number of the pane, from 0, whose upper border the line is; None for all others."""

    def segments(self) -> list[Segment]:
        """Return the line's text and styles."""
        return [Segment(run.text, run.style) for run in self.runs]

    def entry_at(self, x: int) -> int | None:
        """Return the entry at cell `x`; where there is none, the line's first."""
        first = self.entry
        for run in self.runs:
            if run.entry is not None:
                first = run.entry if first is None or 0 <= x < cells(run.text) else first
            x -= cells(run.text)
        return first


@frozen
class Layout:
    """A day, drawn."""

    width: int
    lines: tuple[DrawnLine, ...]
    entries: tuple[Entry, ...]
    places: tuple[tuple[int, int], ...]
    """First and last line of each entry."""


def lay_out(panes: Sequence[Pane], width: int) -> Layout:
    """Draw the panes one below the other, `width` cells wide (at least LEAST_WIDTH)."""
    width = max(LEAST_WIDTH, width)
    lines: list[DrawnLine] = []
    first_of: dict[int, int] = {}
    last_of: dict[int, int] = {}
    number = 0
    for heads, pane in enumerate(panes):
        count = f"{pane.count} +".lstrip() if pane.kind is not None else pane.count
        top = tuple(Run(s.text, s.style) for s in box_top(shown(pane.title), count, width))
        lines.append(DrawnLine(top, framed=False, heads=heads))
        columns = _columns(pane.rows, width)
        for row in pane.rows:
            drawn, number = _row_lines(row, columns, number)
            for line in drawn:
                for entry in {line.entry, *(run.entry for run in line.runs)} - {None}:
                    assert entry is not None
                    first_of.setdefault(entry, len(lines))
                    last_of[entry] = len(lines)
                lines.append(line)
        lines.append(DrawnLine(tuple(Run(s.text, s.style) for s in box_bottom(width)), framed=False))
    places = tuple((first_of[i], last_of[i]) for i in range(number))
    return Layout(width, tuple(lines), entries_of(panes), places)


@frozen
class _Columns:
    lead: int
    room: int
    """Cells between the borders."""
    middle: int
    tail: int


def _columns(rows: Sequence[Row], width: int) -> _Columns:
    room = width - _FRAME
    lead = min(_WIDEST_LEAD, room // 3, max((cells(shown(row.lead)) for row in rows), default=0))
    middle = min(_WIDEST_MIDDLE, room // 4, max((cells(shown(row.middle)) for row in rows), default=0))
    tail = max((cells(shown(row.tail)) for row in rows), default=0)
    if room - lead - middle - tail < _LEAST_WORDS:
        # Where there is hardly room for the words, nothing else has any.
        middle = tail = 0
    return _Columns(lead, room, middle, tail)


def _row_lines(row: Row, columns: _Columns, number: int) -> tuple[list[DrawnLine], int]:
    """Return the row's lines and the number of the entry after it."""
    whole = None
    pieces: list[Run] = []
    if row.entry is not None:
        whole, number = number, number + 1
    for part in row.parts:
        own = None
        if row.entry is None and part.entry is not None:
            own, number = number, number + 1
        for i, text in enumerate(part.text.split("\n")):
            if i:
                pieces.append(Run("\n", part.style))
            pieces.append(Run(shown(text), part.style, own))
    # A row without a column uses the room that it takes in other rows.
    width = columns.room
    if row.lead:
        width -= columns.lead + 1
    if row.middle or row.tail:
        width -= sum(size + 2 for size in (columns.middle, columns.tail) if size)
    width = max(2, width)
    lines = []
    for i, runs in enumerate(_wrapped(pieces, width)):
        lead = fit(shown(row.lead), columns.lead) + " " if row.lead else ""
        runs = [Run(lead if i == 0 else " " * cells(lead), row.lead_style), *runs]
        runs.append(Run(" " * (width - sum(cells(run.text) for run in runs[1:])), ""))
        if row.middle or row.tail:
            runs += _right(row, columns, first=i == 0)
        runs = [Run("│", "border"), Run(" ", ""), *runs, Run(" ", ""), Run("│", "border")]
        lines.append(DrawnLine(tuple(runs), whole))
    return lines, number


def _right(row: Row, columns: _Columns, *, first: bool) -> list[Run]:
    runs = []
    for text, size, align in ((row.middle, columns.middle, "left"), (row.tail, columns.tail, "right")):
        if size:
            runs.append(Run("  " + fit(shown(text) if first else "", size, align), "dim"))
    return runs


def _wrapped(pieces: Sequence[Run], width: int) -> list[list[Run]]:
    lines: list[list[Run]] = []
    paragraph: list[Run] = []
    for piece in [*pieces, Run("\n", "")]:
        if piece.text != "\n":
            paragraph.append(piece)
            continue
        text = "".join(run.text for run in paragraph)
        lines += [_cut(paragraph, start, end) for start, end in wrap(text, width)]
        paragraph = []
    return lines


def _cut(runs: Sequence[Run], start: int, end: int) -> list[Run]:
    cut = []
    for run in runs:
        size = len(run.text)
        if start < size and end > 0:
            cut.append(Run(run.text[max(0, start) : end], run.style, run.entry))
        start, end = start - size, end - size
    return cut
