"""What a person sets once: read from `config.yaml`, checked key by key, never guessed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from tracker.errors import UsageError, nearest
from tracker.regex import regex
from tracker.timefmt import parse_clock, parse_day, parse_duration
from tracker.values import field, fields, frozen
from tracker.wording import N_, _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAYS_KO = "월화수목금토일"
_ACTION_NAME = regex(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\.[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LONGEST_FOCUS = 24 * 3600
_LONGEST_TARGET = 24 * 3600
_LONGEST_LENGTH = 40
"""Characters that a length of time may have; nobody needs more, and no number is made of thousands of digits."""
_LONGEST_SENTENCE = 300
"""Characters of an error; a value can be as long as a book, and its sentence should be read to the end."""
GITHUB = "github:"
"""What `publish_to` begins with where issues are published, before the repository."""
REPOSITORY = regex(r"(?:[A-Za-z0-9][A-Za-z0-9.-]*(?::\d+)?/)?[A-Za-z0-9][A-Za-z0-9_-]*/[A-Za-z0-9._-]+")
"""`OWNER/NAME` at github.com, or `HOST/OWNER/NAME`."""
_YES, _NO = ("yes", "true", "on", "1", "예", "네"), ("no", "false", "off", "0", "아니요")


@frozen
class Recurring:
    """A challenge that enters new days by itself."""

    text: str
    rule: str
    """`daily`, `weekdays`, or an RRULE such as `FREQ=WEEKLY;BYDAY=MO,TH`."""


@frozen
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
    theme: str = "auto"
    """Name of the colours; `auto` goes by the terminal."""
    keys: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Other keys for actions, by the action's name: `today.goal` to `G`, or several as in `n,right`."""
    focus: tuple[int, int] = (50 * 60, 10 * 60)
    """Seconds of work and of rest in a focus round."""
    publish_to: str = ""
    """Where days are published: a folder, or `github:[HOST/]OWNER/NAME` for issues; empty for nowhere yet."""
    publish_path: str = ""
    """Pattern of a day's file; empty for the one that the imported files follow."""
    publish_title: str = "{date} {headline}"
    """Pattern of an issue's title."""
    publish_labels: tuple[str, ...] = ()
    publish_commit: bool = False
    """Whether what is published to a folder is committed there."""
    publish_message: str = "TIL {date}"
    """Pattern of the commit's message."""
    retro_path: str = "retro/{period}.md"
    """Pattern of a retrospective's file."""
    week_labels: Mapping[int, str] = field(default_factory=dict, hash=False)
    """What course weeks are called."""
    group: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Team-mates by name, and where their logs are: a folder, or the address of a git repository."""
    sync_at: str = "off"
    """When the screen syncs by itself: at its `start`, at its `end`, at `both`, or `off` for never."""


KEYS = {
    "language": N_("ko, en, or auto for the locale's"),
    "template": N_("name of the template that new days are opened with (studylog template list)"),
    "day_start": N_("time of day at which the study day begins, like 04:00"),
    "course_start": N_("first day of the course, like 2024-09-30; course weeks count from it"),
    "target": N_("time to study a day, like 8h; 0 for none"),
    "days_off": N_("weekdays and dates without study, like [sun, 2025-01-29]; they never break a streak"),
    "recurring": N_(
        "challenges that enter new days by themselves, as a list of {text: …, rule: daily | weekdays | RRULE}"
    ),
    "theme": N_("name of the colours, or auto"),
    "keys": N_('other keys for actions, like {today.goal: G, week.next: "n,right"}'),
    "focus": N_("minutes of work and of rest in a focus round, like 50/10"),
    "publish_to": N_("where days are published: a folder, or github:OWNER/NAME for issues"),
    "publish_path": N_('name of a day\'s file there, like "{month}/{date}.md"; else as the imported files are named'),
    "publish_title": N_('title of an issue, like "{date} {headline}"'),
    "publish_labels": N_("labels of an issue, like [TIL, study]"),
    "publish_commit": N_("yes to commit what is published to a folder; nothing is ever pushed unasked"),
    "publish_message": N_('message of that commit, like "TIL {date}"'),
    "retro_path": N_('name of a retrospective\'s file there, like "retro/{period}.md"'),
    "week_labels": N_("what course weeks are called, like {8: Kubernetes, 9: Networks}"),
    "group": N_("team-mates and where their logs are, like {Jisu: ~/jisu/TIL}; studylog group adds them"),
    "sync_at": N_("when the screen syncs by itself: start, end, both or off; a key syncs at any time"),
}
"""Every setting and what it is for, in English; `_` says it in the language spoken."""


def parse_config(values: Any) -> Config:
    """Return the settings of a parsed `config.yaml` (plain strings, lists and mappings; None for an empty file).

    Raises UsageError, naming the key and the nearest known one.
    """
    if values is None or values == "":
        return Config()
    if not isinstance(values, Mapping):
        raise UsageError(_("config.yaml should be `key: value` lines."), shell=_("; see: studylog config --help."))
    assert set(KEYS) == set(fields(Config)) - {"weekdays_off"}
    for name in values:
        if name not in KEYS:
            raise no_setting(str(name))
    read: dict[str, Any] = {}
    for name, value in values.items():
        if value in ("", None):
            continue
        try:
            read.update(_READERS[name](value))
        except UsageError as error:
            sentence = _("Setting {name}: {problem}", name=name, problem=_shortened(error.sentence))
            raise UsageError(sentence, shell=error.shell) from None
    return Config(**read)


def no_setting(name: str) -> UsageError:
    """Return the error that names the nearest setting there is."""
    return UsageError(
        _("There is no setting {name!r}.", name=_shortened(name)) + nearest(name[:_LONGEST_SENTENCE], KEYS),
        shell=_("All of them: studylog config list."),
    )


def _shortened(sentence: str) -> str:
    """Return a sentence without its middle where that holds more of a value than anyone reads."""
    half = _LONGEST_SENTENCE // 2
    return sentence if len(sentence) <= _LONGEST_SENTENCE else f"{sentence[:half]} … {sentence[-half:]}"


def _language(value: Any) -> dict[str, Any]:
    if value not in ("ko", "en", "auto"):
        raise UsageError(_("{value!r} is not a language of the program; choose ko, en or auto.", value=value))
    return {"language": value}


def _words(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise UsageError(_("{name} should be one word or line.", name=name))
    return value


def _target(value: Any) -> dict[str, Any]:
    seconds = 0 if value == "0" else _length(_words(value, "target"))
    if seconds > _LONGEST_TARGET:
        raise UsageError(_("{value!r} is longer than a day.", value=value))
    return {"target": seconds}


def _length(words: str) -> int:
    words = words.strip()
    return parse_duration(words if len(words) <= _LONGEST_LENGTH else words[:_LONGEST_LENGTH] + "…")


def _date(value: Any) -> dt.date:
    # Settings name fixed days only: `today` would mean another day tomorrow.
    word = _words(value, _("a date"))
    if not word[:4].isdigit():
        raise UsageError(_("{word!r} is not a date; write it like 2025-01-22.", word=word))
    return parse_day(word, dt.date(2000, 1, 1))


def _days_off(value: Any) -> dict[str, Any]:
    entries = value if isinstance(value, list) else [value]
    weekdays, dates = set(), []
    for entry in entries:
        word = _words(entry, _("a day off")).strip().casefold()
        named = next((name for name in _WEEKDAY_NAMES if len(word) >= 3 and name.startswith(word)), None)
        if named is not None:
            weekdays.add(_WEEKDAY_NAMES.index(named))
        elif word.removesuffix("요일") in tuple(_WEEKDAYS_KO):
            weekdays.add(_WEEKDAYS_KO.index(word[0]))
        elif word[:4].isdigit():
            dates.append(_date(word))
        else:
            sentence = _("{entry!r} is neither a weekday nor a date.", entry=entry)
            raise UsageError(sentence + nearest(word, _WEEKDAY_NAMES))
    return {"days_off": tuple(dates), "weekdays_off": frozenset(weekdays)}


def _recurring(value: Any) -> dict[str, Any]:
    entries = value if isinstance(value, list) else [value]
    found = []
    for entry in entries:
        if isinstance(entry, str):
            entry = {"text": entry}
        for name in entry if isinstance(entry, Mapping) else ():
            if name not in ("text", "rule"):
                sentence = _("there is no {name!r} in an entry.", name=name)
                raise UsageError(sentence + nearest(str(name), ("text", "rule")))
        if not isinstance(entry, Mapping) or not entry.get("text"):
            raise UsageError(_("each entry needs a text, like {text: Review the cards, rule: weekdays}."))
        text = _words(entry["text"], _("a text")).strip()
        # A challenge is written on one line, and these would make more of it.
        if not text or len(text.splitlines()) > 1:
            raise UsageError(_("{text!r} is not one line of text.", text=text))
        found.append(Recurring(text, _words(entry.get("rule") or "daily", _("a rule")).strip()))
    return {"recurring": tuple(found)}


def _theme(value: Any) -> dict[str, Any]:
    word = _words(value, _("theme")).strip()
    if not word or len(word.split()) > 1:
        raise UsageError(_("{value!r} is not the name of a theme, which is one word.", value=value))
    return {"theme": word}


def _keys(value: Any) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise UsageError(
            _("name actions and their keys, like {example}.", example='{today.goal: G, week.next: "n,right"}')
        )
    found = {}
    for action, written in value.items():
        if not isinstance(action, str) or not _ACTION_NAME.fullmatch(action):
            raise UsageError(_("{action!r} is not the name of an action; they look like today.goal.", action=action))
        entries = written if isinstance(written, list) else str(written or "").split(",")
        names = [name.strip() if isinstance(name, str) else "" for name in entries]
        if isinstance(written, Mapping) or not all(names) or any(len(name.split()) > 1 for name in names):
            raise UsageError(_("{action} needs a key, like G, ctrl+g or several as in n,right.", action=action))
        found[action] = ",".join(names)
    return {"keys": found}


def _focus(value: Any) -> dict[str, Any]:
    parts = [part.strip()[:_LONGEST_LENGTH] for part in _words(value, _("focus")).split("/")]
    try:
        lengths = [int(part) * 60 if part.isdecimal() else _length(part) for part in parts]
    except UsageError:
        lengths = []
    if len(lengths) != 2 or not all(0 < length <= _LONGEST_FOCUS for length in lengths):
        raise UsageError(_("{value!r} is not minutes of work and of rest; write them like 50/10.", value=value))
    return {"focus": (lengths[0], lengths[1])}


def _publish_to(value: Any) -> dict[str, Any]:
    word = _words(value, "publish_to").strip()
    if not word.casefold().startswith(GITHUB):
        return {"publish_to": word}
    repository = word[len(GITHUB) :].strip()
    if not REPOSITORY.fullmatch(repository):
        raise UsageError(_("{value!r} names no repository; write it like github:OWNER/NAME.", value=word))
    return {"publish_to": GITHUB + repository}


def _pattern(name: str, *, path: bool) -> Callable[[Any], dict[str, Any]]:
    def read(value: Any) -> dict[str, Any]:
        # Few people set one.
        from tracker.patterns import check_pattern

        word = _words(value, name).strip()
        check_pattern(word, path=path)
        return {name: word}

    return read


def _labels(value: Any) -> dict[str, Any]:
    entries = value if isinstance(value, list) else str(value).split(",")
    words = [_words(entry, _("a label")).strip() for entry in entries]
    return {"publish_labels": tuple(word for word in words if word)}


def _yes_or_no(value: Any) -> dict[str, Any]:
    word = _words(value, "publish_commit").strip().casefold()
    if word not in _YES and word not in _NO:
        raise UsageError(_("{value!r} is neither yes nor no.", value=value))
    return {"publish_commit": word in _YES}


def _week_labels(value: Any) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise UsageError(_("name weeks and what they are called, like {example}.", example="{8: Kubernetes}"))
    found = {}
    for week, label in value.items():
        if not str(week).isdecimal() or len(week) > 3 or int(week) == 0:
            raise UsageError(_("{week!r} is not the number of a week.", week=week))
        found[int(week)] = " ".join(_words(label, _("a label")).split())
    return {"week_labels": found}


def _group(value: Any) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise UsageError(_("name team-mates and where their logs are, like {example}.", example="{Jisu: ~/jisu/TIL}"))
    return {"group": {_name(written): _place(place, written) for written, place in value.items()}}


def _name(written: Any) -> str:
    name = _words(written, _("a name")).strip()
    if not name or len(name.splitlines()) > 1 or len(name) > _LONGEST_LENGTH:
        most = _LONGEST_LENGTH
        raise UsageError(_("{name!r} is no name; it is one line of at most {most} letters.", name=name, most=most))
    return name


def _place(written: Any, name: str) -> str:
    place = _words(written, _("a place")).strip()
    if not place or len(place.splitlines()) > 1:
        raise UsageError(_("{name} needs a folder or the address of a git repository.", name=name))
    return place


def _sync_at(value: Any) -> dict[str, Any]:
    word = _words(value, "sync_at").strip().casefold()
    # In YAML, off is a way of saying no.
    word = "off" if word in _NO else word
    if word not in ("start", "end", "both", "off"):
        raise UsageError(_("{value!r} is no time to sync at; choose start, end, both or off.", value=value))
    return {"sync_at": word}


_READERS = {
    "language": _language,
    "template": lambda value: {"template": _words(value, "template")},
    "day_start": lambda value: {"day_start": parse_clock(_words(value, "day_start"))},
    "course_start": lambda value: {"course_start": _date(value)},
    "target": _target,
    "days_off": _days_off,
    "recurring": _recurring,
    "theme": _theme,
    "keys": _keys,
    "focus": _focus,
    "publish_to": _publish_to,
    "publish_path": _pattern("publish_path", path=True),
    "publish_title": _pattern("publish_title", path=False),
    "publish_labels": _labels,
    "publish_commit": _yes_or_no,
    "publish_message": _pattern("publish_message", path=False),
    "retro_path": _pattern("retro_path", path=True),
    "week_labels": _week_labels,
    "group": _group,
    "sync_at": _sync_at,
}
