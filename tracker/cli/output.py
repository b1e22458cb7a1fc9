"""Printing: user text is shown, never obeyed, and a pipe gets plain bytes."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from tracker.charts import Line

_C0, _DELETE, _C1 = range(32), 127, range(128, 160)
_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_VISIBLE = {code: chr(0x2400 + code) for code in _C0} | {_DELETE: "␡"} | dict.fromkeys((*_C1, *_BIDI), "�")
del _VISIBLE[ord("\t")], _VISIBLE[ord("\n")]
_JSON_ESCAPES = {code: f"\\u{code:04x}" for code in (_DELETE, *_C1, *_BIDI)}

_COLOURS: dict[str, dict[str, bool | int | str]] = {
    "title": {"bold": True},
    "label": {"dim": True},
    "value": {"bold": True},
    "dim": {"dim": True},
    "today": {"bold": True, "fg": "bright_white"},
    "target": {"fg": "bright_yellow"},
    "ghost": {"fg": "bright_black"},
    "bar": {"fg": "cyan"},
    "unclocked": {"fg": "bright_black"},
    "good": {"fg": "green"},
    "bad": {"fg": "red"},
    "subject-0": {"fg": "cyan"},
    "subject-1": {"fg": "magenta"},
    "subject-2": {"fg": "yellow"},
    "subject-3": {"fg": "green"},
    "subject-4": {"fg": "blue"},
    "subject-5": {"fg": "bright_red"},
    "subject-6": {"fg": "bright_cyan"},
    "subject-7": {"fg": "white"},
    "heat-0": {"fg": "bright_black"},
    "heat-1": {"fg": 22},
    "heat-2": {"fg": 28},
    "heat-3": {"fg": 34},
    "heat-4": {"fg": 46},
    "found": {"bold": True, "fg": "yellow"},
}


def visible(text: str) -> str:
    """Return `text` with the characters that a terminal would obey made visible; tabs and newlines stay."""
    return text.translate(_VISIBLE)


def say(text: str) -> None:
    """Print a line; for a person, control characters in it are made visible."""
    # Without `color` click would cut escape sequences out of what goes into a pipe.
    click.echo(visible(text) if _is_for_a_person() else text, color=True)


def say_parts(*parts: tuple[str, str]) -> None:
    """Print a line of texts, each in a style of the charts, in colour where that is wanted."""
    if coloured():
        click.echo("".join(_styled(visible(text), _COLOURS.get(style, {})) for text, style in parts), color=True)
    else:
        say("".join(text for text, _ in parts))


def say_aside(text: str) -> None:
    """Print a line that is no result, such as a hint, on standard error."""
    click.echo(f"studylog: {one_line(text)}", err=True)


def one_line(text: str) -> str:
    """Return `text` as a line that can be shown anywhere."""
    return visible(" ".join(line.strip() for line in text.split("\n"))).strip()


def say_json(value: Any) -> None:
    """Print JSON, with letters as letters."""
    click.echo(_json(value))


def say_json_list(values: Iterable[Any]) -> None:
    """Print a JSON list entry by entry, so that a long one is never whole in memory."""
    first = True
    for value in values:
        text = "\n".join(f"  {line}" for line in _json(value).split("\n"))
        click.echo(("[\n" if first else ",\n") + text, nl=False)
        first = False
    click.echo("[]" if first else "\n]")


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return text.translate(_JSON_ESCAPES) if _is_for_a_person() else text


def write_text(text: str) -> None:
    """Write a person's text to standard output, byte for byte when piped."""
    if sys.stdout.isatty():
        say(text.removesuffix("\n").replace("\r\n", "\n"))
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def coloured() -> bool:
    """Return whether colours are wanted: on a terminal, without NO_COLOR."""
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _is_for_a_person() -> bool:
    """Return whether a terminal shows the output, also through a pager that was promised colours."""
    return sys.stdout.isatty() or coloured()


def terminal_width() -> int:
    """Return the cells of a line: the terminal's, `COLUMNS`, or 80 when piped."""
    return shutil.get_terminal_size((80, 24)).columns


def say_lines(lines: Sequence[Line]) -> None:
    """Print a chart, in colour where that is wanted."""
    from tracker.charts import plain

    if not coloured():
        say(plain(lines))
        return
    for line in lines:
        say_parts(*((segment.text, segment.style) for segment in line))


def _styled(text: str, style: dict[str, bool | int | str]) -> str:
    if not style:
        return text
    bold, dim = (bool(style.get(name)) or None for name in ("bold", "dim"))
    return click.style(text, fg=style.get("fg"), bold=bold, dim=dim)
