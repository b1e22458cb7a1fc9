"""A screenshot as Textual exports it, corrected so that every letter stands in the cells that a terminal gives it.

The export asks for a text's length by its letters, counts a wide one as one cell, and leaves gaps between the pieces of
a border. Here wide letters are placed one by one, and borders and blocks are drawn as shapes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import split_graphemes

CELL_WIDTH, LINE_HEIGHT = 12.2, 24.4
"""The size of a cell, in the export's own units."""
_BASELINE = 20.0
"""How far below the top of its line a text stands."""
_TOP = 1.5
"""How far below the top of its line a line's background begins."""
_WIDE_SIZE = 23
"""The size of wide letters, which fills two cells; the others are of 20."""
FONTS = "'DejaVu Sans Mono', 'Noto Sans Mono CJK KR', 'Noto Color Emoji', monospace"
_THIN = 1.6
_SEAM = 0.25
"""By how much what reaches the bottom of its line goes on into the next, as backgrounds do: else the seam is seen."""

_TEXT = re.compile(
    r'<text class="(?P<style>[^"]+)" x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" textLength="[\d.]+"'
    r' clip-path="(?P<clip>[^"]+)">(?P<text>[^<]*)</text>'
)
_FONT_FACE = re.compile(r"@font-face \{.*?\}", re.DOTALL)
_FONT_FAMILY = re.compile(r"font-family: [^;]+;")
_EAST_ASIAN = re.compile(r"\s*font-variant-east-asian: [^;]+;")
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def corrected(svg: str) -> str:
    """Return the screenshot with its letters in their cells, and in fonts that lie on this machine."""
    svg = _FONT_FACE.sub("", svg)
    svg = _EAST_ASIAN.sub("", svg)
    svg = _FONT_FAMILY.sub(f"font-family: {FONTS};", svg)
    return _TEXT.sub(_placed, svg)


