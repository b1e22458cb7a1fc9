"""Why something is not published: errors that the skins can offer a way around."""

from __future__ import annotations

from tracker.errors import TrackerError


class PublishRefused(TrackerError):
    """Something is in the way of publishing; nothing was touched."""


class ChangedElsewhere(PublishRefused):
    """What is there is neither what was published last nor what would be; `force` overwrites it."""


class TitleTaken(PublishRefused):
    """Issues of this very title are there, and none is known to be ours."""

    def __init__(self, sentence: str, numbers: tuple[int, ...], *, shell: str = "") -> None:
        super().__init__(sentence, shell=shell)
        self.numbers = numbers
        """The issues of that title, the newest first."""


class IssueGone(PublishRefused):
    """The issue it was published in is no longer there; a new one can be made."""


class PublishFailed(TrackerError):
    """A step went wrong; what was done before it is remembered, and publishing again goes on from there."""
