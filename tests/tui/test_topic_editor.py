"""A topic is written beside its preview, saved as one goes, and shares its day with other windows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual import events
from textual.pilot import Pilot
from textual.screen import Screen

from tests.tui.build import MONDAY, changed_lines, go_to, press, put, shown_text, text_of, until_shown
from tracker.codec.edit import ItemRef
from tracker.journal import Journal
from tracker.model import ItemKind
from tracker.tui.app import StudylogApp
from tracker.tui.screens import base, editor
from tracker.tui.screens.prompt import Choice
from tracker.tui.screens.today import TodayScreen
from tracker.tui.screens.topic_editor import TopicEditor
from tracker.tui.widgets.preview import MarkdownPreview

LOG = """\
## 📅 날짜: 2025-03-24

### 💬 학습 목표

- 학습 목표 1 : 정규화 이해하기

### 🤿 딥다이브 - 인코딩

#### | 유니코드 정규화 - 하늘

하나

- 둘

#### | 빈 주제

### 💭 오늘의 회고

- 성공적인 점: 없음
"""


@pytest.fixture(autouse=True)
def log(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Store the log, look for changes often, and save at once."""
    put(journal, MONDAY, LOG)
    monkeypatch.setattr(base, "POLL_SECONDS", 0.05)
    monkeypatch.setattr(editor, "SAVE_SECONDS", 0.01)


def editor_of(pilot: Pilot[str]) -> TopicEditor:
    return next(screen for screen in pilot.app.screen_stack if isinstance(screen, TopicEditor))


async def open_topic(pilot: Pilot[str], title: str = "유니코드 정규화", n: int = 1) -> TopicEditor:
    """Open a topic in its editor."""
    app = pilot.app
    assert isinstance(app, StudylogApp)
    app.visit(TopicEditor(app.journal, MONDAY, ItemRef(ItemKind.TOPIC, n, title)))
    await pilot.pause()
    await pilot.pause()
    return editor_of(pilot)


def stands_on(app: StudylogApp, kind: type[Screen[None]]) -> bool:
    """Return whether a screen of this kind is in front."""
    return isinstance(app.screen, kind)


