"""Choosing on the screen between what two machines made of the same lines."""

from __future__ import annotations

import datetime as dt

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.widgets import Input, TextArea

from tests.sync.devices import Device
from tests.tui.build import MONDAY, press, screen_of, shown_text, text_of, until_told, words_at_cursor, write
from tests.tui.picture import picture
from tests.tui.test_snapshots import LARGE, SMALL, Text
from tracker.codec.edit import ItemRef
from tracker.journal import Journal
from tracker.model import ItemKind
from tracker.store.syncing import KeptConflict
from tracker.sync.syncing import Syncing
from tracker.tui.app import StudylogApp
from tracker.tui.screens.conflicts import ConflictsScreen

GOAL = ItemRef(ItemKind.GOAL, 1, "문자 인코딩 발표하기")
TUESDAY = MONDAY + dt.timedelta(days=1)

pytestmark = pytest.mark.usefixtures("environment")


@pytest.fixture
def conflict(synced: Journal, laptop: Device, environment: dict[str, str]) -> None:
    """Have both machines give a goal other words, and the screen's know of both."""
    laptop.journal.retext_item(MONDAY, GOAL, "유니코드 정규화 발표하기")
    laptop.sync()
    synced.retext_item(MONDAY, GOAL, "문자 인코딩과 글꼴 발표하기")
    Syncing(synced, environment).run()


@pytest.mark.usefixtures("conflict")
async def test_a_sync_says_how_many_conflicts_wait_and_which_key_shows_them(app: StudylogApp) -> None:
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "f5")
        await until_told(pilot, "고를 충돌이 1개 있어요: f6")
        await press(pilot, "f6")

        assert isinstance(app.screen, ConflictsScreen)


CHOICES = {
    "mine": ("1", ["1 : 문자 인코딩과 글꼴 발표하기"]),
    "theirs": ("2", ["1 : 유니코드 정규화 발표하기"]),
    "both": ("3", ["1 : 문자 인코딩과 글꼴 발표하기", "2 : 유니코드 정규화 발표하기"]),
}


def goals(text: str) -> list[str]:
    """Return the goals about what was to be presented, with their numbers."""
    lines = [line for line in text.split("\n") if line.startswith("- 학습 목표")]
    return [line.removeprefix("- 학습 목표 ") for line in lines if line.endswith("발표하기")]


@pytest.mark.usefixtures("conflict")
@pytest.mark.parametrize("name", CHOICES)
async def test_a_choice_stands_in_the_day_and_can_be_taken_back(app: StudylogApp, journal: Journal, name: str) -> None:
    key, expected = CHOICES[name]
    before = text_of(journal)
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "f6")
        assert "충돌 1개" in shown_text(app)
        await press(pilot, key)
        assert goals(text_of(journal)) == expected
        assert "고를 것이 없어요" in shown_text(app)
        await press(pilot, "u")

        assert text_of(journal) == before
        assert "충돌 1개" in shown_text(app)


@pytest.mark.usefixtures("conflict")
async def test_a_choice_is_not_taken_back_over_what_came_after_it(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "f6", "2")
        journal.add_goal(MONDAY, "그 뒤의 목표")
        await press(pilot, "u")

        assert "그 뒤에 다른 것이 바뀌었어요" in shown_text(app)
        assert "그 뒤의 목표" in text_of(journal)
        assert journal.store.sync.kept_conflicts() == []


async def test_where_nothing_was_chosen_there_is_nothing_to_take_back(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "f6", "u")

        assert "되돌릴 것도 없어요" in shown_text(app)


@pytest.mark.usefixtures("conflict")
async def test_a_conflict_can_be_left_as_the_day_is(app: StudylogApp, journal: Journal) -> None:
    before = text_of(journal)
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "f6", "0")

        assert text_of(journal) == before
        assert journal.store.sync.kept_conflicts() == []


