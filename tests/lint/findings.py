"""What the tests of linting ask for: findings as few words, and days to find them in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from tests.codec.logs import WEDNESDAY, read
from tracker.lint import Finding, lint_day, lint_text
from tracker.model import DayRecord, Session


def codes(text: str, *, exists: Callable[[str], bool] | None = None) -> list[tuple[int, str]]:
    """Return line and code of everything found in a text."""
    return [(finding.line, finding.code) for finding in lint_text(text, exists=exists)]


def fixed(text: str) -> list[str | None]:
    """Return the mended line of everything found in a text."""
    return [finding.fixed for finding in lint_text(text)]


def only_finding(text: str) -> Finding:
    """Return the one thing that is found in a text."""
    (finding,) = lint_text(text)
    return finding


def of_day(
    text: str, code: str, *, minutes: int = 0, on: dt.date = WEDNESDAY, template: str | None = None
) -> list[Finding]:
    """Return what is found of one code in a day on which a session of so many minutes was booked."""
    reading = read(text, on, template=template)
    booked = (Session("s1", on, "알고리즘", None, None, minutes * 60),) if minutes else ()
    findings = lint_day(DayRecord(text, "", reading.day, booked), reading.template)
    return [finding for finding in findings if finding.code == code]
