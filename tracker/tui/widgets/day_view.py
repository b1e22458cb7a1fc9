"""The day: its sections as panes, one below the other, with a cursor that goes through all of them."""

from __future__ import annotations

from textual import events
from textual.geometry import Region, Size
from textual.reactive import reactive, var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tracker.cells import cells
from tracker.model import ItemKind
from tracker.tui.commands import Command, Group, bindings_of, moving
from tracker.tui.messages import AddWanted, DaySeen, EntryChosen, MarkChosen, MenuWanted, PanesLeft
from tracker.tui.panes import Entry, Pane, entries_of, newcomer, same_place
from tracker.tui.widgets.layout import LEAST_WIDTH, DrawnLine, Layout, lay_out
from tracker.tui.widgets.painted import Painted
from tracker.wording import N_

DAY_VIEW_COMMANDS = (
    moving("down,j", "cursor(1)", "day.down", N_("down")),
    moving("up,k", "cursor(-1)", "day.up", N_("up")),
    moving("tab", "pane(1)", "day.next-pane", N_("next pane")),
    moving("shift+tab", "pane(-1)", "day.previous-pane", N_("previous pane")),
    moving("pagedown,ctrl+f,ctrl+d", "page(1)", "day.page-down", N_("page down")),
    moving("pageup", "page(-1)", "day.page-up", N_("page up")),
    moving("home", "end(False)", "day.first", N_("first")),
    moving("end,G", "end(True)", "day.last", N_("last")),
    Command(
        "z",
        "zoom",
        Group.LOOK,
        "day.zoom",
        N_("zoom"),
        N_("Give the pane you are in the whole height, or all their own."),
    ),
)
"""What the day itself answers to."""

_RIGHT_BUTTON = 3


