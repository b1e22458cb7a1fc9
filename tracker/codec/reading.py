"""A day's text with what the reader made of it: what edits start from, and what they leave behind."""

from __future__ import annotations

from datetime import date

from tracker.codec.document import Document, Splice
from tracker.codec.lexicon import Templates
from tracker.codec.read import read_day
from tracker.codec.template import Template
from tracker.errors import StaleEdit, UsageError
from tracker.model import Challenge, Day, Goal, ItemKind, Link, Problem, Reflection, Topic, When
from tracker.values import frozen
from tracker.wording import _, name_of_kind

Item = Goal | Topic | Problem | Challenge | Reflection | Link

LineChange = tuple[int, int, list[str]]
"""Lines `[start, end)` of the document and the texts that replace them."""


@frozen
class Reading:
    """A text with what the reader made of it, ready to be edited."""

    document: Document
    day: Day
    templates: Templates
    week: int
    """Course week of the day, for lines that name one."""

    @classmethod
    def of(cls, text: str, on: date, templates: Templates, *, preferred: str | None = None, week: int = 1) -> Reading:
        """Read `text` as the day `on`."""
        document = Document.from_text(text)
        return cls(document, read_day(document, on, templates, preferred), templates, week)

    @property
    def template(self) -> Template:
        """The template the day fits."""
        return self.templates.named(self.day.template) or self.templates.default

    def text_of(self, line: int) -> str:
        """Return the words of line `line`."""
        return self.document.texts[line]


@frozen
class Edited:
    """What an edit made."""

    reading: Reading
    splices: tuple[Splice, ...]
    summary: str
    """What was done, in a few words of the day's own."""

    @property
    def text(self) -> str:
        """The text after the edit."""
        return self.reading.document.text


@frozen
class ItemRef:
    """Which item is meant: its kind and place, and its words, which find it again when lines have moved."""

    kind: ItemKind
    n: int
    """Position among the items of its kind (and `when`), from 1."""
    text: str
    """Its words when it was last seen; empty to go by place alone."""
    when: When | None = None


def items_of(day: Day, kind: ItemKind, when: When | None = None) -> tuple[Item, ...]:
    """Return the day's items of a kind; for challenges of one `when`, or all."""
    match kind:
        case ItemKind.GOAL:
            return day.goals
        case ItemKind.TOPIC:
            return day.topics
        case ItemKind.PROBLEM:
            return day.problems
        case ItemKind.CHALLENGE:
            return day.challenges if when is None else day.past() if when is When.PAST else day.next()
        case ItemKind.REFLECTION:
            return day.reflections
        case ItemKind.LINK:
            return day.links


def kind_of(item: Item) -> ItemKind:
    """Return the kind an item is of."""
    match item:
        case Goal():
            return ItemKind.GOAL
        case Topic():
            return ItemKind.TOPIC
        case Problem():
            return ItemKind.PROBLEM
        case Challenge():
            return ItemKind.CHALLENGE
        case Reflection():
            return ItemKind.REFLECTION
        case Link():
            return ItemKind.LINK


def words_of(item: Item) -> str:
    """Return the words an item is known by."""
    match item:
        case Topic():
            return item.title
        case Problem():
            return item.id or item.title or ""
        case Link():
            return item.url or item.title
        case _:
            return item.text


def position_of(item: Item) -> tuple[int, int]:
    """Return the line and column where an item's words begin."""
    match item:
        case Problem():
            return item.at.line, item.at.start
        case Topic():
            return item.title_at.line, item.title_at.start
        case _:
            return item.text_at.line, item.text_at.start


def find_item(day: Day, ref: ItemRef) -> Item:
    """Return the item meant, found again by its words when its place has changed.

    Raises StaleEdit when it is not there any more, or cannot be told from another.
    """
    items = items_of(day, ref.kind, ref.when)
    at_place = items[ref.n - 1] if 1 <= ref.n <= len(items) else None
    if at_place is not None and (not ref.text or words_of(at_place) == ref.text):
        return at_place
    same = [item for item in items if ref.text and words_of(item) == ref.text]
    if len(same) == 1:
        return same[0]
    raise StaleEdit(
        _(
            "The {kind} {item} is no longer there; the day has changed.",
            kind=name_of_kind(ref.kind),
            item=repr(ref.text) if ref.text else ref.n,
        ),
        shell=_("Look at it again: studylog show."),
    )


def one_line(text: str) -> str:
    """Return words that are to stand on one line, trimmed; raises UsageError when they are none or need more."""
    words = text.strip()
    if not words:
        raise UsageError(_("There are no words to add."))
    if "\n" in words or "\r" in words:
        raise UsageError(
            _("That is more than one line; give one line here, or edit the text."),
            shell=_(": studylog edit."),
        )
    return words
