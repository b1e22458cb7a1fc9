"""The application: one journal, the screens over it, and the keys that work everywhere."""

from __future__ import annotations

import asyncio
import datetime as dt
import gc
import os
import signal
from bisect import insort
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakSet

from textual import events, on, work
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.binding import Binding
from textual.command import CommandPalette
from textual.reactive import Initialize, Reactive
from textual.screen import Screen
from textual.theme import Theme

from tracker.errors import TrackerError, Unforeseen
from tracker.journal import Journal
from tracker.settings import speak_language, write_setting
from tracker.tui import themes
from tracker.tui.commands import Command, StudylogCommands
from tracker.tui.frames import Frame
from tracker.tui.guarded import Guarded
from tracker.tui.messages import DaySeen, Noticed
from tracker.tui.screens.base import StudyScreen
from tracker.tui.screens.timing import left_alone
from tracker.tui.screens.today import TodayScreen
from tracker.tui.shown import shown
from tracker.tui.terminal import LastingFile, lasting_terminal
from tracker.unsaved import Unsaved, unsaved_folder
from tracker.wording import _

if TYPE_CHECKING:
    from rich.console import RenderableType

    from tracker.tui.carrying import Carrying

KEEP_SECONDS = 0.5
"""How often unsaved words are written to their file."""
BACKUP_SECONDS = 2.0
"""How long after the start the day's backup is made, where it is due."""
BEAT_SECONDS = 30.0
"""How often to leave a sign of life while the timer runs."""


_KEY_NAMES = {"enter": "enter", "escape": "esc", "space": "space", "tab": "tab", "delete": "del"}
"""Keys that are called by the word printed on them, as the hints of the boxes do."""


NO_KEY = "f24"
"""A key that no keyboard has, for an action whose keys were all given to others."""
_MOST_ON_THEIR_WAY = 256


