"""Calls that say what they mean without anything special, read as click reads them, without importing it.

Whatever is not plain (help, a word too many, an option joined to its value, a number that is none) is left to click,
which knows how to read or refuse it.
"""

from __future__ import annotations

import os
from pathlib import Path

from tracker.cli.declared import Argument, Choice, Group, Number, Option, Verb
from tracker.cli.verbs import find_verb, with_days
from tracker.values import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

_COMPLETING = "_STUDYLOG_COMPLETE"
"""The variable by which a shell asks what a word may become."""


@frozen
class PlainCall:
    """A verb and what it is called with."""

    database: Path | None
    verb: Verb | None
    """None for a call without a verb, which opens the screen."""
    values: Mapping[str, Any]


class _NotPlain(Exception):
    """The call has something in it that click has to see."""


def plain_call(words: Sequence[str], environment: Mapping[str, str]) -> PlainCall | None:
    """Return what a call means; None for a call that is not plain."""
    if _COMPLETING in environment:
        return None
    try:
        database, rest = _database(list(words))
        if not rest:
            return PlainCall(database, None, {})
        name, *rest = rest
        verb = find_verb(name)
        rest = with_days(name, rest)
        if isinstance(verb, Group):
            verb, rest = _of_group(verb, rest)
        if verb is None or verb.any_options:
            return None
        return PlainCall(database, verb, _values(verb, rest))
    except _NotPlain:
        return None


def _database(words: list[str]) -> tuple[Path | None, list[str]]:
    if not words or words[0].partition("=")[0] != "--db":
        return None, words
    _option, joined, path = words[0].partition("=")
    if not joined:
        path = words[1] if len(words) > 1 else ""
    if not path or path.startswith("-") or (os.path.exists(path) and not os.access(path, os.R_OK)):
        raise _NotPlain
    return Path(path), words[1 if joined else 2 :]


def _of_group(group: Group, words: list[str]) -> tuple[Verb | None, list[str]]:
    if not words:
        return group.verbs[group.alone] if group.alone else None, words
    return group.verbs.get(words[0]), words[1:]


def _values(verb: Verb, words: Sequence[str]) -> dict[str, Any]:
    options = {name: each for each in verb.parameters if isinstance(each, Option) for name in each.names}
    given: dict[str, Any] = {}
    places: list[str] = []
    coming = iter(words)
    for word in coming:
        if not word.startswith("-"):
            places.append(word)
            continue
        name, joined, value = word.partition("=")
        option = options.get(name)
        if option is None or option.name in given or "/" in name or (joined and not name.startswith("--")):
            raise _NotPlain
        given[option.name] = _value_of_option(option, value if joined else None, coming)
    return _defaults(verb) | given | dict(_arguments(verb, places))


def _value_of_option(option: Option, joined: str | None, coming: Iterator[str]) -> Any:
    if option.flag or option.sets is not None:
        if joined is not None:
            raise _NotPlain
        return option.sets if option.sets is not None else True
    value = next(coming, "-") if joined is None else joined
    if value.startswith("-"):
        raise _NotPlain
    return _meant(value, option)


def _defaults(verb: Verb) -> dict[str, Any]:
    """Return what the options say that are not there."""
    values: dict[str, Any] = {}
    for each in verb.parameters:
        if isinstance(each, Option):
            values[each.name] = False if each.flag else each.default
    return values


def _arguments(verb: Verb, words: list[str]) -> Iterator[tuple[str, Any]]:
    arguments = [each for each in verb.parameters if isinstance(each, Argument)]
    many = next((place for place, each in enumerate(arguments) if each.many), None)
    singles = len(arguments) - (many is not None)
    if many is not None:
        # One that takes what the others leave, which are counted from both ends.
        if len(words) < singles:
            raise _NotPlain
        end = len(words) - (singles - many)
        taken: list[Any] = [*words[:many], tuple(words[many:end]), *words[end:]]
    else:
        if len(words) > singles:
            raise _NotPlain
        taken = [*words, *([None] * (singles - len(words)))]
    for each, word in zip(arguments, taken, strict=True):
        if not word and (each.required or word == ""):
            raise _NotPlain
        yield each.name, word if each.many or word is None else _meant(word, each)


def _meant(word: str, of: Argument | Option) -> Any:
    kind = of.kind
    if kind is None:
        return word
    if isinstance(kind, Choice) and word in kind.words:
        return word
    if isinstance(kind, Number) and word.isascii() and word.isdecimal():
        number = int(word)
        if (kind.least is None or number >= kind.least) and (kind.most is None or number <= kind.most):
            return number
    raise _NotPlain
