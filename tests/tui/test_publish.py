"""Publishing on the screen: everything is said first, then done; nothing is touched before."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.build import (
    MONDAY,
    Clock,
    open_journal,
    press,
    put,
    sample_text,
    shown_text,
    text_of,
    until_shown,
    write,
)
from tracker.journal import Journal
from tracker.tui.app import StudylogApp
from tracker.tui.screens import editor
from tracker.tui.screens.evening import EveningScreen
from tracker.tui.screens.publish import PublishScreen
from tracker.tui.screens.text_editor import TextEditor
from tracker.values import replace

LOG = "## 📅 날짜: 2025-03-24\n\n### 🤿 딥다이브 - 문자\n#### | 정규화\n**NFC(조합형)**를 쓴다\n"


@pytest.fixture
def til(journal: Journal, tmp_path: Path) -> Path:
    """Return a folder that the settings publish to."""
    folder = tmp_path / "til"
    folder.mkdir()
    journal.config = replace(journal.config, publish_to=str(folder))
    return folder


async def open_publishing(pilot: Pilot[str], words: str = "이렇게 할 거예요:") -> PublishScreen:
    """Open the way to publish the day, and wait until it is known."""
    await press(pilot, "B")
    await until_shown(pilot, words)
    screen = pilot.app.screen
    assert isinstance(screen, PublishScreen)
    return screen


async def test_what_will_be_done_is_said_then_done(app: StudylogApp, til: Path, journal: Journal) -> None:
    file = til / "2025-03-24.md"
    async with app.run_test(size=(110, 30)) as pilot:
        await open_publishing(pilot)
        assert str(file.name) in shown_text(app)
        assert not file.exists()
        await press(pilot, "enter")
        await until_shown(pilot, "올렸어요: 2025-03-24.md")

        assert file.read_bytes() == sample_text(MONDAY).encode()
        await press(pilot, "escape", "B")
        await until_shown(pilot, "이미 그대로 올라가 있어요.")


async def test_what_will_not_look_right_is_said_and_mended(app: StudylogApp, til: Path, journal: Journal) -> None:
    put(journal, MONDAY, LOG)
    async with app.run_test(size=(110, 30)) as pilot:
        await open_publishing(pilot)
        assert "! 5번째 줄:" in shown_text(app)
        await press(pilot, "f")
        await until_shown(pilot, "<b>NFC(조합형)</b>")
        assert text_of(journal) == LOG.replace("**NFC(조합형)**", "<b>NFC(조합형)</b>")
        assert "5번째 줄" not in shown_text(app)


async def test_what_spoils_the_page_is_asked_about(app: StudylogApp, til: Path, journal: Journal) -> None:
    put(journal, MONDAY, LOG + "```\n열린 코드\n\n### 💭 오늘의 회고\n")
    async with app.run_test(size=(110, 30)) as pilot:
        await open_publishing(pilot)
        await press(pilot, "enter")
        await until_shown(pilot, "올리면 깨져 보일 곳이 있어요.")
        await press(pilot, "enter")
        assert isinstance(app.screen, TextEditor)
        assert not list(til.iterdir())


async def test_what_was_changed_by_hand_is_only_overwritten_when_asked(app: StudylogApp, til: Path) -> None:
    file = til / "2025-03-24.md"
    file.write_text("남의 글", "utf-8")
    async with app.run_test(size=(110, 30)) as pilot:
        await open_publishing(pilot, "덮어써요")
        await press(pilot, "enter")
        assert file.read_text("utf-8") == "남의 글"
        await press(pilot, "O")
        await until_shown(pilot, "이렇게 할 거예요:")
        assert file.read_text("utf-8") == "남의 글"
        await press(pilot, "enter")
        await until_shown(pilot, "올렸어요")
        assert file.read_bytes() == sample_text(MONDAY).encode()


async def test_where_to_is_asked_once_and_kept_in_the_settings(
    database: Path, clock: Clock, journal: Journal, tmp_path: Path
) -> None:
    settings = tmp_path / "config.yaml"
    folder = tmp_path / "내 TIL"
    folder.mkdir()
    app = StudylogApp(journal, settings=settings)
    async with app.run_test(size=(110, 30)) as pilot:
        await press(pilot, "B")
        await until_shown(pilot, "기록을 어디에 올릴까요?")
        await write(pilot, str(folder))
        await until_shown(pilot, "이렇게 할 거예요:")
    assert settings.read_text("utf-8") == f'publish_to: "{folder}"\n'
    again = open_journal(database, clock)
    again.store.close()


async def test_a_place_that_cannot_be_is_said_and_asked_again(
    app: StudylogApp, journal: Journal, tmp_path: Path
) -> None:
    async with app.run_test(size=(110, 30)) as pilot:
        await press(pilot, "B")
        await until_shown(pilot, "기록을 어디에 올릴까요?")
        await write(pilot, "github:til")
        await until_shown(pilot, "github:OWNER/NAME 처럼 쓰세요")
        await press(pilot, "ctrl+u")
        await write(pilot, str(tmp_path / "없는 곳"))
        await until_shown(pilot, "아무것도 건드리지 않았어요.")
        await press(pilot, "t")
        await until_shown(pilot, "기록을 어디에 올릴까요?")


async def test_the_evening_leads_to_publishing(app: StudylogApp, til: Path) -> None:
    async with app.run_test(size=(110, 30)) as pilot:
        await press(pilot, "e")
        screen = app.screen
        assert isinstance(screen, EveningScreen)
        for _ in range(12):
            if screen.step == 4:
                break
            await press(pilot, "tab")
        assert "B 하루 올리기" in shown_text(app)
        await open_publishing(pilot)


async def test_the_index_and_the_report_are_written_from_the_palette(
    app: StudylogApp, til: Path, journal: Journal
) -> None:
    async with app.run_test(size=(110, 30)) as pilot:
        app.today_screen.action_write_index()
        await until_shown(pilot, "차례를 어느 파일에 쓸까요?")
        await press(pilot, "enter")
        await until_shown(pilot, "학습 목표")
        assert "### 4주차 (2025/3/24 – 3/30) 문자와 유니코드" in (til / "README.md").read_text("utf-8")

        app.today_screen.action_write_report()
        await press(pilot, "enter")
        await until_shown(pilot, "보고서를 어느 파일에 쓸까요?")
        await press(pilot, "ctrl+u")
        await write(pilot, str(til / "week.html"))
        await until_shown(pilot, "학습 목표")
        assert (til / "week.html").read_text("utf-8").startswith("<!")


async def test_what_is_written_meanwhile_is_what_is_published(app: StudylogApp, til: Path, journal: Journal) -> None:
    async with app.run_test(size=(110, 30)) as pilot:
        await open_publishing(pilot)
        text = sample_text(MONDAY) + "덧붙임\n"
        put(journal, MONDAY, text)
        await press(pilot, "enter")
        await until_shown(pilot, "살펴본 뒤로 바뀌었어요")
        assert not list(til.iterdir())
        await press(pilot, "enter")
        await until_shown(pilot, "올렸어요")
        assert (til / "2025-03-24.md").read_bytes() == text.encode()


async def test_a_retrospective_edited_on_the_way_is_published_as_edited(
    app: StudylogApp, til: Path, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editor, "SAVE_SECONDS", 0.01)
    async with app.run_test(size=(110, 30)) as pilot:
        await press(pilot, "R")
        await until_shown(pilot, "아직 보관 안 함")
        await press(pilot, "B")
        await until_shown(pilot, "이렇게 할 거예요:")
        await press(pilot, "m", *"꾸준히")
        await until_shown(pilot, "✓ 저장했어요")
        await press(pilot, "escape")
        await until_shown(pilot, "이렇게 할 거예요:")
        await press(pilot, "enter")
        await until_shown(pilot, "올렸어요")
        assert "꾸준히" in (til / "retro" / "2025-W13.md").read_text("utf-8")
