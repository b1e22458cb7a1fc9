"""What a checkup says."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from tracker.values import field, frozen


class Gravity(StrEnum):
    """How bad something is."""

    SOUND = "sound"
    LOOK = "look"
    """Nothing is lost by it, yet a person should know."""
    WRONG = "wrong"


@frozen
class Finding:
    """One thing that was looked at."""

    code: str
    """What was looked at, in a word that stays the same in every language: `index`, `sessions`."""
    gravity: Gravity
    sentence: str
    advice: str = ""
    """What to do, in a sentence; empty where there is nothing."""
    mend: Callable[[], str] | None = field(default=None, compare=False)
    """Sets it right, and returns what was done in a sentence; None where that is the person's to do."""


def from_home(path: Path) -> str:
    """Return a path as a person names it, from their home folder on where it lies below that."""
    home = Path.home()
    if path == home:
        return "~"
    return f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) else str(path)


def sound(code: str, sentence: str) -> Finding:
    """Return a finding that nothing is wrong."""
    return Finding(code, Gravity.SOUND, sentence)


def look(code: str, sentence: str, advice: str = "", mend: Callable[[], str] | None = None) -> Finding:
    """Return a finding that a person should know of."""
    return Finding(code, Gravity.LOOK, sentence, advice, mend)


def wrong(code: str, sentence: str, advice: str = "", mend: Callable[[], str] | None = None) -> Finding:
    """Return a finding that something is wrong."""
    return Finding(code, Gravity.WRONG, sentence, advice, mend)
