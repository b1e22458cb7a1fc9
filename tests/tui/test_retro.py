"""Looking back on the screen: read, turned, written in, kept, and made again around what was written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from tests.tui.build import MONDAY, press, put, shown_text, until_shown, write
from tracker.journal import Journal
from tracker.journal.retrospectives import keep, kept, made
from tracker.stored import PeriodKind
from tracker.tui.app import StudylogApp
from tracker.tui.screens import base, editor
from tracker.tui.screens.retro import RetroScreen

WEEK, MONTH = PeriodKind.WEEK, PeriodKind.MONTH
SHORT = "## {{ week }}주차 ({{ seconds | duration }})\n\n### 내 말\n\n- 한 줄: <br/>\n"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, journal: Journal, tmp_path: Path) -> None:
    """Save at once, and have short templates."""
    monkeypatch.setattr(editor, "SAVE_SECONDS", 0.01)
    folder = tmp_path / "templates"
    folder.mkdir()
    for name in ("week", "month"):
        (folder / f"{name}.md.j2").write_text(SHORT, "utf-8")
    journal.own_templates = folder


async def look_back(pilot: Pilot[str]) -> RetroScreen:
    """Open the retrospective of the week."""
    await press(pilot, "R")
    assert isinstance(pilot.app.screen, RetroScreen)
    await until_shown(pilot, "4주차 (7:36:18)")
    return pilot.app.screen


def screen_name(app: StudylogApp) -> str:
    """Return the name of the screen on top."""
    return type(app.screen).__name__


def kept_text(journal: Journal, kind: PeriodKind = WEEK) -> str | None:
    """Return the text of a retrospective that is kept; None when none is."""
    found = kept(journal, kind, MONDAY)
    return found.text if found is not None else None


async def test_the_week_is_there_to_be_read_and_not_kept(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        screen = await look_back(pilot)

        assert "4주차 · 3/24 – 3/30 · 7:36:18" in shown_text(app)
        assert "아직 보관 안 함" in shown_text(app)
        assert screen.text == made(journal, "week", MONDAY)
        assert kept_text(journal) is None


async def test_it_turns_to_other_weeks_and_to_the_month(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await look_back(pilot)
        await press(pilot, "left_square_bracket")
        await until_shown(pilot, "돌아볼 2025-W12 기록이 없어요.")
        await press(pilot, "full_stop", "2")
        await until_shown(pilot, "2025-03 · 7:36:18")
        await press(pilot, "1")
        await until_shown(pilot, "4주차 · 3/24 – 3/30")


async def test_it_is_kept_and_let_go_and_taken_back(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await look_back(pilot)
        await press(pilot, "s")
        await until_shown(pilot, "✓ 보관함")
        assert kept_text(journal) == made(journal, "week", MONDAY)
        await press(pilot, "d")
        await until_shown(pilot, "아직 보관 안 함")
        await press(pilot, "u")
        await until_shown(pilot, "✓ 보관함")


async def test_what_is_written_is_kept_and_one_undo(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await look_back(pilot)
        await press(pilot, "enter")
        assert screen_name(app) == "RetroEditor"
        # The cursor waits where one's own words go.
        await press(pilot, *"꾸준히")
        await until_shown(pilot, "✓ 저장했어요")
        assert kept_text(journal) == "## 4주차 (7:36:18)\n\n### 내 말\n\n- 한 줄: 꾸준히<br/>\n"
        await press(pilot, "escape")
        assert screen_name(app) == "RetroScreen"
        await until_shown(pilot, "직접 쓴 글 있음")

        await press(pilot, "u")
        assert kept_text(journal) is None


async def test_leaving_the_editor_untouched_keeps_nothing(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await look_back(pilot)
        await press(pilot, "enter")
        await until_shown(pilot, "아직 보관 안 함")
        await press(pilot, "escape")

        assert kept_text(journal) is None


async def test_made_again_it_keeps_the_words_and_asks_where_both_changed(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await look_back(pilot)
        await press(pilot, "enter", *"꾸준히")
        await press(pilot, "ctrl+home", *"!")
        await until_shown(pilot, "✓ 저장했어요")
        await press(pilot, "escape")
        journal.set_total(MONDAY, 8 * 3600)

        await press(pilot, "s")
        await until_shown(pilot, "직접 고친 줄이 지금은 다르게 만들어져요.")
        assert kept_text(journal) == "!## 4주차 (7:36:18)\n\n### 내 말\n\n- 한 줄: 꾸준히<br/>\n"
        app.screen.query_one(OptionList).highlighted = 1
        await press(pilot, "enter")
        await until_shown(pilot, "4주차 (8:00:00)")
        assert kept_text(journal) == "## 4주차 (8:00:00)\n\n### 내 말\n\n- 한 줄: 꾸준히<br/>\n"


async def test_another_window_writes_in_it(
    app: StudylogApp, other: Journal, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "POLL_SECONDS", 0.01)
    other.own_templates = journal.own_templates
    async with app.run_test() as pilot:
        await look_back(pilot)
        keep(other, WEEK, MONDAY)
        await until_shown(pilot, "✓ 보관함")


async def test_it_is_copied_and_shown_as_text_and_saved(app: StudylogApp, journal: Journal, tmp_path: Path) -> None:
    async with app.run_test() as pilot:
        await look_back(pilot)
        await press(pilot, "y")
        assert app.clipboard == made(journal, "week", MONDAY)
        await press(pilot, "v")
        assert "## 4주차 (7:36:18)" in shown_text(app)
        await press(pilot, "f")
        await press(pilot, "ctrl+u")
        target = tmp_path / "week.md"
        await write(pilot, str(target))
        assert target.read_text("utf-8") == made(journal, "week", MONDAY)


async def test_those_kept_are_chosen_from_a_list(app: StudylogApp, journal: Journal) -> None:
    keep(journal, MONTH, MONDAY)
    async with app.run_test() as pilot:
        await look_back(pilot)
        await press(pilot, "o", "enter")
        await until_shown(pilot, "2025-03 · 7:36:18")


async def test_a_template_that_cannot_be_used_is_said(app: StudylogApp, journal: Journal) -> None:
    assert journal.own_templates is not None
    (journal.own_templates / "week.md.j2").write_text("\n{{ secnds }}", "utf-8")
    async with app.run_test(size=(120, 30)) as pilot:
        await press(pilot, "R")
        await until_shown(pilot, "week.md.j2 2행: 'secnds': 그런 이름이 없어요.")


async def test_after_a_template_error_no_other_week_is_shown(app: StudylogApp, journal: Journal) -> None:
    keep(journal, WEEK, MONDAY)
    earlier = MONDAY - dt.timedelta(days=7)
    put(journal, earlier, f"## 📅 날짜: {earlier}\n")
    assert journal.own_templates is not None
    (journal.own_templates / "week.md.j2").write_text("{{ secnds }}", "utf-8")
    async with app.run_test(size=(120, 30)) as pilot:
        await look_back(pilot)
        await press(pilot, "p")
        await until_shown(pilot, "그런 이름이 없어요.")
        assert "4주차 (7:36:18)" not in shown_text(app)
        await press(pilot, "n")
        await until_shown(pilot, "4주차 (7:36:18)")
        assert "그런 이름이 없어요" not in shown_text(app)


async def test_words_in_it_are_found_and_lead_to_it(app: StudylogApp, journal: Journal) -> None:
    keep(journal, WEEK, MONDAY)
    async with app.run_test(size=(120, 30)) as pilot:
        await press(pilot, "slash", *"한", "space", *"줄:")
        await until_shown(pilot, "2025-W13")
        await press(pilot, "enter", "enter")
        assert screen_name(app) == "RetroScreen"
        assert "- 한 줄: <br/>" in shown_text(app)


async def test_from_it_one_comes_to_publishing_it(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await look_back(pilot)
        await press(pilot, "B", "escape")
        assert screen_name(app) == "PublishScreen"
        assert "올리기: 2025-W13" in shown_text(app)
        await press(pilot, "escape")
        assert screen_name(app) == "RetroScreen"


async def test_every_week_of_a_long_log_can_be_reached(app: StudylogApp, journal: Journal) -> None:
    earlier = MONDAY - dt.timedelta(days=7)
    put(journal, earlier, f"## 📅 날짜: {earlier}\n\n### 💭 오늘의 회고 (총 공부 시간 1:00:00)\n")
    async with app.run_test() as pilot:
        await look_back(pilot)
        await press(pilot, "p")
        await until_shown(pilot, "3주차 (1:00:00)")
        await press(pilot, "n")
        await until_shown(pilot, "4주차 (7:36:18)")
