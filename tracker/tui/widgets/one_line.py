"""A line that says something, drawn as it is."""

from __future__ import annotations

from textual.reactive import reactive
from textual.strip import Strip

from tracker.charts import Line
from tracker.tui.widgets.painted import Painted


class OneLine(Painted):
    """Draws one line of styled runs."""

    line: reactive[Line] = reactive(())
    """What to draw."""

    def render_line(self, y: int) -> Strip:
        return self.paint(self.line if y == 0 else (), self.size.width)
