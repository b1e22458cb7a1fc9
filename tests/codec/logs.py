"""Reading and comparing invented logs: what every test of the codec needs."""

from __future__ import annotations

import datetime as dt
from functools import cache

from tracker.codec.document import Document
from tracker.codec.edit import Edited, ItemRef, Reading, items_of, words_of
from tracker.codec.lexicon import Templates
from tracker.codec.reading import Item
from tracker.codec.template import Template
from tracker.config import Config
from tracker.model import ItemKind, Problem, Span, When
from tracker.places import find_places, shipped
from tracker.resources import load_templates
from tracker.values import replace

WEDNESDAY = dt.date(2025, 3, 12)


@cache
def shipped_templates() -> Templates:
    """Return the templates that come with the program, none of a person's own."""
    nowhere = str(shipped("templates") / "nobody")
    return load_templates(find_places({"STUDYLOG_DB": nowhere, "STUDYLOG_CONFIG": nowhere}), Config())


def only(name: str) -> Templates:
    """Return the shipped templates with the one of that name first."""
    templates = shipped_templates()
    first = next(template for template in templates.templates if template.name == name)
    others: list[Template] = [template for template in templates.templates if template is not first]
    return replace(templates, templates=(first, *others))


def read(text: str, on: dt.date = WEDNESDAY, *, week: int = 2, template: str | None = None) -> Reading:
    """Read a text as the log of a day in the second week of the course."""
    return Reading.of(text, on, only(template) if template else shipped_templates(), preferred=template, week=week)


def ref(kind: str, n: int = 1, when: str | None = None) -> ItemRef:
    """Return which item is meant, by its place alone."""
    return ItemRef(ItemKind(kind), n, "", When(when) if when else None)


def said(reading: Reading, kind: str, when: str | None = None) -> list[str]:
    """Return the words of the day's items of a kind."""
    return [words_of(item) for item in items_of(reading.day, ItemKind(kind), When(when) if when else None)]


def every_item(reading: Reading) -> list[tuple[ItemRef, Item]]:
    """Return all items of a day, each with what it is asked for by."""
    found: list[tuple[ItemRef, Item]] = []
    for kind in ItemKind:
        for when in (When.PAST, When.NEXT) if kind is ItemKind.CHALLENGE else (None,):
            items = items_of(reading.day, kind, when)
            found += [(ItemRef(kind, n, words_of(item), when), item) for n, item in enumerate(items, 1)]
    return found


def assert_local(before: Reading, edited: Edited) -> None:
    """Check that an edit changed the lines of its splices alone, can be undone, and reads as its text does."""
    after = edited.reading.document
    assert after.undone(edited.splices).text == before.document.text
    assert after.lines == Document.from_text(edited.text).lines
    kept = list(before.document.lines)
    for splice in reversed(edited.splices):
        end = splice.start + len(splice.removed)
        assert tuple(kept[splice.start : end]) == splice.removed
        kept[splice.start : end] = splice.inserted
    assert tuple(kept) == after.lines


def untouched(before: Reading, edited: Edited) -> list[tuple[int, int]]:
    """Return the lines outside the splices of an edit: where they were and where they are."""
    pairs = []
    old = new = 0
    for splice in edited.splices:
        pairs += [(old + i, new + i) for i in range(splice.start - old)]
        new += max(splice.start - old, 0) + len(splice.inserted)
        old = max(old, splice.start + len(splice.removed))
    rest = len(before.document.lines) - old
    return pairs + [(old + i, new + i) for i in range(rest)]


def roles(reading: Reading) -> list[list[str]]:
    """Return what each line of a day is part of: its section, its items, or plain text."""
    found: list[list[str]] = [[] for _ in reading.document.lines]
    for section in reading.day.sections:
        for i in range(section.span.start, section.span.end):
            found[i].append(section.kind)
    for known, item in every_item(reading):
        span = Span(item.at.line, item.at.line + 1) if isinstance(item, Problem) else item.span
        for i in range(span.start, span.end):
            found[i].append(f"{known.kind} {known.when} {known.text}")
    for i in reading.day.plain_lines:
        found[i].append("text")
    return found
