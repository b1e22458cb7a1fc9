"""What periods are called."""

from __future__ import annotations

import datetime as dt


def period_name(kind: str, first: dt.date) -> str:
    """Return `2025-03-24`, `2025-W13` or `2025-03` for the day, week or month from `first`."""
    if kind == "week":
        year, week, _weekday = first.isocalendar()
        return f"{year}-W{week:02}"
    return first.isoformat() if kind == "day" else f"{first.year}-{first.month:02}"