def size_of(svg: str) -> tuple[int, int]:
    """Return the picture's width and height, in whole pixels."""
    found = _SIZE.search(svg)
    assert found is not None
    return -(-int(float(found[1]) * 10) // 10), -(-int(float(found[2]) * 10) // 10)


@dataclass(frozen=True, slots=True)
class _Run:
    """Letters that are drawn together."""

    text: str
    start: int
    """The cell it begins in."""
    cells: int
    kind: str
    """`narrow`, `wide` or `shape`."""


def _placed(match: re.Match[str]) -> str:
    left, baseline = float(match["x"]), float(match["y"])
    parts = []
    for run in _runs(html.unescape(match["text"]).replace("\xa0", " ")):
        x = left + run.start * CELL_WIDTH
        if run.kind == "shape":
            top = baseline - _BASELINE + _TOP
            parts.append(_shape(run.text[0], x, top, run.cells, match["style"]))
        elif run.text.strip():
            parts.append(_letters(run, x, baseline, match["style"], match["clip"]))
    return "".join(parts)


def _runs(text: str) -> Iterator[_Run]:
    """Yield what is drawn together: narrow letters, each wide one by itself, and each row of the same shape."""
    start, begun, narrow, at = 0, 0, "", 0
    pieces = [(text[begin:end], size) for begin, end, size in split_graphemes(text)[0]]
    for number, (piece, size) in enumerate(pieces):
        kind = "shape" if _is_shape(piece) else "wide" if size > 1 else "narrow"
        if kind == "narrow":
            if not narrow:
                begun = at
            narrow += piece
        elif narrow:
            yield _Run(narrow, begun, at - begun, "narrow")
            narrow = ""
        if kind == "wide":
            yield _Run(piece, at, size, kind)
        if kind == "shape":
            if not number or pieces[number - 1][0] != piece:
                start = at
            if number + 1 == len(pieces) or pieces[number + 1][0] != piece:
                yield _Run(piece, start, at + size - start, kind)
        at += size
    if narrow:
        yield _Run(narrow, begun, at - begun, "narrow")


def _letters(run: _Run, x: float, baseline: float, style: str, clip: str) -> str:
    text = html.escape(run.text).replace(" ", "&#160;")
    if run.kind == "wide":
        middle = x + run.cells * CELL_WIDTH / 2
        return (
            f'<text class="{style}" x="{middle:g}" y="{baseline:g}" text-anchor="middle" font-size="{_WIDE_SIZE}"'
            f' clip-path="{clip}">{text}</text>'
        )
    return (
        f'<text class="{style}" x="{x:g}" y="{baseline:g}" textLength="{run.cells * CELL_WIDTH:g}"'
        f' clip-path="{clip}">{text}</text>'
    )


# Shapes: what a terminal draws itself, so that it joins

_ARMS = {
    "─": "lr", "│": "tb", "╭": "rb", "╮": "lb", "╯": "lt", "╰": "rt", "┌": "rb", "┐": "lb", "┘": "lt", "└": "rt",
    "├": "tbr", "┤": "tbl", "┬": "lrb", "┴": "lrt", "┼": "lrtb", "━": "LR", "┃": "TB", "╸": "L", "╺": "R",
}  # fmt: skip
"""Where the lines go from the middle of the cell: left, right, top, bottom; thick ones in capitals."""
_ROUND = {"╭": (1, 1), "╮": (-1, 1), "╯": (-1, -1), "╰": (1, -1)}
"""Whether the lines of a round corner go right (or left) and down (or up)."""
_BLOCKS = {
    "▀": (0, 0, 1, 4 / 8), "█": (0, 0, 1, 1), "▐": (4 / 8, 0, 1, 1), "▔": (0, 0, 1, 1 / 8), "▕": (7 / 8, 0, 1, 1),
    **{chr(0x2581 + n): (0, 1 - (n + 1) / 8, 1, 1) for n in range(7)},
    **{chr(0x2589 + n): (0, 0, 1 - (n + 1) / 8, 1) for n in range(7)},
}  # fmt: skip
"""Left, top, right and bottom in parts of the cell."""
_SHADES = {"░": 0.25, "▒": 0.5, "▓": 0.75}


def _is_shape(piece: str) -> bool:
    return piece in _ARMS or piece in _BLOCKS or piece in _SHADES


def _shape(char: str, x: float, top: float, count: int, style: str) -> str:
    """Return `count` of a shape, side by side, as boxes."""
    wide = count * CELL_WIDTH
    if char in _SHADES:
        boxes = [(0.0, 0.0, wide, LINE_HEIGHT + _SEAM)]
    elif char in _BLOCKS:
        left, upper, right, lower = _BLOCKS[char]
        height = LINE_HEIGHT * (lower - upper) + (_SEAM if lower == 1 else 0)
        if left == 0 and right == 1:
            boxes = [(0.0, LINE_HEIGHT * upper, wide, height)]
        else:
            width = CELL_WIDTH * (right - left)
            boxes = [(CELL_WIDTH * (n + left), LINE_HEIGHT * upper, width, height) for n in range(count)]
    elif char in "─━":
        thick = _THIN * (1 + (char == "━"))
        boxes = [(0.0, (LINE_HEIGHT - thick) / 2, wide, thick)]
    else:
        boxes = [box for n in range(count) for box in _arms(_ARMS[char], n * CELL_WIDTH)]
    if char in _ROUND:
        return "".join(_corner(char, x + n * CELL_WIDTH, top, style) for n in range(count))
    opacity = f' fill-opacity="{_SHADES[char]}"' if char in _SHADES else ""
    return "".join(
        f'<rect class="{style}" x="{x + left:g}" y="{top + upper:g}" width="{width:g}" height="{height:g}"'
        f'{opacity} shape-rendering="crispEdges"/>'
        for left, upper, width, height in boxes
    )


def _corner(char: str, x: float, top: float, style: str) -> str:
    """Return a quarter of a ring, with the line that leads to it from the cell's edge."""
    right, down = _ROUND[char]
    middle, centre, half, radius = x + CELL_WIDTH / 2, top + LINE_HEIGHT / 2, _THIN / 2, CELL_WIDTH / 2
    end, edge = middle + right * radius, centre + down * LINE_HEIGHT / 2
    turn = int(right == down)
    path = (
        f"M {middle - right * half:g},{edge:g} V {centre + down * radius:g}"
        f" A {radius + half:g},{radius + half:g} 0 0 {turn} {end:g},{centre - down * half:g} v {down * _THIN:g}"
        f" A {radius - half:g},{radius - half:g} 0 0 {1 - turn} {middle + right * half:g},{centre + down * radius:g}"
        f" V {edge:g} Z"
    )
    return f'<path class="{style}" d="{path}"/>'


def _arms(arms: str, offset: float) -> list[tuple[float, float, float, float]]:
    """Return the boxes of the lines that go out from the middle of a cell."""
    boxes = []
    for arm in arms:
        thick = _THIN * (1 + arm.isupper())
        across, down = offset + (CELL_WIDTH - thick) / 2, (LINE_HEIGHT - thick) / 2
        match arm.lower():
            case "l":
                boxes.append((offset, down, (CELL_WIDTH + thick) / 2, thick))
            case "r":
                boxes.append((across, down, (CELL_WIDTH + thick) / 2, thick))
            case "t":
                boxes.append((across, 0.0, thick, (LINE_HEIGHT + thick) / 2))
            case _:
                boxes.append((across, down, thick, (LINE_HEIGHT + thick) / 2 + _SEAM))
    return boxes
