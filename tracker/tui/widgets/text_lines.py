"""Lines of text to be read: drawn as they are, wrapped, only those in sight."""

from __future__ import annotations

from collections.abc import Sequence

from textual.binding import Binding
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tracker.charts import Segment
from tracker.tui.shown import shown, wrap
from tracker.tui.widgets.painted import Painted


class TextLines(ScrollView, Painted, can_focus=True):
    """Draws text by the line and scrolls through it."""

    BINDINGS = [
        Binding("j", "scroll_down", show=False, id="text.down"),
        Binding("k", "scroll_up", show=False, id="text.up"),
        Binding("space,ctrl+f", "page_down", show=False, id="text.page-down"),
        Binding("b,ctrl+b", "page_up", show=False, id="text.page-up"),
        Binding("g", "scroll_home", show=False, id="text.first"),
        Binding("G", "scroll_end", show=False, id="text.last"),
    ]

    def __init__(self, lines: Sequence[tuple[Segment, ...]], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines = lines
        self._drawn: list[tuple[Segment, ...]] = []

    def show_lines(self, lines: Sequence[tuple[Segment, ...]]) -> None:
        """Show other lines, from the first."""
        self.lines = lines
        self._draw()
        self.scroll_home(animate=False)

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        # The scrollbar's column is kept free when there is none.
        width = self.outer_size.width - self.styles.scrollbar_size_vertical - 1
        self._drawn = [part for line in self.lines for part in _wrapped(line, width)]
        self.virtual_size = Size(width, len(self._drawn))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        at = y + round(self.scroll_offset.y)
        return self.paint(self._drawn[at] if at < len(self._drawn) else (), self.size.width)


def plain_lines(text: str) -> list[tuple[Segment, ...]]:
    """Return text as lines of one style."""
    return [(Segment(line.expandtabs(4), "text"),) for line in text.split("\n")]


def _wrapped(line: Sequence[Segment], width: int) -> list[tuple[Segment, ...]]:
    if len(line) != 1:
        return [tuple(line)]
    text = shown(line[0].text)
    return [(Segment(text[start:end], line[0].style),) for start, end in wrap(text, width)]
