"""Where things lie in the repository: each day's exact text by its date, all else in small sorted files."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from contextlib import suppress
from enum import StrEnum
from functools import lru_cache

from tracker.errors import UsageError
from tracker.patterns import DATE_FIELDS, check_pattern, date_values
from tracker.regex import regex
from tracker.values import frozen
from tracker.wording import _

OWN_PATTERN = "days/{year}/{mm}/{date}.md"
"""Where days lie in a repository that is the log's own."""
ELSEWHERE = ".studylog/"
"""Below which all but the days lies in a repository that is not the log's own."""
FORMAT = 1
"""Of what is written there; raised when an older program could not merge it any more."""
JUDGES = "judges.yaml"
_FIELD = regex(r"\{([a-z]+)\}")
_RETROSPECTIVE = regex(r"(?:week|month)-(?P<first>\d{4}-\d{2}-\d{2})\.md")
_SESSIONS = regex(r"(\d{4}-(?:0[1-9]|1[0-2]))\.jsonl")
_MEANS_MORE = regex(r"[\\*?\[\]]")
"""Letters that mean more than themselves in a pattern of git's."""
_READ_AS = {
    "date": r"(?P<date>\d{4}-\d{2}-\d{2})", "year": r"(?P<year>\d{4})", "yy": r"(?P<yy>\d{2})",
    "mm": r"(?P<mm>\d{2})", "m": r"(?P<m>\d{1,2})", "dd": r"(?P<dd>\d{2})", "d": r"(?P<d>\d{1,2})",
    "month": r"(?P<month>[A-Z][a-z]+)", "mon": r"(?P<mon>[A-Z][a-z]{2})", "isoweek": r"(?P<isoweek>\d{2})",
}  # fmt: skip
_MONTHS = {date_values(dt.date(2000, month, 1))["month"]: month for month in range(1, 13)}


class FileKind(StrEnum):
    """What a file of the repository holds."""

    DAY = "day"
    SESSIONS = "sessions"
    RETROSPECTIVE = "retrospective"
    RECORDS = "records"
    """The records of retrospectives, publications or conflicts."""
    TEMPLATE = "template"
    FORMAT = "format"
    OTHER = "other"
    """Someone else's."""


@frozen
class Layout:
    """Which file is what."""

    pattern: str
    """The path of a day, of fields that a date says."""
    home: str
    """The folder of all else, with `/` at its end; empty for the repository itself."""

    @property
    def retrospectives(self) -> str:
        """The file of the records of retrospectives."""
        return f"{self.home}retrospectives.jsonl"

    @property
    def publications(self) -> str:
        """The file of the records of what was published where."""
        return f"{self.home}publications.jsonl"

    @property
    def conflicts(self) -> str:
        """The file of the records of what a person has to choose between."""
        return f"{self.home}conflicts.jsonl"

    @property
    def format(self) -> str:
        """The file that says which program can read the others."""
        return f"{self.home}studylog.json"

    def day_path(self, day: dt.date) -> str:
        """Return the path of a day."""
        values = date_values(day)
        return _FIELD.sub(lambda match: values[match[1]], self.pattern)

    def date_of(self, path: str) -> dt.date | None:
        """Return the day that lies at a path; None for a file that is no day."""
        match = _reading(self.pattern).fullmatch(path)
        if match is None:
            return None
        day = _date(match.groupdict())
        return day if day is not None and self.day_path(day) == path else None

    def sessions_path(self, month: str) -> str:
        """Return the path of a month's sessions; the month is written like `2025-01`."""
        return f"{self.home}sessions/{month}.jsonl"

    def month_of(self, path: str) -> str:
        """Return the month whose sessions lie at a path; empty for another file."""
        folder = f"{self.home}sessions/"
        match = _SESSIONS.fullmatch(path.removeprefix(folder)) if path.startswith(folder) else None
        return match[1] if match is not None and not match[1].startswith("0000") else ""

    def retrospective_path(self, kind: str, first: str) -> str:
        """Return the path of a retrospective's text."""
        return f"{self.home}retrospectives/{kind}-{first}.md"

    def template_path(self, name: str) -> str:
        """Return the path of one of the person's own templates, or of `judges.yaml`; NFC, whatever the disk makes."""
        return f"{self.home}templates/{unicodedata.normalize('NFC', name)}"

    def kind_of(self, path: str) -> FileKind:
        """Return what the file at a path holds."""
        if self.date_of(path) is not None:
            return FileKind.DAY
        if self.month_of(path):
            return FileKind.SESSIONS
        if path in (self.retrospectives, self.publications, self.conflicts):
            return FileKind.RECORDS
        if path == self.format:
            return FileKind.FORMAT
        folder, _slash, name = path.rpartition("/")
        if folder == f"{self.home}retrospectives" and _is_retrospective(name):
            return FileKind.RETROSPECTIVE
        if folder == f"{self.home}templates" and is_template(name):
            return FileKind.TEMPLATE
        return FileKind.OTHER

    def attributes(self) -> str:
        """Return the lines that tell git to leave the log's files as they are, byte for byte, and how to merge them."""
        days = "/" + "".join(
            part if n % 2 == 0 else "*"
            for n, part in enumerate(_FIELD.split(_MEANS_MORE.sub(lambda sign: f"\\{sign[0]}", self.pattern)))
        )
        home = f"/{self.home}"
        places = (days, f"{home}*.jsonl", f"{home}sessions/*", f"{home}retrospectives/*", f"{home}templates/*")
        return "".join(f"{_as_one_word(place)} -text merge=studylog\n" for place in places)


