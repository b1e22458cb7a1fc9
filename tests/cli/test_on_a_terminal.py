"""On a real terminal: colours are ours, and what a person wrote is shown, never obeyed."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.cli.shell import REPOSITORY, Shell

pty = pytest.importorskip("pty", reason="has no pseudo-terminals")

COLOUR = re.compile(r"\x1b\[[\d;]*m")
TRICKY = "\x1b[31mred\x1b]0;title\x07 \u202etxt.exe \x9b2J"
"""A colour, a window title, a bell, reversed writing and a C1 control sequence."""


def on_a_terminal(*typed: str, width: int = 80) -> str:
    """Return what a verb prints on a terminal."""
    master, slave = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": str(width), "LINES": "24"}
    call = [sys.executable, "-m", "tracker", *typed]
    with subprocess.Popen(call, cwd=REPOSITORY, env=environment, stdin=slave, stdout=slave, stderr=slave):
        os.close(slave)
        printed = b""
        while True:
            try:
                chunk = os.read(master, 65536)
            except OSError:
                # Linux says so when the last program at the other end is gone.
                break
            if not chunk:
                break
            printed += chunk
        os.close(master)
    return printed.decode().replace("\r\n", "\n")


def obeyed(printed: str) -> set[str]:
    """Return the characters of an output that a terminal would obey, but for its colours and line ends."""
    return set(re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", COLOUR.sub("", printed)))


@pytest.fixture
def tricky(studylog: Shell) -> Shell:
    """Return a shell with a day in which everything has control characters."""
    log = (
        f"# 2025-03-12 {TRICKY}\r\n\r\n### 학습 목표 {TRICKY}\r\n- 볼륨 {TRICKY}\r\n\r\n"
        f"### 딥다이브\r\n#### | 볼륨 {TRICKY}\r\n볼륨 {TRICKY}\r\n\r\n"
        f"### 도전 과제\r\n- (지난) 도전 과제 1: {TRICKY}\r\n"
    )
    studylog("import", "-", given=log)
    studylog("time", "add", "07:00-08:00", f"영어 {TRICKY}")
    studylog("start", f"수학 {TRICKY}")
    return studylog


VERBS = ["show", "show --json", "days", "days --json", "search 볼륨", "history", "history --json", "time list", "week"]
VERBS += ["month", "year", "status", "status --format {subject}", "check 1", "delete goal 1", "stop --at now", "undo"]
VERBS += ["export", "time list --json", "search 볼륨 --json", "goal -d nonsense\x1b[31m x"]


@pytest.mark.parametrize("typed", VERBS)
def test_control_characters_are_shown(tricky: Shell, typed: str) -> None:
    tricky.now("10:00")

    printed = on_a_terminal(*typed.split())

    assert printed
    assert obeyed(printed) == set()
    assert "\x1b[31m" not in printed
    assert "unforeseen" not in printed


def test_without_colour_they_are_shown_as_well(tricky: Shell) -> None:
    tricky.set("NO_COLOR", "1")

    for typed in ("show", "week", "search 볼륨"):
        printed = on_a_terminal(*typed.split())
        assert not COLOUR.search(printed)
        assert obeyed(printed) == set()


def test_a_day_has_a_line_on_top_and_bold_headings(studylog: Shell) -> None:
    studylog("import", "-", given="# 2025-03-12\r\n\r\n## 학습 목표\r\n- 하나\r\n")

    assert on_a_terminal("show") == (
        "2025-03-12 수 · week 11 · no time yet\n# 2025-03-12\n\n\x1b[1m## 학습 목표\x1b[0m\n- 하나\n"
    )


def test_what_was_found_is_coloured_and_cut_around_the_words(studylog: Shell) -> None:
    studylog("import", "-", given="# 2025-03-12\n\n" + "앞말 " * 40 + "볼륨" + " 뒷말" * 40 + "\n")

    lines = on_a_terminal("search", "볼륨").split("\n")

    assert lines[0] == "\x1b[1m2025-03-12\x1b[0m"
    assert "\x1b[33m\x1b[1m볼륨\x1b[0m" in lines[1]
    words = COLOUR.sub("", lines[1])
    assert words.startswith("     3  …")
    assert words.endswith("…  (text)")
    assert sum(2 if "가" <= char <= "힣" else 1 for char in words) <= 100


def test_an_import_shows_its_progress(studylog: Shell) -> None:
    folder = studylog.folder / "logs"
    folder.mkdir()
    for day in range(10, 30):
        (folder / f"2025-01-{day}.md").write_text(f"# 2025-01-{day}\n", "utf-8")

    printed = on_a_terminal("import", str(folder))

    assert "importing" in printed
    assert "100%" in printed
    assert "20 files; days: 20 new\n" in printed


def test_charts_are_in_colour(studylog: Shell) -> None:
    studylog("time", "add", "07:00-08:00", "영어")

    printed = on_a_terminal("week")

    assert "\x1b[36m" in printed
    assert "영어" in printed
    assert not COLOUR.search(studylog("week"))
