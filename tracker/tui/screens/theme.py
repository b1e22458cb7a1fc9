"""The choice of colours, which shows each theme while the choice moves."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.widgets import OptionList

from tracker.tui.screens.prompt import Choice
from tracker.wording import _


class ThemeChoice(Choice):
    """Asks for a theme; leaving it brings back the one there was."""

    def __init__(self, names: Sequence[str], before: str, keep: Callable[[str], object]) -> None:
        super().__init__(_("The colours of the screen"), [(name, name) for name in names], keep)
        self.before = before
        self.FIRST = names.index(before) if before in names else 0

    @on(OptionList.OptionHighlighted)
    def _show(self, event: OptionList.OptionHighlighted) -> None:
        self.app.theme = self.options[event.option_index][0]

    def action_cancel(self) -> None:
        self.app.theme = self.before
        super().action_cancel()
