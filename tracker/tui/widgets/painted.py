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
    "match",
)
"""Styles of the screens, besides those of the charts."""

PAINTS = {f"paint--{style}" for style in (*STYLES, *OWN_STYLES) if style}
"""The component classes that the stylesheet colours.

Screens have them, for all that is drawn on them: Textual works out each one anew for every widget that has it.
"""


class Painted(Widget):
    """A widget that draws lines of styled runs, in the styles of its screen."""

    _styles: dict[str, Style] | None = None
    """Styles by name; None before they are looked for, and when the colours have changed."""

    def notify_style_update(self) -> None:
        self._styles = None
        super().notify_style_update()

    def style_of(self, name: str) -> Style:
        """Return the style of that name on the ground of the widget; an empty name is the widget's own."""
        if self._styles is None:
            self._styles = {"": self.rich_style}
        found = self._styles.get(name)
        if found is None:
            found = self._styles[name] = self._styles[""] + self._style_on_screen(f"paint--{name}")
        return found

    def _style_on_screen(self, component: str) -> Style:
        whole = self.screen.get_component_rich_style(component)
        own = self.screen.get_component_rich_style(component, partial=True)
        if own.bgcolor is not None:
            return whole
        # Without a ground of its own it stands on the widget's, not on the screen's.
        return Style(color=whole.color if own.color is not None else None) + whole.without_color

    def paint(self, line: Iterable[Segment], width: int) -> Strip:
        """Return the line as a strip of exactly `width` cells."""
        segments = [RichSegment(segment.text, self.style_of(segment.style)) for segment in line]
        return Strip(segments).adjust_cell_length(width, self.style_of(""))

    def painted(self, text: str, name: str, over: str = "") -> RichSegment:
        """Return text in the style of that name, on the ground of the one named `over`; empty names change nothing."""
        style = self.style_of(name)
        if over:
            lit = self.style_of(over)
            style += Style(bgcolor=lit.bgcolor, bold=lit.bold or None)
        return RichSegment(text, style)


def box_top(title: str, count: str, width: int) -> Line:
    """Return the upper border of a box, with a title at its left and a count at its right."""
    right = f" {count} " if count and cells(count) + 8 <= width else ""
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
