"""What is asked of a person, and what they answer; the boxes that ask are loaded when one opens."""

from __future__ import annotations

from collections.abc import Callable

from tracker.values import frozen

Answer = tuple[str, ...]
Accept = Callable[[Answer], str | None]
"""Takes what was written, and returns a sentence when it cannot be done; then the box stays open."""


@frozen
class Field:
    """A line to be filled."""

    label: str = ""
    value: str = ""
    example: str = ""


@frozen
class Question:
    """What a box asks, and who takes the answer."""

    title: str
    kind: str
    """Under which unsaved words are kept; no two kinds offer each other's words."""
    accept: Accept
