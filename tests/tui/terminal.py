"""A real terminal: a program on a pseudo-terminal, and an emulator that draws what it sends."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence

import pyte
from wcwidth import wcwidth

LONGEST_SILENCE = 30
"""Seconds without a byte after which the program is taken to hang."""
MOST_SECONDS = 60
"""Seconds within which what is waited for must be drawn, however much else is; a header that ticks is no progress."""
_ASKS_FOR_FRAMES = b"\x1b[?2026$p"
_MARKS_FRAMES = b"\x1b[?2026;2$y"
_FRAME_BEGINS, _FRAME_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"
# In a process of its own, because what Popen runs between fork and exec is not safe beside threads.
_TAKE_CONTROL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execvp(sys.argv[1], sys.argv[1:])"
)


class Terminal:
    """A program on a pseudo-terminal, and the screen it draws.

    It says of itself that it draws a frame as a whole, as newer terminals do; with `frames` False it stays silent, as
    older ones do. It is the program's controlling terminal, which takes a moment at the start; with `controls` False
    it is not, and cannot be given another size.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        *,
        columns: int = 80,
        rows: int = 24,
        frames: bool = True,
        controls: bool = True,
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.sent = bytearray()
        """Every byte the program has sent."""
        self.begun = time.perf_counter()
        """When the program was started."""
        self.read_at = self.begun
        """When the last piece of output came."""
        self._answers_frames = frames
        self.here, there = pty.openpty()
        fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        if controls:
            arguments = [sys.executable, "-I", "-S", "-c", _TAKE_CONTROL, *arguments]
        self.process = subprocess.Popen(
            arguments, stdin=there, stdout=there, stderr=there, env=dict(environment), start_new_session=True
        )
        os.close(there)

    # What it draws

    @property
    def text(self) -> str:
        """The screen's text."""
        return "\n".join(self.lines)

    @property
    def lines(self) -> list[str]:
        """The screen's text, by lines; a wide letter stands for both of its cells."""
        return ["".join(self._letters(row)) for row in range(self.screen.lines)]

    def _letters(self, row: int) -> Iterator[str]:
        wide = False
        for column in range(self.screen.columns):
            letter = self.screen.buffer[row][column].data
            # The second cell of a wide letter is empty; it stays so when the letter itself was drawn over.
            if letter or not wide:
                yield letter or " "
            wide = bool(letter) and wcwidth(letter[0]) == 2

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row of the terminal's own cursor, from 0; of a full line the last column."""
        return min(self.screen.cursor.x, self.screen.columns - 1), self.screen.cursor.y

    def columns_of(self, characters: str) -> list[set[int]]:
        """Return for every row the columns, from 0, in which one of the characters stands."""
        wanted = set(characters)
        # An empty cell is kept behind each wide character, so a column of the buffer is a column of the screen.
        return [
            {column for column in range(self.screen.columns) if self.screen.buffer[row][column].data in wanted}
            for row in range(self.screen.lines)
        ]

    def place_of(self, words: str) -> tuple[int, int]:
        """Return column and row, from 0, of the first of these words on the screen."""
        for row in range(self.screen.lines):
            cells = [self.screen.buffer[row][column].data for column in range(self.screen.columns)]
            before, found, _ = "".join(cells).partition(words)
            if found:
                starts = [len("".join(cells[:column])) for column in range(self.screen.columns)]
                # An empty cell begins where the next character does.
                return next(n for n, start in enumerate(starts) if start == len(before) and cells[n]), row
        raise AssertionError(f"{words!r} is not drawn:\n{self.text}")

    # Waiting

    def read(self, longest: float = LONGEST_SILENCE) -> bytes:
        """Draw the next piece of output and return it; nothing when none comes for `longest` seconds, or at the end."""
        ready, _, _ = select.select([self.here], [], [], longest)
        if not ready:
            return b""
        try:
            data = os.read(self.here, 65_536)
        except OSError:
            return b""
        self.read_at = time.perf_counter()
        if self._answers_frames and _ASKS_FOR_FRAMES in data:
            os.write(self.here, _MARKS_FRAMES)
        self.sent += data
        self.stream.feed(data)
        return data

    @property
    def _within_frame(self) -> bool:
        return self.sent.rfind(_FRAME_BEGINS) > self.sent.rfind(_FRAME_ENDS)

    def until(self, met: Callable[[str], bool]) -> str:
        """Read what is drawn until the screen's text meets a condition, between two frames; return the text."""
        latest = time.monotonic() + MOST_SECONDS
        while self._within_frame or not met(self.text):
            assert time.monotonic() < latest, f"what was waited for is not drawn:\n{self.text}"
            assert self.read(), f"nothing more was drawn, exit code {self.process.poll()}:\n{self.text}"
        return self.text

    def until_frame(self, met: Callable[[], bool]) -> float:
        """Read until a frame's end at which a condition holds; return when that frame's last byte came.

        Only of a program that marks its frames.
        """
        latest, came = time.monotonic() + MOST_SECONDS, bytearray()
        while True:
            assert time.monotonic() < latest, f"what was waited for is not drawn:\n{self.text}"
            data = self.read()
            assert data, f"nothing more was drawn, exit code {self.process.poll()}:\n{self.text}"
            came += data
            if _FRAME_ENDS in came[-len(data) - len(_FRAME_ENDS) :] and met():
                return self.read_at

    def until_quiet(self, seconds: float) -> None:
        """Read until nothing has come for so many seconds."""
        latest = time.monotonic() + MOST_SECONDS
        while self.read(seconds):
            assert time.monotonic() < latest, f"the screen never comes to rest:\n{self.text}"
        assert self.process.poll() is None, f"the program has ended:\n{self.text}"

    # Doing

    def type(self, keys: str) -> None:
        """Send keys."""
        os.write(self.here, keys.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size, as dragging its corner does."""
        self.screen.resize(rows, columns)
        # The kernel tells the program by SIGWINCH.
        fcntl.ioctl(self.here, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def ended(self) -> int:
        """Read to the end and return the exit code."""
        while self.read():
            pass
        return self.process.wait(LONGEST_SILENCE)

    def close(self) -> None:
        """End the program, if it has not ended by itself, and let go of the terminal."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.here)
