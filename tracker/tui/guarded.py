"""The last edge at which an error becomes a line on the screen, whoever asked the journal for something."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump

from tracker.errors import TrackerError


@runtime_checkable
class SaysErrors(Protocol):
    """An application that has a line for errors."""

    def say_error(self, sentence: str) -> None:
        """Show an error where the person looks."""


class Guarded(MessagePump):
    """A part of the screen that goes on when something it asks of the journal cannot be had."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except TrackerError as error:
            # An exception that got through would end the part's message loop, and the program with it.
            app: App[object] = self.app
            if not isinstance(app, SaysErrors):
                raise
            app.say_error(error.sentence)
