"""What widgets tell their screen that a person wants."""

from __future__ import annotations

import datetime as dt

from textual.message import Message

from tracker.tui.panes import Entry

# Written out, because a dataclass is written and compiled at every start.


class Noticed(Message):
    """A message that something about the log should be told when there is time for it."""

    def __init__(self, notices: tuple[str, ...]) -> None:
        super().__init__()
        self.notices = notices
        """Sentences."""


class DaySeen(Message):
    """A message that the day has been drawn for the first time."""


class EntryChosen(Message):
    """A message that an entry of the day is to be opened."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry
        """The entry that was chosen."""


class ActionChosen(Message):
    """A message that an action was chosen with the mouse."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action
        """The action, as bindings name it."""


class MarkChosen(Message):
    """A message that the mark of the entry at the cursor was clicked."""


class MenuWanted(Message):
    """A message that a person asks what can be done with the entry at the cursor."""


class AddWanted(Message):
    """A message that an entry is to be added to the pane at the cursor."""


class DayChosen(Message):
    """A message that a day was chosen."""

    def __init__(self, day: dt.date) -> None:
        super().__init__()
        self.day = day
        """The day to show."""


class DayWanted(Message):
    """A message that a day is to be opened."""

    def __init__(self, day: dt.date) -> None:
        super().__init__()
        self.day = day
        """The day to open."""


class MonthWanted(Message):
    """A message that the calendar has turned to a month whose days it may not know."""

    def __init__(self, day: dt.date) -> None:
        super().__init__()
        self.day = day
        """A day of the month."""


class PanesLeft(Message):
    """A message that the cursor went on from the last pane to the first, or back from the first to the last."""