async def until(pilot: Pilot[str], holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    for _ in range(300):
        if holds():
            return
        await pilot.pause(0.01)
    raise AssertionError("That never came about.")


async def saved(pilot: Pilot[str]) -> None:
    """Wait until what was typed is saved."""
    await until(pilot, lambda: not editor_of(pilot).unsaved)


async def test_enter_on_a_topic_opens_its_editor(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await go_to(pilot, "유니코드 정규화")
        await press(pilot, "enter")
        assert editor_of(pilot).area.value == "하나\n\n- 둘"
        await press(pilot, "escape")
        assert stands_on(app, TodayScreen)


async def test_what_is_typed_is_saved_without_a_key_for_it(app: StudylogApp, other: Journal) -> None:
    async with app.run_test() as pilot:
        await open_topic(pilot)
        await press(pilot, "end", "!")
        await until(pilot, lambda: text_of(other) != LOG)
        assert changed_lines(LOG, text_of(other)) == ["-하나", "+하나!"]


async def test_an_editor_that_changes_nothing_writes_nothing(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await open_topic(pilot)
        before = len(journal.history(MONDAY))
        await press(pilot, "down", "ctrl+s", "escape")
        assert text_of(journal) == LOG
        assert len(journal.history(MONDAY)) == before


async def test_one_session_is_one_undo(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await open_topic(pilot)
        for letter in "가나다":
            await press(pilot, letter)
            await saved(pilot)
        await press(pilot, "escape")
        assert "가나다하나\n" in text_of(journal)
        journal.undo()
        assert text_of(journal) == LOG


async def test_the_whole_session_saves_one_revision(app: StudylogApp, journal: Journal) -> None:
    before = len(journal.history(MONDAY))
    async with app.run_test() as pilot:
        await open_topic(pilot)
        for letter in "abc":
            await press(pilot, letter, "ctrl+s")
    assert len(journal.history(MONDAY)) == before + 1


async def test_an_empty_topic_is_filled_right_below_its_heading(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        screen = await open_topic(pilot, "빈 주제", 2)
        assert screen.area.value == ""
        await press(pilot, "글", "ctrl+s")
        assert text_of(journal) == LOG.replace("#### | 빈 주제\n", "#### | 빈 주제\n글\n")
        await press(pilot, "backspace", "ctrl+s")
        assert text_of(journal) == LOG


async def test_a_heading_in_the_text_is_saved_as_it_is_typed(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await open_topic(pilot)
        await press(pilot, *"# ", "enter", "ctrl+s", *"### x", "ctrl+s", "end", *"yz", "ctrl+s")
        assert "#### | 유니코드 정규화 - 하늘\n\n# \n### x하나yz\n\n- 둘\n" in text_of(journal)


async def test_escape_saves_first(app: StudylogApp, journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editor, "SAVE_SECONDS", 3600)
    async with app.run_test() as pilot:
        await open_topic(pilot)
        await press(pilot, "a")
        assert text_of(journal) == LOG
        await press(pilot, "escape")
        assert "\na하나\n" in text_of(journal)


async def test_quitting_saves_first(app: StudylogApp, journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editor, "SAVE_SECONDS", 3600)
    async with app.run_test() as pilot:
        await open_topic(pilot)
        await press(pilot, "a", "ctrl+q")
    assert "\na하나\n" in text_of(journal)


async def test_going_to_another_screen_saves_first(
    app: StudylogApp, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editor, "SAVE_SECONDS", 3600)
    async with app.run_test() as pilot:
        await open_topic(pilot)
        await press(pilot, "a")
        app.show_day(MONDAY)
        await pilot.pause()
        assert "\na하나\n" in text_of(journal)


async def test_the_state_and_the_size_stand_in_the_title_line(
    app: StudylogApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editor, "SAVE_SECONDS", 3600)
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await open_topic(pilot)
        state = screen.query_one("#editor-state")
        assert "✓" in str(state.render())
        await press(pilot, "a")
        assert "●" in str(state.render())
        await press(pilot, "ctrl+s")
        assert "✓" in str(state.render())
        assert "3" in str(state.render())


# The title


async def test_title_and_presenter_are_changed_above_the_text(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await open_topic(pilot)
        await press(pilot, "ctrl+g", "end", *" 2", "tab", "end", "님", "enter", "ctrl+s")
        assert changed_lines(LOG, text_of(journal)) == [
            "-#### | 유니코드 정규화 - 하늘",
            "+#### | 유니코드 정규화 2 - 하늘님",
        ]
        assert app.focused is editor_of(pilot).area


async def test_title_and_text_are_one_undo(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await open_topic(pilot)
        await press(pilot, "a", "ctrl+s", "ctrl+g", "x", "ctrl+s", "ctrl+g", "b", "ctrl+s", "escape")
        journal.undo()
        assert text_of(journal) == LOG


async def test_without_a_title_the_heading_stays_and_leaving_asks_once(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await open_topic(pilot)
        await press(pilot, "a", "ctrl+g", "ctrl+u", *["delete"] * 8)
        await until(pilot, lambda: "\na하나\n" in text_of(journal))
        assert "#### | 유니코드 정규화 - 하늘\n" in text_of(journal)
        await press(pilot, "escape")
        assert stands_on(app, TopicEditor)
        await press(pilot, "escape")
        assert stands_on(app, TodayScreen)


# The preview


async def test_the_preview_stands_beside_the_text_where_there_is_room(app: StudylogApp) -> None:
    async with app.run_test(size=(120, 30)) as pilot:
        await open_topic(pilot)
        await press(pilot, "ctrl+g", "ctrl+g", *"**", "end", *"**")
        await until_shown(pilot, "• 둘")
        assert "**하나**" in shown_text(app)
        await press(pilot, "ctrl+r")
        assert "• 둘" not in shown_text(app)
        assert "**하나**" in shown_text(app)


async def test_the_preview_takes_the_place_of_the_text_where_there_is_none(app: StudylogApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_topic(pilot)
        assert not screen.query_one(MarkdownPreview).display
        await press(pilot, "ctrl+r")
        await until_shown(pilot, "• 둘")
        assert not screen.area.display
        await press(pilot, "ctrl+r")
        assert app.focused is screen.area


# Other windows


async def test_what_others_write_elsewhere_comes_in(app: StudylogApp, other: Journal) -> None:
    async with app.run_test() as pilot:
        screen = await open_topic(pilot)
        await press(pilot, "a")
        other.add_goal(MONDAY, "다른 창에서 쓴 목표")
        await saved(pilot)
        await press(pilot, "b", "ctrl+s")
        assert "다른 창에서 쓴 목표\n" in text_of(other)
        assert "\nab하나\n" in text_of(other)
        assert screen.area.value == "ab하나\n\n- 둘"


async def test_what_others_add_to_the_topic_is_seen(app: StudylogApp, other: Journal) -> None:
    async with app.run_test() as pilot:
        screen = await open_topic(pilot)
        other.add_topic(MONDAY, "유니코드 정규화", body="다른 창에서")
        await until(pilot, lambda: "다른 창에서" in screen.area.value)
        await press(pilot, "a", "ctrl+s")
        assert "\na하나\n\n- 둘\n다른 창에서\n" in text_of(other)


async def test_a_title_that_others_changed_is_seen(app: StudylogApp, other: Journal) -> None:
    async with app.run_test() as pilot:
        await open_topic(pilot)
        other.retext_item(MONDAY, ItemRef(ItemKind.TOPIC, 1, "유니코드 정규화"), "NFC와 NFD")
        await until_shown(pilot, "NFC와 NFD")
        await press(pilot, "a", "ctrl+s")
        assert "#### | NFC와 NFD - 하늘\n\na하나\n" in text_of(other)


@pytest.mark.parametrize(
    ("downs", "body"),
    [(0, "내 것하나\n\n- 둘"), (1, "남의 것\n\n- 둘"), (2, "남의 것\n내 것하나\n\n- 둘")],
    ids=["mine", "theirs", "both"],
)
async def test_where_both_changed_a_line_the_person_chooses(
    app: StudylogApp, other: Journal, monkeypatch: pytest.MonkeyPatch, downs: int, body: str
) -> None:
    monkeypatch.setattr(editor, "SAVE_SECONDS", 3600)
    async with app.run_test() as pilot:
        screen = await open_topic(pilot)
        await press(pilot, *"내 것")
        put(other, MONDAY, LOG.replace("하나\n", "남의 것\n"))
        await until(pilot, lambda: isinstance(app.screen, Choice))
        await press(pilot, *["down"] * (downs + 1), "enter")
        assert screen.area.value == body
        assert f"하늘\n\n{body}\n\n#### | 빈 주제" in text_of(other)
        await press(pilot, "ctrl+end", "z", "ctrl+s")
        assert text_of(other).count(screen.area.value) == 1


async def test_a_choice_that_is_put_off_loses_nothing(
    app: StudylogApp, other: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editor, "SAVE_SECONDS", 3600)
    async with app.run_test() as pilot:
        screen = await open_topic(pilot)
        await press(pilot, "a")
        put(other, MONDAY, LOG.replace("하나\n", "남의 것\n"))
        await until(pilot, lambda: isinstance(app.screen, Choice))
        await press(pilot, "escape")
        assert screen.area.value == "a하나\n\n- 둘"
        await press(pilot, "escape")
        assert stands_on(app, Choice)
        await press(pilot, "down", "enter")
        assert "\na하나\n" in text_of(other)


async def test_a_topic_that_is_gone_is_said_to_be(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await open_topic(pilot, "nicht da", 9)
        assert "no longer there" in shown_text(app) or "없" in shown_text(app)
        await press(pilot, "escape")
        assert stands_on(app, TodayScreen)


async def test_a_topic_that_another_window_takes_out_is_written_nowhere(app: StudylogApp, other: Journal) -> None:
    async with app.run_test() as pilot:
        screen = await open_topic(pilot)
        other.delete_item(MONDAY, ItemRef(ItemKind.TOPIC, 1, "유니코드 정규화"))
        await until(pilot, lambda: screen.area.read_only)
        left = text_of(other)
        await press(pilot, "a", "ctrl+s")
        assert screen.query_one("#error-line").display
        assert screen.area.value == "하나\n\n- 둘"
        await press(pilot, "escape")
        assert stands_on(app, TodayScreen)
        assert text_of(other) == left


async def test_a_long_paste_taken_back_at_once_leaves_what_was_there(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        screen = await open_topic(pilot)
        screen.area.load("x")
        app.post_message(events.Paste("\n".join(f"줄 {n}" for n in range(60))))
        await pilot.pause()
        await press(pilot, "ctrl+z")
        await pilot.pause()

        assert app.is_running
    assert app.unforeseen is None
