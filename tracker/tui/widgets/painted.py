"""Drawing by lines: runs of text in named styles, which the stylesheet gives their colours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.segment import Segment as RichSegment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip
from textual.widget import Widget

from tracker.cells import cells, fit
from tracker.charts import Line, Segment

CONTRAST = "auto"
"""Letters that are light on a dark ground, and dark on a light one."""
_PAINTS: dict[str, tuple[str, str, str]] = {
    "title": ("foreground", "", "bold"),
    "heading": ("foreground", "", "bold"),
    "count": ("foreground", "", ""),
    "value": ("foreground", "", ""),
    "words": ("foreground", "", ""),
    "label": ("quiet", "", ""),
    "lead": ("quiet", "", ""),
    "dim": ("quiet", "", ""),
    "hint": ("quiet", "", ""),
    "text": ("quiet", "", ""),
    "ghost": ("quiet", "", ""),
    "border": ("line", "", ""),
    "unclocked": ("line", "", ""),
    "today": ("accent", "", "bold"),
    "running": ("accent", "", "bold"),
    "key": ("accent", "", "bold"),
    "match": ("accent", "", "bold underline"),
    "target": ("warning", "", ""),
    "paused": ("warning", "", ""),
    "warning": ("warning", "", ""),
    "bad": ("warning", "", ""),
    "good": ("success", "", ""),
    "bar": ("primary", "", ""),
    "mark-done": ("success", "", ""),
    "mark-partial": ("warning", "", ""),
    "mark-missed": ("error", "", ""),
    "cursor": ("", "lit", "bold"),
    "cursor-away": ("", "lit-away", ""),
    "chosen": ("foreground", "lit", "bold"),
    **{f"subject-{n}": (f"subject-{n}", "", "") for n in range(8)},
    **{f"heat-{n}": (f"heat-{n}", "", "") for n in range(5)},
    "shade-0": ("", "", ""),
    **{f"shade-{n}": (CONTRAST, f"heat-{n}", "") for n in range(1, 5)},
}
"""Of every style: the theme's colour of the letters, that of the ground, and how the letters are drawn.

An empty colour is what the widget has. In a stylesheet they would be seventy rules and nodes, which every screen works
out when it opens.
"""


class Painted(Widget):
    """A widget that draws lines of styled runs, in the styles of its screen."""

    _styles: dict[str, Style] | None = None
    """Styles by name; None before they are looked for, and when the colours have changed."""
    _painted_by: Mapping[str, str] | None = None
    """The theme's colours that these styles have."""

    def notify_style_update(self) -> None:
        if self._styles is not None and self._painted_by is not self.app.theme_variables:
            self.refresh()
        self._styles = None
        super().notify_style_update()

    def style_of(self, name: str) -> Style:
        """Return the style of that name on the ground of the widget; an empty name is the widget's own."""
        if self._styles is None:
            self._painted_by = self.app.theme_variables
            self._styles = {"": self.rich_style}
        found = self._styles.get(name)
        if found is None:
            found = self._styles[name] = self._styles[""] + self._style_of_theme(*_PAINTS[name])
        return found

    def _style_of_theme(self, letters: str, ground: str, drawn: str) -> Style:
        colours = self.app.theme_variables
        style = Style.parse(drawn)
        above = self._blended(colours[letters]) if letters in colours else None
        if ground not in colours:
            return Style(color=above.rich_color if above is not None else None) + style
        below = Color.parse(colours[ground])
        if letters == CONTRAST:
            above = below + below.get_contrast_text(1.0)
        plain = self.screen.rich_style.color if above is None else above.rich_color
        return Style(color=plain, bgcolor=below.rich_color) + style

    def _blended(self, colour: str) -> Color:
        above = Color.parse(colour)
        behind = self.screen.rich_style.bgcolor
        return above if above.a == 1 or behind is None else Color.from_rich_color(behind) + above

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
