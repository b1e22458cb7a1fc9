"""Every action, by its key and from the palette: what is there afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest
from textual.command import CommandPalette, Hit
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from tests.tui.build import MONDAY, Clock, changed_lines, go_to, press, put, sample_text, shown_text, text_of
from tracker.journal import Journal
from tracker.tui.all_commands import ALL
from tracker.tui.app import StudylogApp
from tracker.tui.commands import Command
from tracker.wording import _

BEFORE = sample_text(MONDAY)
COMMANDS = {command.binding: command for command in ALL}
SUNDAY = MONDAY - dt.timedelta(days=1)
EARLIER = MONDAY - dt.timedelta(days=20)
LATER = MONDAY + dt.timedelta(days=20)


@dataclass
class Scene:
    """The application with a day open, and the journal under it."""

    pilot: Pilot[str]
    app: StudylogApp
    journal: Journal

    @property
    def changed(self) -> list[str]:
        """The lines of Monday that are no longer as they were."""
        return changed_lines(BEFORE, text_of(self.journal))

    @property
    def screen(self) -> str:
        """Name of the screen on top."""
        return type(self.app.screen).__name__


Check = Callable[[Scene], bool]
Walk = Callable[[Scene], Awaitable[None]]


def shows(words: str) -> Check:
    """Check that the screen shows words."""
    return lambda scene: words in shown_text(scene.app)


def stands_on(name: str) -> Check:
    """Check that a screen is on top."""
    return lambda scene: scene.screen == name


def changes(*lines: str) -> Check:
    """Check which lines of the day have changed."""
    return lambda scene: scene.changed == list(lines)


def day_is(day: dt.date) -> Check:
    """Check which day is shown."""
    return lambda scene: scene.app.today_screen.day == day


def at(words: str) -> Walk:
    """Return a walk to the entry with these words."""

    async def walk(scene: Scene) -> None:
        await go_to(scene.pilot, words)

    return walk


def by(*keys: str) -> Walk:
    """Return a walk by keys."""

    async def walk(scene: Scene) -> None:
        await press(scene.pilot, *keys)

    return walk


async def stay(scene: Scene) -> None:
    """Stay where one is."""


async def with_timer(scene: Scene) -> None:
    """Let the timer run for an hour."""
    scene.journal.timer.start("코딩테스트")
    clock = scene.journal.clock
    assert isinstance(clock, Clock)
    clock.forward(hours=1)
    scene.app.today_screen.look()


def running(subject: str | None) -> Check:
    """Check what the timer is on; None for nothing."""

    def check(scene: Scene) -> bool:
        session = scene.journal.timer.state().running
        return (session.subject if session is not None else None) == subject

    return check


CHALLENGE = "유니코드 발표"
GONE = ("-- (지난) 도전 과제 1: 유니코드 발표 준비하기 ✅",)
MARKED = "+- (지난) 도전 과제 1: 유니코드 발표 준비하기"

TODAY: dict[str, tuple[Walk, Check]] = {
    "today.add": (stay, shows("오늘의 목표")),
    "today.goal": (stay, shows("오늘의 목표")),
    "today.topic": (stay, shows("공부한 주제")),
    "today.problem": (stay, shows("푼 문제")),
    "today.challenge": (stay, shows("내일의 도전")),
    "today.challenge-today": (stay, shows("오늘 확인할 도전")),
    "today.reflection": (stay, shows("› 성공적인 점")),
    "today.link": (stay, shows("주소와 제목")),
    "today.open": (at("정렬은"), stands_on("TopicEditor")),
    "today.edit": (stay, shows("고치기 — 💬 학습 목표")),
    "today.check": (at(CHALLENGE), changes(*GONE, f"{MARKED} 🔺")),
    "today.done": (at(CHALLENGE), changes()),
    "today.partial": (at(CHALLENGE), changes(*GONE, f"{MARKED} 🔺")),
    "today.missed": (at(CHALLENGE), changes(*GONE, f"{MARKED} ❌")),
    "today.clear": (at(CHALLENGE), changes(*GONE, MARKED)),
    "today.delete": (at("1260"), changes("-    - 백준 1260, 2606", "+    - 백준 2606")),
    "today.move-down": (
        stay,
        lambda scene: text_of(scene.journal).index("파일 이름이") < text_of(scene.journal).index("문자 인코딩"),
    ),
    "today.move-up": (
        at("파일 이름이"),
        lambda scene: text_of(scene.journal).index("파일 이름이") < text_of(scene.journal).index("문자 인코딩"),
    ),
    "today.undo": (by("d"), changes()),
    "today.redo": (by("d", "u"), lambda scene: "-- 학습 목표 1 : 문자 인코딩 발표하기" in scene.changed),
    "today.menu": (stay, shows("한 칸 아래로 옮기기")),
    "today.copy": (stay, lambda scene: scene.app.clipboard == "문자 인코딩 발표하기"),
    "today.copy-day": (stay, lambda scene: scene.app.clipboard == BEFORE),
    "today.text": (stay, stands_on("TextEditor")),
    "timer.toggle": (with_timer, running(None)),
    "timer.switch": (stay, shows("무엇을 공부하나요?")),
    "timer.pause": (with_timer, lambda scene: scene.journal.timer.state().paused_subject == "코딩테스트"),
    "timer.stop-at": (with_timer, shows("코딩테스트")),
    "timer.cancel": (with_timer, lambda scene: running(None)(scene) and not scene.changed),
    "today.previous": (stay, day_is(SUNDAY)),
    "today.next": (stay, day_is(MONDAY + dt.timedelta(days=1))),
    "today.previous-written": (stay, day_is(EARLIER)),
    "today.next-written": (stay, day_is(LATER)),
    "today.go-to": (stay, shows("어느 날로 갈까요?")),
    "today.today": (by("left_square_bracket"), day_is(MONDAY)),
    "today.new": (
        by("right_square_bracket"),
        lambda scene: scene.journal.find(MONDAY + dt.timedelta(days=1)) is not None,
    ),
    "today.jump": (stay, shows("어디로 갈까요?")),
    "day.zoom": (stay, lambda scene: "오늘의 회고" not in shown_text(scene.app)),
    "visit.week": (stay, stands_on("WeekScreen")),
    "visit.group": (stay, stands_on("GroupScreen")),
    "visit.browse": (stay, stands_on("BrowseScreen")),
    "visit.evening": (stay, stands_on("EveningScreen")),
    "visit.clock": (stay, stands_on("ClockScreen")),
    "visit.sessions": (stay, stands_on("SessionsScreen")),
    "visit.retro": (stay, stands_on("RetroScreen")),
    "visit.publish": (stay, shows("기록을 어디에 올릴까요?")),
    "share.index": (stay, shows("차례를 어느 파일에 쓸까요?")),
    "share.report": (stay, shows("보고서")),
    "share.copy-as": (stay, shows("어느 템플릿의 양식으로 복사할까요?")),
    "visit.import": (stay, stands_on("ImportScreen")),
    "visit.export": (stay, stands_on("ExportScreen")),
    "visit.conflicts": (stay, stands_on("ConflictsScreen")),
    "app.sync": (stay, shows("일지를 어디에 둘까요?")),
    "app.theme": (stay, stands_on("ThemeChoice")),
    "app.help": (stay, stands_on("Help")),
}
"""Actions of Today and of every screen: how to come to where they do something, and what they do."""


@pytest.fixture
def scene_journal(journal: Journal) -> Journal:
    """Return the journal with two more days, before and after."""
    put(journal, EARLIER, f"## 📅 날짜: {EARLIER}\n\n글\n")
    put(journal, LATER, f"## 📅 날짜: {LATER}\n\n글\n")
    return journal


async def choose_in_palette(pilot: Pilot[str], command: Command) -> None:
    """Find a command in the palette by its name and take it."""
    name = _(command.do)
    await pilot.press("ctrl+p")
    palette = pilot.app.screen
    assert isinstance(palette, CommandPalette)
    # At once, as what is pasted: with every letter that is typed the palette looks through everything again.
    palette.query_one(Input).value = name
    for _attempt in range(200):
        await pilot.pause(0.01)
        options = palette.query_one(OptionList)
        hits = [getattr(option, "hit", None) for option in options.options]
        # Not what it offers before it has looked.
        names = [str(hit.text) if isinstance(hit, Hit) else None for hit in hits]
        if name in names:
            options.highlighted = names.index(name)
            await pilot.press("enter")
            await pilot.pause()
            if isinstance(pilot.app.screen, CommandPalette):
                await pilot.press("enter")
            return
    raise AssertionError(f"{name!r} is not in the palette.")


async def until(scene: Scene, check: Check) -> bool:
    """Wait until the check holds."""
    for _attempt in range(200):
        await scene.pilot.pause(0.01)
        if len(list(scene.app.screen._compositor.render_strips(scene.app.size))) == scene.app.size[1] and check(scene):
            return True
    return False


@pytest.mark.parametrize(
    ("name", "key"), [(name, key) for name in TODAY for key in COMMANDS[name].keys.split(",") if key]
)
async def test_by_key(name: str, key: str, scene_journal: Journal) -> None:
    walk, check = TODAY[name]
    app = StudylogApp(scene_journal)
    async with app.run_test(size=(80, 40)) as pilot:
        scene = Scene(pilot, app, scene_journal)
        await walk(scene)
        await press(pilot, key)
        assert await until(scene, check), shown_text(app)


@pytest.mark.parametrize("name", [name for name in TODAY if COMMANDS[name].palette])
async def test_from_the_palette(name: str, scene_journal: Journal) -> None:
    walk, check = TODAY[name]
    app = StudylogApp(scene_journal)
    async with app.run_test(size=(80, 40)) as pilot:
        scene = Scene(pilot, app, scene_journal)
        await walk(scene)
        await choose_in_palette(pilot, COMMANDS[name])
        assert await until(scene, check), shown_text(app)


def test_every_action_of_today_is_tried_here_or_by_name_elsewhere() -> None:
    from tracker.tui.screens.today import TodayScreen

    elsewhere = {"today.outside", "timer.focus", "app.palette", "app.quit"}
    own = {command.binding for command in TodayScreen.commands} | {"app.theme", "app.help"}

    assert own - set(TODAY) - elsewhere == set()
