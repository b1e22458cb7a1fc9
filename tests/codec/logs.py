"""Reading and comparing invented logs: what every test of the codec needs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

from tracker.codec.document import Document
from tracker.codec.edit import Edited, ItemRef, Reading, items_of, words_of
from tracker.codec.lexicon import Templates
from tracker.codec.reading import Item
from tracker.codec.template import Template
from tracker.config import Config
from tracker.model import ItemKind, When
from tracker.resources import find_places, load_templates, shipped

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
