"""A day's lines, each with what it is known by, and the lines that stay or go together."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.codec.reading import Item, Reading, items_of, kind_of, position_of, words_of
from tracker.codec.words import key
from tracker.model import Challenge, Day, ItemKind, Problem, Reflection, SectionKind, Span, Topic
from tracker.regex import regex
from tracker.values import frozen, replace

_SIGN = "\0"
"""Begins the key of a line that is known by what it says; others are known by their bytes before the ending."""
_BRACKET = regex(r"[(（\[](?P<words>[^()（）\[\]]*+)[)）\]]")

_RANKS = tuple(SectionKind)


@frozen
class KeyedLine:
    """A line with its ending, and what it is known by on both machines."""

    text: str
    key: str
    """Equal for one line in two texts, also when its mark, number, time or spacing has changed."""
    kind: str
    """An item's kind, `total`, `heading`, `blank` for a label without words, `space`, or `text`."""
    words: str = ""
    """An item's words."""
    mark: str | None = None
    """What else of an item both can set: a challenge's mark, a topic's presenter."""
    rank: int = 0
    """Of a section's heading, its place among others where nothing else says it; 0 for every other line."""
    seconds: int | None = None
    """The study time that stands on the line; None when none does."""
    seconds_at: tuple[int, int] | None = None
    """The columns it stands in."""


def is_section(line: KeyedLine) -> bool:
    """Return whether a line is the heading of a section."""
    return line.rank > 0


def is_topic(line: KeyedLine) -> bool:
    """Return whether a line is the heading of a topic."""
    return line.kind == ItemKind.TOPIC


@frozen
class KeyedText:
    """A day's lines, and the stretches of them that are one thing."""

    lines: tuple[KeyedLine, ...]
    blocks: tuple[Span, ...]
    """Sections, topics and items of several lines."""

    @classmethod
    def of(cls, reading: Reading | None) -> KeyedText:
        """Return a day's lines; none where there is no day."""
        if reading is None:
            return cls((), ())
        return cls(tuple(_keyed(reading)), tuple(_blocks(reading.day)))

    @property
    def text(self) -> str:
        """The day's text."""
        return "".join(line.text for line in self.lines)


def _keyed(reading: Reading) -> list[KeyedLine]:
    day, lines = reading.day, []
    for line in reading.document.lines:
        text = line.text + line.ending
        lines.append(KeyedLine(text, line.text, "space" if line.empty_like else "text"))
    for blank in day.blanks:
        lines[blank.at.line] = replace(lines[blank.at.line], kind="blank")
    for section in day.sections:
        if section.level:
            at = section.span.start
            known = f"{_SIGN}heading {_key_of_heading(reading, at)}"
            lines[at] = replace(lines[at], key=known, kind="heading", rank=1 + _RANKS.index(section.kind))
    for item in _items(day):
        at = position_of(item)[0]
        # The first of a line's problems is what the line is known by.
        if lines[at].kind != ItemKind.PROBLEM:
            lines[at] = _item_line(lines[at].text, item)
    if day.total is not None:
        at = day.total.at.line
        words = _without_time(day, lines[at].text)
        own = f"{_SIGN}total {key(words) or words}"
        known = lines[at].key if lines[at].kind == "heading" else own
        place = (day.total.at.start, day.total.at.end)
        lines[at] = replace(lines[at], key=known, kind="total", seconds=day.total.seconds, seconds_at=place)
    return lines


def _items(day: Day) -> Iterator[Item]:
    for kind in ItemKind:
        yield from items_of(day, kind)


def _item_line(text: str, item: Item) -> KeyedLine:
    kind, words = kind_of(item), words_of(item).partition("\n")[0]
    known = key(words) or words
    if isinstance(item, Problem):
        known = f"{item.judge} {known}"
    elif isinstance(item, Challenge):
        known = f"{item.when} {known}"
    elif isinstance(item, Reflection):
        known = f"{item.label} {known}"
    mark = item.presenter if isinstance(item, Topic) else getattr(item, "mark", None)
    return KeyedLine(text, f"{_SIGN}{kind} {known}", kind, words, mark)


def _key_of_heading(reading: Reading, at: int) -> str:
    """Return what a heading is known by, with or without a place for the time."""
    text, total = reading.text_of(at), reading.day.total
    if total is not None and total.at.line == at:
        text = _without_time(reading.day, text)
    labels = reading.templates.lexicon(reading.template).labels("total")
    for bracket in _BRACKET.finditer(text):
        if key(bracket["words"]) in labels:
            text = text[: bracket.start()] + text[bracket.end() :]
            break
    return key(text) or text


def _without_time(day: Day, text: str) -> str:
    return text[: day.total.at.start] + text[day.total.at.end :] if day.total is not None else text


def _blocks(day: Day) -> list[Span]:
    sections = [section.span for section in day.sections if section.level]
    items = [*(item.span for item in day.goals), *(item.span for item in day.topics)]
    spans = [*sections, *items]
    return [span for span in spans if len(span) > 1]