class StudylogApp(Guarded, App[str]):
    """The study log in the terminal; it returns what is to come after it: `demo`, or nothing."""

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

    def theme_of_settings(self) -> str:
        """Return the name of the theme that the settings ask for."""
        return themes.named(self.journal.config.theme, self.available_themes)

    theme: Reactive[str] = Reactive(Initialize(theme_of_settings))
    """As in Textual; it begins with that of the settings, so that the stylesheet is read once."""

    def __init__(self, journal: Journal, *, day: dt.date | None = None, settings: Path | None = None) -> None:
        """`day` None shows today; `settings` is the file that a chosen theme is written to, None to forget it."""
        self.journal = journal
        # Without colours Textual draws in greys, which are colours too, unless it sends the terminal's own.
        super().__init__(ansi_color=True if os.environ.get("NO_COLOR") else None)
        self.settings = settings
        self.unforeseen: Exception | None = None
        """What ended the application; None when the person did."""
        self.failing = ""
        """Name of the screen that was seen when that happened."""
        self.unsaved = Unsaved(unsaved_folder(journal.path) if journal.writable else None)
        """What is written and not saved, here and in windows that are gone."""
        self._took_over = False
        """Whether a window that is gone has left unsaved words."""
        self.terminal: Sequence[LastingFile] = ()
        """What is drawn on; nothing where the application is run without a terminal."""
        self.carrying: Carrying | None = None
        """What syncs the log; None before the first sync."""
        self._first_day = day
        self._ahead: list[tuple[float, events.Key]] = []
        """Keys that were pressed before the screen they were meant for could take them, by when that was."""
        self._taking: WeakSet[Screen[object]] = WeakSet()
        """Screens that can take keys."""
        self._sent: dict[int, Screen[object]] = {}
        """The screens that keys on their way were sent to, by the identity of the key's event."""
        self._seen = journal.now()
        """When the person last pressed a key or moved the mouse."""
        self._keys: dict[str, str] = {}
        self._keymap_chosen: dict[str, str] = {}
        """The keys that are not those of the tables, by their bindings."""
        speak_language(journal.config.language, os.environ)
        self._take_keys()

    def get_default_screen(self) -> Screen[None]:
        try:
            screen = TodayScreen(self.journal, self._first_day or self.journal.today)
            screen.fit(self.size.width)
            return screen
        except TrackerError as error:
            # There is no line yet to say it in.
            self._handle_exception(error)
            return Screen()

    def on_mount(self) -> None:
        # Before any box can be opened, which would offer what is taken over.
        self._took_over = self.unsaved.take_over()
        if self.journal.is_empty() and self.journal.timer.state().running is None:
            from tracker.tui.screens.welcome import Welcome

            self.push_screen(Welcome(self._begin_by))
        self.set_interval(BEAT_SECONDS, self.beat)
        self.set_interval(KEEP_SECONDS, self._keep_on)
        self.set_timer(BACKUP_SECONDS, self._back_up)
        # Where a terminal has no line for the day, it is not seen.
        self.set_timer(BACKUP_SECONDS, self._collect_again)
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            # A closed window and a machine that goes down ask for what ctrl+q asks for; Windows has none of them.
            with suppress(NotImplementedError, AttributeError, RuntimeError, ValueError):
                asyncio.get_running_loop().add_signal_handler(getattr(signal, name), self._end_at_once)
        # What is said before the screen stands is never shown.
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        for name in self._unknown_keys:
            self.notify(_("There is no action {name} whose keys could be changed.", name=name), severity="warning")
        self.beat()
        if self.journal.config.sync_at in ("start", "both"):
            self.take_carrying().by_itself()
        if self._took_over:
            self._offer_unsaved()

    def _keep_on(self) -> None:
        """Write unsaved words to their file; end where there is no terminal any more."""
        self.unsaved.flush()
        if any(file.gone for file in self.terminal):
            self._end_at_once()

    def _offer_unsaved(self) -> None:
        """Say what a window that was ended left unsaved; a text is shown in its editor, which saves it at once."""
        from tracker.tui.external_editor import OUTSIDE
        from tracker.tui.visiting import editor_of

        texts = self.unsaved.texts
        outside = self.unsaved.box(OUTSIDE)
        self.unsaved.drop_box(OUTSIDE)
        if outside is not None and Path(outside[0]).exists():
            sentence = _("What you wrote in your own editor is kept in {path}", path=outside[0])
            self.notify(sentence, timeout=60, markup=False)
        self.notify(_("What was not saved the last time is kept. A box offers it again when it is opened."), timeout=8)
        for place in texts:
            editor = editor_of(self.journal, place)
            if editor is not None:
                # It finds the text that was left, as do those of the others when they are opened.
                self.visit(editor)
                self.notify(
                    _("This was left unsaved the last time; it is saved as if you had typed it now."), timeout=8
                )
                return

    @on(DaySeen)
    def _collect_again(self) -> None:
        """Look for garbage again, though no more among what the program itself is made of."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    @work(thread=True, group="backup")
    def _back_up(self) -> None:
        """Make the day's backup before the first change has to wait for it."""
        notices: list[str] = []
        with suppress(TrackerError), self.journal.elsewhere() as journal:
            journal.look_after_backup()
            notices = journal.notices
        if notices:
            self.post_message(Noticed(tuple(notices)))

    @on(Noticed)
    def _tell_notices(self, message: Noticed) -> None:
        for notice in message.notices:
            self.notify(shown(notice), severity="warning", timeout=20, markup=False)

    def take_carrying(self) -> Carrying:
        """Return what syncs the log, which is loaded when it is needed first."""
        from tracker.tui.carrying import Carrying

        self.carrying = self.carrying or Carrying(self)
        return self.carrying

    def _begin_by(self, way: str) -> None:
        if way == "i":
            self.visit_named("import", self.journal.today)
        elif way == "d":
            self.exit("demo")
        else:
            self.today_screen.action_new_day()

    def on_unmount(self) -> None:
        if self.carrying is not None:
            self.carrying.end()
        self.unsaved.close()

    @property
    def available_themes(self) -> dict[str, Theme]:
        return super().available_themes | themes.OWN

    def get_theme(self, theme_name: str) -> Theme | None:
        # Textual asks with every line that it draws.
        return themes.OWN.get(theme_name) or super().get_theme(theme_name)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.palette_of(self.current_theme)

    # Keys

    def _take_keys(self) -> None:
        chosen = dict(self.journal.config.keys)
        # The tables of all screens are only needed where keys are changed.
        known = known_bindings() if chosen else set()
        self._unknown_keys = [name for name in chosen if name not in known]
        self._keymap_chosen = {name: keys for name, keys in chosen.items() if name in known}
        self._keymap_chosen |= without_keys_of(self._keymap_chosen) if self._keymap_chosen else {}
        self.set_keymap(self._keymap_chosen)

    def key_of(self, binding: str) -> str:
        """Return the first key of a binding as it is shown, the person's own where it was changed."""
        return self.keys_of(binding)[0] if self.keys_of(binding) else ""

    def keys_of(self, binding: str) -> list[str]:
        """Return all keys of a binding as they are shown."""
        if binding not in self._keys:
            # Most that is asked for is on the screens that stand; the tables of all others would load all of them.
            standing = [screen for screen in self.screen_stack if isinstance(screen, StudyScreen)]
            for command in (command for screen in standing for command in screen.all_commands()):
                self._keys.setdefault(command.binding, command.keys)
        if binding not in self._keys:
            self._keys = {command.binding: command.keys for command in all_commands()}
        keys = self._keymap_chosen.get(binding, self._keys[binding])
        return [
            self.get_key_display(Binding(key.strip(), "")) for key in keys.split(",") if key.strip() not in ("", NO_KEY)
        ]

    def get_key_display(self, binding: Binding) -> str:
        shown_key = super().get_key_display(binding)
        return _KEY_NAMES.get(binding.key, shown_key)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.InputEvent):
            self._seen = self.journal.now()
        if isinstance(event, events.Key) and not event.is_forwarded:
            if self._ahead or not self._takes_keys():
                self._keep(event)
                return
            self._sent[id(event)] = self.screen
            if len(self._sent) > _MOST_ON_THEIR_WAY:
                # Keys that a field took never come up; the oldest is such a one.
                del self._sent[next(iter(self._sent))]
        await super().on_event(event)

    async def on_key(self, event: events.Key) -> None:
        # What comes up to here after a screen has opened over the one it was sent to was meant for that screen.
        if self._sent.pop(id(event), self.screen) is not self.screen:
            event.prevent_default()
            self._keep(events.Key(event.key, event.character), event.time)

    def _takes_keys(self) -> bool:
        """Return whether the screen has had the focus where its keys go; before that they would be lost."""
        if self.screen.focused is not None:
            self._taking.add(self.screen)
        return self.screen in self._taking

    def _keep(self, event: events.Key, pressed: float | None = None) -> None:
        insort(self._ahead, (pressed or event.time, event), key=lambda kept: kept[0])
        self.screen.call_after_refresh(self.call_later, self._type_ahead)

    async def _type_ahead(self) -> None:
        """Give a screen that can take them the keys that were pressed before it could, in their order."""
        if self.screen.is_mounted and not self.screen.focus_chain:
            # It has been drawn, and has nothing that could have the focus: its keys are its own.
            self._taking.add(self.screen)
        while self._ahead and self._takes_keys():
            _pressed, event = self._ahead.pop(0)
            self._sent[id(event)] = self.screen
            await super().on_event(event)
            if not event.is_printable:
                # It may close the screen, so those after it wait until it has come to something.
                break
        if self._ahead:
            self.screen.call_after_refresh(self.call_later, self._type_ahead)

    # From screen to screen

    def _load_screen_css(self, screen: Screen[object]) -> None:
        # Textual would read every sheet once more for each new one, and work out every widget anew. The sheets here
        # speak of their own screen alone.
        unread = [path for path in screen.css_path if not self.stylesheet.has_source(str(path), "")]
        if unread:
            self.stylesheet.read_all(unread)
            self.stylesheet.parse()

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        super()._display(screen, Frame(renderable) if isinstance(renderable, CompositorUpdate) else renderable)

    @property
    def main_screen(self) -> StudyScreen | None:
        """The screen that is seen, or would be without the boxes over it; None before there is any."""
        return next((screen for screen in reversed(self.screen_stack) if isinstance(screen, StudyScreen)), None)

    @property
    def today_screen(self) -> TodayScreen:
        """The screen at the bottom of all."""
        return next(screen for screen in self.screen_stack if isinstance(screen, TodayScreen))

    def visit_named(self, name: str, day: dt.date) -> None:
        """Show the screen of that name, about `day` where it is about one."""
        from tracker.tui.visiting import screen_named

        self.visit(screen_named(name, self.journal, day))

    def visit(self, screen: StudyScreen) -> None:
        """Show a screen over Today, in the place of the one that stands there unless that one has to stay."""
        if self._come_back():
            self.push_screen(screen)

    def show_day(self, day: dt.date, line: int | None = None) -> None:
        """Come back to Today on this day, with the cursor on the line (from 1) of its text."""
        if self._come_back():
            self.today_screen.turn_to(day, line)

    def leave(self, screen: StudyScreen) -> None:
        """Come back from a screen to Today; Today itself stays."""
        if self.screen is screen and not isinstance(screen, TodayScreen):
            self.pop_screen()

    def _come_back(self) -> bool:
        """Close what stands over Today; a screen that would lose something stays, and says so."""
        while not isinstance(self.screen, TodayScreen):
            if isinstance(self.screen, StudyScreen) and not self.screen.ready_to_quit():
                return False
            self.pop_screen()
        return True

    # The timer's sign of life

    def beat(self) -> None:
        """Leave a sign of life while the timer runs; ask about one that was forgotten, and leave none."""
        if self.main_screen is not None and self.main_screen.working:
            # An import holds the file for itself; a sign of life would wait for it, and the screen with it.
            return
        try:
            state = self.journal.timer.state()
            if state.running is None:
                return
            alone = left_alone(state.running, self._seen, self.journal.now(), self.journal.today)
            if not state.forgotten and not alone:
                if self.journal.writable:
                    self.journal.timer.beat()
                return
        except TrackerError:
            # The screen says what is wrong with the file; the next beat comes in half a minute.
            return
        self.today_screen.ask_about_forgotten(None if state.forgotten else self._seen)

    def say_error(self, sentence: str) -> None:
        """Show an error in the line of the screen that is seen."""
        if self.main_screen is not None and self.main_screen.is_mounted:
            self.main_screen.say_error(sentence)

    # Looks

    def choose_theme(self) -> None:
        """Ask for the colours, showing each as the choice moves; what is chosen is kept in the settings."""
        from tracker.tui.screens.theme import ThemeChoice

        self.push_screen(ThemeChoice(themes.offered(self.available_themes), self.theme, self._keep_theme))

    def _keep_theme(self, name: str) -> None:
        self.theme = name
        if self.settings is None:
            return
        try:
            write_setting(self.settings, "theme", name)
        except TrackerError as error:
            self.notify(shown(error.sentence), severity="warning", markup=False)

    # Leaving

    async def action_quit(self) -> None:
        from tracker.tui.screens.prompt import Asking

        for screen in reversed(self.screen_stack):
            if isinstance(screen, Asking) and screen.warn_of_leaving(self.key_of("app.quit")):
                return
            if isinstance(screen, StudyScreen) and not screen.ready_to_quit():
                if self.screen is not screen:
                    self.notify(_("First answer what is asked here."), severity="warning")
                return
        if self.journal.config.sync_at not in ("end", "both") or not self.take_carrying().before_leaving():
            self.exit()

    def _end_at_once(self) -> None:
        self._preserve()
        self.exit()

    def _preserve(self) -> None:
        """Save what is written, and keep what cannot be saved, whatever state the screens are in."""
        for screen in reversed(self.screen_stack):
            # Each on its own: one that fails must not take the others along.
            with suppress(Exception):
                from tracker.tui.screens.prompt import Asking

                if isinstance(screen, StudyScreen | Asking):
                    screen.preserve()
        self.unsaved.flush()

    def action_help_quit(self) -> None:
        self.notify(_("Press {key} to quit.", key=self.key_of("app.quit")), markup=False)

    def _handle_exception(self, error: Exception) -> None:
        if self.unforeseen is None:
            self.failing = type(self.main_screen).__name__
            self._preserve()
        super()._handle_exception(error)
        self.unforeseen = self.unforeseen or error
        # Textual prints a traceback with what every variable holds; `run` hands the error on instead.
        self._exit_renderables.clear()

    def action_command_palette(self) -> None:
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=_("Find a command…"), id="--command-palette"))


