"""What the services hand back: what an action left behind, and what a search found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from tracker.model import DayRecord
from tracker.stored import PeriodKind, Retrospective
from tracker.values import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tracker.codec.merge import Merged

Clock = Callable[[], dt.datetime]
"""Returns now as an aware instant in local time."""


@frozen
class Outcome:
    """What an action left behind."""

    record: DayRecord
    summary: str
    changed: bool
    opened: bool = False
    """Whether the day was opened from the template on the way."""
    notes: tuple[str, ...] = ()
    """Things a person should know that kept nothing from being done."""
    change: int | None = None
    """The change it was saved under, which `save_text` can amend; None when nothing changed."""
    merged: Merged | None = None
    """How the text met what others had written meanwhile; None when nobody had."""


@frozen
class SearchResult:
    """A line that has all words asked for."""

    date: dt.date
    kind: str
    """Kind of the item the line belongs to: `goal`, `topic`, …; `text` for others."""
    section: str
    line: int
    """From 1, in the day's text."""
    text: str
    spans: tuple[tuple[int, int], ...]
    """Where the words stand, in characters of `text`."""
    of: PeriodKind | None = None
    """What the line is of: a week's or month's retrospective, then `date` is the first day; None for a day."""


@frozen
class RetroOutcome:
    """What keeping a retrospective left behind."""

    retrospective: Retrospective
    changed: bool
    change: int | None = None
    """The change it was kept under, which can be amended; None when nothing changed."""
    merged: Merged | None = None
    """How what a person wrote met what others had made of it; None where nothing met."""
