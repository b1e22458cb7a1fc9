"""A list of lines with a cursor: drawn line by line for what is in sight, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tracker.cells import cells
from tracker.charts import Line, Segment
from tracker.tui.commands import Command, Group, bindings_of, moving
from tracker.tui.shown import shown, wrap
from tracker.tui.widgets.painted import Painted
from tracker.wording import N_

RowT = TypeVar("RowT")

LIST_COMMANDS = (
    moving("down,j", "cursor(1)", "list.down", N_("down")),
    moving("up,k", "cursor(-1)", "list.up", N_("up")),
    moving("ctrl+d", "page(1, 2)", "list.half-down", N_("half a page down")),
    moving("ctrl+u", "page(-1, 2)", "list.half-up", N_("half a page up")),
    moving("pagedown,ctrl+f", "page(1)", "list.page-down", N_("page down")),
    moving("pageup", "page(-1)", "list.page-up", N_("page up")),
    moving("home,g", "end(False)", "list.first", N_("first")),
    moving("end,G", "end(True)", "list.last", N_("last")),
    Command("enter", "choose", Group.LOOK, "list.choose", N_("open"), N_("Open what the cursor is on."), palette=False),
)
"""What every list answers to."""


class LineList(ScrollView, Painted, Generic[RowT], can_focus=True, inherit_bindings=False):
    """Draws one line for each row and moves a cursor through those that are no headings.

    The heading of the rows in sight stays at the top.
    """

    BINDINGS = [*bindings_of(LIST_COMMANDS)]

    cursor: var[int] = var(0, init=False)
    """Number of the row the cursor is on, from 0."""

    @dataclass
    class Moved(Message):
        """A message that the cursor of a list is on another row."""

        list: LineList[object]
        """The list it belongs to."""

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, LineList.Moved) and message.list is self.list

        @property
        def control(self) -> LineList[object]:
            """The list, for selectors."""
            return self.list

    @dataclass
    class Chosen(Message):
        """A message that the row under the cursor was chosen."""

        list: LineList[object]
        """The list it belongs to."""

        @property
        def control(self) -> LineList[object]:
            """The list, for selectors."""
            return self.list

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: Sequence[RowT] = ()
        self._said: Sequence[str] = ()
        self._empty: list[Line] = []
        self._fitted = Size()
        """The size that all was last made to fit."""

    # What a list of its own says of its rows

    def row_line(self, row: RowT, width: int) -> Line:
        """Return the line of a row, at most `width` cells wide."""
        raise NotImplementedError

    def is_heading(self, row: RowT) -> bool:
        """Return whether a row only heads those below it."""
        return False

    def identity(self, row: RowT) -> object:
        """Return what stays the same of a row when it is read again."""
        return row

    def number_of(self, identity: object) -> int | None:
        """Return the number of the row that has this identity; None when there is none."""
        return next((n for n, row in enumerate(self.rows) if self.identity(row) == identity), None)

    # Showing

    @property
    def current(self) -> RowT | None:
        """The row the cursor is on; None when there is none to be on."""
        if not 0 <= self.cursor < len(self.rows) or self.is_heading(self.rows[self.cursor]):
            return None
        return self.rows[self.cursor]

    def show_rows(self, rows: Sequence[RowT], *, at: int | None = None) -> None:
        """Show other rows; the cursor stays on its row where that is still there, or goes to row `at`."""
        before, was = self.current, self.cursor
        self.rows = rows
        if at is None:
            at = self._place_of(before, was)
        self._fit()
        self.set_reactive(LineList.cursor, self._on_a_row(at, 1))
        self._show_cursor()
        self.refresh()
        self.post_message(self.Moved(self))  # type: ignore[arg-type]

    def show_more(self, rows: Sequence[RowT]) -> None:
        """Show rows that begin with those that are there."""
        before, self.rows = len(self.rows), rows
        self._fit()
        if before < round(self.scroll_offset.y) + self.size.height:
            self.refresh()

    def say(self, sentences: Sequence[str]) -> None:
        """Say this, a paragraph each, where there are no rows."""
        if list(sentences) == list(self._said):
            return
        self._said = sentences
        if not self.rows:
            self._fit()
            self.refresh()

    def _place_of(self, before: RowT | None, was: int) -> int:
        if before is None:
            return was
        wanted = self.identity(before)
        # What was not moved far is found at once.
        if 0 <= was < len(self.rows) and self.identity(self.rows[was]) == wanted:
            return was
        found = self.number_of(wanted)
        return was if found is None else found

    @property
    def _width(self) -> int:
        # The scrollbar's column is kept free when there is none, so that the columns never jump.
        return max(2, self.outer_size.width - self.styles.scrollbar_size_vertical)

    def _fit(self) -> None:
        self._empty = [
            (Segment("  "), Segment(shown(sentence)[start:end], "hint"))
            for sentence in ([] if self.rows else self._said)
            for start, end in wrap(shown(sentence), self._width - 4)
        ]
        # Lines are as wide as there is room: to the side there is nothing to scroll to.
        size = Size(0, len(self.rows) or len(self._empty))
        if not self.size:
            self.virtual_size = size
            # Otherwise it would be drawn without a scrollbar first, and with one after that.
            self.show_vertical_scrollbar = len(self.rows) > self.app.size.height
        elif size != self.virtual_size:
            # The room it takes stays the same, so nothing else has to be laid out anew.
            self.set_reactive(LineList.virtual_size, size)
            self._scroll_update(size)

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        told = super()._size_updated(size, virtual_size, container_size, layout)
        if told and size != self._fitted:
            self._fitted = size
            # Before it is drawn in that size, not after.
            self._fit()
            self._show_cursor()
        return told

    def watch_cursor(self, old: int, new: int) -> None:
        self._show_cursor()
        for number in (old, new):
            self.refresh_line(number)
        self.post_message(self.Moved(self))  # type: ignore[arg-type]

    def _show_cursor(self) -> None:
        if not self.rows or not self.size.height:
            return
        # The line above stays free for the heading.
        top = max(0, self.cursor - 1)
        height = max(1, min(self.cursor - top + 1, self.size.height))
        region = Region(0, top if height > 1 else self.cursor, 1, height)
        self.scroll_to_region(region, animate=False, force=True, immediate=True)

    # Drawing

    def render_line(self, y: int) -> Strip:
        width, at = self.size.width, y + round(self.scroll_offset.y)
        if not self.rows:
            return self.paint(self._empty[at] if at < len(self._empty) else (), width)
        if at >= len(self.rows):
            return self.paint((), width)
        row = self.rows[self._heading_above(at) if y == 0 and self.size.height > 1 else at]
        line = self.row_line(row, self._width - 1)
        if self.is_heading(row) or at != self.cursor:
            return self.paint((Segment(" "), *line), width)
        lit = "cursor" if self.has_focus else "cursor-away"
        space = Segment(" " * max(0, self._width - 1 - sum(cells(each.text) for each in line)))
        segments = [self.painted("▌", "running", lit)]
        segments += [self.painted(each.text, each.style, lit) for each in (*line, space)]
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _heading_above(self, at: int) -> int:
        """Return the number of the heading that row `at` is under, or `at` where it has none."""
        return next((n for n in range(at, -1, -1) if self.is_heading(self.rows[n])), at)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    # Moving

    def _on_a_row(self, wanted: int, step: int) -> int:
        """Return the row nearest to `wanted` that is no heading, first in the direction of `step`."""
        if not self.rows:
            return 0
        wanted = max(0, min(wanted, len(self.rows) - 1))
        onward = range(wanted, len(self.rows)) if step > 0 else range(wanted, -1, -1)
        back = range(wanted, -1, -1) if step > 0 else range(wanted, len(self.rows))
        return next((n for part in (onward, back) for n in part if not self.is_heading(self.rows[n])), 0)

    def action_cursor(self, by: int) -> None:
        self.cursor = self._on_a_row(self.cursor + by, by)

    def action_page(self, by: int, parts: int = 1) -> None:
        self.cursor = self._on_a_row(self.cursor + by * max(1, (self.size.height - 2) // parts), by)

    def action_end(self, last: bool) -> None:
        self.cursor = self._on_a_row(len(self.rows) - 1, -1) if last else self._on_a_row(0, 1)

    def action_choose(self) -> None:
        self.post_message(self.Chosen(self))  # type: ignore[arg-type]

    def on_click(self, event: events.Click) -> None:
        at = event.y + round(self.scroll_offset.y)
        if at >= len(self.rows) or self.is_heading(self.rows[at]):
            return
        self.cursor = at
        if event.chain == 2:
            self.action_choose()
