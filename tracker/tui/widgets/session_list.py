"""The sessions of a day in a list: start and end, length, subject."""

from __future__ import annotations

from textual import events

from tracker.cells import cells, fit
from tracker.charts import Line, Segment
from tracker.model import Session
from tracker.timefmt import format_duration
from tracker.tui.shown import shown
from tracker.tui.widgets.line_list import LineList
from tracker.values import frozen
from tracker.wording import p_

LENGTH_COLUMNS = 17, 9
"""Cells before the lengths, and cells they take; the sums below the list stand in the same column."""


@frozen
class SessionRow:
    """A session as the list shows it."""

    number: int
    session: Session
    seconds: int
    """Its length; of a running one, so far."""


class SessionList(LineList[SessionRow]):
    """Lists sessions; a click on the one at the cursor opens it."""

    def row_line(self, row: SessionRow, width: int) -> Line:
        return session_line(row, width)

    def identity(self, row: SessionRow) -> object:
        return row.session.id

    def on_click(self, event: events.Click) -> None:
        at = event.y + round(self.scroll_offset.y)
        if at >= len(self.rows):
            return
        if at == self.cursor and event.chain == 1 and self.has_focus and self._clicked == at:
            self.action_choose()
        self.cursor = at
        self._clicked = at
        event.prevent_default()

    _clicked = -1
    """Row that was clicked last; only a second click on it opens it."""


def session_line(row: SessionRow, width: int) -> Line:
    """Return number, span, length and subject in columns, at most `width` cells wide."""
    session = row.session
    before, room = LENGTH_COLUMNS
    number = Segment(fit(str(row.number), 3, "right"), "dim")
    style = "running" if session.running else "value"
    length = Segment(fit(format_duration(row.seconds), room, "right"), style)
    subject = shown(session.subject)
    left = max(1, width - before - room - 2)
    name = subject if cells(subject) <= left else fit(subject, left)
    return (
        number,
        Segment(fit(f"  {_span(session)}", before - 3), "running" if session.running else "label"),
        length,
        Segment("  "),
        Segment(name, "running" if session.running else "words"),
    )


def _span(session: Session) -> str:
    if session.started_at is None:
        return ""
    end = f"{session.ended_at:%H:%M}" if session.ended_at is not None else p_("session", "now")
    return f"{session.started_at:%H:%M}–{end}"
