"""What is written and not saved is there again at the next start, whatever ended the program."""

from __future__ import annotations

import datetime as dt
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
    until_told,
)
from tracker.errors import StoreError
from tracker.journal import Journal
from tracker.tui.app import StudylogApp
from tracker.tui.screens.editor import EditorScreen
from tracker.tui.screens.prompt import LineInput
from tracker.tui.screens.text_editor import TextEditor
from tracker.unsaved import Unsaved, UnsavedText, unsaved_folder


async def type_in(pilot: Pilot[str], text: str) -> None:
    """Type text where the cursor is."""
    await press(pilot, *text)


def full_disk(*_arguments: object, **_more: object) -> None:
    """Fail as a full disk does."""
    raise StoreError("The disk that holds the log is full; nothing was saved. Make room, then try again.")


def left(database: Path) -> Unsaved:
    """Return what windows that are gone have left."""
    unsaved = Unsaved(unsaved_folder(database))
    unsaved.take_over()
    unsaved.close()
    return unsaved


async def test_words_in_a_box_are_kept_while_they_are_typed(app: StudylogApp, database: Path) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "g", *"abc")
        app.unsaved.flush()

        (file,) = unsaved_folder(database).glob("*.json")
        assert '"abc"' in file.read_text("utf-8")
        await press(pilot, "enter")
        app.unsaved.flush()
        assert list(unsaved_folder(database).glob("*.json")) == []


async def test_the_next_start_says_so_and_the_box_offers_them(database: Path, journal: Journal) -> None:
    killed = Unsaved(unsaved_folder(database))
    killed.keep_box("goal", ("볼륨 복습",))
    killed.close()

    app = StudylogApp(journal)
    async with app.run_test(notifications=True) as pilot:
        await until_told(pilot, "지난번에 저장하지 못한 글을 남겨 두었어요")
        await press(pilot, "g")
        assert app.screen.query_one(LineInput).value == "볼륨 복습"
        await press(pilot, "enter")

    assert "볼륨 복습" in text_of(journal)
    assert left(database).box("goal") is None


async def test_a_text_that_could_not_be_saved_is_kept_and_saved_at_the_next_start(
    app: StudylogApp, database: Path, journal: Journal, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        full.setattr(Journal, "save_text", full_disk)
        async with app.run_test() as pilot:
            await press(pilot, "m")
            await type_in(pilot, "ZZ")
            editor = app.screen
            assert isinstance(editor, EditorScreen)
            assert not editor.save()
            await until_shown(pilot, "full")
            # As the end of the program finds it.
            app._preserve()

    assert "ZZ" not in text_of(journal)
    again = StudylogApp(open_journal(database, clock))
    async with again.run_test(notifications=True) as pilot:
        await until_told(pilot, "지난번에 저장하지 못한 글이에요")
        assert isinstance(again.screen, TextEditor)
        again.screen.save()
        assert "ZZ- 학습 목표 1" in text_of(journal)
    assert left(database).texts == {}
    again.journal.close()


async def test_what_others_wrote_meanwhile_stays(database: Path, journal: Journal, clock: Clock) -> None:
    base = text_of(journal)
    killed = Unsaved(unsaved_folder(database))
    killed.keep_text(f"day {MONDAY}", UnsavedText("맨 앞\n" + base, base))
    killed.close()
    put(journal, MONDAY, base + "맨 뒤\n")

    app = StudylogApp(open_journal(database, clock))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app.screen, TextEditor)
        app.screen.save()

    assert text_of(journal) == "맨 앞\n" + base + "맨 뒤\n"
    journal.undo()
    assert text_of(journal) == base + "맨 뒤\n"
    app.journal.close()


async def test_a_text_of_no_day_is_left_alone(database: Path, journal: Journal) -> None:
    killed = Unsaved(unsaved_folder(database))
    killed.keep_text("poem 7", UnsavedText("시", None))
    killed.close()

    app = StudylogApp(journal)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert type(app.screen).__name__ == "TodayScreen"

    assert left(database).texts == {"poem 7": UnsavedText("시", None)}


async def test_a_reflection_that_could_not_be_saved_stands_in_its_field_again(
    database: Path, journal: Journal, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = MONDAY + dt.timedelta(days=1)
    clock.forward(days=1)
    journal.open_day(day)
    app = StudylogApp(journal)
    with monkeypatch.context() as full:
        full.setattr(Journal, "retext_item", full_disk)
        full.setattr(Journal, "add_reflection", full_disk)
        async with app.run_test() as pilot:
            await press(pilot, "e", "tab")
            await type_in(pilot, "abc")
            app._preserve()

    again = StudylogApp(open_journal(database, clock))
    async with again.run_test() as pilot:
        await press(pilot, "e", "tab")
        await until_shown(pilot, "abc")
        await press(pilot, "tab", "tab", "tab")
    assert "abc" in text_of(journal, day)
    again.journal.close()


async def test_a_challenge_begun_in_the_evening_is_kept(database: Path, journal: Journal, clock: Clock) -> None:
    app = StudylogApp(journal)
    async with app.run_test() as pilot:
        await press(pilot, "e")
        app.screen.query_one("#evening-new", LineInput).value = "내일은 발표"
        await pilot.pause()
        app._preserve()

    again = StudylogApp(open_journal(database, clock))
    async with again.run_test() as pilot:
        await press(pilot, "e")
        assert again.screen.query_one("#evening-new", LineInput).value == "내일은 발표"
    again.journal.close()


async def test_an_editor_saves_by_itself_once_it_can_again(
    app: StudylogApp, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.tui.screens.editor.RETRY_SECONDS", 0.01)
    async with app.run_test() as pilot:
        await press(pilot, "m")
        with monkeypatch.context() as full:
            full.setattr(Journal, "save_text", full_disk)
            await type_in(pilot, "ZZ")
            assert isinstance(app.screen, EditorScreen)
            assert not app.screen.save()
            await until_shown(pilot, "full")
        while app.screen.unsaved:
            await pilot.pause(0.02)

        assert text_of(journal) == sample_text(MONDAY).replace("- 학습 목표 1", "ZZ- 학습 목표 1")
        assert "full" not in shown_text(app)


async def test_what_is_not_foreseen_saves_first(
    app: StudylogApp, journal: Journal, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise ZeroDivisionError("somewhere")

    async def write_until_it_fails() -> None:
        async with app.run_test() as pilot:
            await press(pilot, "m")
            await type_in(pilot, "ZZ")
            monkeypatch.setattr(TextEditor, "action_unread", fail)
            await press(pilot, "f8")

    with pytest.raises(ZeroDivisionError):
        await write_until_it_fails()

    assert "ZZ- 학습 목표 1" in text_of(journal)


async def test_and_keeps_what_stands_in_a_box(app: StudylogApp, database: Path) -> None:
    def fail(*_arguments: object) -> None:
        raise ZeroDivisionError("somewhere")

    async def write_until_it_fails() -> None:
        async with app.run_test() as pilot:
            await press(pilot, "g", *"abc")
            app.call_later(fail)
            await pilot.pause()

    with pytest.raises(ZeroDivisionError):
        await write_until_it_fails()

    assert left(database).box("goal") == ("abc",)
