"""Drawings in SVG: shapes, words that are measured before they are placed, and legends that wrap.

Lengths are CSS pixels at full size; a drawing can be shown smaller or larger.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from tracker.cells import cells, fit, printable
from tracker.report.colours import GRAINS, OPEN_GRAINS
from tracker.report.words import legal
from tracker.values import frozen

_SWATCH = 14
_LEGEND_SIZE = 13
LEGEND_LINE = 22
"""Height of a line of a legend."""
_ENTRY_GAP = 18


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how wide `text` is drawn, rather too wide than too narrow, in whatever sans-serif there is."""
    return sum(_em(char) for char in text) * size * (1.14 if bold else 1)


def _em(char: str) -> float:
    if char in "ilj.,:;'|!I ":
        return 0.34
    if char in "mwMW@%…—–≥":
        return 0.95
    if char.isdigit() and char.isascii():
        return 0.6
    if char.isascii():
        return 0.7 if char.isupper() else 0.6
    if unicodedata.combining(char) or char in "\u200d\ufe0f":
        return 0
    # Emoji are drawn wider than the letters of their line.
    return 1.4 if unicodedata.category(char) == "So" else 1.02 if cells(char) == 2 else 0.72


def drawable(text: str) -> str:
    """Return `text` on one line, with a sign for every character that cannot be seen."""
    return printable(legal(text))


def fitted(text: str, width: float, size: float) -> str:
    """Return `text` drawable, cut with `…` where it is wider than `width`; empty when not even that has room."""
    shown = drawable(text)
    room = cells(shown)
    while text_width(shown, size) > width and room > 0:
        room -= 1
        shown = fit(drawable(text), room).rstrip()
    return shown


@frozen
class Entry:
    """A legend's line: what a sign stands for."""

    sign: str
    """The style of an area, or `target`, `ghost` or `today` for a line."""
    words: str


_LINES = ("target", "ghost", "today")


class Drawing:
    """A drawing that is built up shape by shape; its height is known in the end."""

    def __init__(self, name: str, width: float) -> None:
        self.name = name
        """What its ids begin with; unique on the page."""
        self.width = width
        self._shapes = Element("g")
        self._grains: set[str] = set()

    def area(self, x: float, y: float, width: float, height: float, style: str, *, tip: str = "") -> None:
        """Fill a rectangle in a style, with its grain; `tip` is shown where a pointer rests on it."""
        place = {"x": number(x), "y": number(y), "width": number(width), "height": number(height)}
        if style in GRAINS:
            self._grains.add(style)
            # A rule of the page may not name an id, which is the drawing's own.
            shape = SubElement(self._shapes, "rect", place | {"fill": f"url(#{self.name}-{style})"})
            if style in OPEN_GRAINS:
                shape.set("class", f"outline-{style}")
        else:
            shape = SubElement(self._shapes, "rect", place | {"class": style})
        if tip:
            SubElement(shape, "title").text = drawable(tip)

    def line(self, x: float, y: float, to_x: float, to_y: float, style: str) -> None:
        """Draw a straight line."""
        ends = {"x1": number(x), "y1": number(y), "x2": number(to_x), "y2": number(to_y), "class": f"line-{style}"}
        SubElement(self._shapes, "line", ends)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        *,
        style: str = "",
        anchor: str = "start",
        rising: bool = False,
    ) -> None:
        """Write words from (`start`), around (`middle`) or up to (`end`) a point of their baseline, or upwards."""
        place = {"x": number(x), "y": number(y), "font-size": number(size)}
        if anchor != "start":
            place["text-anchor"] = anchor
        if style:
            place["class"] = style
        if rising:
            place["transform"] = f"rotate(-90 {number(x)} {number(y)})"
        SubElement(self._shapes, "text", place).text = drawable(words)

    def legend(self, x: float, y: float, entries: Sequence[Entry], *, width: float | None = None) -> float:
        """Write a legend below `y`, with as many entries in a line as have room, and return where it ends."""
        limit = width if width is not None else self.width
        at, middle = x, y + LEGEND_LINE / 2
        for entry in entries:
            words = fitted(entry.words, limit - x - _SWATCH - 6, _LEGEND_SIZE)
            needed = _SWATCH + 6 + text_width(words, _LEGEND_SIZE)
            if at > x and at + needed > limit:
                at, middle = x, middle + LEGEND_LINE
            if entry.sign in _LINES:
                self.line(at, middle, at + _SWATCH, middle, entry.sign)
            else:
                self.area(at, middle - _SWATCH / 2, _SWATCH, _SWATCH, entry.sign)
            self.text(at + _SWATCH + 6, middle + _LEGEND_SIZE * 0.36, words, _LEGEND_SIZE)
            at += needed + _ENTRY_GAP
        return middle + LEGEND_LINE / 2 if entries else y

    def markup(self, height: float, title: str, description: str) -> str:
        """Return the drawing as an element for a page, with its name and what it shows."""
        root = Element(
            "svg",
            {
                "viewBox": f"0 0 {number(self.width)} {number(height)}",
                "role": "img",
                "aria-labelledby": f"{self.name}-title {self.name}-desc",
            },
        )
        SubElement(root, "title", {"id": f"{self.name}-title"}).text = drawable(title)
        SubElement(root, "desc", {"id": f"{self.name}-desc"}).text = drawable(description)
        if self._grains:
            tiles = SubElement(root, "defs")
            for style in sorted(self._grains):
                tiles.append(self._tile(style))
        root.append(self._shapes)
        return tostring(root, encoding="unicode")

    def _tile(self, style: str) -> Element:
        size = {"width": "8", "height": "8"}
        tile = Element("pattern", {"id": f"{self.name}-{style}", "patternUnits": "userSpaceOnUse"} | size)
        is_open = style in OPEN_GRAINS
        SubElement(tile, "rect", size | {"class": "ground" if is_open else style})
        SubElement(tile, "path", {"d": GRAINS[style], "class": f"grain-{style}" if is_open else "grain"})
        return tile


def number(value: float) -> str:
    """Return a length with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
