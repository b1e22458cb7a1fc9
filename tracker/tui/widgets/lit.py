"""Lines with the words that were looked for lit in them, and the part of a long line that shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import split_graphemes

from tracker.cells import cells, fit
from tracker.charts import Line, Segment
from tracker.grams import matching_lines
from tracker.tui.shown import shown

_CUT = "…"
_LEAST_WINDOW = 6
"""Cells below which a line only shows its beginning."""


def lit_line(text: str, words: Sequence[str], width: int | None = None, style: str = "words") -> Line:
    """Return a line of text with the words lit, at most `width` cells of it around the first of them.

    `width` None keeps the whole line. Where the words are not in the line, as it is drawn, nothing is lit.
    """
    line = shown(text.expandtabs(4))
    found = next(iter(matching_lines(line, words)), None) if words else None
    spans = found[2] if found is not None else []
    # Matching composes letters, which drawing has done already; where it changed more than that, spans do not fit.
    if found is not None and found[1] != line:
        spans = []
    start, end = 0, len(line)
    if width is not None and width < _LEAST_WINDOW:
        return (Segment(fit(line, width), style),)
    if width is not None:
        start, end = window(line, spans[0] if spans else (0, 0), width)
    inside = [(max(start, a), min(end, b)) for a, b in spans if a < end and b > start]
    segments = list(_pieces(line, inside, start, end, style))
    if start > 0:
        segments.insert(0, Segment(_CUT, "dim"))
    if end < len(line):
        segments.append(Segment(_CUT, "dim"))
    return tuple(segments)


def window(text: str, span: tuple[int, int], width: int) -> tuple[int, int]:
    """Return `[start, end)` of the part of `text` that shows `span` in `width` cells, `…` included where it is cut.

    What stands before the span has up to a third of the width. Letters and emoji stay whole.
    """
    if cells(text) <= width:
        return 0, len(text)
    graphemes = split_graphemes(text)[0]
    before = [(begin, size) for begin, end, size in graphemes if end <= span[0]]
    found = sum(size for begin, end, size in graphemes if begin < span[1] and end > span[0])
    # Of words that are wider than the line, the beginning is shown.
    room = max(0, min(width // 3, width - found - 2 * cells(_CUT)))
    used_before = sum(size for _, size in before)
    start, used = 0, 0
    if used_before + found + cells(_CUT) > width:
        start = span[0]
        for begin, size in reversed(before):
            if used + size > room:
                break
            start, used = begin, used + size
    left = width - (cells(_CUT) if start else 0)
    rest = cells(text[start:])
    if rest <= left:
        # The end is near: there is room for more of what stands before.
        for begin, stop, size in reversed(graphemes):
            if stop <= start and rest + size <= left:
                start, rest = begin, rest + size
            elif stop <= start:
                break
        return start, len(text)
    left, end = left - cells(_CUT), start
    for begin, stop, size in graphemes:
        if begin < start:
            continue
        if size > left:
            break
        left, end = left - size, stop
    return start, end


def _pieces(text: str, spans: Sequence[tuple[int, int]], start: int, end: int, style: str) -> Iterable[Segment]:
    at = start
    for begin, stop in spans:
        if begin > at:
            yield Segment(text[at:begin], style)
        yield Segment(text[begin:stop], "match")
        at = stop
    if at < end:
        yield Segment(text[at:end], style)
