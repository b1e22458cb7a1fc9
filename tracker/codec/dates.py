"""Dates in headings and file names, and the cutting of one file into its days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from tracker.codec.document import Document, Heading
from tracker.codec.lexicon import Templates
from tracker.codec.words import key, nfc
from tracker.regex import regex
from tracker.values import frozen
from tracker.wording import _

_MONTHS = {
    **{name: i for i, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun"), 1)},
    **{name: i for i, name in enumerate(("jul", "aug", "sep", "oct", "nov", "dec"), 7)},
    **{name: i for i, name in enumerate(("january", "february", "march", "april", "may", "june"), 1)},
    **{name: i for i, name in enumerate(("july", "august", "september", "october", "november", "december"), 7)},
}
# Letters such as the dotless i are not those of a month, whatever their case.
_MONTH = f"(?ai:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
_DIGIT = regex(r"\d")
_NO_WORD = regex(r"^[^\w]+")
_DATE = regex(
    r"(?<!\d)(?:(?P<y>(?:19|20)\d{2})\s?[-./년年]\s?(?P<m>\d{1,2})\s?[-./월月]\s?(?P<d>\d{1,2})(?!\d)\s?[일日]?"
    rf"|(?P<mn>{_MONTH})\.?\s+(?P<md>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<my>(?:19|20)\d{{2}})(?!\d)"
    rf"|(?P<dd>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<dn>{_MONTH})\.?,?\s+(?P<dy>(?:19|20)\d{{2}})(?!\d))",
    re.IGNORECASE,
)
_COMPACT = regex(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")
_WEEKDAY = (
    r"[(（\[]\s*+(?:[월화수목금토일月火水木金土日](?:요일|曜日)?|mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday"
    r"|thursday|friday|saturday|sunday)\s*[)）\]]"
)
_AFTER_WEEKDAY = regex(_WEEKDAY, re.IGNORECASE)
_RANGE = regex(
    rf"\s*+(?:{_WEEKDAY})?\s*+(?:[~～–—]|(?<=\s)-|to\s)\s*(?:(?P<y>(?:19|20)\d{{2}})[-./년]\s?)?(?P<m>\d{{1,2}})[-./월]\s?(?P<d>\d{{1,2}})(?!\d)일?"
    rf"|\s*+(?:{_WEEKDAY})?\s*+[~～_–]\s*(?P<day>\d{{1,2}})(?!\d|\s?[주차시월:.h])일?",
    re.IGNORECASE,
)
_FILE_YMD = regex(r"(?:^|/)((?:19|20)\d{2})/(?:.*/)?(\d{1,2})[^/\d]?/(\d{1,2})(?:\.[^/.]*)?$")
_PLAIN_DATE_LINE = regex(r"\s*+(?![-*+>|])\D{0,20}?(?:19|20)\d{2}")
_LOOK_FOR_PLAIN_DATE = 12
"""Lines from the top in which a date without a heading still counts as the day's."""


@frozen
class WrittenDate:
    """A date that a heading or line states."""

    line: int
    level: int
    """Of the heading; 0 for a plain line."""
    on: date | None
    """None when it does not exist (2025-02-30)."""
    until: date | None
    note: str
    written: str
    """The date as written."""
    words: str
    """Key of the words before it."""


@frozen
class Piece:
    """A part of a file: one day, or text that belongs to none."""

    text: str
    on: date | None
    """None for text that belongs to no day."""
    problem: str
    """Why a part that should be a day has no date; empty when all is well."""


def written_date(text: str, line: int, level: int, templates: Templates) -> WrittenDate | None:
    """Return the date that the words of a heading state; None when they state none."""
    # Every written date has a year, which is rarer than the expression is slow.
    if "20" not in text and "19" not in text:
        return None
    words = nfc(text)
    match = _DATE.search(words)
    if match is None:
        return None
    before = words[: match.start()]
    before_key = key(_DIGIT.sub("", before))
    if before_key and before_key not in templates.date_words:
        return None
    if match[0].strip() in templates.placeholders:
        return None
    on = _date_of(match)
    end = match.end()
    until = None
    ranged = _RANGE.match(words, end)
    if ranged is not None and on is not None:
        until = _until(on, ranged)
        end = ranged.end() if until is not None else end
    note = _AFTER_WEEKDAY.sub("", words[end:], count=1).strip(" \t-–:：·*")
    prefix = _NO_WORD.sub("", before).strip(" :：-–*") if _DIGIT.search(before) else ""
    return WrittenDate(line, level, on, until, " ".join(w for w in (prefix, note) if w), match[0].strip(), before_key)


