"""Reading a page back: its elements, its drawings and the numbers of its tables."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder, fromstring

_VOID = {"meta", "br", "link", "img", "input", "hr"}
SVG = re.compile(r"<svg .*?</svg>", re.DOTALL)


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.builder = TreeBuilder()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self.builder.end(tag)
        else:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        self.builder.end(tag)

    def handle_endtag(self, tag: str) -> None:
        # Whatever is opened is closed in its turn.
        assert self.open.pop() == tag
        self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        if self.open:
            self.builder.data(data)


def parsed(html: str) -> Element:
    """Return the page as a tree; fails where an element is not closed in its turn."""
    tree = _Tree()
    tree.feed(html)
    tree.close()
    assert tree.open == []
    return tree.builder.close()


def words(element: Element) -> str:
    """Return all text of an element, white space as single spaces."""
    return " ".join("".join(element.itertext()).split())


def drawings(html: str) -> list[Element]:
    """Return the drawings, each read as XML."""
    return [fromstring(found[0]) for found in SVG.finditer(html)]


def section(page: Element, name: str) -> Element:
    """Return the section whose heading has this id."""
    return next(found for found in page.iter("section") if found.get("aria-labelledby") == name)


def table(page: Element, name: str) -> list[list[str]]:
    """Return the table of a section, row by row, heads first."""
    return [[words(cell) for cell in row] for row in section(page, name).iter("tr")]


def column(page: Element, name: str, head: str) -> list[str]:
    """Return the cells of a table below a head, the total last."""
    rows = table(page, name)
    at = rows[0].index(head)
    return [row[at] for row in rows[1:]]


def figures(page: Element) -> dict[str, str]:
    """Return the figures at the head of the page, with their notes."""
    found = {}
    for card in next(page.iter("dl")):
        label, *told = (words(part) for part in card)
        found[label] = " | ".join(told)
    return found
