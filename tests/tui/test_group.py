"""The screen of the study group."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from tests.group.build import WEDNESDAY_OF_JISU, commit, identity, session_line, write
from tests.tui.build import press, shown_text, until_shown, until_told
from tests.tui.picture import picture
from tests.tui.test_actions import choose_in_palette
from tests.tui.test_snapshots import FRIDAY, LARGE, NARROW, SMALL, Text, samples, settled
from tracker.settings import read_config
from tracker.tui.app import StudylogApp
from tracker.tui.commands import Command
from tracker.tui.screens.base import StudyScreen
from tracker.tui.screens.group import GROUP_COMMANDS, GroupScreen

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return settings with two team-mates, whose logs are folders beside them."""
    for name, value in identity().items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    text = WEDNESDAY_OF_JISU.replace("2025-03-12", str(FRIDAY))
    lines = session_line("a", f"{FRIDAY}T09:30:00+09:00", f"{FRIDAY}T11:10:00+09:00")
    lines += session_line("b", f"{FRIDAY}T05:30:00+00:00", f"{FRIDAY}T07:00:00+00:00")
    write(tmp_path / "jisu", {f"days/2025/03/{FRIDAY}.md": text, "sessions/2025-03.jsonl": lines})
    write(
        tmp_path / "minsu",
        {"2025-03-26.md": "#### 파이썬 제너레이터와 코루틴의 차이를 정리해 보았다\n\n공부 시간: 3시간 20분\n"},
    )
    path = tmp_path / "config.yaml"
    path.write_text("language: ko\ngroup:\n  지수: jisu\n  김민수: minsu\n", "utf-8")
    return path


@pytest.fixture
def app(settings: Path, tmp_path: Path) -> StudylogApp:
    """Return the application on a log of samples."""
    journal, _clock = samples(tmp_path, "ko", "dark")
    return StudylogApp(journal, settings=settings)


async def until_read(pilot: Pilot[str]) -> GroupScreen:
    """Wait until what is asked for was read and drawn."""
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, GroupScreen)
    return screen


@pytest.mark.parametrize("size", [SMALL, LARGE, NARROW], ids=["80x24", "120x40", "40x12"])
@pytest.mark.parametrize("looks", [("ko", "dark"), ("en", "light")], ids=["korean-dark", "english-light"])
async def test_the_group_looks_as_before(
    looks: tuple[str, str], size: tuple[int, int], settings: Path, snapshot: SnapshotAssertion, tmp_path: Path
) -> None:
    journal, clock = samples(tmp_path, *looks)
    if looks[0] == "en":
        settings.write_text("group:\n  지수: jisu\n  김민수: minsu\n", "utf-8")
        clock.forward(days=29)
    app = StudylogApp(journal, settings=settings)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "W")
        await until_read(pilot)

        assert picture(app) == snapshot.use_extension(Text)
    journal.close()


async def test_all_of_it_can_be_read_on_a_small_screen(app: StudylogApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "W")
        await until_read(pilot)
        assert "김민수" in shown_text(app)

        await press(pilot, "end")
        assert "나, 지수" in shown_text(app)


async def test_without_anybody_it_says_how_to_begin(settings: Path, app: StudylogApp) -> None:
    settings.write_text("language: ko\n", "utf-8")
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "W")
        await until_shown(pilot, "그룹에 아직 아무도 없어요. a 키로 팀원을 더하세요.")
        await press(pilot, "d")
        await until_shown(pilot, "그룹에 아직 아무도 없어요. a 키로 더하세요.")


async def test_weeks_are_turned(app: StudylogApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "W", "left_square_bracket")
        await until_shown(pilot, "3/17 – 3/23")
        await press(pilot, "n", "n")
        await until_shown(pilot, "3/31 – 4/6")
        await press(pilot, "full_stop")
        await until_shown(pilot, "3/24 – 3/30")
        # Other screens open on the day that is shown.
        await press(pilot, "p", "w")
        await until_shown(pilot, "3/17 – 3/23")


