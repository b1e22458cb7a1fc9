"""The part of a file between two markers: all that the program writes in a file that is someone's own."""

from __future__ import annotations

from tracker.errors import EditRefused
from tracker.regex import regex
from tracker.wording import _

BEGIN, END = "<!-- studylog:index -->", "<!-- /studylog:index -->"
"""What stands alone on the lines around the index."""
_INDENTED = regex(r" {4}| {0,3}\t")
_AROUND = " \t\r\ufeff"
"""What may stand on a marker's line besides it."""
_FENCE = regex(r" {0,3}(`{3,}|~{3,})")


def with_part(text: str, part: str) -> str:
    """Return a text with other lines between its markers; every other byte stays.

    The lines take the line ending of the marker above them. Raises EditRefused, saying what to do, where the markers
    are missing, doubled or alone; such in a block of code do not count.
    """
    lines = text.split("\n")
    begins, ends = _markers(lines)
    if not begins and not ends:
        raise EditRefused(
            _(
                "there is no place for the index; put these two lines where it is to stand: {begin} and {end}.",
                begin=BEGIN,
                end=END,
            )
        )
    if len(begins) != 1 or len(ends) != 1 or begins[0] > ends[0]:
        at = ", ".join(str(line + 1) for line in sorted([*begins, *ends]))
        raise EditRefused(
            _("the markers of the index are not one pair (lines {lines}); leave one {begin} above one {end}.",
              lines=at, begin=BEGIN, end=END)
        )  # fmt: skip
    newline = "\r" if lines[begins[0]].endswith("\r") else ""
    inside = [line + newline for line in part.strip("\n").split("\n")] if part.strip() else []
    return "\n".join([*lines[: begins[0] + 1], *inside, *lines[ends[0] :]])


def has_part(text: str) -> bool:
    """Return whether a text has a marker outside its code."""
    return any(_markers(text.split("\n")))


def _markers(lines: list[str]) -> tuple[list[int], list[int]]:
    begins, ends, fence = [], [], ""
    for number, line in enumerate(lines):
        match = _FENCE.match(line)
        if match is not None and not fence:
            fence = match[1]
        elif fence:
            closes = match is not None and match[1].startswith(fence) and not line[match.end() :].strip()
            fence = "" if closes else fence
        elif _INDENTED.match(line) is not None:
            # Code as well, to Markdown.
            continue
        elif line.strip(_AROUND) == BEGIN:
            begins.append(number)
        elif line.strip(_AROUND) == END:
            ends.append(number)
    return begins, ends


def new_file(part: str) -> str:
    """Return a file that holds the index alone, between its markers."""
    return with_part(f"{BEGIN}\n{END}\n", part)