def _date_of(match: re.Match[str]) -> date | None:
    try:
        if match["y"]:
            return date(int(match["y"]), int(match["m"]), int(match["d"]))
        if match["my"]:
            return date(int(match["my"]), _MONTHS[match["mn"].casefold()], int(match["md"]))
        return date(int(match["dy"]), _MONTHS[match["dn"].casefold()], int(match["dd"]))
    except ValueError:
        return None


def _until(on: date, ranged: re.Match[str]) -> date | None:
    try:
        if ranged["day"]:
            until = date(on.year, on.month, int(ranged["day"]))
        else:
            until = date(int(ranged["y"] or on.year), int(ranged["m"]), int(ranged["d"]))
            if until < on and not ranged["y"]:
                until = date(on.year + 1, until.month, until.day)
    except ValueError:
        return None
    return until if on < until <= on + timedelta(days=31) else None


def day_heading(document: Document, templates: Templates) -> WrittenDate | None:
    """Return the date the day states of itself, in its first dated heading or in a line near the top; None if none."""
    for heading in document.scan.headings:
        stated = written_date(heading.text, heading.line, heading.level, templates)
        if stated is not None:
            return stated
    for index, text in enumerate(document.texts[:_LOOK_FOR_PLAIN_DATE]):
        if index in document.scan.opaque or not _PLAIN_DATE_LINE.match(text):
            continue
        stated = written_date(text, index, 0, templates)
        if stated is not None and (stated.words or not stated.note):
            return stated
    return None


def path_date(path: str) -> date | None:
    """Return the full date in a file's name (`2025-01-22.md`) or folders (`2024/08/16.md`); None when there is none."""
    normal = nfc(path).replace("\\", "/")
    name = normal.rsplit("/", 1)[-1]
    for match in _DATE.finditer(name):
        if (found := _date_of(match)) is not None:
            return found
    compact = _COMPACT.search(name)
    folders = _FILE_YMD.search(normal)
    for parts in (compact, folders):
        if parts is None:
            continue
        try:
            return date(int(parts[1]), int(parts[2]), int(parts[3]))
        except ValueError:
            continue
    return None


def cut(text: str, path: str, templates: Templates) -> tuple[Piece, ...]:
    """Cut a file into its days; the texts of the pieces, joined, are the file's text.

    A full date in the path names the day of a file with one day, unless its heading is a range that covers it. A piece
    without any date has its `problem` said.
    """
    document = Document.from_text(text)
    named = path_date(path)
    stated = _day_headings(document, templates)
    existing = {heading.on for heading in stated if heading.on is not None}
    # Beside a real date, one that does not exist is a day of its own to be corrected, not part of its neighbour.
    mistyped = named is None and existing and any(heading.on is None for heading in stated)
    if len(existing) > 1 or mistyped:
        return _cut_at(document, stated)
    first = stated[0] if stated else day_heading(document, templates)
    if (
        named is not None
        and first is not None
        and first.on is not None
        and first.until is not None
        and first.on <= named <= first.until
    ):
        return (Piece(text, first.on, ""),)
    if named is not None:
        return (Piece(text, named, ""),)
    if first is None:
        return (Piece(text, None, _("has no date, in a heading or in its name; rename it like 2025-01-22.md")),)
    if first.on is None:
        problem = _("says {date}, a date that does not exist; correct the heading", date=first.written)
        return (Piece(text, None, problem),)
    return (Piece(text, first.on, ""),)


def _day_headings(document: Document, templates: Templates) -> list[WrittenDate]:
    dated: list[tuple[Heading, WrittenDate]] = []
    for heading in document.scan.headings:
        stated = written_date(heading.text, heading.line, heading.level, templates)
        if stated is not None and (
            not dated or (heading.level, stated.words) == (dated[0][0].level, dated[0][1].words)
        ):
            dated.append((heading, stated))
    return [stated for _heading, stated in dated]


def _cut_at(document: Document, stated: Sequence[WrittenDate]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    # The same day twice in a row is one day.
    stated = [h for n, h in enumerate(stated) if n == 0 or h.on is None or h.on != stated[n - 1].on]
    starts = [heading.line for heading in stated]
    if starts[0] > 0:
        pieces.append(Piece(document.text_between(0, starts[0]), None, ""))
    for heading, end in zip(stated, [*starts[1:], len(document.texts)], strict=True):
        text = document.text_between(heading.line, end)
        if heading.on is None:
            problem = _(
                "line {line} says {date}, a date that does not exist", line=heading.line + 1, date=heading.written
            )
            pieces.append(Piece(text, None, problem))
        else:
            pieces.append(Piece(text, heading.on, ""))
    return tuple(pieces)
