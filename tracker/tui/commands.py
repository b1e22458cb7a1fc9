"""What an action is called, which keys it has, and how the palette offers it; each screen has its own table of them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol, runtime_checkable

from textual.app import App
from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tracker.values import frozen
from tracker.wording import N_, _


class Group(StrEnum):
    """The parts of the help, in their order."""

    MOVE = N_("Moving")
    WRITE = N_("Writing")
    CHANGE = N_("Checking and changing")
    TIME = N_("Timer")
    DAY = N_("Days")
    LOOK = N_("Looking")
    SCREEN = N_("Screens")
    PROGRAM = N_("Program")


@frozen
class Command:
    """An action a person can choose."""

    keys: str
    """As in a Binding; several are separated by commas. Empty for what only the palette offers."""
    action: str
    group: Group
    binding: str
    """By which its keys are changed in the settings, such as `today.goal`."""
    do: str
    """What it is called, in a word or two of English."""
    about: str
    """What it does, in a sentence of English."""
    palette: bool = True
    """Whether the palette offers it; moving the cursor is no use there."""


def moving(keys: str, action: str, binding: str, do: str) -> Command:
    """Return a command that moves the cursor."""
    return Command(keys, action, Group.MOVE, binding, do, do, palette=False)


CALENDAR_COMMANDS = (
    moving("left,h", "move(-1)", "calendar.previous-day", N_("a day earlier")),
    moving("right,l", "move(1)", "calendar.next-day", N_("a day later")),
    moving("up,k", "move(-7)", "calendar.previous-week", N_("a week earlier")),
    moving("down,j", "move(7)", "calendar.next-week", N_("a week later")),
    moving("pageup", "turn(-1)", "calendar.previous-month", N_("a month earlier")),
    moving("pagedown", "turn(1)", "calendar.next-month", N_("a month later")),
    Command(
        "enter,space",
        "choose",
        Group.DAY,
        "calendar.choose",
        N_("go to the day"),
        N_("Go to the day that is chosen in the calendar."),
        palette=False,
    ),
)
"""What the calendar answers to while it has the focus."""

VISITS = (
    Command("w", "visit('week')", Group.SCREEN, "visit.week", N_("week"), N_("Look at the week's time in charts.")),
    Command(
        "W",
        "visit('group')",
        Group.SCREEN,
        "visit.group",
        N_("study group"),
        N_("See the week of your study group side by side."),
    ),
    Command("slash", "visit('browse')", Group.SCREEN, "visit.browse", N_("search"), N_("Browse all days and search.")),
    Command(
        "e",
        "visit('evening')",
        Group.SCREEN,
        "visit.evening",
        N_("evening"),
        N_("Close the day, one step after another."),
    ),
    Command("T", "visit('clock')", Group.SCREEN, "visit.clock", N_("clock"), N_("Show the timer as a big clock.")),
    Command(
        "L",
        "visit('sessions')",
        Group.SCREEN,
        "visit.sessions",
        N_("sessions"),
        N_("See and correct the day's sessions."),
    ),
    Command(
        "R",
        "visit('retro')",
        Group.SCREEN,
        "visit.retro",
        N_("retrospective"),
        N_("Look back on the week or month, in your own format."),
    ),
    Command(
        "B",
        "visit('publish')",
        Group.SCREEN,
        "visit.publish",
        N_("publish the day"),
        N_("Publish the day to a folder, a git repository or an issue."),
    ),
    Command(
        "f6",
        "visit('conflicts')",
        Group.SCREEN,
        "visit.conflicts",
        N_("conflicts"),
        N_("Choose between what two machines made of the same lines."),
    ),
    Command("I", "visit('import')", Group.SCREEN, "visit.import", N_("import"), N_("Bring in logs you already have.")),
    Command("X", "visit('export')", Group.SCREEN, "visit.export", N_("export"), N_("Write the days out as files.")),
    Command(
        "D",
        "visit('safety')",
        Group.SCREEN,
        "visit.safety",
        N_("backups and checkup"),
        N_("Make backups, put one back, and check that all is well."),
    ),
)
"""How one screen leads to another."""

SHARING = (
    Command(
        "",
        "write_index",
        Group.PROGRAM,
        "share.index",
        N_("write the index"),
        N_("Write the index of your days, with links and headlines, into a README."),
    ),
    Command(
        "",
        "copy_as",
        Group.PROGRAM,
        "share.copy-as",
        N_("copy in another format"),
        N_("Copy the day's entries in the manner of another template."),
    ),
    Command(
        "",
        "write_report",
        Group.PROGRAM,
        "share.report",
        N_("write the report"),
        N_("Draw a week, month or year as an HTML page."),
    ),
)
"""What every screen can write for others to read."""

UNDOING = (
    Command("u,ctrl+z", "undo", Group.CHANGE, "today.undo", N_("undo"), N_("Take the last change back.")),
    Command(
        "ctrl+r,ctrl+y",
        "redo",
        Group.CHANGE,
        "today.redo",
        N_("redo"),
        N_("Make the change again that was taken back."),
    ),
)
"""What screens answer to on which something is changed."""

APP_COMMANDS = (
    Command(
        "f5",
        "sync",
        Group.PROGRAM,
        "app.sync",
        N_("sync"),
        N_("Carry the log to your other machines and theirs to here, through git."),
    ),
    Command("ctrl+t", "theme", Group.PROGRAM, "app.theme", N_("theme"), N_("Choose the colours of the screen.")),
    Command(
        "question_mark,f1",
        "help",
        Group.PROGRAM,
        "app.help",
        N_("help"),
        N_("Show what can be done here, and all keys."),
    ),
    Command(
        "ctrl+p",
        "app.command_palette",
        Group.PROGRAM,
        "app.palette",
        N_("commands"),
        N_("Find any command."),
        palette=False,
    ),
    Command("ctrl+q", "app.quit", Group.PROGRAM, "app.quit", N_("quit"), N_("Leave the program; the timer goes on.")),
)
"""What every screen answers to."""

_OF_THE_APP = ("app.palette", "app.quit")
"""Bindings that the application has itself, so that they work over every box."""


def bindings_of(commands: Iterable[Command]) -> list[Binding]:
    """Return the bindings of the commands; Textual's own footer shows none of them."""
    return [
        Binding(c.keys, c.action, show=False, id=c.binding) for c in commands if c.keys and c.binding not in _OF_THE_APP
    ]


