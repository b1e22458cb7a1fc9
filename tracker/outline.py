"""What search says of each line of a day: which kind of item it belongs to, and the section it stands in.

Reading a day takes a millisecond, and a word may stand in thousands of them; so this is kept beside the text.
"""

from __future__ import annotations

import sys
import unicodedata
from array import array
from itertools import accumulate

from tracker.model import ItemKind, SectionKind
from tracker.regex import regex
from tracker.values import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tracker.model import Day, Span

Place = str
"""Kind of the item a line belongs to (`goal`, `topic`, …; `text` for others), a space, the heading of its section."""

NOWHERE: Place = "text "
"""The place of a line that belongs to no item and no section."""


def kind_and_section(place: Place) -> tuple[str, str]:
    """Return the two that a place says."""
    kind, _, section = place.partition(" ")
    return kind, section


_MOST_PLACES = 256
# All but what is common in a log and folds to itself.
_UNCOMMON = regex(r"[^\t\n\r -~ㄱ-ㆎ가-힣]")


@frozen
class Outline:
    """Where each line of one text stands, as it is stored."""

    plain: bool
    """Whether search may look at the text as it is: in NFC, without a letter but A to Z that case folding changes, and
    without white space but tab, line ending and space."""
    starts: bytes
    """Where each line begins, in bytes of the text as UTF-8; the last is where one more would."""
    marks: Sequence[int]
    """For each line the number of its place."""
    places: str
    """Each place on a line."""

    @property
    def can_be_stored(self) -> bool:
        """Whether a byte can tell its places apart; in a text of more, each search reads the day."""
        return isinstance(self.marks, bytes)


def line_starts(starts: bytes, count: int) -> array[int]:
    """Return an outline's `starts`, of so many lines, as numbers."""
    # Most texts are shorter than two bytes can count.
    return _in_file_order(array("H" if len(starts) == 2 * count + 2 else "I", starts))


def places_of(lines: Sequence[int], marks: Sequence[int], places: str) -> list[Place]:
    """Return where lines stand, counted from 1, in order; one that is not there stands nowhere."""
    known = places.split("\n")
    if lines[-1] > len(marks):
        return [known[marks[line - 1]] if line <= len(marks) else NOWHERE for line in lines]
    return [known[marks[line - 1]] for line in lines]


def outline_of(day: Day, text: str) -> Outline:
    """Return the outline of a day's text."""
    lengths = [len(line) + 1 for line in text.encode().split(b"\n")]
    offsets = list(accumulate(lengths, initial=0))
    starts = _in_file_order(array("H" if offsets[-1] < 1 << 16 else "I", offsets)).tobytes()
    numbers: dict[tuple[str, str], int] = {}
    marks = [numbers.setdefault(place, len(numbers)) for place in _kinds_and_sections(day, len(lengths))]
    places = "\n".join(f"{kind} {section}" for kind, section in numbers)
    return Outline(_is_plain(text), starts, bytes(marks) if len(numbers) <= _MOST_PLACES else marks, places)


def _in_file_order(numbers: array[int]) -> array[int]:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _kinds_and_sections(day: Day, count: int) -> Iterable[tuple[str, str]]:
    kinds, headings = ["text"] * count, [""] * count

    def mark(kind: str, start: int, end: int) -> None:
        end = min(end, count)
        kinds[start:end] = [kind] * (end - start)

    for section in day.sections:
        start, end = section.span.start, min(section.span.end, count)
        headings[start:end] = [section.heading] * (end - start)
        mark("text", start, end)
        if section.kind is SectionKind.LEARNING:
            mark(str(ItemKind.TOPIC), start + 1, end)
    # Where items share a line, the last to be said stands.
    spans: tuple[tuple[ItemKind, Sequence[Span]], ...] = (
        (ItemKind.TOPIC, [topic.span for topic in day.topics]),
        (ItemKind.LINK, [link.span for link in day.links]),
        (ItemKind.REFLECTION, [reflection.span for reflection in day.reflections]),
        (ItemKind.CHALLENGE, [challenge.span for challenge in day.challenges]),
        (ItemKind.GOAL, [goal.span for goal in day.goals]),
    )
    for kind, some in spans:
        for span in some:
            mark(str(kind), span.start, span.end)
    for problem in day.problems:
        mark(str(ItemKind.PROBLEM), problem.at.line, problem.at.line + 1)
    return zip(kinds, headings, strict=True)


def _is_plain(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text) and not any(
        char.isspace() or char.casefold() != char for char in set(_UNCOMMON.findall(text))
    )