def known_bindings() -> set[str]:
    """Return the names of all that can be given other keys."""
    from tracker.tui.all_commands import OF_BOXES

    return {command.binding for command in all_commands()} | OF_BOXES


def without_keys_of(chosen: Mapping[str, str]) -> dict[str, str]:
    """Return what keys are left to other actions of the same screens: a key that a person chose is theirs alone."""
    from tracker.tui.all_commands import TOGETHER

    left: dict[str, str] = {}
    for commands in TOGETHER:
        taken = {
            key.strip() for command in commands for key in chosen.get(command.binding, "").split(",") if key.strip()
        }
        for command in commands:
            keys = [key for key in command.keys.split(",") if key]
            kept = [key for key in keys if key not in taken]
            if command.binding not in chosen and kept != keys:
                left[command.binding] = ",".join(kept) or NO_KEY
    return left


def all_commands() -> tuple[Command, ...]:
    """Return every command of the program, whose keys a person may change."""
    from tracker.tui.all_commands import ALL

    return ALL


def run(journal: Journal, day: dt.date | None = None, settings: Path | None = None) -> str | None:
    """Show the journal until the person leaves; return `demo` when that is what they want to see next.

    `day` None begins on today; `settings` is the file that a chosen theme is kept in. Raises TrackerError, in one line,
    when one ended it; Unforeseen when anything else did; with STUDYLOG_DEBUG set, the error itself.
    """
    app = StudylogApp(journal, day=day, settings=settings)
    try:
        with lasting_terminal() as app.terminal:
            wanted = app.run()
    finally:
        gc.enable()
        app.unsaved.close()
    error = app.unforeseen
    if error is None:
        return wanted
    if isinstance(error, TrackerError) or os.environ.get("STUDYLOG_DEBUG"):
        raise error
    raise Unforeseen(error, doing=f"the screen {app.failing}")
