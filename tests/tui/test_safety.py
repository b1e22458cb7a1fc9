"""The screen of backups and the checkup."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from textual.pilot import Pilot

from tests.tui.build import MONDAY, Clock, press, put, sample_text, shown_text, text_of, until_shown, until_told
from tracker.backups import list_backups
from tracker.journal import Journal
from tracker.tui.app import StudylogApp
from tracker.tui.screens.safety import SafetyScreen
from tracker.wording import _

BEFORE = sample_text(MONDAY)


async def until(pilot: Pilot[str], met: Callable[[], bool]) -> None:
    """Wait until something is so."""
    for _attempt in range(500):
        if met():
            return
        await pilot.pause(0.01)
    raise AssertionError("It never came to that.")


async def test_without_a_backup_it_says_how_to_make_one(app: StudylogApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "D")
        await until_shown(pilot, "백업이 아직 없어요. 하루의 첫 변경 전에 만들어져요. 지금 만들기: n")


async def test_a_backup_is_made_put_back_and_that_taken_back(
    app: StudylogApp, journal: Journal, database: Path, clock: Clock
) -> None:
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await press(pilot, "D", "n")
        await until_told(pilot, "백업했어요")
        await until_shown(pilot, "직접 만든")
        put(journal, MONDAY, "# 2025-03-24\n\n나중\n")

        await press(pilot, "r")
        assert text_of(journal) == BEFORE
        await until_told(pilot, "1일을 되돌렸어요. 취소: u")
        await press(pilot, "u")
        assert text_of(journal) == "# 2025-03-24\n\n나중\n"
        # Once is all there was.
        await press(pilot, "u")
        await until_shown(pilot, "취소할 것이 없어요")
        assert text_of(journal) == "# 2025-03-24\n\n나중\n"
        # The Today screen under it shows what is there.
        await press(pilot, "escape")
        await until_shown(pilot, "나중")


async def test_a_backup_is_verified(app: StudylogApp, database: Path) -> None:
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await press(pilot, "D", "n", "v")
        await until_told(pilot, "온전해요")
        (backup,) = list_backups(database)
        with closing(sqlite3.connect(backup.path)) as connection, connection:
            connection.execute("UPDATE days SET text = 'x'")
        await press(pilot, "v")
        await until_shown(pilot, "저장했던 글과 달라요")


async def test_the_checkup_finds_and_mends(app: StudylogApp, journal: Journal, database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DELETE FROM goals")
    text = text_of(journal)
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "D")
        await until_shown(pilot, "1일이 색인과 다르게 읽혀요")
        screen = app.screen
        assert isinstance(screen, SafetyScreen)
        assert "safety.mend" in screen.bar()
        await press(pilot, "x")
        await until(pilot, lambda: "1일을 다시 읽었어요" in shown_text(app))
        await press(pilot, "c")
        await until_shown(pilot, "모든 날이 색인대로 읽혀요")

    assert text_of(journal) == text
    assert len(journal.overview()[0].headline) > 0


async def test_the_days_backup_is_made_while_nobody_waits(app: StudylogApp, database: Path, clock: Clock) -> None:
    clock.forward(days=1)
    async with app.run_test() as pilot:
        app._back_up()
        await until(pilot, lambda: len(list_backups(database)) == 1)
        await press(pilot, "g", *"abc", "enter")

    assert [backup.reason for backup in list_backups(database)] == ["daily"]


async def test_a_notice_of_the_log_is_told(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test(notifications=True) as pilot:
        journal.notices.append(
            _("No backup could be made today; what you do is saved all the same. ({problem})", problem="…")
        )
        app.today_screen.keep_up()
        await until_told(pilot, "오늘 백업을 만들지 못했어요")

    assert journal.notices == []
