"""Printing: user text is shown, never obeyed, and a pipe gets plain bytes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

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
    _print(visible(text) if _is_for_a_person() else text)


def say_parts(*parts: tuple[str, str]) -> None:
    """Print a line of texts, each in a style of the charts, in colour where that is wanted."""
    if coloured():
        _print("".join(_styled(visible(text), _COLOURS.get(style, {})) for text, style in parts))
    else:
        say("".join(text for text, _ in parts))


def say_aside(text: str) -> None:
    """Print a line that is no result, such as a hint, on standard error."""
    print(f"studylog: {one_line(text)}", file=sys.stderr, flush=True)


def one_line(text: str) -> str:
    """Return `text` as a line that can be shown anywhere."""
    return visible(" ".join(line.strip() for line in text.split("\n"))).strip()


def say_json(value: Any) -> None:
    """Print JSON, with letters as letters."""
    _print(_json(value))


def say_json_list(values: Iterable[Any]) -> None:
    """Print a JSON list entry by entry, so that a long one is never whole in memory."""
    first = True
    for value in values:
        sys.stdout.write(("[\n  " if first else ",\n  ") + _json(value, "\n  "))
        first = False
    _print("[]" if first else "\n]")


def _json(value: Any, new_line: str = "\n") -> str:
    # Few calls print JSON.
    from tracker.cli.indented_json import indented_json

    text = indented_json(value, new_line)
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


_PLAIN_WIDTH = 80
"""Cells of a line where no terminal has any."""


def terminal_width() -> int:
    """Return the cells of a line: the terminal's, `COLUMNS`, or 80 when piped."""
    # What `shutil.get_terminal_size` does, which takes 2 ms to import.
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or _PLAIN_WIDTH  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return _PLAIN_WIDTH


def say_lines(lines: Sequence[Line]) -> None:
    """Print a chart, in colour where that is wanted."""
    from tracker.charts import plain

    if not coloured():
        say(plain(lines))
        return
    for line in lines:
        say_parts(*((segment.text, segment.style) for segment in line))


def _styled(text: str, style: dict[str, bool | int | str]) -> str:
    """Return a text in a style as terminals take it (ECMA-48, SGR; numbers are of the 256 colours)."""
    if not style:
        return text
    colour = style.get("fg")
    codes = [f"38;5;{colour}"] if isinstance(colour, int) else [_COLOUR_CODES[colour]] if colour else []
    signs = [*codes, *(code for name, code in (("bold", "1"), ("dim", "2")) if style.get(name))]
    return "".join(f"\x1b[{sign}m" for sign in signs) + text + "\x1b[0m"


_COLOUR_NAMES = ("red", "green", "yellow", "blue", "magenta", "cyan", "white")
_COLOUR_CODES: dict[object, str] = {
    **{name: str(code) for code, name in enumerate(_COLOUR_NAMES, 31)},
    **{f"bright_{name}": str(code) for code, name in enumerate(("black", *_COLOUR_NAMES), 90)},
}


def _print(text: str) -> None:
    # A reader sees each line when it is said.
    print(text, flush=True)


def say_progress(text: str) -> None:
    """Write what takes the place of the words before it, on standard error."""
    sys.stderr.write(f"\r{text}")
    sys.stderr.flush()


def fail(message: str, code: int) -> int:
    """Say why a call could not be done, and return its exit code."""
    say_aside(message)
    return code


def let_go_of_output() -> None:
    """Keep Python's own flush at exit from complaining about a standard output that takes no more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
