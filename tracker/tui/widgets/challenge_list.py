"""Challenges in a list: those that are set, and those that could be set again."""

from __future__ import annotations

from tracker.cells import cells, fit
from tracker.charts import Line, Segment
from tracker.model import Challenge, Mark
from tracker.tui.panes import MARKS
from tracker.tui.shown import shown
from tracker.tui.widgets.line_list import LineList
from tracker.values import frozen
from tracker.wording import _


@frozen
class Offer:
    """A challenge that could be set."""

    text: str
    mark: Mark | None = None
    """How it went before; None for one that was only set some time."""


@frozen
class Heading:
    """Words above the challenges that follow."""

    words: str


ChallengeRow = Challenge | Offer | Heading


class ChallengeList(LineList[ChallengeRow]):
    """Draws challenges with their marks, and offers with how they went."""

    def row_line(self, row: ChallengeRow, width: int) -> Line:
        return challenge_line(row, width)

    def is_heading(self, row: ChallengeRow) -> bool:
        return isinstance(row, Heading)

    def identity(self, row: ChallengeRow) -> object:
        return row.words if isinstance(row, Heading) else (type(row), row.text)


def challenge_line(row: ChallengeRow, width: int) -> Line:
    """Return a challenge or an offer in a line."""
    if isinstance(row, Heading):
        return (Segment(fit(row.words, min(width, cells(shown(row.words)))), "heading"),)
    if isinstance(row, Offer):
        sign = (Segment(" + ", "key"), Segment(MARKS[row.mark] if row.mark else "  ", _style(row.mark)))
    else:
        number = Segment(f"{row.n:>2} ", "lead")
        # The dot takes the two cells of the other marks.
        sign = (number, Segment(MARKS[row.mark] if row.mark else "· ", _style(row.mark)))
    return (*sign, Segment(f" {fit(shown(row.text), max(1, width - 7))}", "words"))


def _style(mark: Mark | None) -> str:
    return f"mark-{mark}" if mark else "lead"


def how_it_went(done: int, partial: int, missed: int, waiting: int) -> str:
    """Return how many challenges went how, in words."""
    parts = []
    for count, mark in ((done, Mark.DONE), (partial, Mark.PARTIAL), (missed, Mark.MISSED)):
        if count:
            parts.append(f"{MARKS[mark]} {count}")
    if waiting:
        parts.append(_("{n} to check", n=waiting))
    return "  ".join(parts)
