"""Screens by the names that commands visit them by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from tracker.journal import Journal
from tracker.stored import PeriodKind
from tracker.tui.screens.base import StudyScreen


def _week(journal: Journal, day: dt.date) -> StudyScreen:
    from tracker.tui.screens.week import WeekScreen

    return WeekScreen(journal, day)


def _group(journal: Journal, day: dt.date) -> StudyScreen:
    from tracker.tui.screens.group import GroupScreen

    return GroupScreen(journal, day)


def _browse(journal: Journal, day: dt.date) -> StudyScreen:
    from tracker.tui.screens.browse import BrowseScreen

    return BrowseScreen(journal, day)


def _evening(journal: Journal, day: dt.date) -> StudyScreen:
    from tracker.tui.screens.evening import EveningScreen

    return EveningScreen(journal, day)


def _clock(journal: Journal, day: dt.date) -> StudyScreen:
    from tracker.tui.screens.clock import ClockScreen

    return ClockScreen(journal)


def _sessions(journal: Journal, day: dt.date) -> StudyScreen:
    from tracker.tui.screens.sessions import SessionsScreen

    return SessionsScreen(journal, day)


def _retro(journal: Journal, day: dt.date) -> StudyScreen:
    from tracker.tui.screens.retro import RetroScreen

    return RetroScreen(journal, day)


def _publish(journal: Journal, day: dt.date) -> StudyScreen:
    from tracker.tui.screens.publish import PublishScreen

    return PublishScreen(journal, day)


def _import(journal: Journal, day: dt.date) -> StudyScreen:
    from tracker.tui.screens.bringing import ImportScreen

    return ImportScreen(journal)


def _export(journal: Journal, day: dt.date) -> StudyScreen:
    from tracker.tui.screens.bringing import ExportScreen

    return ExportScreen(journal)


def _conflicts(journal: Journal, day: dt.date) -> StudyScreen:
    from tracker.tui.screens.conflicts import ConflictsScreen

    return ConflictsScreen(journal)


def _safety(journal: Journal, day: dt.date) -> StudyScreen:
    from tracker.tui.screens.safety import SafetyScreen

    return SafetyScreen(journal)


_SCREENS: dict[str, Callable[[Journal, dt.date], StudyScreen]] = {
    "week": _week,
    "group": _group,
    "browse": _browse,
    "evening": _evening,
    "clock": _clock,
    "sessions": _sessions,
    "retro": _retro,
    "publish": _publish,
    "import": _import,
    "export": _export,
    "safety": _safety,
    "conflicts": _conflicts,
}
"""Screens by name; a screen is imported and built when it is first visited."""


def screen_named(name: str, journal: Journal, day: dt.date) -> StudyScreen:
    """Return the screen of that name, about `day` where it is about one."""
    return _SCREENS[name](journal, day)


def editor_of(journal: Journal, place: str) -> StudyScreen | None:
    """Return the editor of a text that was not saved; `place` is what it is of. None when that is nothing."""
    from tracker.tui.screens.retro import RetroEditor
    from tracker.tui.screens.text_editor import TextEditor

    kind, _blank, date = place.partition(" ")
    try:
        day = dt.date.fromisoformat(date)
        if kind == "day":
            return TextEditor(journal, day)
        return RetroEditor(journal, day, PeriodKind(kind))
    except ValueError:
        return None
