"""What widgets tell their screen that a person wants."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from tracker.tui.panes import Entry


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
