"""The application: one journal, the screens over it, and the keys that work everywhere."""

from __future__ import annotations

import datetime as dt
import os

from textual import events
from textual.app import App
from textual.binding import Binding
from textual.command import CommandPalette
from textual.widgets import OptionList

from tracker.errors import TrackerError
from tracker.journal import Journal
from tracker.tui.commands import StudylogCommands
from tracker.tui.screens.prompt import Asking
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
        self.unforeseen: Exception | None = None
        """What ended the application; None when the person did."""
        self._first_day = day

    def on_mount(self) -> None:
        day = self._first_day or self.journal.today
        self.push_screen(TodayScreen(self.journal, day, self.words))

    async def on_key(self, event: events.Key) -> None:
        # A box's line keeps its letters, so one that comes up to here was typed before the box stood.
        if isinstance(self.screen, Asking) and event.is_printable and not isinstance(self.focused, OptionList):
            event.prevent_default()
            self.screen.call_after_refresh(self.screen.type_in, event)

    async def action_quit(self) -> None:
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Asking) and screen.warn_of_leaving(self._quit_key):
                return
        self.exit()

    def action_help_quit(self) -> None:
        self.notify(self.words("how-to-quit", keys=self._quit_key), markup=False)

    @property
    def _quit_key(self) -> str:
        # A box shows none of the application's keys, the screen below it does.
        active = [active.binding for screen in self.screen_stack for active in screen.active_bindings.values()]
        return next((self.get_key_display(binding) for binding in active if binding.id == "app.quit"), "ctrl+q")

    def _handle_exception(self, error: Exception) -> None:
        super()._handle_exception(error)
        self.unforeseen = self.unforeseen or error
        # Textual prints a traceback with what every variable holds; `run` hands the error on instead.
        self._exit_renderables.clear()

    def action_command_palette(self) -> None:
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=self.words("palette"), id="--command-palette"))


def run(journal: Journal, day: dt.date | None = None) -> None:
    """Show the journal until the person leaves; `day` None begins on today.

    Raises TrackerError, in one line, when something unforeseen ended it; with STUDYLOG_DEBUG set, the error itself.
    """
    app = StudylogApp(journal, day=day)
    app.run()
    error = app.unforeseen
    if error is None:
        return
    if isinstance(error, TrackerError) or os.environ.get("STUDYLOG_DEBUG"):
        raise error
    what = " ".join(f"{type(error).__name__}: {error}".split())
    raise TrackerError(app.words("crashed", error=what)) from error
