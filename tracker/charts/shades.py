"""How dark a day is drawn: by its time, against the target."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.charts.lines import Line, Segment, hours_minutes
from tracker.stats import DayFacts

_PLAIN_HEAT = "·░▒▓█"


def heat(seconds: int | None, full: int) -> int:
    """Return the shade of a day, 0 (no time) to 4 (`full` seconds or more)."""
    if not seconds or seconds < 0:
        return 0
    return 4 if seconds >= full else 1 + seconds * 3 // full


def full_heat(days: Iterable[DayFacts], target_seconds: int | None) -> int:
    """Return the seconds that make the darkest shade: the target, or without one three quarters of the longest day."""
    return target_seconds or max(1, max((day.seconds or 0 for day in days), default=0) * 3 // 4)


def heat_glyph(level: int, plain: bool, block: str) -> str:
    """Return the glyph of a shade, `block` where colours tell the shades apart."""
    return _PLAIN_HEAT[level] if plain or level == 0 else block


def heat_legend(full: int, plain: bool, block: str) -> list[Line]:
    """Return each shade with the times it stands for."""
    thirds = [f"< {hours_minutes(-(-full * n // 3))}" for n in (1, 2, 3)]
    return [
        (Segment(heat_glyph(level, plain, block), f"heat-{level}"), Segment(f" {bound}", "dim"))
        for level, bound in enumerate(["0:00", *thirds, f"≥ {hours_minutes(full)}"])
    ]
