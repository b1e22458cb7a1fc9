"""The day: its sections as panes, one below the other, with a cursor that goes through all of them."""

from __future__ import annotations

from textual import events
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tracker.tui.commands import CURSOR_COMMANDS, bindings_of
from tracker.tui.messages import EntryChosen
from tracker.tui.panes import Entry, Pane, entries_of, newcomer, same_place
from tracker.tui.widgets.layout import DrawnLine, Layout, lay_out
from tracker.tui.widgets.painted import PAINTS, Painted


class DayView(ScrollView, Painted, can_focus=True, inherit_bindings=False):
    """Draws the panes of a day, line by line, and moves the cursor through their entries."""

    COMPONENT_CLASSES = PAINTS
    BINDINGS = [*bindings_of(CURSOR_COMMANDS)]

    panes: reactive[tuple[Pane, ...]] = reactive(())
    """What to draw."""
    cursor: reactive[int] = reactive(0)
    """Number of the entry the cursor is on, from 0."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.drawn: Layout = lay_out((), 80)
        """What is drawn."""
        self._follows_newcomer = False

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
            self.cursor = 0
            self.scroll_home(animate=False)

    def watch_panes(self, old: tuple[Pane, ...], new: tuple[Pane, ...]) -> None:
        before, after = entries_of(old), entries_of(new)
        at = newcomer(before, after) if self._follows_newcomer else None
        cursor = same_place(before, self.cursor, after) if at is None else at
        self._draw()
        self.set_reactive(DayView.cursor, cursor)
        self._show_cursor()

    def watch_cursor(self) -> None:
        self._show_cursor()
        self.refresh()

    def on_resize(self) -> None:
        self._draw()
        self._show_cursor()

    def _draw(self) -> None:
        # The scrollbar's column is kept free when there is none, so that the panes never jump.
        self.drawn = lay_out(self.panes, self.outer_size.width - self.styles.scrollbar_size_vertical)
        self.virtual_size = Size(self.drawn.width, len(self.drawn.lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
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

    def action_page(self, by: int) -> None:
        if not self.drawn.places:
            return
        height = max(1, self.size.height - 2)
        wanted = self.drawn.places[self.cursor][0] + by * height
        reached = [i for i, (first, _) in enumerate(self.drawn.places) if first <= wanted]
        self.cursor = reached[-1] if reached else 0

    def on_click(self, event: events.Click) -> None:
        y = event.y + round(self.scroll_offset.y)
        entry = self.drawn.lines[y].entry_at(event.x) if 0 <= y < len(self.drawn.lines) else None
        if entry is None:
            return
        self.cursor = entry
        if event.chain == 2:
            self.post_message(EntryChosen(self.drawn.entries[entry]))
