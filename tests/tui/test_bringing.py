"""Bringing logs in and writing them out from the screen: in a thread, with a way to stop."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from tests.tui.build import MONDAY, Clock, open_journal, press, sample_text, shown_text, until_shown
from tracker.journal import Journal
from tracker.journal.importing import import_files
from tracker.tui.app import StudylogApp
from tracker.tui.screens import bringing
from tracker.tui.screens.prompt import LineInput

TUESDAY = MONDAY + dt.timedelta(days=1)


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    """Return a folder with two logs, one of them of a day that is here with another text."""
    folder = tmp_path / "TIL"
    folder.mkdir()
    (folder / f"{TUESDAY}.md").write_bytes(b"## 2025-03-25\r\n\r\nbytes\r\n")
    (folder / f"{MONDAY}.md").write_bytes(b"## 2025-03-24\n\nother\n")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    return folder


@pytest.fixture
def empty(tmp_path: Path, clock: Clock) -> Iterator[Journal]:
    """Return a journal without a day."""
    journal = open_journal(tmp_path / "empty.db", clock)
    yield journal
    journal.close()


async def name_folder(pilot: Pilot[str], folder: Path) -> None:
    """Write a path into the line and go on."""
    pilot.app.screen.query_one(LineInput).value = str(folder)
    await press(pilot, "enter")


@pytest.mark.parametrize(
    ("choice", "monday"),
    [(("enter",), sample_text(MONDAY)), (("down", "enter"), "## 2025-03-24\n\nother\n")],
    ids=["those here stay", "they are replaced"],
)
async def test_logs_are_brought_in_and_reported_on(
    app: StudylogApp, journal: Journal, logs: Path, choice: tuple[str, ...], monday: str
) -> None:
    async with app.run_test(size=(110, 30)) as pilot:
        await press(pilot, "I")
        await name_folder(pilot, logs)
        await until_shown(pilot, "파일 2개 가져오기")
        await press(pilot, *choice)
        await until_shown(pilot, "파일 2개, 일지:")
        assert "일지가 아닌 파일 1개 (1 .png)" in shown_text(app)

        assert journal.record(TUESDAY).text == "## 2025-03-25\r\n\r\nbytes\r\n"
        assert journal.record(MONDAY).text == monday


async def test_an_import_is_one_step_to_undo(app: StudylogApp, journal: Journal, logs: Path) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "I")
        await name_folder(pilot, logs)
        await until_shown(pilot, "파일 2개 가져오기")
        await press(pilot, "enter")
        await until_shown(pilot, "파일 2개, 일지:")
        await press(pilot, "escape", "u")

        assert journal.find(TUESDAY) is None


@pytest.mark.parametrize("key", ["I", "X"])
@pytest.mark.parametrize("path", ["~nosuchuser/x", "a" * 5000, "a/\0/b"])
async def test_a_path_that_cannot_be_is_one_line(app: StudylogApp, key: str, path: str) -> None:
    async with app.run_test() as pilot:
        await press(pilot, key)
        app.screen.query_one(LineInput).value = path
        await press(pilot, "enter", "enter")
        for _ in range(100):
            await pilot.pause(0.01)
            if app.screen.query_one("#error-line").has_class("-shown"):
                break

        assert app.screen.query_one("#error-line").has_class("-shown")


@pytest.mark.parametrize(("path", "said"), [("nowhere", "nowhere"), ("TIL/picture.png/x", "picture.png")])
async def test_a_path_that_leads_nowhere_is_one_line(
    app: StudylogApp, tmp_path: Path, logs: Path, path: str, said: str
) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "I")
        await name_folder(pilot, tmp_path / path)
        await until_shown(pilot, said)
        for _ in range(100):
            await pilot.pause(0.01)
            if app.screen.query_one("#error-line").has_class("-shown"):
                break

        assert app.screen.query_one("#error-line").has_class("-shown")


async def test_folders_are_offered_as_one_types(app: StudylogApp, tmp_path: Path, logs: Path) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "I")
        app.screen.query_one(LineInput).value = f"{tmp_path}/T"
        await until_shown(pilot, f"{tmp_path}/TIL")
        await press(pilot, "down", "enter")

        assert app.screen.query_one(LineInput).value == f"{tmp_path}/TIL"


async def test_stopping_leaves_nothing_half_done(
    app: StudylogApp, journal: Journal, logs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, stopped = Event(), Event()

    def slowly(*args: object, cancelled: Callable[[], bool], **more: object) -> object:
        def asked() -> bool:
            begun.set()
            stopped.wait(30)
            return cancelled()

        return import_files(*args, cancelled=asked, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(bringing, "import_files", slowly)
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "I")
        await name_folder(pilot, logs)
        await until_shown(pilot, "파일 2개 가져오기")
        await press(pilot, "enter")
        while not begun.is_set():
            await pilot.pause(0.01)
        await press(pilot, "escape")
        await until_shown(pilot, "멈추는 중이에요")
        await press(pilot, "ctrl+q")
        assert app.is_running
        stopped.set()
        await app.workers.wait_for_complete()
        await pilot.pause()

        assert journal.find(TUESDAY) is None
        assert journal.dates() == [MONDAY]


async def test_days_are_written_out_byte_for_byte(app: StudylogApp, journal: Journal, tmp_path: Path) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "X")
        await name_folder(pilot, tmp_path / "out")
        await until_shown(pilot, "하루에 파일 하나씩")
        await press(pilot, "enter")
        await until_shown(pilot, "파일 1개를")

    assert (tmp_path / "out" / f"{MONDAY}.md").read_bytes().decode() == sample_text(MONDAY)


async def test_files_with_other_contents_are_not_overwritten(app: StudylogApp, tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / f"{MONDAY}.md").write_text("mine\n")
    async with app.run_test() as pilot:
        await press(pilot, "X")
        await name_folder(pilot, target)
        await until_shown(pilot, "하루에 파일 하나씩")
        await press(pilot, "enter")
        await until_shown(pilot, f"{MONDAY}.md")
        await pilot.pause()

        assert (target / f"{MONDAY}.md").read_text() == "mine\n"


@pytest.mark.parametrize(("key", "screen"), [("i", "ImportScreen"), ("t", "TodayScreen")])
async def test_the_first_start_offers_three_ways(empty: Journal, key: str, screen: str) -> None:
    app = StudylogApp(empty)
    async with app.run_test() as pilot:
        await until_shown(pilot, "어떻게 시작할까요?")
        await press(pilot, key)

        assert type(app.screen).__name__ == screen
        assert (empty.find(empty.today) is not None) == (key == "t")


async def test_the_first_start_leads_to_the_demo(empty: Journal) -> None:
    app = StudylogApp(empty)
    async with app.run_test() as pilot:
        await until_shown(pilot, "어떻게 시작할까요?")
        await pilot.press("d")

    assert app.return_value == "demo"


async def test_a_log_with_days_begins_with_the_day(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await pilot.pause()

        assert type(app.screen).__name__ == "TodayScreen"
