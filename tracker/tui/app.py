"""The application: one journal, the screens over it, and the keys that work everywhere."""

from __future__ import annotations

import datetime as dt
import os

from textual.app import App
from textual.binding import Binding
from textual.command import CommandPalette

from tracker.journal import Journal
from tracker.tui.commands import StudylogCommands
from tracker.tui.screens.today import TodayScreen
from tracker.tui.words import Words, language_of


class StudylogApp(App[None]):
    """The study log in the terminal."""

    TITLE = "studylog"
    CSS_PATH = "tracker.tcss"
    NOTIFICATION_TIMEOUT = 3
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    COMMANDS = {StudylogCommands}
    BINDINGS = [
        Binding("ctrl+q", "quit", show=False, priority=True, id="app.quit"),
        Binding("ctrl+p", "command_palette", show=False, priority=True, id="app.palette"),
    ]

    def __init__(self, journal: Journal, *, day: dt.date | None = None) -> None:
        """`day` None shows today."""
        super().__init__()
        self.journal = journal
        self.words = Words(language_of(journal.config.language, os.environ))
        self._first_day = day

    def on_mount(self) -> None:
        day = self._first_day or self.journal.today
        self.push_screen(TodayScreen(self.journal, day, self.words))

    def action_command_palette(self) -> None:
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=self.words("palette"), id="--command-palette"))


def run(journal: Journal, day: dt.date | None = None) -> None:
    """Show the journal until the person leaves; `day` None begins on today."""
    StudylogApp(journal, day=day).run()
