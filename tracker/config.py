"""What a person sets once: read from `config.yaml`, checked key by key, never guessed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from tracker.errors import UsageError, nearest
from tracker.timefmt import parse_clock, parse_day, parse_duration

_WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAYS_KO = "월화수목금토일"


@dataclass(frozen=True, slots=True)
class Recurring:
    """A challenge that enters new days by itself."""

    text: str
    rule: str
    """`daily`, `weekdays`, or an RRULE such as `FREQ=WEEKLY;BYDAY=MO,TH`."""


@dataclass(frozen=True, slots=True)
class Config:
    """All settings, with their defaults."""

    language: str = "auto"
    """`ko`, `en`, or `auto` for the locale's."""
    template: str = "bootcamp-ko"
    """Name of the template that new days are opened with."""
    day_start: dt.time = dt.time(4, 0)
    """Before this time of day it is still yesterday."""
    course_start: dt.date | None = None
    """First day of the course, from which course weeks count; None counts ISO weeks."""
    target: int = 8 * 3600
    """Seconds to study a day; 0 means no target."""
    days_off: tuple[dt.date, ...] = ()
    weekdays_off: frozenset[int] = field(default_factory=frozenset)
    """Days of the week without study, Monday is 0."""
    recurring: tuple[Recurring, ...] = ()


KEYS = {
    "language": "ko, en, or auto for the locale's",
    "template": "name of the template that new days are opened with (studylog template list)",
    "day_start": "time of day at which the study day begins, like 04:00",
    "course_start": "first day of the course, like 2024-09-30; course weeks count from it",
    "target": "time to study a day, like 8h; 0 for none",
    "days_off": "weekdays and dates without study, like [sun, 2025-01-29]; they never break a streak",
    "recurring": "challenges that enter new days by themselves, as a list of {text: …, rule: daily | weekdays | RRULE}",
}


def parse_config(values: Any) -> Config:
    """Return the settings of a parsed `config.yaml` (plain strings, lists and mappings; None for an empty file).

    Raises UsageError, naming the key and the nearest known one.
    """
    if values is None or values == "":
        return Config()
    if not isinstance(values, Mapping):
        raise UsageError("config.yaml should be `key: value` lines; see: studylog config --help.")
    assert set(KEYS) == {f.name for f in fields(Config)} - {"weekdays_off"}
    for name in values:
        if name not in KEYS:
            raise UsageError(
                f"There is no setting {name!r}.{nearest(str(name), KEYS)} All of them: studylog config list."
            )
    read: dict[str, Any] = {}
    for name, value in values.items():
        if value in ("", None):
            continue
        try:
            read.update(_READERS[name](value))
        except UsageError as error:
            raise UsageError(f"Setting {name}: {error}") from None
    return Config(**read)


def _language(value: Any) -> dict[str, Any]:
    if value not in ("ko", "en", "auto"):
        raise UsageError(f"{value!r} is not a language of the program; choose ko, en or auto.")
    return {"language": value}


def _words(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise UsageError(f"{name} should be one word or line.")
    return value


def _target(value: Any) -> dict[str, Any]:
    return {"target": 0 if value == "0" else parse_duration(_words(value, "target"))}


def _date(value: Any) -> dt.date:
    # Settings name fixed days only: `today` would mean another day tomorrow.
    word = _words(value, "a date")
    if not word[:4].isdigit():
        raise UsageError(f"{word!r} is not a date; write it like 2025-01-22.")
    return parse_day(word, dt.date(2000, 1, 1))


def _days_off(value: Any) -> dict[str, Any]:
    entries = value if isinstance(value, list) else [value]
    weekdays, dates = set(), []
    for entry in entries:
        word = _words(entry, "a day off").strip().casefold()
        named = next((name for name in _WEEKDAY_NAMES if len(word) >= 3 and name.startswith(word)), None)
        if named is not None:
            weekdays.add(_WEEKDAY_NAMES.index(named))
        elif word.removesuffix("요일") in tuple(_WEEKDAYS_KO):
            weekdays.add(_WEEKDAYS_KO.index(word[0]))
        elif word[:4].isdigit():
            dates.append(_date(word))
        else:
            raise UsageError(f"{entry!r} is neither a weekday nor a date.{nearest(word, _WEEKDAY_NAMES)}")
    return {"days_off": tuple(dates), "weekdays_off": frozenset(weekdays)}


def _recurring(value: Any) -> dict[str, Any]:
    entries = value if isinstance(value, list) else [value]
    found = []
    for entry in entries:
        if isinstance(entry, str):
            entry = {"text": entry}
        for name in entry if isinstance(entry, Mapping) else ():
            if name not in ("text", "rule"):
                raise UsageError(f"there is no {name!r} in an entry.{nearest(str(name), ('text', 'rule'))}")
        if not isinstance(entry, Mapping) or not entry.get("text"):
            raise UsageError("each entry needs a text, like {text: Review the cards, rule: weekdays}.")
        text = _words(entry["text"], "a text").strip()
        if not text or "\n" in text:
            raise UsageError(f"{text!r} is not one line of text.")
        found.append(Recurring(text, _words(entry.get("rule") or "daily", "a rule").strip()))
    return {"recurring": tuple(found)}


_READERS = {
    "language": _language,
    "template": lambda value: {"template": _words(value, "template")},
    "day_start": lambda value: {"day_start": parse_clock(_words(value, "day_start"))},
    "course_start": lambda value: {"course_start": _date(value)},
    "target": _target,
    "days_off": _days_off,
    "recurring": _recurring,
}
