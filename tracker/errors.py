"""Every error a person can meet: one sentence each, and the exit code it ends with."""

from __future__ import annotations

from enum import StrEnum

from tracker.values import frozen
from tracker.wording import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Generic, TypeVar

    SettledT = TypeVar("SettledT")


class TrackerError(Exception):
    """Something could not be done; the message is one line that says what, to what, and what to do."""

    exit_code = 1

    def __init__(self, sentence: str, *, shell: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        """What happened and what to do, in words that hold everywhere; what the screens show."""
        self.shell = shell
        """What helps on the command line: a sentence, or another end of the first, from `;`, `:` or `,` on."""

    def __str__(self) -> str:
        """Return the whole line for the command line."""
        if self.shell.startswith((";", ":", ",")):
            return self.sentence.removesuffix(".") + self.shell
        return f"{self.sentence} {self.shell}" if self.shell else self.sentence


class UsageError(TrackerError):
    """The request itself cannot be understood: an unknown word, a date that does not exist."""

    exit_code = 2


class EditRefused(TrackerError):
    """An edit would not read back as what was meant; the text is unchanged."""


class StaleEdit(EditRefused):
    """The line an edit was meant for is no longer there."""


class Prefer(StrEnum):
    """Whose lines stay where two sides changed the same ones."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"
    """Theirs, then mine."""


@frozen
class Conflict:
    """Lines that two sides changed, each in its own way; empty where a side took them out."""

    base: str
    """What both began with."""
    mine: str
    theirs: str


if not TYPE_CHECKING:
    SettledT = object()

    class Generic:
        """What `typing` has of that name, as far as it is needed when the program runs."""

        def __class_getitem__(cls, _parameter: object) -> type:
            return cls


class Conflicting(EditRefused, Generic[SettledT]):
    """Another program changed the same lines; nothing was saved, and the person chooses whose stay."""

    def __init__(
        self,
        sentence: str,
        conflicts: Sequence[Conflict],
        settle: Callable[[Prefer], SettledT],
        *,
        shell: str = "",
        question: str = "",
    ) -> None:
        super().__init__(sentence, shell=shell)
        self.question = question
        """What the person is asked; empty where another window changed the lines."""
        self.conflicts = tuple(conflicts)
        self.settle = settle
        """Makes the edit again with the lines chosen; may raise whatever the edit may."""


class Cancelled(TrackerError):
    """The person stopped something that takes long."""


class Unforeseen(Exception):
    """Something that nobody thought of ended the screen; what the person wrote is kept by then."""

    def __init__(self, error: Exception, doing: str) -> None:
        super().__init__(type(error).__name__)
        self.error = error
        self.doing = doing
        """What was on the screen, in words that hold nothing of the person's."""


class NotFound(TrackerError):
    """The day, item, revision or session asked for does not exist."""


class StoreError(TrackerError):
    """The database cannot be opened, read or written."""


class Damaged(StoreError):
    """The database, or a copy of it, is broken: not in use, not full, not closed to us."""


class ImportRefused(TrackerError):
    """A file cannot be taken in; nothing of it was stored."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return ` Did you mean X?` for the known word closest to `word`, or an empty string when none is close."""
    # Few calls go wrong.
    from difflib import get_close_matches

    written = {other.casefold(): other for other in known}
    matches = get_close_matches(word.casefold(), list(written), n=1, cutoff=0.5)
    return " " + _("Did you mean {word!r}?", word=written[matches[0]]) if matches else ""
