"""The whole day as text: what was read of each line is beside it, in the program and in the person's own editor."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from tests.tui.build import MONDAY, changed_lines, press, put, shown_lines, shown_text, text_of, until_shown
from tracker.codec.line_signs import LineSign, SignKind
from tracker.journal import Journal
from tracker.tui.app import StudylogApp
from tracker.tui.external_editor import edit_day_outside
from tracker.tui.screens import base, editor, text_editor
from tracker.tui.screens.prompt import Choice
from tracker.tui.screens.text_editor import TextEditor
from tracker.tui.screens.today import TodayScreen
from tracker.tui.widgets.line_signs import sign_words

LOG = """\
## 📅 날짜: 2025-03-24

### 💬 학습 목표

- 학습 목표 1 : 정규화 이해하기

딴 이야기

### 🤿 딥다이브 - 인코딩

#### | 유니코드 정규화 - 하늘

하나

### 💭 오늘의 회고

- 성공적인 점: 없음
"""


@pytest.fixture(autouse=True)
def log(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Store the log, look for changes often, and save and read at once."""
    put(journal, MONDAY, LOG)
    monkeypatch.setattr(base, "POLL_SECONDS", 0.05)
    monkeypatch.setattr(editor, "SAVE_SECONDS", 0.01)
    monkeypatch.setattr(text_editor, "READ_SECONDS", 0.01)


async def open_text(pilot: Pilot[str], line: int | None = None) -> TextEditor:
    """Open the day as text."""
    app = pilot.app
    assert isinstance(app, StudylogApp)
    app.visit(TextEditor(app.journal, MONDAY, line))
    await pilot.pause()
    await pilot.pause()
    return editor_of(pilot)


def editor_of(pilot: Pilot[str]) -> TextEditor:
    return next(screen for screen in pilot.app.screen_stack if isinstance(screen, TextEditor))


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


def line_with(app: StudylogApp, words: str) -> str:
    """Return the line of the screen that shows these words."""
    return next(line.strip() for line in shown_lines(app) if words in line)


