"""A walk through every screen in a real terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.tui.terminal import Terminal

ESCAPE, ENTER, TAB = "\x1b", "\r", "\t"
QUIT, F6 = "\x11", "\x1b[17~"

WALK: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("the topic editor", ((TAB, "▌▸"), (ENTER, "^g title"))),
    ("the text editor", (("m", "next unread"),)),
    ("a new goal", (("g", "A goal for the day"),)),
    ("an entry's words", (("i", "Edit — "),)),
    ("what can be done", (("M", "enter chooses"),)),
    ("what can be added", (("a", "esc cancels"),)),
    ("the week", (("w", "[ before"),)),
    ("browse", (("/", "to the list"),)),
    ("what was found", (("/", "to the list"), ("QUOX", " lines"))),
    ("the evening", (("e", "Check ─"),)),
    ("the clock", (("T", "S stop at"),)),
    ("the sessions", (("L", "= total"),)),
    ("a session's subject", (("L", "= total"), ("a", "A session"))),
    ("the retrospective", (("R", "v text or page"),)),
    ("the retrospective's editor", (("R", "v text or page"), (ENTER, "^r preview"))),
    ("publishing", (("B", "t where to"),)),
    ("importing", (("I", "enter goes on"),)),
    ("exporting", (("X", "enter goes on"),)),
    ("the palette", (("\x10", "🔎"),)),
    ("the themes", (("\x14", "The colours of the screen"),)),
    ("the help", (("?", "│ Help"),)),
    ("a change taken back", (("u", "Undone: "),)),
    ("a change made again", (("\x12", "Redone: "),)),
    ("the backups", (("D", "n back up"),)),
    ("the group", (("W", "Nobody is in the group yet"),)),
    ("the conflicts", ((F6, "There is nothing to choose between"),)),
)
"""Where one comes from today by which keys, each with the words that tell that it has come so far."""


def keys_taken() -> set[str]:
    """Return the keys by which the walk leaves today, as bindings name them."""
    return {steps[0][0].replace("/", "slash").replace(F6, "f6") for _name, steps in WALK}


def screen(environment: Mapping[str, str], answer: Path, columns: int = 80, rows: int = 24) -> Terminal:
    """Open the program's screen, watched."""
    call = [sys.executable, str(Path(__file__).with_name("watched.py")), "screen", str(answer)]
    return Terminal(call, environment, columns=columns, rows=rows)


def walk(terminal: Terminal) -> Iterator[str]:
    """Go to every screen and back to today; yield the name of each once it is drawn."""
    terminal.until(lambda text: "QUOX" in text and _is_home(terminal))
    yield "today"
    for name, steps in WALK:
        for key, mark in steps:
            terminal.type(key)
            terminal.until(lambda text, mark=mark: mark in text)  # type: ignore[misc]
        yield name
        while not _is_home(terminal):
            terminal.type(ESCAPE)
            # A key that comes right behind this one would be taken for one that is pressed with alt.
            terminal.until_quiet(0.25)


def _is_home(terminal: Terminal) -> bool:
    over = ("esc cancels", "esc closes", "🔎", "│ Help")
    return terminal.lines[-1].startswith(" a add") and not any(words in terminal.text for words in over)
