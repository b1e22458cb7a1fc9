"""The terminal under the screen, which may be gone at any moment: a closed window, a lost connection."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO


class LastingFile:
    """A terminal's file that swallows what can no longer be drawn.

    Textual writes in a thread, which an error would end; everything after that would wait for it forever.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.gone = False
        """Whether nothing that is written arrives any more."""

    def write(self, text: str) -> int:
        """Write to the terminal while there is one."""
        if not self.gone:
            try:
                return self._file.write(text)
            except (OSError, ValueError):
                self.gone = True
        return len(text)

    def flush(self) -> None:
        """Send what was written to the terminal while there is one."""
        if not self.gone:
            try:
                self._file.flush()
            except (OSError, ValueError):
                self.gone = True

    def fileno(self) -> int:
        """Return the number of the stream."""
        return self._file.fileno()

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)


@contextmanager
def lasting_terminal() -> Iterator[list[LastingFile]]:
    """Let the streams that a screen draws on outlive their terminal; yield them."""
    before = sys.__stdout__, sys.__stderr__
    lasting = [LastingFile(file) if file is not None else None for file in before]
    sys.__stdout__, sys.__stderr__ = lasting  # type: ignore[misc, assignment]
    try:
        yield [file for file in lasting if file is not None]
    finally:
        sys.__stdout__, sys.__stderr__ = before  # type: ignore[misc]
        for file in lasting:
            if file is not None and file.gone:
                _let_go(file.fileno())


def _let_go(descriptor: int) -> None:
    """Keep Python from complaining at its end of a stream that takes no more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
