"""YAML as settings and templates need it: strings, lists and mappings, and nothing that grows."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.codec.plain_yaml import NotPlain, plain_value
from tracker.wording import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def load_yaml(text: str) -> Any:
    """Return YAML as plain strings, lists and mappings: `04:00` stays text, and no tag is obeyed.

    Raises yaml.YAMLError; also for aliases, of which few lines can make more than any memory holds, for a key that is
    there twice, and for nesting that no settings need.
    """
    try:
        return plain_value(text)
    except NotPlain:
        return _value_by_library(text)


def _value_by_library(text: str) -> Any:
    import yaml

    try:
        return _value_of(yaml.parse(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader)))
    except yaml.reader.ReaderError as error:
        # It has no line of its own, and tells what is wrong in two.
        raise _no_yaml(str(error).partition("\n")[0], None) from None
    except UnicodeEncodeError:
        raise _no_yaml(_("it holds half a character (a lone surrogate)"), None) from None


_DEEPEST_YAML = 20


def _value_of(events: Iterable[Any]) -> Any:
    """Return the value that the events of one YAML document make; None when there is no document."""
    whole: list[Any] = []
    open_ones: list[list[Any] | dict[str, Any]] = [whole]
    keys: list[str | None] = [None]
    """The key that waits for its value, of each open mapping."""
    for event in events:
        kind = type(event).__name__
        if kind == "AliasEvent":
            raise _no_yaml(_("*{name} stands for other lines; write them out", name=event.anchor), event)
        if kind in ("SequenceEndEvent", "MappingEndEvent"):
            open_ones.pop()
            keys.pop()
        if kind == "DocumentStartEvent" and whole:
            raise _no_yaml(_("a second document begins here"), event)
        if kind not in ("ScalarEvent", "SequenceStartEvent", "MappingStartEvent"):
            continue
        value: Any = event.value if kind == "ScalarEvent" else [] if kind == "SequenceStartEvent" else {}
        holder = open_ones[-1]
        if isinstance(holder, list):
            holder.append(value)
        elif keys[-1] is not None:
            holder[keys[-1]] = value
            keys[-1] = None
        elif not isinstance(value, str):
            raise _no_yaml(_("a list or mapping cannot be a key"), event)
        elif value in holder:
            raise _no_yaml(_("the key {key!r} is there twice", key=value), event)
        else:
            keys[-1] = value
        if not isinstance(value, str):
            open_ones.append(value)
            keys.append(None)
            if len(open_ones) > _DEEPEST_YAML:
                raise _no_yaml(_("it is nested deeper than any settings are"), event)
    return whole[0] if whole else None


def _no_yaml(problem: str, event: Any) -> Exception:
    import yaml

    return yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark if event is not None else None)
