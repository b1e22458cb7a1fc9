"""The one service layer: everything a person can do, for the command line and the terminal application alike."""

from __future__ import annotations

from tracker.journal.journal import Journal

__all__ = ["Journal"]