async def test_somebody_comes_into_the_group_and_leaves(app: StudylogApp, settings: Path, tmp_path: Path) -> None:
    write(tmp_path / "haneul", {f"{FRIDAY}.md": "공부 시간: 4시간 40분\n"})
    async with app.run_test(size=(110, 30)) as pilot:
        await press(pilot, "W", "a")
        await until_shown(pilot, "누가 그룹에 들어오나요?")
        await press(pilot, *"지수", "tab", *"/nowhere", "enter")
        await until_shown(pilot, "지수 님은 이미 그룹에 있어요.")
        await press(pilot, "shift+tab", "ctrl+u", *"하늘", "enter")
        await until_shown(pilot, "/nowhere: 폴더도 git 저장소 주소도 아니에요.")
        await press(pilot, "tab", "ctrl+u", *str(tmp_path / "haneul"), "enter")
        await until_shown(pilot, "4:40")
        assert read_config(settings).group["하늘"] == str(tmp_path / "haneul")

        await press(pilot, "d")
        await until_shown(pilot, "누구를 그룹에서 뺄까요?")
        await press(pilot, "down", "down", "enter")
        await settled(pilot)
        assert "4:40" not in shown_text(app)
    assert list(read_config(settings).group) == ["지수", "김민수"]
    assert (tmp_path / "haneul").exists()


async def test_whom_another_program_has_added_stays(app: StudylogApp, settings: Path, tmp_path: Path) -> None:
    write(tmp_path / "haneul", {})
    (tmp_path / "haneul").mkdir(exist_ok=True)
    async with app.run_test(size=(110, 30)) as pilot:
        await press(pilot, "W")
        with settings.open("a", encoding="utf-8") as file:
            file.write("  Bob: minsu\n")
        await press(pilot, "a", *"하늘", "tab", *str(tmp_path / "haneul"), "enter")
        await until_shown(pilot, "Bob")
    assert list(read_config(settings).group) == ["지수", "김민수", "Bob", "하늘"]


async def test_settings_that_cannot_be_read_are_told_and_the_screen_stands(app: StudylogApp, settings: Path) -> None:
    settings.write_text("group: 지수\n", "utf-8")
    async with app.run_test(size=(110, 30)) as pilot:
        await press(pilot, "W")
        await until_shown(pilot, "팀원과 그 기록의 위치를 적어 주세요.")
        await until_shown(pilot, "3/24 – 3/30")


async def test_the_week_is_copied_as_text(app: StudylogApp) -> None:
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, "W")
        await until_read(pilot)
        await press(pilot, "y")
        await until_told(pilot, "그룹의 한 주를 복사했어요.")
        assert app.clipboard.startswith("3/24 – 3/30 · 4주차   3명")
        assert app.clipboard.endswith("나, 지수\n")


@needs_git
async def test_what_was_fetched_last_is_there_while_it_is_fetched_anew(
    app: StudylogApp, settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jisu = commit(tmp_path / "jisu")
    settings.write_text(f"language: ko\ngroup:\n  지수: {jisu.as_uri()}\n", "utf-8")
    async with app.run_test(size=(110, 40), notifications=True) as pilot:
        await press(pilot, "W")
        await until_shown(pilot, "6:30")
        text = WEDNESDAY_OF_JISU.replace("2025-03-12", str(FRIDAY)).replace("6:30:00", "7:45:00")
        commit(jisu, {f"days/2025/03/{FRIDAY}.md": text})
        # A week that is turned to is shown as it was fetched, without asking the network again.
        await press(pilot, "p", "n")
        await until_shown(pilot, "6:30")

        await press(pilot, "r")
        await until_shown(pilot, "7:45")

        jisu.rename(tmp_path / "away")
        await press(pilot, "r")
        await until_shown(pilot, "에 가져온 것이에요:")
        assert "7:45" in shown_text(app)


async def test_a_log_that_is_gone_leaves_the_others(app: StudylogApp, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "minsu")
    async with app.run_test(size=(110, 40)) as pilot:
        await press(pilot, "W")
        await until_shown(pilot, "김민수: minsu: 없어요. 경로를 확인해 주세요.")
        assert "6:30" in shown_text(app)


async def test_it_can_be_left_while_it_is_read(app: StudylogApp) -> None:
    async with app.run_test(size=(110, 40)) as pilot:
        for _attempt in range(3):
            await press(pilot, "W", "escape")
        await settled(pilot)
        assert app.screen is app.today_screen


@pytest.mark.parametrize(
    "command", [c for c in GROUP_COMMANDS if c.palette and c.binding != "group.today"], ids=lambda c: c.binding
)
async def test_every_command_does_something(command: Command, app: StudylogApp) -> None:
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await press(pilot, "W")
        screen: StudyScreen = await until_read(pilot)
        assert command in screen.all_commands()
        before = type(app.screen).__name__, picture(app), app.clipboard, len(app._notifications)
        await choose_in_palette(pilot, command)
        await settled(pilot)
        assert (type(app.screen).__name__, picture(app), app.clipboard, len(app._notifications)) != before