class DayView(ScrollView, Painted, can_focus=True, inherit_bindings=False):
    """Draws the panes of a day, line by line, and moves the cursor through their entries."""

    BINDINGS = [*bindings_of(DAY_VIEW_COMMANDS)]

    panes: reactive[tuple[Pane, ...]] = reactive(())
    """What to draw."""
    cursor: var[int] = var(0)
    """Number of the entry the cursor is on, from 0."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.drawn: Layout = lay_out((), 80)
        """What is drawn."""
        self._follows_newcomer = False
        self._zoomed: int | None = None
        self._seen = False
        """Whether any of it has been drawn."""

    @property
    def current(self) -> Entry | None:
        """The entry the cursor is on; None when there is none at all."""
        entries = self.drawn.entries
        return entries[self.cursor] if 0 <= self.cursor < len(entries) else None

    def show_day(self, panes: tuple[Pane, ...], *, newest: bool = False, first: bool = False) -> None:
        """Draw other panes; the cursor stays on its entry, goes to what is new with `newest`, or begins anew."""
        self._follows_newcomer = newest
        self.panes = panes
        self._follows_newcomer = False
        if first:
            self._zoom_to(None)
            self.cursor = 0
            self.scroll_home(animate=False)

    def go_to_line(self, line: int) -> None:
        """Put the cursor on the entry that begins at a line (from 0) of the day's text, or nearest above it."""
        self._zoom_to(None)
        places = [(entry.line, i) for i, entry in enumerate(self.drawn.entries) if entry.line is not None]
        above = [place for place in places if place[0] <= line]
        if above:
            self.cursor = max(above, key=lambda place: (place[0], -place[1]))[1]

    def go_to_pane(self, pane: int) -> None:
        """Put the cursor on the first entry of a pane, counted from 0."""
        self._zoom_to(None)
        first = next((i for i, entry in enumerate(self.drawn.entries) if entry.pane == pane), None)
        if first is not None:
            self.cursor = first

    def watch_panes(self, old: tuple[Pane, ...], new: tuple[Pane, ...]) -> None:
        if self._zoomed is not None and self._zoomed >= len(new):
            self._zoomed = None
        before, after = self.drawn.entries, entries_of(self._seen_panes())
        at = newcomer(before, after) if self._follows_newcomer else None
        cursor = same_place(before, self.cursor, after) if at is None else at
        self._draw()
        self.set_reactive(DayView.cursor, cursor)
        self._show_cursor()

    def watch_cursor(self, old: int, new: int) -> None:
        self._show_cursor()
        for entry in {old, new}:
            if 0 <= entry < len(self.drawn.places):
                first, last = self.drawn.places[entry]
                self.refresh_lines(first, last - first + 1)

    def on_resize(self) -> None:
        if self.drawn.width != max(LEAST_WIDTH, self._width):
            self._draw()
        self._show_cursor()

    @property
    def _width(self) -> int:
        # Before it is laid out, the width that it will have; its first frame waits for nothing.
        outer = self.outer_size.width or self.app.size.width - self.styles.margin.width
        # The scrollbar's column is kept free when there is none, so that the panes never jump.
        return outer - self.styles.scrollbar_size_vertical

    def _seen_panes(self) -> tuple[Pane, ...]:
        return self.panes if self._zoomed is None else (self.panes[self._zoomed],)

    def action_zoom(self) -> None:
        here = self.current
        self._zoom_to(None if self._zoomed is not None or here is None else here.pane)

    def _zoom_to(self, pane: int | None) -> None:
        if pane == self._zoomed:
            return
        before, at = self.drawn.entries, self.cursor
        self._zoomed = pane
        self._draw()
        self.set_reactive(DayView.cursor, same_place(before, at, self.drawn.entries))
        self._show_cursor()

    def _draw(self) -> None:
        self.drawn = lay_out(self._seen_panes(), self._width)
        self.virtual_size = Size(self.drawn.width, len(self.drawn.lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        if not self._seen:
            self._seen = True
            self.post_message(DaySeen())
        at = y + round(self.scroll_offset.y)
        line = self.drawn.lines[at] if at < len(self.drawn.lines) else DrawnLine((), framed=False)
        strip = self._framed(line) if line.framed else self.paint(line.segments(), self.drawn.width)
        return strip.adjust_cell_length(self.size.width, self.rich_style)

    def _framed(self, line: DrawnLine) -> Strip:
        left, bar, *inside, right = line.runs
        whole = line.entry == self.cursor
        here = whole or any(run.entry == self.cursor for run in inside)
        lit = "cursor" if self.has_focus else "cursor-away"
        return Strip(
            [
                self.painted(left.text, left.style),
                self.painted("▌" if here else bar.text, "running" if here else bar.style, lit if whole else ""),
                *(self.painted(r.text, r.style, lit if whole or r.entry == self.cursor else "") for r in inside),
                self.painted(right.text, right.style),
            ]
        )

    def _show_cursor(self) -> None:
        if not 0 <= self.cursor < len(self.drawn.places):
            return
        first, last = self.drawn.places[self.cursor]
        # A pane's heading comes into sight with its first entry, its lower border with its last.
        top = first if self.drawn.lines[first - 1].framed else first - 1
        bottom = last if self.drawn.lines[last + 1].framed else last + 1
        height = max(1, min(bottom - top + 1, self.size.height))
        self.scroll_to_region(Region(0, top, 1, height), animate=False, force=True, immediate=True)

    # Moving

    def action_cursor(self, by: int) -> None:
        self.cursor = max(0, min(self.cursor + by, len(self.drawn.entries) - 1))

    def action_end(self, last: bool) -> None:
        self.cursor = max(0, len(self.drawn.entries) - 1) if last else 0

    def action_pane(self, by: int) -> None:
        here = self.current
        if here is None:
            return
        starts = [i for i, e in enumerate(self.drawn.entries) if i == 0 or e.pane != self.drawn.entries[i - 1].pane]
        number = sum(start <= self.cursor for start in starts) - 1
        # Back goes to the beginning of the pane first.
        number += by if by > 0 or self.cursor == starts[number] else 0
        self.cursor = starts[number % len(starts)]
        if not 0 <= number < len(starts):
            self.post_message(PanesLeft())

    def action_page(self, by: int) -> None:
        if not self.drawn.places:
            return
        height = max(1, self.size.height - 2)
        wanted = self.drawn.places[self.cursor][0] + by * height
        reached = [i for i, (first, _) in enumerate(self.drawn.places) if first <= wanted]
        self.cursor = reached[-1] if reached else 0

    def on_click(self, event: events.Click) -> None:
        y = event.y + round(self.scroll_offset.y)
        line = self.drawn.lines[y] if 0 <= y < len(self.drawn.lines) else None
        if line is None:
            return
        if line.heads is not None:
            self._click_heading(line.heads)
            return
        entry = line.entry_at(event.x)
        if entry is None:
            return
        self.cursor = entry
        if event.button == _RIGHT_BUTTON:
            self.post_message(MenuWanted())
        elif self._on_mark(line, entry, event.x) and event.chain == 1:
            self.post_message(MarkChosen())
        elif event.chain == 2:
            self.post_message(EntryChosen(self.drawn.entries[entry]))

    def _click_heading(self, pane: int) -> None:
        seen = self._seen_panes()
        entries = entries_of(seen[:pane])
        self.cursor = len(entries)
        if seen[pane].kind is not None:
            self.post_message(AddWanted())

    def _on_mark(self, line: DrawnLine, entry: int, x: int) -> bool:
        """Whether cell `x` is in the column of marks of a challenge."""
        ref = self.drawn.entries[entry].ref
        if ref is None or ref.kind is not ItemKind.CHALLENGE:
            return False
        border, bar, lead, *_ = line.runs
        start = cells(border.text) + cells(bar.text)
        return start <= x < start + cells(lead.text)