def is_template(name: str) -> bool:
    """Return whether a file of that name in the folder of templates is one, or the judges."""
    return name == JUDGES or (name.endswith((".md", ".j2")) and not name.startswith(".") and name.isprintable())


def _is_retrospective(name: str) -> bool:
    match = _RETROSPECTIVE.fullmatch(name)
    return match is not None and _date({"date": match["first"]}) is not None


def _as_one_word(place: str) -> str:
    if not any(letter.isspace() or letter in '"' for letter in place):
        return place
    return '"' + place.replace("\\", "\\\\").replace('"', '\\"') + '"'


def check_day_pattern(pattern: str) -> None:
    """Raise UsageError for a pattern from whose paths a day cannot be told."""
    check_pattern(pattern, path=True)
    fields = set(_FIELD.findall(pattern))
    year, month, day = {"year", "yy"} & fields, {"mm", "m", "month", "mon"} & fields, {"dd", "d"} & fields
    if fields - set(DATE_FIELDS) or not ("date" in fields or (year and month and day)) or "{{" in pattern:
        raise UsageError(
            _(
                "The pattern {pattern!r} does not say the whole date; write it like {example}.",
                pattern=pattern,
                example=OWN_PATTERN,
            )
        )


def format_of(data: bytes | None) -> tuple[int, str]:
    """Return the number and the pattern in the file of the format; 0 and empty where it does not say."""
    with suppress(ValueError, RecursionError):
        said = json.loads(data or b"{}")
        number, pattern = (said.get("format"), said.get("days")) if isinstance(said, dict) else (0, "")
        return number if isinstance(number, int) else 0, pattern if isinstance(pattern, str) else ""
    return 0, ""


@lru_cache(maxsize=8)
def _reading(pattern: str) -> re.Pattern[str]:
    seen: set[str] = set()
    expression = ""
    for n, part in enumerate(_FIELD.split(pattern)):
        if n % 2 == 0:
            expression += re.escape(part)
        elif part in seen:
            expression += f"(?P={part})"
        else:
            seen.add(part)
            expression += _READ_AS[part]
    return re.compile(expression)


def _date(said: dict[str, str | None]) -> dt.date | None:
    date = said.get("date")
    try:
        if date:
            return dt.date.fromisoformat(date)
        year = said.get("year") or f"20{said.get('yy')}"
        word = said.get("month") or said.get("mon")
        named = next((number for name, number in _MONTHS.items() if word and name.startswith(word)), 0)
        month = int(said.get("mm") or said.get("m") or named)
        return dt.date(int(year), month, int(said.get("dd") or said.get("d") or 0))
    except ValueError:
        return None
