"""Calls of programs that another thread can end: whoever leaves waits for none of them."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tracker.errors import Cancelled
from tracker.wording import _

_OF_THREAD = threading.local()


class Calls:
    """The programs that one thread calls, one after another, until they are ended."""

    def __init__(self) -> None:
        self.ended = False
        """Whether no more may be called, and what one that was ended has said is not to be believed."""
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    @contextmanager
    def of_this_thread(self) -> Iterator[None]:
        """Have what this thread calls belong to these."""
        _OF_THREAD.calls = self
        try:
            yield
        finally:
            _OF_THREAD.calls = None

    def end(self) -> None:
        """End the program under way with all it started, waiting for nothing, and any that would be called after it."""
        with self._lock:
            self.ended = True
            if self._process is not None and self._process.poll() is None:
                _terminate(self._process)

    @contextmanager
    def hold(self, process: subprocess.Popen[bytes]) -> Iterator[None]:
        """Have a program belong to these while it runs; raises Cancelled in the end when they were ended."""
        with self._lock:
            self._process = process
            if self.ended:
                _terminate(process)
        try:
            yield
        finally:
            with self._lock:
                self._process = None
        self.go_on()

    def go_on(self) -> None:
        """Raise Cancelled when they were ended."""
        if self.ended:
            raise Cancelled(_("It was stopped; nothing is left half done."))


@contextmanager
def under_way(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Have a program be ended by whoever ends the calls of this thread; raises Cancelled when they were."""
    calls: Calls | None = getattr(_OF_THREAD, "calls", None)
    if calls is None:
        yield
        return
    with calls.hold(process):
        yield


def _terminate(process: subprocess.Popen[bytes]) -> None:
    # In a way that lets git take its lock files away.
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGTERM)
        else:
            process.terminate()
