"""The line at the bottom: a few keys, which can be clicked as well."""

from __future__ import annotations

from textual import events
from textual.reactive import reactive
from textual.strip import Strip

from tracker.cells import cells
from tracker.charts import Segment
from tracker.tui.messages import ActionChosen
from tracker.tui.widgets.painted import Painted
from tracker.values import frozen


@frozen
class KeyHint:
    """A key and what it does."""

    key: str
    words: str
    action: str


class KeyBar(Painted):
    """Draws as many keys as there is room for, the last one at the right."""

    hints: reactive[tuple[KeyHint, ...]] = reactive(())
    """The keys, the most useful first; the last one always stands."""

    def render_line(self, y: int) -> Strip:
        if y or not self.hints:
            return self.paint((), self.size.width)
        line: list[Segment] = []
        for x, hint in self._places():
            line.append(Segment(" " * (x - sum(cells(segment.text) for segment in line))))
            line += [Segment(hint.key, "key"), Segment(f" {hint.words}", "dim")]
        return self.paint(line, self.size.width)

    def _places(self) -> list[tuple[int, KeyHint]]:
        *first, last = self.hints
        end = self.size.width - _size(last) - 1
        placed, x = [], 1
        for hint in first:
            if x + _size(hint) + 2 > end:
                break
            placed.append((x, hint))
            x += _size(hint) + 2
        return [*placed, (max(1, end), last)]

    def on_click(self, event: events.Click) -> None:
        for x, hint in self._places() if self.hints else []:
            if x <= event.x < x + _size(hint):
                self.post_message(ActionChosen(hint.action))


def _size(hint: KeyHint) -> int:
    return cells(hint.key) + 1 + cells(hint.words)
