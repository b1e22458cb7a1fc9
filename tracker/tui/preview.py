"""Markdown as GitHub shows it, in styled lines for a width of terminal cells.

Reading and laying out are pure, so that a thread can do them; what was read is kept, as a resize needs no new reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from rich.cells import split_graphemes
from textual.expand_tabs import expand_tabs_inline

from tracker.cells import cells
from tracker.charts import Line, Segment
from tracker.tui.preview_blocks import (
    BREAK,
    STYLES,
    Block,
    Code,
    Entries,
    Heading,
    Paragraph,
    Quote,
    Rule,
    Run,
    Runs,
    Table,
    read,
)
from tracker.tui.shown import shown, wrap
from tracker.values import frozen

__all__ = ["STYLES", "Drawn", "Preview", "preview_of"]

_NARROWEST = 4
"""Cells that words get at least, however deep they stand."""
_NARROWEST_COLUMN = 3


@frozen
class Drawn:
    """A line of the preview."""

    line: Line
    source: int
    """The line of the text that it shows, from 0."""


@frozen
class Preview:
    """A text as it is to be drawn at a width."""

    width: int
    lines: tuple[Drawn, ...]

    def at_source(self, source: int) -> int:
        """Return the first drawn line of what stands on a line of the text."""
        before = [i for i, drawn in enumerate(self.lines) if drawn.source <= source]
        if not before:
            return 0
        shown_source = max(self.lines[i].source for i in before)
        return next(i for i, drawn in enumerate(self.lines) if drawn.source == shown_source)


@lru_cache(maxsize=16)
def preview_of(text: str, width: int) -> Preview:
    """Return a Markdown text in styled lines that fit in `width` cells; those drawn last are kept by their hash."""
    return Preview(width, tuple(_stacked(read(text), max(_NARROWEST, width), gaps=True)))


def _stacked(blocks: Iterable[Block], width: int, *, gaps: bool) -> list[Drawn]:
    """Return blocks one below the other, with a blank line between them where there are `gaps`."""
    drawn: list[Drawn] = []
    for block in blocks:
        if drawn and gaps:
            drawn.append(Drawn((), block.source))
        drawn += _drawn(block, width)
    return drawn


def _drawn(block: Block, width: int) -> list[Drawn]:
    match block:
        case Paragraph():
            return [Drawn(line, block.source) for line in _wrapped(block.runs, width)]
        case Heading():
            return _heading(block, width)
        case Code():
            return [Drawn(line, block.source + n) for n, line in _code(block, width)]
        case Quote():
            bar = Segment("▌ ", "preview-quote")
            inner = _stacked(block.blocks, max(_NARROWEST, width - 2), gaps=True)
            title = [Drawn((Segment(block.title, "preview-alert"),), block.source)] if block.title else []
            return [Drawn((bar, *each.line), each.source) for each in (*title, *inner)]
        case Entries():
            return _entries(block, width)
        case Table():
            return [Drawn(line, block.source) for line in _table(block, width)]
        case Rule():
            return [Drawn((Segment("─" * width, "preview-rule"),), block.source)]


def _heading(block: Heading, width: int) -> list[Drawn]:
    top = block.level <= 2
    style = "preview-heading" if top else "preview-subheading"
    runs = [run if run == BREAK else Run(run.text, f"{style} {run.style}".strip()) for run in block.runs]
    drawn = [Drawn(line, block.source) for line in _wrapped(tuple(runs), width)]
    if top:
        drawn.append(Drawn((Segment(("━" if block.level == 1 else "─") * width, "preview-rule"),), block.source))
    return drawn


def _code(block: Code, width: int) -> Iterable[tuple[int, Line]]:
    """Yield the lines of code on their ground, each with its number from the first."""
    inner = width - 2
    if block.language:
        start, end = wrap(block.language, inner)[0]
        name = block.language[start:end]
        yield 0, (Segment(" " * (width - 1 - cells(name)), "preview-block"), Segment(f"{name} ", "preview-language"))
    for n, text in enumerate(block.lines, 1 if block.fenced else 0):
        for part in _chopped(shown(expand_tabs_inline(text, 4)), inner):
            yield n, (Segment(f" {part}{' ' * (inner - cells(part))} ", "preview-block"),)


def _chopped(text: str, width: int) -> list[str]:
    """Return text in pieces of at most `width` cells, cut wherever they are full."""
    if cells(text) <= width:
        return [text]
    pieces: list[str] = []
    start, used = 0, 0
    for begin, _end, size in split_graphemes(text)[0]:
        if used + size > width and begin > start:
            pieces.append(text[start:begin])
            start, used = begin, 0
        used += size
    return [*pieces, text[start:]]


def _entries(block: Entries, width: int) -> list[Drawn]:
    drawn: list[Drawn] = []
    for entry in block.entries:
        if drawn and not block.tight:
            drawn.append(Drawn((), entry.source))
        signs = [Segment(f"{entry.marker} ", "preview-bullet")]
        if entry.done is not None:
            # A box stands in the place of a bullet.
            signs = signs if entry.marker.strip().endswith(".") else []
            signs.append(Segment("☑ " if entry.done else "☐ ", "preview-done" if entry.done else "preview-bullet"))
        indent = sum(cells(sign.text) for sign in signs)
        inner = _entry_lines(entry.blocks, max(_NARROWEST, width - indent), tight=block.tight)
        inner = inner or [Drawn((), entry.source)]
        blank = Segment(" " * indent)
        drawn.append(Drawn((*signs, *inner[0].line), inner[0].source))
        drawn += [Drawn((blank, *each.line) if each.line else (), each.source) for each in inner[1:]]
    return drawn


def _entry_lines(blocks: Sequence[Block], width: int, *, tight: bool) -> list[Drawn]:
    drawn: list[Drawn] = []
    for block in blocks:
        # A list below its words belongs to them; anything else is a paragraph of its own.
        if drawn and not (tight or isinstance(block, Entries)):
            drawn.append(Drawn((), block.source))
        drawn += _drawn(block, width)
    return drawn


def _wrapped(runs: Runs, width: int) -> list[Line]:
    """Return runs as lines of at most `width` cells."""
    lines: list[Line] = []
    part: list[Run] = []
    for run in (*runs, BREAK):
        if run != BREAK:
            part.append(run)
            continue
        text = "".join(each.text for each in part)
        # What follows a break begins at the margin.
        lead = len(text) - len(text.lstrip(" "))
        spans = wrap(text[lead:], width)
        lines += [_sliced(part, start + lead, end + lead) for start, end in spans]
        part = []
    return lines if runs else []


def _sliced(runs: Sequence[Run], start: int, end: int) -> Line:
    """Return the characters `[start, end)` of runs."""
    line: list[Segment] = []
    at = 0
    for run in runs:
        text = run.text[max(0, start - at) : max(0, end - at)]
        if text:
            line.append(Segment(text, run.style))
        at += len(run.text)
    return tuple(line)


def _table(block: Table, width: int) -> Iterable[Line]:
    """Yield a table with its columns aligned; where it is too wide, its cells are wrapped."""
    count = len(block.aligns)
    natural = [_NARROWEST_COLUMN] * count
    for row in block.rows:
        for n, cell in enumerate(row[:count]):
            natural[n] = max(natural[n], *(cells(part) for part in "".join(run.text for run in cell).split("\n")))
    widths = _narrowed(natural, width - 3 * (count - 1))
    bar = Segment(" │ ", "preview-frame")
    for number, row in enumerate(block.rows):
        columns = [_wrapped(cell, columns_width) for cell, columns_width in zip(row, widths, strict=False)]
        style = "preview-head" if number == 0 else ""
        for n in range(max(1, *(len(column) for column in columns)) if columns else 1):
            line: list[Segment] = []
            for column, size, align in zip(columns, widths, block.aligns, strict=False):
                line += [bar] if line else []
                line += _aligned(column[n] if n < len(column) else (), size, align, style)
            yield tuple(line)
        if number == 0:
            yield (Segment("─┼─".join("─" * size for size in widths), "preview-frame"),)


def _narrowed(widths: Sequence[int], room: int) -> list[int]:
    """Return column widths that fit in the room, the widest made narrower first."""
    narrowed = list(widths)
    excess = sum(narrowed) - room
    while excess > 0:
        widest = max(narrowed)
        if widest <= _NARROWEST_COLUMN:
            break
        at = [n for n, size in enumerate(narrowed) if size == widest]
        second = max((size for size in narrowed if size < widest), default=_NARROWEST_COLUMN)
        step = max(1, min(widest - max(second, _NARROWEST_COLUMN), -(-excess // len(at))))
        for n in at:
            taken = min(step, excess)
            narrowed[n] -= taken
            excess -= taken
    return narrowed


def _aligned(line: Line, width: int, align: str, style: str) -> Line:
    space = max(0, width - sum(cells(segment.text) for segment in line))
    before = {"right": space, "center": space // 2}.get(align, 0)
    styled = [Segment(segment.text, f"{style} {segment.style}".strip()) for segment in line]
    return (Segment(" " * before), *styled, Segment(" " * (space - before)))