_JAMO = "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ"
_LATIN = "qwertyuiopasdfghjklzxcvbnm"
_SHIFTED = {"ㅃ": "Q", "ㅉ": "W", "ㄸ": "E", "ㄲ": "R", "ㅆ": "T", "ㅒ": "O", "ㅖ": "P"}
KEY_OF_JAMO = dict(zip(_JAMO, _LATIN, strict=True)) | _SHIFTED
"""The key that was pressed, by the letter that the Korean keyboard made of it."""


@runtime_checkable
class Commanded(Protocol):
    """A screen that says what can be done on it."""

    def all_commands(self) -> tuple[Command, ...]:
        """Return every command that works now."""

    def key_of(self, binding: str) -> str:
        """Return the key of a binding as it is shown."""


class StudylogCommands(Provider):
    """Offers every action of the screen in the palette."""

    @property
    def _offered(self) -> list[tuple[str, str, str, str]]:
        screen = self.screen
        if not isinstance(screen, Commanded):
            return []
        return [(_(c.do), screen.key_of(c.binding), _(c.about), c.action) for c in screen.all_commands() if c.palette]

    async def discover(self) -> Hits:
        for name, key, about, action in self._offered:
            yield DiscoveryHit(_with_key(Content(name), key), self._runner(action), text=name, help=about)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for name, key, about, action in self._offered:
            score = max(matcher.match(name), 0.9 * matcher.match(about))
            if score > 0:
                shown_name = _with_key(matcher.highlight(name), key)
                yield Hit(score, shown_name, self._runner(action), text=name, help=about)

    def _runner(self, action: str) -> _Runner:
        return _Runner(self.app, self.screen, action)


def _with_key(name: Content, key: str) -> Content:
    return Content.assemble(name, "  ", Content.styled(key, "dim")) if key else name


@frozen
class _Runner:
    app: App[object]
    screen: object
    action: str

    async def __call__(self) -> None:
        await self.app.run_action(self.action, default_namespace=self.screen)  # type: ignore[arg-type]
