"""The one service layer: everything a person can do, for the command line and the terminal application alike."""

from __future__ import annotations

from tracker.journal.journal import Journal, Outcome, SearchResult
from tracker.journal.timer import TimerState
from tracker.stored import DaySummary, Known

__all__ = ["DaySummary", "Journal", "Known", "Outcome", "SearchResult", "TimerState"]
