"""What widgets tell their screen that a person wants."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from textual.message import Message

from tracker.tui.panes import Entry


@dataclass
class Noticed(Message):
    """A message that something about the log should be told when there is time for it."""

    notices: tuple[str, ...]
    """Sentences."""


@dataclass
class EntryChosen(Message):
    """A message that an entry of the day is to be opened."""

    entry: Entry
    """The entry that was chosen."""


@dataclass
class ActionChosen(Message):
    """A message that an action was chosen with the mouse."""

    action: str
    """The action, as bindings name it."""


@dataclass
class MarkChosen(Message):
    """A message that the mark of the entry at the cursor was clicked."""


@dataclass
class MenuWanted(Message):
    """A message that a person asks what can be done with the entry at the cursor."""


@dataclass
class AddWanted(Message):
    """A message that an entry is to be added to the pane at the cursor."""


@dataclass
class DayChosen(Message):
    """A message that a day was chosen."""

    day: dt.date
    """The day to show."""


@dataclass
class DayWanted(Message):
    """A message that a day is to be opened."""

    day: dt.date
    """The day to open."""


@dataclass
class MonthWanted(Message):
    """A message that the calendar has turned to a month whose days it may not know."""

    day: dt.date
    """A day of the month."""


@dataclass
class PanesLeft(Message):
    """A message that the cursor went on from the last pane to the first, or back from the first to the last."""