async def test_each_line_has_beside_it_what_it_was_read_as(app: StudylogApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await open_text(pilot)
        assert line_with(app, "정규화 이해하기").startswith(sign_words(LineSign(SignKind.GOAL, 1)))
        assert line_with(app, "유니코드 정규화").startswith(sign_words(LineSign(SignKind.TOPIC, 1)))
        assert line_with(app, "딴 이야기").split()[0] == "?"
        assert line_with(app, "하나").split()[0] == "│"


async def test_the_column_follows_what_is_written(app: StudylogApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await open_text(pilot, 7)
        await press(pilot, "home", *"- ")
        sign = sign_words(LineSign(SignKind.GOAL, 2))
        await until(pilot, lambda: line_with(app, "딴 이야기").startswith(sign))


async def test_what_is_typed_is_saved_and_undone_as_one(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        screen = await open_text(pilot, 13)
        for letter in "abc":
            await press(pilot, letter)
            await until(pilot, lambda: not screen.unsaved)
        assert changed_lines(LOG, text_of(journal)) == ["-하나", "+abc하나"]
        await press(pilot, "escape")
        journal.undo()
        assert text_of(journal) == LOG


async def test_odd_bytes_stay_as_they_are(app: StudylogApp, journal: Journal) -> None:
    odd = LOG.replace("하나\n", "하\u2028나\x0b\u00a0\r\n\x1b[31m끝\n").rstrip("\n")
    put(journal, MONDAY, odd)
    async with app.run_test() as pilot:
        await open_text(pilot, 5)
        await press(pilot, "end", "!", "ctrl+s")
        assert text_of(journal) == odd.replace("이해하기", "이해하기!")


async def test_the_next_unread_line_is_one_key_away(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        screen = await open_text(pilot)
        await press(pilot, "f8")
        assert screen.area.cursor_location[0] == 6
        assert screen.query_one("#line-message").display
        await press(pilot, "ctrl+end")
        assert not screen.query_one("#line-message").display
        await press(pilot, "ctrl+n")
        assert screen.area.cursor_location[0] == 6


async def test_escape_goes_back_to_the_entry_of_the_line(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await open_text(pilot, 17)
        await press(pilot, "escape")
        screen = app.screen
        assert isinstance(screen, TodayScreen)
        assert screen.current is not None
        assert screen.current.words == "없음"


async def test_what_others_write_comes_in_below_the_cursor(app: StudylogApp, other: Journal) -> None:
    async with app.run_test() as pilot:
        screen = await open_text(pilot, 13)
        other.add_goal(MONDAY, "다른 창에서 쓴 목표")
        await until(pilot, lambda: "다른 창에서 쓴 목표" in screen.area.value)
        await press(pilot, "a", "ctrl+s")
        assert "\na하나\n" in text_of(other)
        assert "다른 창에서 쓴 목표\n" in text_of(other)


@pytest.mark.parametrize(("downs", "lines"), [(0, "내하나"), (1, "남의 것"), (2, "남의 것\n내하나")])
async def test_where_both_changed_a_line_the_person_chooses(
    app: StudylogApp, other: Journal, monkeypatch: pytest.MonkeyPatch, downs: int, lines: str
) -> None:
    monkeypatch.setattr(editor, "SAVE_SECONDS", 3600)
    async with app.run_test() as pilot:
        screen = await open_text(pilot, 13)
        await press(pilot, "내")
        put(other, MONDAY, LOG.replace("하나\n", "남의 것\n"))
        await until(pilot, lambda: isinstance(app.screen, Choice))
        await press(pilot, *["down"] * (downs + 1), "enter")
        assert text_of(other) == screen.area.value == LOG.replace("하나\n", f"{lines}\n")


async def test_an_emptied_day_is_not_saved(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await open_text(pilot)
        await press(pilot, "f7", "delete", "escape")
        assert stands_on(app, TextEditor)
        await press(pilot, "escape")
        assert stands_on(app, TodayScreen)
        assert text_of(journal) == LOG


async def test_a_day_that_is_not_there_is_opened_by_the_first_word(app: StudylogApp, journal: Journal) -> None:
    day = MONDAY.replace(day=27)
    async with app.run_test() as pilot:
        app.visit(TextEditor(journal, day))
        await pilot.pause()
        await press(pilot, "ctrl+s", "escape")
        assert journal.find(day) is None
        app.visit(TextEditor(journal, day))
        await pilot.pause()
        await press(pilot, "ctrl+end", "a", "ctrl+s")
        assert text_of(journal, day).rstrip().endswith("a")


# The person's own editor


@pytest.fixture
def own_editor(app: StudylogApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return what makes a Python script the person's editor; `path` is the file it gets."""

    @contextmanager
    def aside() -> Iterator[None]:
        yield

    monkeypatch.setattr(app, "suspend", aside)
    monkeypatch.delenv("VISUAL", raising=False)

    def use(script: str) -> None:
        file = tmp_path / "own editor.py"
        file.write_text(f"import sys\nfrom pathlib import Path\npath = Path(sys.argv[1])\n{script}\n", "utf-8")
        monkeypatch.setenv("EDITOR", f"'{sys.executable}' '{file}'")

    return use


def replacing(old: str, new: str) -> str:
    """Return a script that changes the file as an editor would."""
    return f"path.write_bytes(path.read_bytes().decode().replace({old!r}, {new!r}).encode())"


async def test_a_day_comes_back_from_the_own_editor(
    app: StudylogApp, journal: Journal, own_editor: Callable[[str], None]
) -> None:
    own_editor(replacing("하나", "하나\r\n둘"))
    async with app.run_test() as pilot:
        await press(pilot, "f4")
        assert text_of(journal) == LOG.replace("하나", "하나\r\n둘")
        assert stands_on(app, TodayScreen)
        await until_shown(pilot, str(MONDAY))


async def test_a_newline_that_the_own_editor_puts_at_the_end_is_no_change(
    app: StudylogApp, journal: Journal, own_editor: Callable[[str], None]
) -> None:
    put(journal, MONDAY, LOG.rstrip("\n"))
    own_editor("path.write_bytes(path.read_bytes() + b'\\n')")
    async with app.run_test() as pilot:
        await press(pilot, "f4")
        assert text_of(journal) == LOG.rstrip("\n")


async def test_the_file_of_the_own_editor_is_nobody_elses(
    app: StudylogApp, tmp_path: Path, own_editor: Callable[[str], None]
) -> None:
    note = tmp_path / "modes"
    modes = "f'{path.stat().st_mode & 0o777:o} {path.parent.stat().st_mode & 0o777:o} {path}'"
    own_editor(f"Path({str(note)!r}).write_text({modes})")
    async with app.run_test() as pilot:
        await press(pilot, "f4")
        file, folder, path = note.read_text().split()
        assert (file, folder) == ("600", "700")
        assert f"{MONDAY}.md" in path
        assert not Path(path).parent.exists()


async def test_lines_that_are_no_longer_read_are_shown(
    app: StudylogApp, journal: Journal, own_editor: Callable[[str], None]
) -> None:
    own_editor(replacing("### 🤿", "또 딴 이야기\n\n### 🤿"))
    async with app.run_test() as pilot:
        await press(pilot, "f4")
        await pilot.pause()
        screen = editor_of(pilot)
        assert screen.area.kept.own_lines[screen.area.cursor_location[0]] == "또 딴 이야기"
        assert "또 딴 이야기" in text_of(journal)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("sys.exit(3)", "3"),
        ("path.write_bytes('오늘'.encode('cp949'))", "UTF-8"),
        ("path.write_bytes(b'')", ""),
    ],
    ids=["fails", "no UTF-8", "empty"],
)
async def test_what_goes_wrong_is_said_in_one_line(
    app: StudylogApp, journal: Journal, own_editor: Callable[[str], None], script: str, said: str
) -> None:
    own_editor(script)
    async with app.run_test(size=(120, 30)) as pilot:
        await press(pilot, "f4")
        line = app.screen.query_one("#error-line")
        assert line.display
        assert said in shown_text(app)
        assert text_of(journal) == LOG


async def test_an_editor_that_is_not_there_is_named(app: StudylogApp, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def aside() -> Iterator[None]:
        yield

    monkeypatch.setattr(app, "suspend", aside)
    monkeypatch.setenv("VISUAL", "no-such-editor --wait")
    async with app.run_test(size=(120, 30)) as pilot:
        await press(pilot, "f4")
        assert "no-such-editor --wait" in shown_text(app)


async def test_what_others_changed_meanwhile_is_asked_about_and_nothing_is_lost(
    app: StudylogApp, other: Journal, own_editor: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    own_editor(replacing("하나", "내 것"))
    before = text_of(other)
    async with app.run_test() as pilot:
        find = app.journal.find

        def changed_meanwhile(day: object) -> object:
            monkeypatch.setattr(app.journal, "find", find)
            record = find(MONDAY)
            put(other, MONDAY, before.replace("하나", "남의 것"))
            return record

        monkeypatch.setattr(app.journal, "find", changed_meanwhile)
        edit_day_outside(app.today_screen, MONDAY)
        await until(pilot, lambda: isinstance(app.screen, Choice))
        await press(pilot, "escape")
        assert "내 것" in editor_of(pilot).area.value
        await press(pilot, "ctrl+s", "up", "enter")
        assert "남의 것\n내 것\n" in text_of(other)


async def test_a_text_in_the_editor_goes_on_in_the_own_one(
    app: StudylogApp, journal: Journal, own_editor: Callable[[str], None]
) -> None:
    own_editor(replacing("a하나", "밖에서"))
    async with app.run_test() as pilot:
        await open_text(pilot, 13)
        await press(pilot, "a", "f4", "ctrl+s")
        assert "\n밖에서\n" in text_of(journal)
        await press(pilot, "ctrl+z", "ctrl+s")
        assert "\na하나\n" in text_of(journal)
