"""Drawing by lines: runs of text in named styles, which the stylesheet gives their colours."""

from __future__ import annotations

from collections.abc import Iterable

from rich.segment import Segment as RichSegment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tracker.cells import cells, fit
from tracker.charts import STYLES, Line, Segment

OWN_STYLES = (
    "border",
    "heading",
    "count",
    "lead",
    "words",
    "text",
    "hint",
    "warning",
    "mark-done",
    "mark-partial",
    "mark-missed",
    "running",
    "paused",
    "key",
    "cursor",
    "cursor-away",
)
"""Styles of the screens, besides those of the charts."""

PAINTS = {f"paint--{style}" for style in (*STYLES, *OWN_STYLES) if style}
"""The component classes that the stylesheet colours."""


class Painted(Widget):
    """A widget that draws lines of styled runs."""

    COMPONENT_CLASSES = PAINTS

    def paint(self, line: Iterable[Segment], width: int) -> Strip:
        """Return the line as a strip of exactly `width` cells."""
        segments = [self.painted(segment.text, segment.style) for segment in line]
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def painted(self, text: str, name: str, over: str = "") -> RichSegment:
        """Return text in the style of that name, on the ground of the one named `over`; empty names change nothing."""
        style = self.get_component_rich_style(f"paint--{name}") if name else self.rich_style
        if over:
            lit = self.get_component_rich_style(f"paint--{over}")
            style += Style(bgcolor=lit.bgcolor, bold=lit.bold or None)
        return RichSegment(text, style)


def box_top(title: str, count: str, width: int) -> Line:
    """Return the upper border of a box, with a title at its left and a count at its right."""
    right = f" {count} " if count else ""
    room = width - 6 - cells(right)
    name = fit(title, min(cells(title), room))
    rule = width - 4 - cells(right) - (cells(name) + 2 if name else 0)
    return (
        Segment("╭─", "border"),
        Segment(f" {name} " if name else "", "heading"),
        Segment("─" * rule, "border"),
        Segment(right, "count"),
        Segment("─╮", "border"),
    )


def box_bottom(width: int) -> Line:
    """Return the lower border of a box."""
    return (Segment("╰" + "─" * (width - 2) + "╯", "border"),)
