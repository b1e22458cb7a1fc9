"""A box to read in: a topic's text, or the list of keys."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tracker.charts import Segment
from tracker.tui.screens.prompt import Box
from tracker.tui.shown import shown
from tracker.tui.widgets.text_lines import TextLines


class Reader(Box):
    """Shows lines of text under a title."""

    BINDINGS = [Binding("escape,q,enter,question_mark,f1", "close", show=False, id="reader.close")]

    def __init__(self, title: str, lines: Sequence[tuple[Segment, ...]], hint: str) -> None:
        super().__init__()
        self.heading = title
        self.lines = lines
        self.hint = hint

    def compose(self) -> ComposeResult:
        with Vertical(id="reader-box"):
            yield Static(Content(shown(self.heading)), id="reader-title")
            yield TextLines(self.lines, id="reader-text")
            yield Static(Content(self.hint), id="reader-hint")

    def action_close(self) -> None:
        self.finish()
