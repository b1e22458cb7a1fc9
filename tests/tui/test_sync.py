"""Syncing on the screen."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from tests.sync.devices import Device
from tests.tui.build import (
    MONDAY,
    go_to,
    press,
    screen_of,
    shown_lines,
    shown_text,
    text_of,
    until_shown,
    until_told,
    write,
)
from tests.tui.picture import picture
from tests.tui.test_snapshots import LARGE, SMALL, Text
from tracker.codec.edit import ItemRef
from tracker.config import parse_config
from tracker.errors import UsageError
from tracker.journal import Journal
from tracker.model import ItemKind
from tracker.sync.syncing import Synced, Syncing
from tracker.tui import carrying
from tracker.tui.app import StudylogApp
from tracker.tui.screens import base, editor
from tracker.tui.screens.leaving import Leaving
from tracker.tui.screens.prompt import Prompt
from tracker.tui.screens.text_editor import TextEditor
from tracker.tui.screens.topic_editor import TopicEditor
from tracker.tui.widgets.markdown_area import MarkdownArea
from tracker.values import replace

GOAL = ItemRef(ItemKind.GOAL, 1, "문자 인코딩 발표하기")

pytestmark = pytest.mark.usefixtures("environment")


class Gate:
    """A sync that waits until the test lets it go on."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.open = threading.Event()

    def run(self, syncing: Syncing) -> Synced:
        """Stand in for a sync."""
        syncing.progress("저장소에서 받는 중")
        self.begun.set()
        self.open.wait(10)
        return Synced(0, 0, 0, (), False, "")


