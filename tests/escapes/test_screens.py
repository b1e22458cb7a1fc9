"""What the screen draws: a person's words stand in their cells, and the terminal obeys none of them."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from itertools import pairwise

import pytest

from tests.escapes.hostile import PARAMETERS, settle, words, written
from tests.privacy.every_verb import REPOSITORY, clean_environment, made, setup
from tests.privacy.walk import QUIT, WALK, keys_taken, screen, walk
from tests.tui.terminal import Terminal
from tracker.tui.commands import VISITS

_UP, _DOWN = "│╰╯", "│╭╮"
"""What has a line to the cell above, and to the cell below."""


def broken(terminal: Terminal) -> list[str]:
    """Return where the outermost border does not go on in the next row: beside a word wider than it was counted."""
    ups, downs = terminal.columns_of(_UP), terminal.columns_of(_DOWN)
    starts, ends = terminal.columns_of("╭╮▔"), terminal.columns_of("╰╯▁")
    edges = {0, terminal.screen.columns - 2, terminal.screen.columns - 1}
    return [
        f"rows {upper} and {lower}: {sorted(downs[upper] ^ ups[lower])}"
        for upper, lower in pairwise(range(2, terminal.screen.lines - 1))
        # A box that stands over another begins and ends where it does not.
        if not starts[lower] and not ends[upper] and (downs[upper] ^ ups[lower]) & edges
    ]


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen on a walk through the program."""

    screens: dict[str, str]
    """What each showed."""
    broken: dict[str, list[str]]
    """Where borders were broken, screen by screen."""
    sent: bytes
    """Every byte that came to the terminal."""
    title: str
    """What the terminal calls its window in the end."""
    code: int
    wanted: dict[str, list[object]]
    """What it wanted of the network and of other programs."""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """Walk through all screens of the hostile log."""
    folder = tmp_path_factory.mktemp("hostile")
    log = folder / "log"
    settle(log)
    editor = folder / "editor.py"
    editor.write_text(f"import sys\nopen(sys.argv[-1], 'a').write({words('retrospective')!r} + '\\n')\n", "utf-8")
    environment = clean_environment(folder, TERM="xterm-256color", PYTHONPATH=str(REPOSITORY))
    made(folder, setup(words, f"{sys.executable} {editor}", in_texts=written), [], environment)
    environment |= {"STUDYLOG_DB": str(log / "studylog.db"), "STUDYLOG_CONFIG": str(log / "config.yaml")}
    terminal = screen(environment, folder / "wanted.json")
    try:
        screens, edges = {}, {}
        for name in walk(terminal):
            screens[name] = terminal.text
            edges[name] = broken(terminal)
        terminal.type(QUIT)
        code = terminal.ended()
    finally:
        terminal.close()
    wanted = json.loads((folder / "wanted.json").read_text("utf-8"))
    return Seen(screens, edges, bytes(terminal.sent), terminal.screen.title, code, wanted)


def test_every_screen_is_seen(seen: Seen) -> None:
    assert {command.keys.split(",")[0] for command in VISITS} <= keys_taken()
    assert [*seen.screens] == ["today", *(name for name, _steps in WALK)]
    assert seen.code == 0
    without_words = {"a new goal", "publishing", "importing", "exporting", "the themes", "the help", "the backups"}
    without_words |= {"the group", "the conflicts"}
    assert {name for name, text in seen.screens.items() if "QUOX" not in text} <= without_words


def test_nothing_of_the_log_reaches_the_terminal_as_a_sequence(seen: Seen) -> None:
    sequences = re.findall(
        rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[^\x1b]*\x1b\\|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[^\[\]P]", seen.sent
    )
    assert len(sequences) > 1000
    assert [sequence for sequence in sequences if any(parameter in sequence for parameter in PARAMETERS)] == []
    assert [sequence for sequence in sequences if sequence.startswith((b"\x1b]52", b"\x1b]8;", b"\x1b[6n"))] == []
    # What is left are letters.
    text = re.sub(
        rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[^\x1b]*\x1b\\|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[^\[\]P]", b"", seen.sent
    ).decode()
    assert {*re.findall(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)} <= {"\r", "\n"}


def test_the_window_keeps_its_title(seen: Seen) -> None:
    assert "OWNED" not in seen.title


def test_the_frames_stay_straight(seen: Seen) -> None:
    assert {name: places for name, places in seen.broken.items() if places} == {}


def test_no_screen_asks_for_the_network_or_starts_a_program(seen: Seen) -> None:
    assert seen.wanted == {"network": [], "programs": []}
