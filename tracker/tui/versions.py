"""Two versions of some lines side by side, with the words marked that only one of them has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from tracker.cells import cells
from tracker.charts.lines import Line, Segment, clip
from tracker.regex import regex
from tracker.tui.shown import shown
from tracker.tui.widgets.text_page import wrapped_line

_DIVIDER = Segment(" │ ", "border")
_WORD = regex(r"\w+|\s+|[^\w\s]")
_MOST_COMPARED = 600
"""Lines, or words of a line, that are compared; what is longer counts as different from its beginning to its end."""
_PLAIN, _MARKED = "words", "match"


def side_by_side(heads: tuple[Line, Line], mine: str, theirs: str, width: int) -> list[Line]:
    """Return both texts in two columns of together `width` cells, like lines beside each other, under their heads."""
    column = column_width(width)
    lines = [_beside(*heads, column), (Segment("─" * (column + 1) + "┼" + "─" * (column + 1), "border"),)]
    for left, right in _pairs(_lines_of(mine), _lines_of(theirs)):
        marked = _marked(left, right)
        rows = zip_longest(*(wrapped_line(line, column) for line in marked), fillvalue=())
        # Where a line is broken after a space, that space may stand beyond the column.
        lines += [_beside(clip(one, column), clip(other, column), column) for one, other in rows]
    return lines


def column_width(width: int) -> int:
    """Return the cells of each of two columns."""
    return max(2, (width - cells(_DIVIDER.text)) // 2)


def _beside(left: Line, right: Line, column: int) -> Line:
    space = Segment(" " * max(0, column - sum(cells(part.text) for part in left)))
    return (*left, space, _DIVIDER, *right)


def _lines_of(text: str) -> list[str]:
    written = text.removesuffix("\n")
    return [shown(line.removesuffix("\r").expandtabs(4)) for line in written.split("\n")] if written else []


def _pairs(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield lines that stand beside each other; an empty one where there is none."""
    if max(len(mine), len(theirs)) > _MOST_COMPARED:
        yield from zip_longest(mine, theirs, fillvalue="")
        return
    for _kind, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        yield from zip_longest(mine[a:b], theirs[c:d], fillvalue="")


def _marked(left: str, right: str) -> tuple[Line, Line]:
    """Return two lines with the words marked that the other does not have."""
    if left == right:
        return (Segment(left, _PLAIN),), (Segment(right, _PLAIN),)
    ours, others = _WORD.findall(left), _WORD.findall(right)
    if not ours or not others or max(len(ours), len(others)) > _MOST_COMPARED:
        return (Segment(left, _MARKED),), (Segment(right, _MARKED),)
    one: list[Segment] = []
    other: list[Segment] = []
    for kind, a, b, c, d in SequenceMatcher(None, ours, others, autojunk=False).get_opcodes():
        style = _PLAIN if kind == "equal" else _MARKED
        one.append(Segment("".join(ours[a:b]), style))
        other.append(Segment("".join(others[c:d]), style))
    return tuple(one), tuple(other)
