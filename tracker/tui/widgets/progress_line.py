"""How far something is, in one line."""

from __future__ import annotations

from textual.reactive import reactive
from textual.strip import Strip

from tracker.cells import cells
from tracker.charts import Segment, progress
from tracker.tui.widgets.painted import Painted

_LONGEST_BAR = 60


class ProgressLine(Painted):
    """Draws a bar with the numbers after it; nothing while nothing goes on."""

    state: reactive[tuple[int, int] | None] = reactive(None)
    """What is done and how much there is; None draws nothing."""

    def show(self, done: int, total: int) -> None:
        """Show how far it is; a total of 0 shows an empty bar."""
        self.state = done, total

    def hide(self) -> None:
        """Draw nothing."""
        self.state = None

    def render_line(self, y: int) -> Strip:
        if y or self.state is None:
            return self.paint((), self.size.width)
        done, total = self.state
        numbers = f" {done:,} / {total:,}" if total else ""
        width = max(1, min(_LONGEST_BAR, self.size.width - cells(numbers) - 1))
        return self.paint((*progress(done, total, width), Segment(numbers, "value")), self.size.width)
