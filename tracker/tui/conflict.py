"""What to ask when two windows have changed the same lines: mine, theirs, or both."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import App

from tracker.errors import Conflict, Prefer
from tracker.tui.screens.prompt import Choice
from tracker.tui.shown import short
from tracker.wording import _


def ask_which(app: App[str], conflicts: Sequence[Conflict], settle: Callable[[Prefer], object]) -> None:
    """Ask whose lines stand; leaving the box keeps what is there and drops nothing of it."""
    mine = " / ".join(_short(each.mine) for each in conflicts)
    theirs = " / ".join(_short(each.theirs) for each in conflicts)
    options = [
        (Prefer.MINE.value, _("mine: {words}", words=mine)),
        (Prefer.THEIRS.value, _("theirs: {words}", words=theirs)),
        (Prefer.BOTH.value, _("both, one below the other")),
    ]
    title = _("Another window has changed these lines. Which are to stand?")
    app.push_screen(Choice(title, options, lambda chosen: settle(Prefer(chosen))))


def _short(text: str) -> str:
    return short(" ".join(text.split())) or _("(nothing)")
