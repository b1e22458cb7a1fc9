"""Every action of the Today screen, once: its keys, its place in the help, and its sentence in the palette."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.app import App
from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tracker.tui.words import Words


@dataclass(frozen=True, slots=True)
class Command:
    """An action a person can choose."""

    name: str
    """Its words are `do-NAME` and, in the palette, `about-NAME`."""
    keys: str
    """As in a Binding; several are separated by commas."""
    action: str
    group: str
    """Which part of the help lists it."""
    binding: str
    """Id of its binding, by which its keys are changed."""
    palette: bool = True
    """Whether the palette offers it; moving the cursor is no use there."""


def _of_day_view(name: str, keys: str, action: str) -> Command:
    return Command(name, keys, action, "move", f"day.{name}", palette=False)


def _of_screen(name: str, keys: str, action: str, group: str) -> Command:
    return Command(name, keys, action, group, f"today.{name}")


CURSOR_COMMANDS = (
    _of_day_view("down", "down,j", "cursor(1)"),
    _of_day_view("up", "up,k", "cursor(-1)"),
    _of_day_view("next-pane", "tab", "pane(1)"),
    _of_day_view("previous-pane", "shift+tab", "pane(-1)"),
    _of_day_view("page-down", "pagedown,ctrl+f", "page(1)"),
    _of_day_view("page-up", "pageup,ctrl+b", "page(-1)"),
    _of_day_view("first", "home", "end(False)"),
    _of_day_view("last", "end,G", "end(True)"),
)
"""What the day itself answers to."""

TODAY_COMMANDS = (
    _of_screen("add", "a", "add_here", "write"),
    _of_screen("goal", "g", "add('goal')", "write"),
    _of_screen("topic", "o", "add('topic')", "write"),
    _of_screen("problem", "p", "add('problem')", "write"),
    _of_screen("challenge", "c", "add('challenge')", "write"),
    _of_screen("challenge-today", "C", "add_challenge_today", "write"),
    _of_screen("reflection", "f", "add('reflection')", "write"),
    _of_screen("link", "l", "add('link')", "write"),
    _of_screen("check", "space", "check", "check"),
    _of_screen("done", "x,1", "mark('done')", "check"),
    _of_screen("partial", "2", "mark('partial')", "check"),
    _of_screen("missed", "3", "mark('missed')", "check"),
    _of_screen("clear", "0", "mark('')", "check"),
    _of_screen("open", "enter", "open", "check"),
    _of_screen("edit", "e,f2", "edit", "check"),
    _of_screen("delete", "d,delete", "delete", "check"),
    _of_screen("move-down", "J,shift+down", "move(1)", "check"),
    _of_screen("move-up", "K,shift+up", "move(-1)", "check"),
    _of_screen("undo", "u,ctrl+z", "undo", "check"),
    _of_screen("redo", "ctrl+r,ctrl+y", "redo", "check"),
    _of_screen("timer", "t", "timer", "time"),
    _of_screen("switch", "s", "switch_subject", "time"),
    _of_screen("pause", "z,P", "pause", "time"),
    _of_screen("previous-day", "left_square_bracket,left", "turn_day(-1)", "day"),
    _of_screen("next-day", "right_square_bracket,right", "turn_day(1)", "day"),
    _of_screen("previous-written", "left_curly_bracket,shift+left", "turn_to_written(-1)", "day"),
    _of_screen("next-written", "right_curly_bracket,shift+right", "turn_to_written(1)", "day"),
    _of_screen("go-to", "at", "ask_day", "day"),
    _of_screen("today", "full_stop,T", "today", "day"),
    _of_screen("new", "n", "new_day", "day"),
    _of_screen("help", "question_mark,f1", "help", "program"),
)
"""What the Today screen answers to."""

APP_COMMANDS = (
    Command("palette", "ctrl+p", "app.command_palette", "program", "app.palette", palette=False),
    Command("quit", "ctrl+q", "app.quit", "program", "app.quit"),
)
"""What the application answers to; Textual binds these two."""

COMMANDS = (*CURSOR_COMMANDS, *TODAY_COMMANDS, *APP_COMMANDS)

GROUPS = ("move", "write", "check", "time", "day", "program")
"""The parts of the help, in their order."""

ON_THE_BAR = ("add", "check", "edit", "timer", "undo", "palette", "previous-day", "next-day", "help")
"""What the line at the bottom shows, as far as there is room; the last one always."""


def bindings_of(commands: Iterable[Command]) -> list[Binding]:
    """Return the bindings of the commands; Textual's own footer shows none of them."""
    return [Binding(c.keys, c.action.removeprefix("app."), show=False, id=c.binding) for c in commands]


_JAMO = "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ"
_LATIN = "qwertyuiopasdfghjklzxcvbnm"
_SHIFTED = {"ㅃ": "Q", "ㅉ": "W", "ㄸ": "E", "ㄲ": "R", "ㅆ": "T", "ㅒ": "O", "ㅖ": "P"}
KEY_OF_JAMO = dict(zip(_JAMO, _LATIN, strict=True)) | _SHIFTED
"""The key that was pressed, by the letter that the Korean keyboard made of it."""


class StudylogCommands(Provider):
    """Offers every action of the screen in the palette."""

    @property
    def _offered(self) -> list[tuple[str, str, str]]:
        words: Words | None = getattr(self.screen, "words", None)
        if words is None:
            return []
        offered = [c for c in COMMANDS if c.palette]
        named = [(words(f"do-{c.name}"), words(f"about-{c.name}"), c.action) for c in offered]
        return [*named, (words("theme"), words("about-theme"), "app.change_theme")]

    async def discover(self) -> Hits:
        for name, about, action in self._offered:
            yield DiscoveryHit(Content(name), self._runner(action), text=name, help=about)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for name, about, action in self._offered:
            score = max(matcher.match(name), 0.9 * matcher.match(about))
            if score > 0:
                yield Hit(score, matcher.highlight(name), self._runner(action), text=name, help=about)

    def _runner(self, action: str) -> _Runner:
        return _Runner(self.app, self.screen, action)


@dataclass(frozen=True, slots=True)
class _Runner:
    app: App[object]
    screen: object
    action: str

    async def __call__(self) -> None:
        await self.app.run_action(self.action, default_namespace=self.screen)  # type: ignore[arg-type]
