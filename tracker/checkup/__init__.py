"""The checkup: what is sound and what is not, in the log, in its surroundings and in the program; and what mends it."""

from __future__ import annotations

from tracker.checkup.examination import Examination, examine
from tracker.checkup.finding import Finding, Gravity
from tracker.checkup.program_checks import Terminal

__all__ = ["Examination", "Finding", "Gravity", "Terminal", "examine"]
