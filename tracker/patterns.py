"""Patterns for paths, titles and messages, like `{month}/{date}.md`, and which one a folder's files follow."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, pairwise, product

from tracker.errors import UsageError, nearest
from tracker.regex import regex
from tracker.timefmt import WEEKDAY_NAMES
from tracker.values import frozen
from tracker.wording import _, language


@frozen
class Piece:
    """What is to be published: a day, or a week's or month's retrospective."""

    key: str
    """What it is remembered by: `day 2025-03-24`, `week 2025-03-24`, `month 2025-03-01`."""
    day: dt.date
    """The day, or the first of the period: what patterns are filled from."""
    period: str
    """`2025-W13` or `2025-03`; empty for a day."""
    week: int
    """Week of the course."""
    weekday: str
    """In the person's language."""
    headline: str
    """May be empty."""
    note: str
    """Other words of the date heading; may be empty."""
    text: str


DATE_FIELDS = ("date", "year", "yy", "month", "mon", "mm", "m", "dd", "d", "isoweek")
"""What the day alone says."""
PATH_FIELDS = (*DATE_FIELDS, "week", "weekday", "period")
FIELDS = (*PATH_FIELDS, "headline", "note")
"""Everything that titles and messages may name."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_PART = regex(r"\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+")
_RESERVED = frozenset(
    {
        "con",
        "prn",
        "aux",
        "nul",
        "conin$",
        "conout$",
        *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789¹²³"),
    }
)
_IN_NO_NAME = regex(r'[<>:"|?*\\\x00-\x1f\x7f]')
_EMPTY = "\0"
"""Stands for an empty field until it is taken out; no name and no title has one."""
_EMPTY_IN_BRACKETS = regex(r"\(\s*\0\s*\)|\[\s*\0\s*\]|「\0」|【\0】|〈\0〉")
# A sign goes with the field it joins to the rest when a space tells that it does: not the `-` of `{period}-{date}`.
_EMPTY_AT_START = regex(r"^\s*\0(?:\s*[-–—:·|,]+\s+|\s+)?")
# A run is looked at from its beginning only, so that a long one is read once.
_EMPTY_LATER = regex(r"(?:(?<!\s)\s+[-–—:·|,]+\s*|(?<![-–—:·|,])[-–—:·|,]+\s+|(?<!\s)\s+)?\0")
_LONGEST_PATTERN = 1000
"""Characters; no name and no title is as long."""


@frozen
class _Part:
    """Either words that stand as they are, or the name of a field; the other is empty."""

    literal: str = ""
    field: str = ""


def _parts(pattern: str) -> list[_Part]:
    """Take a pattern apart; raises UsageError for a brace that has no partner."""
    parts = []
    for match in _PART.finditer(pattern):
        if match[0] in ("{{", "}}"):
            parts.append(_Part(match[0][0]))
        elif match[1] is not None:
            parts.append(_Part(field=match[1]))
        elif match[0] in ("{", "}"):
            sentence = _("The pattern {pattern!r} has a lone {brace}; write it twice.", pattern=pattern, brace=match[0])
            raise UsageError(sentence)
        else:
            parts.append(_Part(match[0]))
    return parts


def date_values(day: dt.date) -> dict[str, str]:
    """Return what each of DATE_FIELDS says of a day."""
    return {
        "date": day.isoformat(),
        "year": f"{day.year:04}",
        "yy": f"{day.year % 100:02}",
        "month": _MONTHS[day.month - 1],
        "mon": _MONTHS[day.month - 1][:3],
        "mm": f"{day.month:02}",
        "m": str(day.month),
        "dd": f"{day.day:02}",
        "d": str(day.day),
        "isoweek": f"{day.isocalendar().week:02}",
    }


def filled(pattern: str, piece: Piece, *, path: bool = False) -> str:
    """Return a pattern with its fields filled in; in a path the values are safe as file names.

    An empty field takes the spaces around it with it, and a sign that stands between it and the rest. Raises UsageError
    for a pattern that is none, and for a path in which a name would be empty or reserved.
    """
    check_pattern(pattern, path=path)
    values = date_values(piece.day) | {
        "week": str(piece.week),
        "weekday": piece.weekday,
        "period": piece.period,
        "headline": piece.headline,
        "note": piece.note,
    }
    ready = {
        name: _safe(value) if path else " ".join(value.replace(_EMPTY, " ").split()) for name, value in values.items()
    }
    text = "".join(part.literal or ready[part.field] or _EMPTY for part in _parts(pattern))
    text = _EMPTY_IN_BRACKETS.sub(_EMPTY, text)
    while _EMPTY in text:
        text, gone = _EMPTY_AT_START.subn("", text)
        if not gone:
            text = _EMPTY_LATER.sub("", text, count=1)
    if path:
        _check_names(pattern, text)
    return text


def _safe(value: str) -> str:
    """Return a value as part of a file name that every system takes."""
    return " ".join(_IN_NO_NAME.sub("-", value).replace("/", "-").split()).strip(" .")


def check_pattern(pattern: str, *, path: bool) -> None:
    """Raise UsageError, naming what is wrong, for a pattern that cannot be used; a path has more rules."""
    if len(pattern) > _LONGEST_PATTERN:
        raise UsageError(_("A pattern has {n} characters, and may have {most}.", n=len(pattern), most=_LONGEST_PATTERN))
    known = PATH_FIELDS if path else FIELDS
    for part in _parts(pattern):
        if part.literal or part.field in known:
            continue
        if part.field in FIELDS:
            raise UsageError(
                _("{field} may stand in titles and messages, not in a path.", field=f"{{{part.field}}}"),
                shell=_("Fields of paths: {fields}", fields=", ".join(PATH_FIELDS)),
            )
        raise UsageError(
            _("The pattern {pattern!r} has no field {field!r}.", pattern=pattern, field=part.field)
            + nearest(part.field, known),
            shell=_("All of them: {fields}", fields=", ".join(known)),
        )
    if not pattern.strip():
        raise UsageError(_("A pattern is empty; write it like {example}.", example="{month}/{date}.md"))
    if not path:
        return
    if pattern.startswith(("/", "\\", "~")) or re.match(r"[A-Za-z]:", pattern):
        raise UsageError(
            _("The pattern {pattern!r} should be a path below the folder, like {example}.", pattern=pattern,
              example="{month}/{date}.md")
        )  # fmt: skip
    _check_names(pattern, "".join(part.literal or "0" for part in _parts(pattern)))


def _check_names(pattern: str, path: str) -> None:
    """Raise UsageError for a folder's or file's name in `path`, made by `pattern`, that is none or leads elsewhere."""
    for name in path.split("/"):
        if name == "..":
            raise UsageError(_("The pattern {pattern!r} leads out of its folder; leave `..` out.", pattern=pattern))
        if not name.strip(" ."):
            raise UsageError(_("The pattern {pattern!r} makes an empty name ({path!r}).", pattern=pattern, path=path))
        if name.startswith(".") and not re.search(r"(?:^|/)\.", pattern):
            raise UsageError(_("The pattern {pattern!r} makes an empty name ({path!r}).", pattern=pattern, path=path))
        bad = _IN_NO_NAME.search(name)
        if bad is not None:
            raise UsageError(
                _("No file name can have {sign!r} in it everywhere: {pattern!r}.", sign=bad[0], pattern=pattern)
            )
        if not fits_every_system(name) or name.casefold() == ".git" or name.startswith(" "):
            raise UsageError(
                _("The name {name!r} cannot be used everywhere; choose another for {pattern!r}.", name=name,
                  pattern=pattern)
            )  # fmt: skip


def fits_every_system(name: str) -> bool:
    """Return whether a file's or folder's own name can be used on Windows as well."""
    stem = name.partition(".")[0].strip().casefold()
    return _IN_NO_NAME.search(name) is None and stem not in _RESERVED and not name.endswith((".", " "))


_MOST_READINGS = 1000
"""How many ways to read one name are looked at."""
_PADDED, _BARE = frozenset({"mm", "dd", "yy"}), frozenset({"m", "d"})
_BIG_ENDIAN = {"date": 0, "year": 0, "yy": 0, "month": 1, "mon": 1, "mm": 1, "m": 1, "dd": 2, "d": 2}


def detected_pattern(files: Iterable[tuple[str, dt.date]]) -> str | None:
    """Return the path pattern that most of these names follow, each given with the day it holds.

    None when none fits at least half of them and at least two; a file that is alone needs to fit alone.
    """
    votes: Counter[str] = Counter()
    ranks: dict[str, tuple[object, ...]] = {}
    n = 0
    for name, day in files:
        n += 1
        readings = {_pattern_of(reading): reading for reading in _readings(name, day)}
        votes.update(readings.keys())
        for pattern, reading in readings.items():
            ranks.setdefault(pattern, _rank(reading))
    needed = max((n + 1) // 2, min(n, 2))
    # A pattern comes from every name it makes, so that the number of names it comes from is the number it makes.
    fitting = [pattern for pattern, count in votes.items() if count >= needed]
    for pattern in sorted(fitting, key=lambda pattern: (-votes[pattern], ranks[pattern], pattern)):
        try:
            check_pattern(pattern, path=True)
        except UsageError:
            continue
        return pattern
    return None


def _readings(name: str, day: dt.date) -> Iterator[tuple[_Part, ...]]:
    """Yield the ways to read a name as words and fields that together name the whole day."""
    values = date_values(day)
    values["weekday"] = WEEKDAY_NAMES[language()][day.weekday()]
    del values["date"]
    # Names with more coincidences than that are read in the likelier ways only, which come first.
    for choice in islice(product(*(_choices(run, values) for run in _runs(name))), _MOST_READINGS):
        parts = tuple(part for parts in choice for part in parts)
        named = {part.field for part in parts}
        if named & {"year", "yy"} and named & {"month", "mon", "mm", "m"} and named & {"dd", "d"}:
            yield parts


def _runs(name: str) -> list[str]:
    """Cut a name where digits, letters and signs meet."""
    return re.findall(r"[0-9]+|[^\W\d_]+|.", name, re.DOTALL)


def _choices(run: str, values: Mapping[str, str]) -> list[tuple[_Part, ...]]:
    """Return the ways to read a run of digits or letters: wholly made of fields, or as it stands."""
    read: list[tuple[_Part, ...]] = []
    # Longer runs are numbers or words of their own; two full dates have sixteen digits.
    if run.isalnum() and len(run) <= 20:
        # Digits that are all alike can be read in millions of ways.
        some = islice(_made_of(run, values), _MOST_READINGS)
        read += [tuple(_Part(field=field) for field in fields) for fields in some]
    return [*read, (_Part(run),)]


def _made_of(run: str, values: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    if not run:
        yield ()
        return
    for field, value in values.items():
        if run.startswith(value):
            for rest in _made_of(run[len(value) :], values):
                yield (field, *rest)


def _pattern_of(parts: tuple[_Part, ...]) -> str:
    pattern = "".join(
        part.literal.replace("{", "{{").replace("}", "}}") if part.literal else f"{{{part.field}}}" for part in parts
    )
    return pattern.replace("{year}-{mm}-{dd}", "{date}")


def _rank(parts: tuple[_Part, ...]) -> tuple[object, ...]:
    """Return what a reading is preferred by, the smaller the better, when others make as many names."""
    literal = "".join(part.literal for part in parts)
    fields = [part.field for part in parts if part.field]
    order = [_BIG_ENDIAN[field] for field in fields if field in _BIG_ENDIAN]
    return (
        sum(char.isdigit() for char in literal),
        fields.count("weekday"),
        sum(char.isalpha() for char in literal),
        fields.count("isoweek"),
        bool(_PADDED & {*fields} and _BARE & {*fields}),
        sum(before > after for before, after in pairwise(order)),
        len(fields),
        len(_BARE & {*fields}),
    )
