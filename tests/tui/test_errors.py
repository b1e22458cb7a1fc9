"""What the journal cannot give becomes a line on the screen, and the application goes on."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.tui.build import KST, Clock, press, until_shown
from tracker.errors import StoreError
from tracker.journal import Journal
from tracker.tui.app import StudylogApp
from tracker.tui.screens import base

READS = ("running_session", "summaries", "day", "setting", "data_version", "dates", "sessions_on")


def fail(*_arguments: object, **_named: object) -> None:
    """Stand in for a read of a file that is broken."""
    raise StoreError("The file cannot be read.")


@pytest.mark.parametrize("read", READS)
@pytest.mark.parametrize("key", ["right", "c", "t", "left_curly_bracket", "w", "x", "S", "P", "L", "slash", "e", "T"])
async def test_a_key_whose_reading_fails_ends_nothing(
    app: StudylogApp, journal: Journal, key: str, read: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test() as pilot:
        monkeypatch.setattr(journal.store, read, fail)
        await press(pilot, key)
        monkeypatch.undo()
        await press(pilot, "escape")

        assert app.is_running
    assert app.unforeseen is None


@pytest.mark.parametrize("way", ["", "w", "slash", "e", "T", "L", "I", "m"])
async def test_a_file_that_breaks_while_the_screen_is_open_is_one_line(
    app: StudylogApp, journal: Journal, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "POLL_SECONDS", 0.05)
    monkeypatch.setattr(base, "TICK_SECONDS", 0.05)
    async with app.run_test(size=(120, 40)) as pilot:
        if way:
            await press(pilot, way)
        for read in READS:
            monkeypatch.setattr(journal.store, read, fail)
        await until_shown(pilot, "The file cannot be read.")
        monkeypatch.undo()

        assert app.is_running
    assert app.unforeseen is None


@pytest.mark.parametrize("way", ["T", "slash", "L"])
async def test_every_screen_turns_with_the_study_day(
    app: StudylogApp, journal: Journal, clock: Clock, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "POLL_SECONDS", 0.05)
    clock.now = dt.datetime(2025, 3, 24, 23, tzinfo=KST)
    async with app.run_test() as pilot:
        await press(pilot, way)
        clock.now = dt.datetime(2025, 3, 25, 4, 10, tzinfo=KST)
        screen = app.main_screen
        assert screen is not None
        for _ in range(200):
            await pilot.pause(0.01)
            if screen.timer_state.today_seconds == 0:
                break

        assert screen.timer_state.today_seconds == 0
