"""The one box of the side column: its parts stand below each other, a line with a title between them."""

from __future__ import annotations

from tracker.cells import fit
from tracker.charts import Line, Segment, line_cells
from tracker.tui.widgets.painted import box_top

_CORNERS = {"╭─": "├─", "─╮": "─┤"}


def box_divider(title: str, count: str, width: int) -> Line:
    """Return the line between two parts of a box, with a title and a count."""
    return tuple(Segment(_CORNERS.get(s.text, s.text), s.style) for s in box_top(title, count, width))


def boxed(line: Line, inner: int) -> Line:
    """Return the line between the borders of a box, `inner` cells wide."""
    if line_cells(line) > inner:
        line = (Segment(fit("".join(segment.text for segment in line), inner), line[0].style),)
    return (Segment("│ ", "border"), *line, Segment(" " * (inner - line_cells(line))), Segment(" │", "border"))
