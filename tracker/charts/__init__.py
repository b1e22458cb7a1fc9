"""Time charts as lines of styled segments, measured in terminal cells; the shell and the TUI draw the same lines.

With `plain` a chart tells its parts apart by glyphs, for pipes and terminals without colour; otherwise by styles.
"""

from __future__ import annotations

import importlib

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tracker.charts.columns import columns_day_at, week_columns
    from tracker.charts.lines import STYLES, Line, Segment, hours_minutes, line_cells, month_title, plain, year_title
    from tracker.charts.month import calendar_day_at, calendar_width, month_calendar, month_chart, month_chart_day_at
    from tracker.charts.opening import week_header
    from tracker.charts.planner import planner, planner_width, session_lines
    from tracker.charts.shades import full_heat, heat
    from tracker.charts.subjects import NAMED_SUBJECTS, unclocked_name
    from tracker.charts.week import progress, small_week, week_chart
    from tracker.charts.year import year_chart, year_chart_day_at, year_map, year_map_day_at

__all__ = [
    "NAMED_SUBJECTS",
    "STYLES",
    "Line",
    "Segment",
    "calendar_day_at",
    "calendar_width",
    "columns_day_at",
    "full_heat",
    "heat",
    "hours_minutes",
    "line_cells",
    "month_calendar",
    "month_chart",
    "month_chart_day_at",
    "month_title",
    "plain",
    "planner",
    "planner_width",
    "progress",
    "session_lines",
    "small_week",
    "unclocked_name",
    "week_chart",
    "week_columns",
    "week_header",
    "year_chart",
    "year_chart_day_at",
    "year_map",
    "year_map_day_at",
    "year_title",
]

_HOMES = {
    "Line": "tracker.charts.lines",
    "NAMED_SUBJECTS": "tracker.charts.subjects",
    "STYLES": "tracker.charts.lines",
    "Segment": "tracker.charts.lines",
    "calendar_day_at": "tracker.charts.month",
    "calendar_width": "tracker.charts.month",
    "columns_day_at": "tracker.charts.columns",
    "full_heat": "tracker.charts.shades",
    "heat": "tracker.charts.shades",
    "hours_minutes": "tracker.charts.lines",
    "line_cells": "tracker.charts.lines",
    "month_calendar": "tracker.charts.month",
    "month_chart": "tracker.charts.month",
    "month_chart_day_at": "tracker.charts.month",
    "month_title": "tracker.charts.lines",
    "plain": "tracker.charts.lines",
    "planner": "tracker.charts.planner",
    "planner_width": "tracker.charts.planner",
    "progress": "tracker.charts.week",
    "session_lines": "tracker.charts.planner",
    "small_week": "tracker.charts.week",
    "unclocked_name": "tracker.charts.subjects",
    "week_chart": "tracker.charts.week",
    "week_columns": "tracker.charts.columns",
    "week_header": "tracker.charts.opening",
    "year_chart": "tracker.charts.year",
    "year_chart_day_at": "tracker.charts.year",
    "year_map": "tracker.charts.year",
    "year_map_day_at": "tracker.charts.year",
    "year_title": "tracker.charts.lines",
}


def __getattr__(name: str) -> object:
    """Return what a chart's module has of that name; one chart needs not the others."""
    if name not in _HOMES:
        raise AttributeError(name)
    found: object = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = found
    return found
