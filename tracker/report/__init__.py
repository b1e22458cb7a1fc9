"""A week, month or year as one HTML page: to look at, to print, and to read on a phone.

The page loads nothing and runs nothing. Its charts are SVG, and behind each stands a table of its numbers.
"""

from __future__ import annotations

from tracker.report.facts import JudgeCount, OpenChallenge, ReportFacts, ReportKind, StudiedTopic, Thought
from tracker.report.page import report_html
from tracker.report.words import period_title

__all__ = [
    "JudgeCount",
    "OpenChallenge",
    "ReportFacts",
    "ReportKind",
    "StudiedTopic",
    "Thought",
    "period_title",
    "report_html",
]
