"""The first start: three ways to begin."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from tracker.tui.screens.prompt import Choice, Options
from tracker.wording import _


class Welcome(Choice):
    """Asks how to begin, over the empty day."""

    def __init__(self, begin: Callable[[str], object]) -> None:
        options = [
            ("i", _("Bring in the logs I already have: files or a folder, whatever their format")),
            ("d", _("Try the demo first: a few weeks of sample logs, thrown away afterwards")),
            ("t", _("Start today: open the day from the template")),
        ]
        super().__init__(_("Welcome to studylog"), options, begin, lettered=True)

    def compose(self) -> ComposeResult:
        with Vertical(id="prompt-box"):
            yield Static(Content(self.question), id="prompt-title")
            about = _("Your log stays Markdown, and every line of it stays as you wrote it. How do you want to begin?")
            yield Static(Content(about), id="welcome-about")
            options = [Option(Content(f"{letter}  {words}")) for letter, words in self.options]
            yield Options(*options, id="choices", markup=False)
            yield Static(Content(_("enter chooses · esc closes")), id="prompt-hint")
