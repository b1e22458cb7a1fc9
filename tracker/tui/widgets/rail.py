"""Steps in one line: which there are, which one is at hand, and which are done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tracker.cells import cells
from tracker.charts import Line, Segment
from tracker.tui.widgets.painted import Painted
from tracker.values import frozen

_JOIN = " ─ "
_SHORT_JOIN = " "


@frozen
class Step:
    """A step of a way."""

    name: str
    done: bool = False
    """Whether nothing is left to do in it."""
    current: bool = False
    """Whether it is the one at hand."""


class Rail(Painted):
    """Draws the steps; a click goes to one."""

    steps: reactive[tuple[Step, ...]] = reactive(())
    """The steps, in their order."""

    @dataclass
    class StepChosen(Message):
        """A message that a step was clicked."""

        number: int
        """From 0."""

    def render_line(self, y: int) -> Strip:
        parts = rail_parts(self.steps, self.size.width) if y == 0 else []
        return self.paint((segment for _step, line in parts for segment in line), self.size.width)

    def on_click(self, event: events.Click) -> None:
        x = event.x
        for number, line in rail_parts(self.steps, self.size.width):
            x -= sum(cells(segment.text) for segment in line)
            if x < 0:
                if number is not None:
                    self.post_message(self.StepChosen(number))
                return


def rail_parts(steps: Sequence[Step], width: int) -> list[tuple[int | None, Line]]:
    """Return the steps and what joins them, each with its number from 0; where there is no room only one is named."""
    for join, named in ((_JOIN, True), (_SHORT_JOIN, True), (_SHORT_JOIN, False)):
        parts: list[tuple[int | None, Line]] = [(None, (Segment(" "),))]
        for number, step in enumerate(steps):
            if number:
                parts.append((None, (Segment(join, "border"),)))
            parts.append((number, _step(number, step, named=named or step.current)))
        if sum(cells(segment.text) for _number, line in parts for segment in line) <= width:
            break
    return parts


def _step(number: int, step: Step, *, named: bool) -> Line:
    sign = "✓" if step.done else f"{number + 1}"
    words = f"{sign} {step.name}" if named else sign
    if step.current:
        return (Segment(f"▸{words}", "today"),)
    return (Segment(f" {words}", "good" if step.done else "dim"),)