@pytest.fixture
def gate(synced: Journal, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Have a sync go on only when it may."""
    gate = Gate()

    def run(syncing: Syncing) -> Synced:
        return gate.run(syncing)

    monkeypatch.setattr(Syncing, "run", run)
    yield gate
    gate.open.set()


@pytest.fixture
def stuck(remote: Path, tmp_path: Path) -> Path:
    """Have the remote never answer a push; return the file that says which process waits for it."""
    os.mkfifo(tmp_path / "never")
    hook = remote / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\necho $$ > '{tmp_path}/waiting.new'\nmv '{tmp_path}/waiting.new' '{tmp_path}/waiting'\n"
                    f"read line < '{tmp_path}/never'\n", "utf-8")  # fmt: skip
    hook.chmod(0o755)
    return tmp_path / "waiting"


async def until(pilot: Pilot[str], path: Path) -> None:
    """Wait until a file is there."""
    for _ in range(500):
        if path.exists():
            return
        await pilot.pause(0.01)
    raise AssertionError(f"{path} never appeared.")


def sent(remote: Path, path: str = f"days/2025/03/{MONDAY}.md") -> str:
    """Return what a file of the remote holds."""
    return subprocess.run(
        ["git", "-C", str(remote), "cat-file", "blob", f"main:{path}"],
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout


# A sync by key


async def test_a_key_brings_what_another_machine_wrote(app: StudylogApp, laptop: Device, remote: Path) -> None:
    laptop.journal.add_goal(MONDAY, "노트북에서 쓴 목표")
    laptop.sync()
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "g")
        await write(pilot, "여기서 쓴 목표")
        await press(pilot, "f5")
        await until_told(pilot, "맞췄어요: 파일 1개 보냄, 1개 받음")

        assert "노트북에서 쓴 목표" in shown_text(app)
        assert "여기서 쓴 목표" in sent(remote)
        assert "노트북에서 쓴 목표" in sent(remote)


@pytest.mark.usefixtures("synced")
async def test_that_nothing_was_new_is_said_to_whoever_asked(app: StudylogApp) -> None:
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "f5")
        await until_told(pilot, "이미 맞아요: 새것이 없어요")


async def test_keys_go_on_while_a_sync_is_under_way(app: StudylogApp, gate: Gate) -> None:
    async with app.run_test(size=(110, 30), notifications=True) as pilot:
        await press(pilot, "f5")
        await until_shown(pilot, "↑↓")
        await until_shown(pilot, "저장소에서 받는 중")
        await press(pilot, "g")
        await write(pilot, "그사이에 쓴 목표")
        assert "그사이에 쓴 목표" in shown_text(app)
        await press(pilot, "f5")
        await until_told(pilot, "동기화하고 있어요: 저장소에서 받는 중")
        gate.open.set()
        await until_told(pilot, "이미 맞아요")

        assert "↑↓" not in shown_lines(app)[0]


async def test_what_is_typed_in_an_editor_goes_along(app: StudylogApp, synced: Journal, remote: Path) -> None:
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "m", "end")
        app.screen.query_one(MarkdownArea).insert(" 잘하기")
        await press(pilot, "f5")
        await until_told(pilot, "맞췄어요")

        assert "문자 인코딩 발표하기 잘하기\n" in sent(remote)


@pytest.mark.usefixtures("synced")
async def test_what_is_typed_in_the_evening_goes_along(app: StudylogApp, remote: Path) -> None:
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "e", "tab")
        area = app.screen.query(TextArea).first()
        area.insert("오늘은 순서대로 풀었다", area.document.end)
        await press(pilot, "f5")
        await until_told(pilot, "맞췄어요")

        assert "오늘은 순서대로 풀었다" in sent(remote)


@pytest.mark.parametrize("keys", [{"app.sync": "Z"}, {"app.sync": "ctrl+x"}])
async def test_the_key_can_be_changed(synced: Journal, keys: dict[str, str]) -> None:
    synced.config = replace(synced.config, keys=keys)
    app = StudylogApp(synced)
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, keys["app.sync"])
        await until_told(pilot, "이미 맞아요")


# Where it cannot be done


async def test_a_remote_out_of_reach_is_said_and_all_goes_along_later(
    app: StudylogApp, synced: Journal, remote: Path
) -> None:
    away = remote.rename(remote.with_name("away.git"))
    async with app.run_test(size=LARGE, notifications=True) as pilot:
        await press(pilot, "g")
        await write(pilot, "기차에서 쓴 목표")
        await press(pilot, "f5")
        await until_shown(pilot, "원격 저장소에 닿지 않았어요")
        away.rename(remote)
        await press(pilot, "f5")
        await until_told(pilot, "기다리던 것을 보냈어요")

        assert "기차에서 쓴 목표" in sent(remote)
        assert "원격 저장소에 닿지 않았어요" not in shown_text(app)


async def test_what_a_person_has_to_do_first_is_one_line(app: StudylogApp, synced: Journal, tmp_path: Path) -> None:
    subprocess.run(["git", "-C", str(tmp_path / "sync"), "switch", "--quiet", "--create", "다른-가지"], check=True)
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "f5")
        await until_shown(pilot, "main 브랜치에 있지 않아요")


async def test_while_an_import_is_under_way_the_sync_waits_for_another_press(app: StudylogApp, gate: Gate) -> None:
    async with app.run_test(notifications=True) as pilot:
        screen_of(pilot).working = True
        await press(pilot, "f5")
        await until_told(pilot, "끝난 뒤에 동기화하세요")

        assert not gate.begun.is_set()


async def sync_to_the_end(app: StudylogApp) -> None:
    """Sync until the application ends by it."""
    async with app.run_test() as pilot:
        await press(pilot, "f5")
        await ended(pilot)


async def test_what_nobody_thought_of_ends_in_a_report_as_everywhere(
    app: StudylogApp, synced: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(syncing: Syncing) -> Synced:
        raise ZeroDivisionError

    monkeypatch.setattr(Syncing, "run", fail)
    with pytest.raises(ZeroDivisionError):
        await sync_to_the_end(app)


async def test_a_disk_that_is_full_is_one_line(
    app: StudylogApp, synced: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(syncing: Syncing) -> Synced:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Syncing, "run", fail)
    async with app.run_test() as pilot:
        await press(pilot, "f5")
        await until_shown(pilot, "동기화를 이어 갈 수 없었어요: No space left on device")


async def test_files_that_cannot_be_read_are_named(
    app: StudylogApp, synced: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find(syncing: Syncing) -> Synced:
        return Synced(0, 1, 0, ("days/2025/03/2025-03-20.md",), False, "")

    monkeypatch.setattr(Syncing, "run", find)
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "f5")
        await until_told(pilot, "days/2025/03/2025-03-20.md을(를) 읽을 수 없어서 그대로 뒀어요")
        await until_told(pilot, "1개 받음")


# Where it is not set up


async def test_without_a_repository_the_key_asks_for_one(app: StudylogApp, journal: Journal, remote: Path) -> None:
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "f5")
        assert "일지를 어디에 둘까요?" in shown_text(app)
        await write(pilot, str(remote))
        await until_told(pilot, "맞췄어요")

        assert sent(remote) == text_of(journal)


async def test_a_folder_that_is_a_repository_is_taken(app: StudylogApp, journal: Journal, tmp_path: Path) -> None:
    til = tmp_path / "TIL"
    subprocess.run(["git", "init", "--quiet", str(til)], check=True)
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "f5")
        await write(pilot, "~/TIL")
        await until_told(pilot, "맞췄어요")

        assert (til / f"days/2025/03/{MONDAY}.md").read_bytes().decode() == text_of(journal)


async def test_an_address_that_is_none_can_be_put_right(app: StudylogApp, remote: Path) -> None:
    async with app.run_test(size=LARGE, notifications=True) as pilot:
        await press(pilot, "f5")
        await write(pilot, f"{remote}x")
        await until_shown(pilot, "does not exist")
        await press(pilot, "f5")
        assert f"{remote}x" in shown_text(app)
        await press(pilot, "backspace", "enter")
        await until_told(pilot, "맞췄어요")


async def test_nothing_at_all_is_no_repository(app: StudylogApp) -> None:
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "f5", "enter")

        assert isinstance(app.screen, Prompt)
        assert "git 저장소의 주소나 폴더를 적어 주세요" in shown_text(app)


# At the start and at the end


async def test_a_start_brings_what_another_machine_wrote(synced: Journal, laptop: Device) -> None:
    laptop.journal.add_goal(MONDAY, "노트북에서 쓴 목표")
    laptop.sync()
    synced.config = replace(synced.config, sync_at="start")
    app = StudylogApp(synced)
    async with app.run_test(notifications=True) as pilot:
        await until_shown(pilot, "노트북에서 쓴 목표")
        await until_told(pilot, "1개 받음")


@pytest.mark.parametrize("sync_at", ["off", "end"])
async def test_a_start_asks_nobody_unless_it_is_wished(synced: Journal, gate: Gate, sync_at: str) -> None:
    synced.config = replace(synced.config, sync_at=sync_at)
    app = StudylogApp(synced)
    async with app.run_test() as pilot:
        await pilot.pause()

        assert not gate.begun.is_set()


async def test_a_start_says_nothing_of_nothing_new(synced: Journal, gate: Gate) -> None:
    synced.config = replace(synced.config, sync_at="both")
    app = StudylogApp(synced)
    async with app.run_test(notifications=True) as pilot:
        await until_shown(pilot, "↑↓")
        gate.open.set()
        while app.carrying is None or app.carrying.doing:
            await pilot.pause(0.01)

        assert not app._notifications


async def test_a_start_without_a_repository_asks_for_none(journal: Journal) -> None:
    journal.config = replace(journal.config, sync_at="start")
    app = StudylogApp(journal)
    async with app.run_test() as pilot:
        await pilot.pause()

        assert app.screen is screen_of(pilot)


@pytest.mark.parametrize(
    ("written", "meant"), [("start", "start"), ("End", "end"), ("both", "both"), ("off", "off"), ("no", "off")]
)
def test_when_to_sync_is_a_setting(written: str, meant: str) -> None:
    assert parse_config({"sync_at": written}).sync_at == meant


def test_a_time_to_sync_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match=r"sync_at.*sometimes.*start, end, both"):
        parse_config({"sync_at": "sometimes"})


async def ended(pilot: Pilot[str]) -> None:
    """Wait until the application has ended."""
    for _ in range(500):
        if pilot.app._exit:
            return
        await pilot.pause(0.01)
    raise AssertionError("It never ended.")


async def test_leaving_sends_what_is_not_sent_yet(synced: Journal, remote: Path) -> None:
    synced.config = replace(synced.config, sync_at="end")
    app = StudylogApp(synced)
    async with app.run_test() as pilot:
        await press(pilot, "g")
        await write(pilot, "마지막에 쓴 목표")
        await press(pilot, "ctrl+q")
        await ended(pilot)

    assert "마지막에 쓴 목표" in sent(remote)


async def test_leaving_with_nothing_to_send_asks_no_remote(synced: Journal, gate: Gate) -> None:
    synced.config = replace(synced.config, sync_at="both")
    gate.open.set()
    app = StudylogApp(synced)
    async with app.run_test() as pilot:
        while app.carrying is None or app.carrying.doing:
            await pilot.pause(0.01)
        gate.begun.clear()
        await press(pilot, "ctrl+q")
        await ended(pilot)

    assert not gate.begun.is_set()


async def test_leaving_does_not_wait_for_a_remote_that_never_answers(
    synced: Journal, stuck: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "LEAVE_SECONDS", 0.1)
    synced.config = replace(synced.config, sync_at="end")
    app = StudylogApp(synced)
    async with app.run_test() as pilot:
        await press(pilot, "g")
        await write(pilot, "못 보낸 목표")
        await press(pilot, "ctrl+q")
        await ended(pilot)


async def test_whoever_cannot_wait_leaves_and_whoever_thinks_again_stays(synced: Journal, stuck: Path) -> None:
    synced.config = replace(synced.config, sync_at="end")
    app = StudylogApp(synced)
    async with app.run_test() as pilot:
        await press(pilot, "g")
        await write(pilot, "못 보낸 목표")
        await press(pilot, "ctrl+q")
        await until_shown(pilot, "나가기 전에 일지를 동기화해요")
        await press(pilot, "escape")
        assert app.screen is screen_of(pilot)
        await until(pilot, stuck)
        await press(pilot, "ctrl+q")
        assert isinstance(app.screen, Leaving)
        await press(pilot, "ctrl+q")

        assert app._exit


async def test_what_a_person_has_to_do_is_read_before_leaving(synced: Journal, tmp_path: Path) -> None:
    subprocess.run(["git", "-C", str(tmp_path / "sync"), "switch", "--quiet", "--create", "other"], check=True)
    synced.config = replace(synced.config, sync_at="end")
    app = StudylogApp(synced)
    async with app.run_test() as pilot:
        await press(pilot, "g")
        await write(pilot, "못 보낸 목표")
        await press(pilot, "ctrl+q")
        await until_shown(pilot, "브랜치에 있지 않아요")
        assert not app._exit
        await press(pilot, "ctrl+q")

        assert app._exit


async def test_quitting_during_a_sync_waits_for_nothing_and_loses_nothing(
    app: StudylogApp, synced: Journal, laptop: Device, remote: Path, stuck: Path, environment: dict[str, str]
) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "g")
        await write(pilot, "끊긴 동안의 목표")
        await press(pilot, "f5")
        await until(pilot, stuck)
        await press(pilot, "ctrl+q")
        assert app._exit
    gone(int(stuck.read_text()))
    for thread in threading.enumerate():
        if thread.name == "sync":
            thread.join(10)
    (remote / "hooks" / "pre-receive").unlink()
    Syncing(synced, environment).run()
    laptop.sync()

    assert "끊긴 동안의 목표" in laptop.text(MONDAY)
    assert laptop.text(MONDAY) == text_of(synced)


def gone(pid: int) -> None:
    """Wait until a process has ended."""
    for _ in range(500):
        try:
            state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return
        if state == "Z":
            return
        threading.Event().wait(0.01)
    raise AssertionError(f"{pid} goes on.")


# A day that is open while it is synced


async def test_a_day_open_as_text_takes_in_what_was_synced(
    app: StudylogApp, laptop: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "POLL_SECONDS", 0.05)
    laptop.journal.add_goal(MONDAY, "노트북에서 쓴 목표")
    laptop.sync()
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "m", "end")
        app.screen.query_one(MarkdownArea).insert(" 잘하기")
        await press(pilot, "f5")
        await until_told(pilot, "맞췄어요")
        await until_shown(pilot, "노트북에서 쓴 목표")
        laptop.sync()

        assert isinstance(app.screen, TextEditor)
        assert "문자 인코딩 발표하기 잘하기\n" in laptop.text(MONDAY)
        assert app.screen.area.value == laptop.text(MONDAY)


async def test_words_typed_while_a_sync_changes_their_line_are_asked_about(
    app: StudylogApp, synced: Journal, laptop: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editor, "SAVE_SECONDS", 60)
    laptop.journal.retext_item(MONDAY, GOAL, "노트북의 말")
    laptop.sync()
    written = threading.Event()
    run = Syncing.run

    def run_late(self: Syncing) -> Synced:
        written.wait(10)
        return run(self)

    monkeypatch.setattr(Syncing, "run", run_late)
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "m", "end", "f5")
        app.screen.query_one(MarkdownArea).insert("!")
        written.set()
        await until_shown(pilot, "저쪽 것: - 학습 목표 1 : 노트북의 말")
        await press(pilot, "up", "enter")
        await until_shown(pilot, "저장했어요")

        assert "- 학습 목표 1 : 노트북의 말\n- 학습 목표 1 : 문자 인코딩 발표하기!\n" in text_of(synced)


async def test_a_topic_that_is_open_takes_in_what_was_synced(app: StudylogApp, synced: Journal, laptop: Device) -> None:
    record = laptop.journal.record(MONDAY)
    topic = record.day.topics[0]
    laptop.journal.add_topic(MONDAY, topic.title, body="노트북에서 덧붙인 줄")
    laptop.sync()
    async with app.run_test(notifications=True) as pilot:
        await go_to(pilot, topic.title)
        await press(pilot, "enter")
        assert isinstance(app.screen, TopicEditor)
        app.screen.area.insert("여기서 쓴 줄\n", (0, 0))
        await press(pilot, "f5")
        await until_told(pilot, "맞췄어요")

        assert "노트북에서 덧붙인 줄" in app.screen.area.value
        assert app.screen.area.value.startswith("여기서 쓴 줄\n")


# Looks


@pytest.fixture
def screen(snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch) -> SnapshotAssertion:
    """Return the pictures of before; nothing blinks."""
    monkeypatch.setattr(Input, "cursor_blink", False)
    monkeypatch.setattr(TextArea, "cursor_blink", False)
    return snapshot.use_extension(Text)


sizes = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])


@sizes
async def test_the_question_for_a_repository_looks_as_before(
    app: StudylogApp, size: tuple[int, int], screen: SnapshotAssertion
) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "f5")

        assert picture(app) == screen


@sizes
async def test_leaving_during_a_sync_looks_as_before(
    synced: Journal, gate: Gate, size: tuple[int, int], screen: SnapshotAssertion
) -> None:
    synced.config = replace(synced.config, sync_at="both")
    app = StudylogApp(synced)
    async with app.run_test(size=size) as pilot:
        while not gate.begun.is_set() or app.carrying is None or app.carrying.doing == "동기화하는 중":
            await pilot.pause(0.01)
        await press(pilot, "ctrl+q")

        assert picture(app) == screen
