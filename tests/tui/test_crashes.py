"""The program ends on what nobody thought of, in a real terminal: what is written stays, and so does the terminal."""

from __future__ import annotations

import os
import re
import signal
import sys
import termios
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("pyte")
pytest.importorskip("fcntl")

from tests.tui.terminal import Terminal
from tests.tui.test_real_terminal import assert_quits, studylog

SECRET = "몰래한생각"
FAILING = f"""
import sys
from tracker.cli.main import main
from tracker.tui.screens.text_editor import TextEditor

def fail(self):
    raise RuntimeError("{SECRET}")

TextEditor.action_unread = fail
main([])
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Return an environment with a log, settings and a clock of its own."""
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": str(tmp_path),
        "TERM": "xterm-256color",
        "LANG": "ko_KR.UTF-8",
        "PYTHONUTF8": "1",
        "STUDYLOG_DB": str(tmp_path / "studylog.db"),
        "STUDYLOG_CONFIG": str(tmp_path / "config.yaml"),
        "STUDYLOG_NOW": "2025-03-27T20:00:00+09:00",
    }


@pytest.fixture
def failing(environment: dict[str, str]) -> Iterator[Terminal]:
    """Yield a program that fails on f8 in the editor, which is open and written in."""
    studylog(environment, "new")
    terminal = Terminal([sys.executable, "-c", FAILING], environment)
    terminal.until(lambda text: "학습 목표" in text)
    terminal.type("m")
    terminal.until(lambda text: "줄 · ✓" in text)
    yield terminal
    terminal.close()


def settings_of(terminal: Terminal) -> list[object]:
    """Return the settings of the terminal's line, without the state of its buffers."""
    return termios.tcgetattr(terminal.here)[:4]


def test_what_is_typed_is_saved_and_the_terminal_given_back(failing: Terminal, environment: dict[str, str]) -> None:
    failing.type(SECRET)
    failing.until(lambda text: SECRET in text)
    failing.type("\x1b[19~")
    code = failing.ended()

    assert code == 1
    sent = failing.sent.decode(errors="replace")
    # The other screen, the mouse, bracketed paste and the hidden cursor are all taken back.
    for on, off in (("?1049h", "?1049l"), ("?1000h", "?1000l"), ("?2004h", "?2004l"), ("?25l", "?25h")):
        assert sent.rindex(f"\x1b[{off}") > sent.rindex(f"\x1b[{on}"), off
    local = settings_of(failing)[3]
    assert isinstance(local, int)
    assert local & termios.ECHO
    assert local & termios.ICANON
    assert SECRET in studylog(environment, "export", "today")


def test_one_line_names_a_report_without_a_word_of_the_persons(
    failing: Terminal, environment: dict[str, str], tmp_path: Path
) -> None:
    failing.type("\x1b[19~")
    failing.ended()

    said = failing.sent.decode(errors="replace").rpartition("\x1b[?1049l")[2]
    assert "Traceback" not in said
    (report,) = (tmp_path / "reports").iterdir()
    assert report.name in re.sub(r"\s", "", said)
    text = report.read_text("utf-8")
    assert "builtins.RuntimeError" in text
    assert "Doing: the screen TextEditor" in text
    assert SECRET not in text


@pytest.fixture
def start(environment: dict[str, str]) -> Iterator[Callable[[], Terminal]]:
    """Return what starts the program in a terminal; each is ended when the test is over."""
    started: list[Terminal] = []

    def start() -> Terminal:
        terminal = Terminal([sys.executable, "-m", "tracker"], environment)
        started.append(terminal)
        terminal.until(lambda text: "학습 목표" in text)
        return terminal

    yield start
    for terminal in started:
        terminal.close()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT", "SIGKILL"])
def test_whatever_ends_it_the_words_of_a_box_are_offered_again(
    environment: dict[str, str], start: Callable[[], Terminal], tmp_path: Path, name: str
) -> None:
    studylog(environment, "new")
    terminal = start()
    terminal.type("g")
    terminal.until(lambda text: "enter 저장" in text)
    terminal.type("볼륨")
    terminal.until(lambda text: "볼륨" in text)
    if name == "SIGKILL":
        # Nothing can be done at that moment any more: they are kept within half a second before.
        terminal.until(lambda _text: any("볼륨" in file.read_text("utf-8") for file in kept_in(tmp_path)))
    terminal.process.send_signal(getattr(signal, name))
    terminal.ended()

    again = start()
    again.type("g")
    again.until(lambda text: "볼륨" in text and "enter 저장" in text)
    again.type("\r")
    again.until(lambda text: "enter 저장" not in text)
    assert_quits(again)
    assert "볼륨" in studylog(environment, "export", "today")
    assert list((tmp_path / "unsaved").iterdir()) == []


def kept_in(folder: Path) -> list[Path]:
    """Return the files of unsaved words."""
    return list((folder / "unsaved").glob("*.json"))


def test_a_terminal_that_is_gone_ends_it_with_everything_saved(environment: dict[str, str]) -> None:
    studylog(environment, "new")
    # Not its controlling terminal: nothing tells the program that it is gone, as when a connection is cut.
    terminal = Terminal([sys.executable, "-m", "tracker"], environment, controls=False)
    terminal.until(lambda text: "학습 목표" in text)
    terminal.type("m")
    terminal.until(lambda text: "줄 · ✓" in text)
    terminal.type("끊긴글")
    terminal.until(lambda text: "끊긴글" in text)
    os.close(terminal.here)

    assert terminal.process.wait(60) in (0, 1)
    assert "끊긴글" in studylog(environment, "export", "today")
