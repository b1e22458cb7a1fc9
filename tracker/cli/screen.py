"""The way from the command line to the screen."""

from __future__ import annotations

import gc
import sys

from tracker.cli.desk import Desk, is_terminal
from tracker.kept_code import kept_for_imports

_TIMEOUT = 1.0
"""Seconds the screen waits for another program's lock: it takes no keys meanwhile, and tries again by itself."""


def screen_fits() -> bool:
    """Return whether there is a terminal to draw on and to read keys from."""
    return is_terminal() and sys.stdin.isatty()


def open_screen(desk: Desk) -> None:
    """Open the terminal application on today; on the demo after it, when that is what the person wants to see."""
    # Nothing of what is loaded is garbage; to look through it takes a tenth of the start. The screen looks again once
    # it is seen.
    gc.disable()
    with kept_for_imports():
        # Textual takes 270 ms to import and no verb needs it.
        from tracker.tui.app import run

    desk.timeout = min(desk.timeout, _TIMEOUT)
    if run(desk.journal(create=True), settings=desk.places.config) == "demo":
        from tracker.cli.keep import demo_desk

        with demo_desk(desk) as demo:
            open_screen(demo)
