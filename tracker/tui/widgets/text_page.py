"""A text to be read: wrapped, drawn line by line, one line of it lit where something was found."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tracker.cells import cells
from tracker.charts import Line, Segment
from tracker.regex import regex
from tracker.tui.commands import bindings_of, moving
from tracker.tui.shown import shown, wrap
from tracker.tui.widgets.painted import Painted
from tracker.wording import N_

_HEADING = regex(" {0,3}#{1,6}(?:\\s|$)")

PAGE_COMMANDS = (
    moving("down,j", "scroll_down", "page.down", N_("down")),
    moving("up,k", "scroll_up", "page.up", N_("up")),
    moving("ctrl+d", "half(1)", "page.half-down", N_("half a page down")),
    moving("ctrl+u", "half(-1)", "page.half-up", N_("half a page up")),
    moving("pagedown,space,ctrl+f", "page_down", "page.page-down", N_("page down")),
    moving("pageup,b", "page_up", "page.page-up", N_("page up")),
    moving("home,g", "scroll_home", "page.first", N_("first")),
    moving("end,G", "scroll_end", "page.last", N_("last")),
)
"""What a text to be read answers to."""


class TextPage(ScrollView, Painted, can_focus=True, inherit_bindings=False):
    """Draws lines of styled runs, wrapped to its width, and scrolls through them."""

    BINDINGS = [*bindings_of(PAGE_COMMANDS)]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: Sequence[Line] = ()
        self._lit: int | None = None
        self._drawn: list[Line] = []
        self._starts: list[int] = []
        """Where each of the lines begins among those that are drawn."""

    def show_lines(self, lines: Sequence[Line], *, lit: int | None = None, stay: bool = False) -> None:
        """Show other lines from their beginning, or around the line `lit` (from 0); with `stay` nothing scrolls."""
        self._lines, self._lit = lines, lit
        self._wrap()
        if not stay:
            self._show_lit()

    def on_resize(self) -> None:
        self._wrap()
        self._show_lit()

    def _wrap(self) -> None:
        if not self.outer_size:
            # It is done when there is room.
            return
        # The scrollbar's column is kept free when there is none.
        width = max(2, self.outer_size.width - self.styles.gutter.width - self.styles.scrollbar_size_vertical)
        self._drawn, self._starts = [], []
        for line in self._lines:
            self._starts.append(len(self._drawn))
            self._drawn += wrapped_line(line, width)
        self.virtual_size = Size(width, len(self._drawn))
        self.refresh()

    def _show_lit(self) -> None:
        if self._lit is None or not 0 <= self._lit < len(self._starts):
            self.scroll_home(animate=False, force=True, immediate=True)
            return
        at, height = self._starts[self._lit], max(1, self.size.height)
        # A third of the page above it, so that one sees what it belongs to.
        top = max(0, at - height // 3)
        self.scroll_to(y=top, animate=False, force=True, immediate=True)
        self.scroll_to_region(Region(0, at, 1, 1), animate=False, force=True, immediate=True)

    def render_line(self, y: int) -> Strip:
        at, width = y + round(self.scroll_offset.y), self.size.width
        if at >= len(self._drawn):
            return self.paint((), width)
        line = self._drawn[at]
        if self._lit is None or not self._is_lit(at):
            return self.paint(line, width)
        space = Segment(" " * max(0, width - sum(cells(each.text) for each in line)))
        segments = [self.painted(each.text, each.style, "cursor") for each in (*line, space)]
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _is_lit(self, at: int) -> bool:
        assert self._lit is not None
        if self._lit >= len(self._starts):
            return False
        end = self._starts[self._lit + 1] if self._lit + 1 < len(self._starts) else len(self._drawn)
        return self._starts[self._lit] <= at < end

    def action_half(self, by: int) -> None:
        self.scroll_relative(y=by * max(1, self.size.height // 2), animate=False)


def wrapped_line(line: Line, width: int) -> list[Line]:
    """Return a line as the lines it takes at `width` cells; its text must be fit to be drawn."""
    text = "".join(segment.text for segment in line)
    parts = wrap(text, width)
    return [line] if len(parts) == 1 else [_cut(line, start, end) for start, end in parts]


def _cut(line: Line, start: int, end: int) -> Line:
    cut: list[Segment] = []
    for segment in line:
        size = len(segment.text)
        if start < size and end > 0:
            cut.append(Segment(segment.text[max(0, start) : end], segment.style))
        start, end = start - size, end - size
    return tuple(cut)


def markdown_lines(text: str) -> list[Line]:
    """Return a day's text as it is written, headings and code told apart by their style."""
    lines: list[Line] = []
    fence = ""
    for written in text.removesuffix("\n").split("\n"):
        line, style = written.removesuffix("\r"), "words"
        mark = line.lstrip()[:3]
        if mark in ("```", "~~~") and fence in ("", mark):
            fence, style = ("" if fence else mark), "dim"
        elif fence:
            style = "text"
        elif _HEADING.match(line):
            style = "heading"
        lines.append((Segment(shown(line.expandtabs(4)), style),))
    return lines
