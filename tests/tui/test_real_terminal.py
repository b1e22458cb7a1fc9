"""The program in a real terminal: a pseudo-terminal, with an emulator that draws what it is sent."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pyte = pytest.importorskip("pyte")
fcntl = pytest.importorskip("fcntl")
pty = pytest.importorskip("pty")
struct = pytest.importorskip("struct")
termios = pytest.importorskip("termios")

LONGEST_SILENCE = 30
"""Seconds without a byte after which the program is taken to hang."""
MOST_READS = 120
"""Pieces of output within which what is waited for must be drawn; a header that ticks is no progress."""


class Terminal:
    """A program on a pseudo-terminal, and the screen it draws."""

    def __init__(self, arguments: list[str], environment: dict[str, str], *, columns: int = 80, rows: int = 24) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.here, there = pty.openpty()
        fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process = subprocess.Popen(
            arguments, stdin=there, stdout=there, stderr=there, env=environment, start_new_session=True
        )
        os.close(there)

    def until(self, met: Callable[[str], bool]) -> str:
        """Read what is drawn until the screen's text meets a condition; return the text."""
        for _ in range(MOST_READS):
            if met(self.text):
                return self.text
            ready, _, _ = select.select([self.here], [], [], LONGEST_SILENCE)
            assert ready, f"nothing more was drawn:\n{self.text}"
            try:
                data = os.read(self.here, 65_536)
            except OSError:
                data = b""
            assert data, f"the program ended:\n{self.text}"
            self.stream.feed(data)
        raise AssertionError(f"what was waited for is not drawn:\n{self.text}")

    def type(self, keys: str) -> None:
        """Send keys."""
        os.write(self.here, keys.encode())

    @property
    def text(self) -> str:
        """The screen's text; the second cell of a wide character is nothing."""
        return "\n".join(self.screen.display)

    def ended(self) -> int:
        """Read to the end and return the exit code."""
        while True:
            try:
                if not os.read(self.here, 65_536):
                    break
            except OSError:
                break
        return self.process.wait()


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Return an environment with a log, settings and a clock of its own."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "TERM": "xterm-256color",
        "LANG": "ko_KR.UTF-8",
        "PYTHONUTF8": "1",
        "STUDYLOG_DB": str(tmp_path / "studylog.db"),
        "STUDYLOG_CONFIG": str(tmp_path / "config.yaml"),
        "STUDYLOG_NOW": "2025-03-27T20:00:00+09:00",
    }


def studylog(environment: dict[str, str], *words: str) -> str:
    """Run a verb beside the screen and return what it prints."""
    command = [sys.executable, "-m", "tracker", *words]
    return subprocess.run(command, env=environment, capture_output=True, check=True).stdout.decode()


@pytest.fixture
def terminal(environment: dict[str, str]) -> Iterator[Terminal]:
    """Return a terminal in which the program was started on an opened day."""
    studylog(environment, "new")
    terminal = Terminal([sys.executable, "-m", "tracker"], environment)
    yield terminal
    if terminal.process.poll() is None:
        terminal.process.kill()
        terminal.process.wait()
    os.close(terminal.here)


def test_a_goal_is_typed_in_korean_and_stored(terminal: Terminal, environment: dict[str, str]) -> None:
    terminal.until(lambda text: "학습 목표" in text)
    terminal.type("g")
    terminal.until(lambda text: "오늘의 목표" in text)
    terminal.type("볼륨 복습하기")
    terminal.until(lambda text: "볼륨 복습하기" in text)
    terminal.type("\r")
    terminal.until(lambda text: "1 볼륨 복습하기" in text)

    assert "- 학습 목표 1 : 볼륨 복습하기\n" in studylog(environment, "export", "today")
    terminal.type("\x11")
    assert terminal.ended() == 0


def test_what_another_terminal_writes_appears(terminal: Terminal, environment: dict[str, str]) -> None:
    terminal.until(lambda text: "학습 목표" in text)
    studylog(environment, "goal", "다른 터미널의 목표")
    terminal.until(lambda text: "다른 터미널의 목표" in text)
    terminal.type("\x11")
    assert terminal.ended() == 0


def test_the_borders_of_every_pane_line_up(terminal: Terminal) -> None:
    terminal.until(lambda text: "╰" in text and "도움말" in text)
    # pyte keeps an empty cell behind each wide character, so a column of the buffer is a column of the screen.
    borders = [
        [column for column in range(80) if terminal.screen.buffer[row][column].data in "╮│╯"][-1:]
        for row in range(24)
        if terminal.screen.buffer[row][0].data in "╭│╰"
    ]
    assert borders
    assert all(border == borders[0] for border in borders)
