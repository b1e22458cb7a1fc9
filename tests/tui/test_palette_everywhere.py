"""On every screen, whatever the palette offers does something that can be seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.build import press
from tests.tui.picture import picture
from tests.tui.test_actions import choose_in_palette
from tests.tui.test_snapshots import WALKS, samples, settled
from tracker.tui.app import StudylogApp
from tracker.tui.commands import Command
from tracker.tui.screens.base import StudyScreen

SCREENS = {
    "week": "WeekScreen",
    "browse": "BrowseScreen",
    "evening-challenges": "EveningScreen",
    "clock": "ClockScreen",
    "sessions": "SessionsScreen",
    "topic": "TopicEditor",
    "text": "TextEditor",
    "retro": "RetroScreen",
    "retro-editor": "RetroEditor",
    "publish": "PublishScreen",
    "import": "ImportScreen",
    "export": "ExportScreen",
    "safety": "SafetyScreen",
    "conflicts": "ConflictsScreen",
}
"""Walks, and the screens they lead to."""

_ALREADY_SO = {"week.week", "week.today", "browse.search", "retro.week", "retro.today"}
"""What the screen shows from the beginning, so that choosing it changes nothing."""
_OUTSIDE = {"editor.outside", "app.quit"}
"""What leaves the terminal to another program; the tests of the real terminal try it."""


async def come_back(pilot: Pilot[str], app: StudylogApp, name: str) -> StudyScreen:
    """Go to the screen that a walk leads to, from wherever the last command led."""
    for _attempt in range(6):
        if type(app.screen).__name__ == "TodayScreen":
            break
        if isinstance(app.screen, StudyScreen):
            app.screen.action_leave()
            await pilot.pause()
        else:
            await press(pilot, "escape")
    await WALKS[name](pilot)
    await settled(pilot)
    screen = app.screen
    assert isinstance(screen, StudyScreen)
    assert type(screen).__name__ == SCREENS[name]
    return screen


def seen(app: StudylogApp) -> tuple[str, str, str, int]:
    """Return what a person could notice: the screen, its picture, the clipboard, and the toasts."""
    return type(app.screen).__name__, picture(app), app.clipboard, len(app._notifications)


@pytest.mark.parametrize("name", SCREENS)
async def test_every_command_does_something(name: str, tmp_path: Path) -> None:
    journal, _clock = samples(tmp_path, "ko", "dark")
    app = StudylogApp(journal)
    silent: list[str] = []
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.pause()
        screen = await come_back(pilot, app, name)
        offered: list[Command] = [
            command
            for command in screen.all_commands()
            if command.palette and command.binding not in _OUTSIDE | _ALREADY_SO and command in screen.commands
        ]
        for command in offered:
            screen = await come_back(pilot, app, name)
            before = seen(app)
            await choose_in_palette(pilot, command)
            await settled(pilot)
            if seen(app) == before:
                silent.append(command.binding)
    journal.close()

    assert silent == []
