"""What is seen while the log is synced before the program ends."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from tracker.tui.screens.prompt import Box
from tracker.tui.shown import shown
from tracker.wording import _


class Leaving(Box):
    """Says what a sync does; whoever cannot wait leaves at once, whoever has second thoughts stays."""

    BINDINGS = [Binding("escape", "stay", show=False, id="leaving.stay")]

    doing: var[str] = var("")
    """What the sync does now."""

    def __init__(self, quit_key: str, stay: Callable[[], object]) -> None:
        """`quit_key` leaves at once; `stay` is called when the person stays."""
        super().__init__()
        self.quit_key = quit_key
        self.stay = stay
        self.error = ""
        """Why it could not be done; empty when that is not known yet."""

    def compose(self) -> ComposeResult:
        with Vertical(id="prompt-box"):
            yield Static(Content(_("Before you leave, the log is synced.")), id="prompt-title")
            yield Static(Content(shown(f"↑↓ {self.doing} …")), id="leaving-doing")
            yield Static("", id="prompt-error", markup=False)
            hint = _("{key} leaves at once; the rest goes along with the next sync · esc stays", key=self.quit_key)
            yield Static(Content(hint), id="prompt-hint")

    def watch_doing(self, doing: str) -> None:
        for line in self.query("#leaving-doing").results(Static):
            line.update(Content(shown(f"↑↓ {doing} …")))

    def say_error(self, sentence: str) -> None:
        """Say why it could not be done, and wait until the person has read it."""
        self.error = sentence
        for line in self.query("#leaving-doing").results(Static):
            line.display = False
        self.query_one("#prompt-error", Static).update(Content(shown(sentence)))
        self.add_class("-refused")

    def action_stay(self) -> None:
        self.stay()
        self.finish()
