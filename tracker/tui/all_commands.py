"""The commands of every screen: what can be rebound in the settings."""

from __future__ import annotations

from textual.binding import Binding

from tracker.tui.commands import APP_COMMANDS, CALENDAR_COMMANDS, SHARING, VISITS, Command
from tracker.tui.screens.bringing import ExportScreen, ImportScreen
from tracker.tui.screens.browse import BrowseScreen
from tracker.tui.screens.clock import ClockScreen
from tracker.tui.screens.conflicts import ConflictsScreen
from tracker.tui.screens.evening import EveningScreen
from tracker.tui.screens.group import GroupScreen
from tracker.tui.screens.leaving import Leaving
from tracker.tui.screens.prompt import Choice, LabelPrompt, LinesPrompt, Options, Prompt
from tracker.tui.screens.publish import PublishScreen
from tracker.tui.screens.reader import Reader
from tracker.tui.screens.retro import RetroEditor, RetroScreen
from tracker.tui.screens.safety import SafetyScreen
from tracker.tui.screens.sessions import SessionsScreen
from tracker.tui.screens.text_editor import TextEditor
from tracker.tui.screens.today import TodayScreen
from tracker.tui.screens.topic_editor import TopicEditor
from tracker.tui.screens.week import WeekScreen
from tracker.tui.widgets.day_view import DAY_VIEW_COMMANDS
from tracker.tui.widgets.text_lines import TextLines

SCREENS = (
    TodayScreen,
    WeekScreen,
    GroupScreen,
    BrowseScreen,
    EveningScreen,
    ClockScreen,
    SessionsScreen,
    TopicEditor,
    TextEditor,
    RetroScreen,
    RetroEditor,
    PublishScreen,
    ImportScreen,
    ExportScreen,
    SafetyScreen,
    ConflictsScreen,
)

ALL: tuple[Command, ...] = (
    *DAY_VIEW_COMMANDS,
    *CALENDAR_COMMANDS,
    *dict.fromkeys(command for screen in SCREENS for command in screen.commands),
    *VISITS,
    *SHARING,
    *APP_COMMANDS,
)
"""Every command, each once."""

OF_BOXES = frozenset(
    binding.id
    for box in (Prompt, LabelPrompt, LinesPrompt, Choice, Leaving, Reader, Options, TextLines)
    for binding in box.BINDINGS
    if isinstance(binding, Binding) and binding.id
)
"""Names of what boxes and lists answer to, which can be given other keys as well."""

TOGETHER: tuple[tuple[Command, ...], ...] = tuple(
    (
        *(c for c in screen.commands if not c.binding.startswith(("list.", "page."))),
        *screen.visits,
        *APP_COMMANDS,
        *((*DAY_VIEW_COMMANDS, *CALENDAR_COMMANDS) if screen is TodayScreen else ()),
    )
    for screen in SCREENS
)
"""The commands that answer to keys at the same time, screen by screen."""