@pytest.mark.usefixtures("conflict")
async def test_lines_changed_since_are_said_to_be(app: StudylogApp, journal: Journal) -> None:
    stands = journal.store.sync.kept_conflicts()[0].kept
    journal.save_text(
        MONDAY, text_of(journal).replace(stands, "- 학습 목표 1 : 손으로 고친 목표\n"), base=text_of(journal)
    )
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "f6")
        await press(pilot, "2")
        assert "그 뒤에 바뀌었어요. 0 키는 일지를 지금 그대로 둬요." in shown_text(app)
        await press(pilot, "0")

        assert "손으로 고친 목표" in text_of(journal)
        assert journal.store.sync.kept_conflicts() == []


async def test_after_a_choice_the_next_one(
    app: StudylogApp, synced: Journal, laptop: Device, environment: dict[str, str]
) -> None:
    for day in (TUESDAY, TUESDAY + dt.timedelta(days=1)):
        synced.save_text(day, f"## 📅 날짜: {day}\n\n### 💬 학습 목표\n- 학습 목표 1 : 처음 목표\n", base=None)
    Syncing(synced, environment).run()
    laptop.sync()
    first = ItemRef(ItemKind.GOAL, 1, "처음 목표")
    for day in (TUESDAY, TUESDAY + dt.timedelta(days=1)):
        laptop.journal.retext_item(day, first, "노트북의 목표")
        synced.retext_item(day, first, "여기의 목표")
    laptop.sync()
    async with app.run_test(size=LARGE, notifications=True) as pilot:
        await press(pilot, "f5")
        await until_told(pilot, "고를 충돌이 2개 있어요")
        await press(pilot, "f6")
        screen = app.screen
        assert isinstance(screen, ConflictsScreen)
        await press(pilot, "2")
        assert [row.day for row in screen.rows] == [TUESDAY + dt.timedelta(days=1)]
        await press(pilot, "1")

        assert "노트북의 목표" in text_of(synced, TUESDAY)
        assert "여기의 목표" in text_of(synced, TUESDAY + dt.timedelta(days=1))


async def test_enter_opens_the_day_at_the_line(app: StudylogApp, synced: Journal) -> None:
    line = next(line for line in text_of(synced).split("\n") if "파일 이름이" in line)
    path = f"days/2025/03/{MONDAY}.md"
    synced.store.sync.put_conflicts([KeptConflict("1", path, "", f"{line}\n", "- 저쪽의 줄\n", "kept")])
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "right_square_bracket", "f6", "enter")

        assert screen_of(pilot).day == MONDAY
        assert "파일 이름이" in words_at_cursor(pilot)


async def test_a_conflict_in_no_day_opens_none(app: StudylogApp, synced: Journal) -> None:
    synced.store.sync.put_conflicts([KeptConflict("1", "templates/day.md", "", "# 하나\n", "# 둘\n", "kept")])
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "f6", "enter")

        assert "일지가 아니라 templates/day.md에 있어요" in shown_text(app)


async def test_a_long_version_is_read_to_its_end_and_chosen_from_there(app: StudylogApp, synced: Journal) -> None:
    kept = "".join(f"{n}번째 줄\n" for n in range(60))
    path = f"days/2025/03/{MONDAY}.md"
    synced.store.sync.put_conflicts([KeptConflict("1", path, "", kept, "짧은 줄\n", "kept")])
    async with app.run_test() as pilot:
        await press(pilot, "f6")
        assert "59번째 줄" not in shown_text(app)
        await press(pilot, "tab", "G")
        assert "59번째 줄" in shown_text(app)
        await press(pilot, "0")

        assert synced.store.sync.kept_conflicts() == []


@pytest.mark.usefixtures("conflict")
async def test_the_palette_offers_every_choice(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "f6", "ctrl+p")
        await write(pilot, "저쪽")

        assert goals(text_of(journal)) == ["1 : 유니코드 정규화 발표하기"]


# Looks


@pytest.fixture
def screen(snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch) -> SnapshotAssertion:
    """Return the pictures of before; nothing blinks."""
    monkeypatch.setattr(Input, "cursor_blink", False)
    monkeypatch.setattr(TextArea, "cursor_blink", False)
    return snapshot.use_extension(Text)


sizes = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])


@sizes
@pytest.mark.usefixtures("conflict")
async def test_conflicts_look_as_before(app: StudylogApp, size: tuple[int, int], screen: SnapshotAssertion) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "f6")

        assert picture(app) == screen
