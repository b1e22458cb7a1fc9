"""What to ask when two windows have changed the same lines: mine, theirs, or both."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.app import App
from textual.widgets import OptionList

from tracker.errors import Conflict, Prefer
from tracker.tui.screens.prompt import Choice
from tracker.tui.shown import short
from tracker.wording import _


class WhoseLines(Choice):
    """Asks whose lines stand; nothing is chosen beforehand, for it may come up in the middle of a sentence."""

    FIRST = None

    def __init__(
        self,
        title: str,
        options: Sequence[tuple[str, str]],
        choose: Callable[[str], object],
        write_on: Callable[[str], object] | None,
    ) -> None:
        """`write_on` takes the letters that are typed meanwhile; None where nobody was writing."""
        super().__init__(title, options, choose)
        self.write_on = write_on

    def on_key(self, event: events.Key) -> None:
        if self.write_on is None or self.query_one(OptionList).highlighted is not None:
            return
        letters = event.character if event.is_printable else "\n" if event.key == "enter" else None
        if letters:
            event.prevent_default()
            event.stop()
            self.write_on(letters)


def ask_which(
    app: App[str],
    conflicts: Sequence[Conflict],
    settle: Callable[[Prefer], object],
    write_on: Callable[[str], object] | None = None,
    *,
    title: str = "",
) -> None:
    """Ask whose lines stand; leaving the box keeps what is there and drops nothing of it.

    `write_on` takes what is typed before an answer is pointed at; None where nobody was writing. `title` is the
    question where it was no other window that changed the lines.
    """
    mine = " / ".join(_short(each.mine) for each in conflicts)
    theirs = " / ".join(_short(each.theirs) for each in conflicts)
    options = [
        (Prefer.MINE.value, _("mine: {words}", words=mine)),
        (Prefer.THEIRS.value, _("theirs: {words}", words=theirs)),
        (Prefer.BOTH.value, _("both, one below the other")),
    ]
    title = title or _("Another window has changed these lines. Which are to stand?")
    app.push_screen(WhoseLines(title, options, lambda chosen: settle(Prefer(chosen)), write_on))


def _short(text: str) -> str:
    return short(" ".join(text.split())) or _("(nothing)")
