"""Paragraphs of two machines that came to stand one under the other, where Markdown would read them as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tracker.codec.words import BULLET
from tracker.merging.lines import KeyedLine
from tracker.regex import regex

_BLOCK = regex(rf"\s*+(?:{BULLET}|[#>|<`~])")
"""How lines begin that are no words of a paragraph."""


def set_apart(lines: Sequence[KeyedLine], sides: Sequence[Sequence[KeyedLine]]) -> list[KeyedLine]:
    """Return merged lines with an empty one between paragraphs that follow each other on neither side.

    Only a paragraph that had an empty line or a heading before it on each side gets one, like the one it had.
    """
    together = {(a.text, b.text) for side in sides for a, b in pairwise(side)}
    apart = _apart(sides)
    made = list(lines[:1])
    for before, line in pairwise(lines):
        space = apart.get(line.text) if _is_paragraph(line) else None
        touching = (
            before.kind != "space" and not before.text.startswith("#") and (before.text, line.text) not in together
        )
        made += [space, line] if space is not None and touching else [line]
    return made


def _is_paragraph(line: KeyedLine) -> bool:
    # By its text alone: what a line is can differ between the sides.
    return line.kind != "space" and _BLOCK.match(line.text) is None


def _apart(sides: Sequence[Sequence[KeyedLine]]) -> dict[str, KeyedLine]:
    """Return an empty line for each line that nowhere follows another directly, by its text."""
    found: dict[str, KeyedLine] = {}
    joined: set[str] = set()
    for before, line in _neighbours(sides):
        if before.kind == "space":
            found[line.text] = max(before, found.get(line.text, before), key=lambda one: (len(one.text), one.text))
        elif not before.text.startswith("#"):
            joined.add(line.text)
    for _before, line in _neighbours(sides):
        ending = line.text[len(line.text.rstrip("\r\n")) :] or "\n"
        found.setdefault(line.text, KeyedLine(ending, "", "space"))
    return {text: space for text, space in found.items() if text not in joined}


def _neighbours(sides: Sequence[Sequence[KeyedLine]]) -> Iterator[tuple[KeyedLine, KeyedLine]]:
    for side in sides:
        yield from pairwise(side)
