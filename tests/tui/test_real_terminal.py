"""The program in a real terminal: a pseudo-terminal, with an emulator that draws what it is sent."""

from __future__ import annotations

import base64
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

pytest.importorskip("pyte")
pytest.importorskip("fcntl")

# Only where there are pseudo-terminals, and the emulator is installed.
from tests.tui.terminal import Terminal

F4, UP, END, BACKSPACE, QUIT = "\x1bOS", "\x1b[A", "\x1b[F", "\x7f", "\x11"

DAY = """## 📅 날짜: 2025-03-27

### 💬 학습 목표

- 학습 목표 1 : 🕸️ 거미줄 ♻️ 다시 쓰기
- 학습 목표 2 : 🧑‍🧒‍🧒 이어진 가족과 🧑🧒🧒 끊어진 가족
- 학습 목표 3 : 한글 ✅ 漢字 ﾊﾝｶｸ e\u0301

### 🕸️ 딥다이브 - ♻️ 쿠버네티스
#### | 🧑‍🧒‍🧒 볼륨 - 🧑🧒🧒모리

본문 🕸️

### 🧑🧒🧒 팀 스터디 - 코딩테스트
#### | 하루 한 문제

- 백준 5065 10102

### 🔥 도전 과제 달성 확인, 내일의 도전과제 설정
- (지난) 도전 과제 1: ♻️ 다시 ✅
- (내일) 도전 과제 1: 🕸️ 끝까지

### 💭 오늘의 회고 (총 공부 시간 1:00:00)
- 성공적인 점: 🧑‍🧒‍🧒 함께 <br/>
- 개선해야할 점: ♻️ 반복 <br/>
"""

Start = Callable[..., Terminal]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Return an environment with a log, settings and a clock of its own."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "TERM": "xterm-256color",
        "LANG": "ko_KR.UTF-8",
        "PYTHONUTF8": "1",
        "STUDYLOG_DB": str(tmp_path / "studylog.db"),
        "STUDYLOG_CONFIG": str(tmp_path / "config.yaml"),
        "STUDYLOG_NOW": "2025-03-27T20:00:00+09:00",
    }


@pytest.fixture
def start(environment: dict[str, str]) -> Iterator[Start]:
    """Return what starts the program in a terminal; each is ended when the test is over."""
    started: list[Terminal] = []

    def start(*, columns: int = 80, rows: int = 24, frames: bool = True, **more: str) -> Terminal:
        call = [sys.executable, "-m", "tracker"]
        terminal = Terminal(call, environment | more, columns=columns, rows=rows, frames=frames)
        started.append(terminal)
        return terminal

    yield start
    for terminal in started:
        terminal.close()


@pytest.fixture
def terminal(environment: dict[str, str], start: Start) -> Terminal:
    """Return a terminal in which the program was started on an opened day."""
    studylog(environment, "new")
    return start()


def studylog(environment: dict[str, str], *words: str, given: str = "") -> str:
    """Run a verb beside the screen and return what it prints."""
    command = [sys.executable, "-m", "tracker", *words]
    return subprocess.run(
        command, env=environment, input=given, capture_output=True, check=True, encoding="utf-8"
    ).stdout


def assert_quits(terminal: Terminal) -> None:
    """Quit and check that the program ends well."""
    terminal.type(QUIT)
    assert terminal.ended() == 0


# Frames


_UP, _DOWN = "│┃├┤┼┴╰╯└┘┊", "│┃├┤┼┬╭╮┌┐┊"
"""What has a line to the cell above, and to the cell below."""


def broken_borders(terminal: Terminal, first: int = 2) -> list[str]:
    """Return where, from a row on, a line of a border does not go on in the next row."""
    ups, downs = terminal.columns_of(_UP), terminal.columns_of(_DOWN)
    rows = range(first, terminal.screen.lines - 1)
    return [
        f"row {upper}: {sorted(downs[upper] ^ ups[lower])}"
        for upper, lower in pairwise(rows)
        if downs[upper] != ups[lower]
    ]


def is_whole(terminal: Terminal, first: int = 2) -> bool:
    """Return whether the key bar is drawn in the last row, and borders that go on from row to row above it."""
    return (
        "도움말" in terminal.lines[-1]
        and any(terminal.columns_of("│")[first:])
        and broken_borders(terminal, first) == []
    )


def test_the_first_frame_shows_the_day(terminal: Terminal) -> None:
    terminal.until(lambda text: "2025-03-27 목" in text and "학습 목표" in text and is_whole(terminal))
    assert_quits(terminal)


def test_a_terminal_that_marks_no_frames_is_drawn_all_the_same(environment: dict[str, str], start: Start) -> None:
    studylog(environment, "new")
    terminal = start(frames=False)
    terminal.until(lambda text: "학습 목표" in text and is_whole(terminal))
    assert b"\x1b[?2026h" not in terminal.sent
    assert_quits(terminal)


def test_what_another_terminal_writes_appears(terminal: Terminal, environment: dict[str, str]) -> None:
    terminal.until(lambda text: "학습 목표" in text)
    studylog(environment, "goal", "다른 터미널의 목표")
    terminal.until(lambda text: "다른 터미널의 목표" in text)
    assert_quits(terminal)


@pytest.fixture
def crowded(environment: dict[str, str]) -> None:
    """Bring in a day full of letters whose width terminals and programs get wrong, and start a timer of that kind."""
    path = Path(environment["HOME"]) / "day.md"
    path.write_bytes(DAY.encode())
    studylog(environment, "import", str(path))
    studylog(environment, "start", "🕸️ 독서", "--ago", "40m")


SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])


@SIZES
@pytest.mark.usefixtures("crowded")
def test_every_border_of_the_day_goes_straight_down(start: Start, size: tuple[int, int]) -> None:
    terminal = start(columns=size[0], rows=size[1])
    terminal.until(lambda text: "거미줄" in text and is_whole(terminal))

    assert "│▌ 1 🕸 거미줄 ♻ 다시 쓰기 " in terminal.text
    assert "  2 🧑🧒🧒 이어진 가족과 🧑🧒🧒 끊어진 가족 " in terminal.text
    # The scrollbar's column, kept free, is all that stands right of the panes.
    right = {max(columns) for columns in terminal.columns_of("╮│╯")[2:-1] if columns and max(columns) > 40}
    assert right == {size[0] - 2}
    assert_quits(terminal)


@SIZES
@pytest.mark.usefixtures("crowded")
def test_every_border_of_the_week_goes_straight_down(start: Start, size: tuple[int, int]) -> None:
    terminal = start(columns=size[0], rows=size[1])
    terminal.until(lambda text: "거미줄" in text)
    terminal.type("w")
    # The year's picture, for which only the large terminal has room, comes one frame after the week.
    titles = ["3/27 목", "╭─ 2025"] if size[0] >= 120 else ["3/27 목"]
    terminal.until(lambda text: all(title in text for title in titles) and is_whole(terminal, first=3))

    assert re.search("█ 🕸 독서 +0:40", terminal.text)
    rows = terminal.columns_of("╮│╯")
    planner = [max(columns) for row, columns in zip(terminal.lines, rows, strict=True) if row.startswith(("│", "╰"))]
    assert set(planner) == {size[0] - 1}
    assert_quits(terminal)


@SIZES
@pytest.mark.usefixtures("crowded")
def test_every_column_of_browse_goes_straight_down(start: Start, size: tuple[int, int]) -> None:
    terminal = start(columns=size[0], rows=size[1])
    terminal.until(lambda text: "거미줄" in text)
    terminal.type("/")
    terminal.until(lambda text: "🧑🧒🧒 볼륨" in text and "도움말" in terminal.lines[-1])
    terminal.type("가족")
    terminal.until(lambda text: "2025-03-27 목" in terminal.lines[3] and "이어진" in text)

    if size[0] >= 100:
        # The day's text comes some frames after the list.
        terminal.until(lambda text: "본문 🕸" in text and bool(set.intersection(*terminal.columns_of("│")[3:-1])))
        # The line between the list and the day's text.
        [line] = set.intersection(*terminal.columns_of("│")[3:-1])
        assert set().union(*terminal.columns_of("│")[3:-1]) == {line}
        assert terminal.place_of("- 학습 목표 1 :")[0] == terminal.place_of("본문 🕸")[0]
    assert re.match("[▌ ] 목표  💬 학습 목표 .* - 학습 목표 2 : 🧑🧒🧒 이어진", terminal.lines[4])
    assert_quits(terminal)


@pytest.mark.usefixtures("crowded")
def test_another_size_draws_everything_again(start: Start) -> None:
    terminal = start()
    # The week's line comes after the day.
    before = terminal.until(lambda text: "거미줄" in text and "이번 주" in text and is_whole(terminal))

    terminal.resize(40, 12)
    # At first the day may be drawn as wide as it was; then each pane has both its corners.
    terminal.until(
        lambda text: (
            "거미줄" in text
            and is_whole(terminal)
            and {len(columns) for columns in terminal.columns_of("╭╮╰╯")} == {0, 2}
        )
    )
    terminal.resize(80, 24)
    terminal.until(lambda text: text == before)
    assert_quits(terminal)


# Writing


def until_cursor_behind(terminal: Terminal, words: str, cells: int) -> None:
    """Wait until the words are drawn and the terminal's cursor stands where the next letter goes."""

    def is_behind(text: str) -> bool:
        if words not in text:
            return False
        column, row = terminal.place_of(words)
        return terminal.cursor == (column + cells, row)

    terminal.until(is_behind)


def test_a_goal_is_typed_in_korean_and_stored(terminal: Terminal, environment: dict[str, str]) -> None:
    terminal.until(lambda text: "학습 목표" in text)
    terminal.type("g")
    terminal.until(lambda text: "오늘의 목표" in text)
    # A syllable is composed where the cursor is, so it has to be there before the first letter is.
    terminal.until(lambda _: terminal.cursor == (2, 20))
    for typed, whole, cells in (
        ("볼", "볼", 2),
        ("륨", "볼륨", 4),
        (" 복", "볼륨 복", 7),
        ("습하기", "볼륨 복습하기", 13),
    ):
        terminal.type(typed)
        until_cursor_behind(terminal, whole, cells)
    terminal.type("\r")
    terminal.until(lambda text: "1 볼륨 복습하기" in text)

    assert "- 학습 목표 1 : 볼륨 복습하기\n" in studylog(environment, "export", "today")
    assert_quits(terminal)


def test_keys_typed_ahead_arrive_in_their_order(terminal: Terminal, environment: dict[str, str]) -> None:
    terminal.until(lambda text: "학습 목표" in text)
    # In one go, before there is a line that could take the letters.
    terminal.type("g볼륨 복습\r")
    terminal.until(lambda text: "1 볼륨 복습" in text)

    assert "- 학습 목표 1 : 볼륨 복습\n" in studylog(environment, "export", "today")
    assert_quits(terminal)


@pytest.fixture
def in_topic(environment: dict[str, str], start: Start) -> Terminal:
    """Return a terminal in which a topic without words is open in the editor."""
    studylog(environment, "new")
    studylog(environment, "topic", "영속 볼륨")
    terminal = start()
    terminal.until(lambda text: "영속 볼륨" in text)
    # The goals come first; a topic opens in its editor.
    terminal.type("\t")
    terminal.until(lambda text: "▌" in next(line for line in terminal.lines if "영속 볼륨" in line))
    terminal.type("\r")
    terminal.until(lambda text: "0줄" in text and terminal.cursor == (1, 2))
    return terminal


def test_the_cursor_stands_behind_each_letter_of_a_topic(in_topic: Terminal, environment: dict[str, str]) -> None:
    for typed, whole, cells in (
        ("한", "한", 2),
        ("글 a", "한글 a", 6),
        ("漢🧺", "한글 a漢🧺", 10),
        ("끝", "한글 a漢🧺끝", 12),
    ):
        in_topic.type(typed)
        until_cursor_behind(in_topic, whole, cells)
    in_topic.type(BACKSPACE)
    until_cursor_behind(in_topic, "한글 a漢🧺", 10)
    assert_quits(in_topic)
    assert "한글 a漢🧺\n" in studylog(environment, "export", "today")


def test_the_cursor_stands_behind_the_last_letter_of_a_wrapped_line(in_topic: Terminal) -> None:
    syllables = [chr(ord("가") + 28 * n) for n in range(60)]
    rows = set()
    for number, syllable in enumerate(syllables):
        in_topic.type(syllable)
        until_cursor_behind(in_topic, syllable, 2)
        rows.add(in_topic.place_of(syllable)[1])
        assert number == len(syllables) - 1 or in_topic.cursor[0] <= in_topic.screen.columns - 1
    assert len(rows) == 2
    assert_quits(in_topic)


def test_mouse_and_paste_leave_nothing_behind(terminal: Terminal, environment: dict[str, str]) -> None:
    terminal.until(lambda text: "학습 목표" in text)
    terminal.type("g")
    terminal.until(lambda text: "오늘의 목표" in text)
    terminal.type("첫")
    terminal.until(lambda text: "│ 첫 " in text)
    terminal.type("\x1b[<35;12;7M\x1b[<35;13;7M\x1b[I\x1b[200~ [red]볼륨[/] 복습\x1b[201~")
    terminal.until(lambda text: "첫 [red]볼륨[/] 복습" in text)
    terminal.type("\r")
    terminal.until(lambda text: "1 첫 [red]볼륨[/] 복습" in text)
    assert_quits(terminal)

    assert "- 학습 목표 1 : 첫 [red]볼륨[/] 복습\n" in studylog(environment, "export", "today")
    for mode in ("1000", "1003", "1006", "1004", "2004", "1049"):
        assert terminal.sent.rindex(f"\x1b[?{mode}l".encode()) > terminal.sent.rindex(f"\x1b[?{mode}h".encode())
    assert terminal.sent.rindex(b"\x1b[?25h") > terminal.sent.rindex(b"\x1b[?25l")


def test_what_is_copied_reaches_the_terminal(terminal: Terminal, environment: dict[str, str]) -> None:
    studylog(environment, "goal", "볼륨 복습하기")
    terminal.until(lambda text: "▌ 1 볼륨 복습하기" in text)
    terminal.type("y")
    wanted = b"\x1b]52;c;" + base64.b64encode("볼륨 복습하기".encode()) + b"\x07"
    terminal.until(lambda _: wanted in terminal.sent)
    assert_quits(terminal)


def test_without_colours_none_is_sent(environment: dict[str, str], start: Start) -> None:
    studylog(environment, "new")
    terminal = start(NO_COLOR="1", COLORTERM="truecolor")
    terminal.until(lambda text: "학습 목표" in text and is_whole(terminal))
    terminal.type("w")
    terminal.until(lambda text: "3/27 목" in text)
    assert_quits(terminal)

    sent = {
        int(code or 0)
        for codes in re.findall(rb"\x1b\[([\d;]*)m", bytes(terminal.sent))
        for code in re.split(rb"[;:]", codes)
    }
    # 39 and 49 are the terminal's own.
    assert sent <= {0, 1, 2, 3, 4, 7, 9, 39, 49}


# Leaving for a while, and for good

_EDITOR = """
import sys
path = sys.argv[-1]
written = input("편집기> ")
with open(path, "a", encoding="utf-8") as file:
    file.write(f"- [{written}](https://example.com)\\n")
"""


def test_the_editor_gets_the_terminal_and_gives_it_back(environment: dict[str, str], start: Start) -> None:
    script = Path(environment["HOME"]) / "editor.py"
    script.write_text(_EDITOR, "utf-8")
    studylog(environment, "new")
    terminal = start(EDITOR=f"{sys.executable} {script}")
    before = terminal.until(lambda text: "학습 목표" in text and is_whole(terminal))

    terminal.type(F4)
    terminal.until(lambda text: "편집기>" in text)
    assert terminal.sent.rindex(b"\x1b[?1049l") > terminal.sent.rindex(b"\x1b[?1049h")
    terminal.type("밖에서 쓴 줄\r")
    text = terminal.until(lambda text: "밖에서 쓴 줄" in text and "편집기>" not in text and is_whole(terminal))

    assert text.splitlines()[0] == before.splitlines()[0]
    assert studylog(environment, "export", "today").endswith("- [밖에서 쓴 줄](https://example.com)\n")
    terminal.type("g")
    terminal.until(lambda text: "오늘의 목표" in text)
    terminal.type("또")
    terminal.until(lambda text: "│ 또 " in text)
    terminal.type("\r")
    terminal.until(lambda text: "1 또" in text)
    assert_quits(terminal)


TYPED_SECONDS, MOST_LOST_SECONDS = 3.0, 1.2


def test_a_kill_while_typing_loses_at_most_the_last_second(in_topic: Terminal, environment: dict[str, str]) -> None:
    sent: list[float] = []
    begin = time.monotonic()
    # As fast as the letters appear, which is faster than anyone types; never a pause in which to save.
    while time.monotonic() - begin < TYPED_SECONDS:
        sent.append(time.monotonic())
        in_topic.type("ㅋ")
        in_topic.until(lambda text: text.count("ㅋ") == len(sent))
    killed = time.monotonic()
    os.kill(in_topic.process.pid, signal.SIGKILL)
    assert in_topic.process.wait() == -signal.SIGKILL

    kept = studylog(environment, "export", "today").count("ㅋ")
    assert kept >= sum(killed - moment > MOST_LOST_SECONDS for moment in sent)
    assert kept > 0


def test_a_log_whose_screen_was_killed_opens_again(
    in_topic: Terminal, environment: dict[str, str], start: Start
) -> None:
    in_topic.type("저장된 글")
    in_topic.until(lambda text: "저장된 글" in text and "1줄 · ✓" in text)
    os.kill(in_topic.process.pid, signal.SIGKILL)
    assert in_topic.process.wait() == -signal.SIGKILL

    again = start()
    again.until(lambda text: "영속 볼륨" in text and is_whole(again))
    assert "저장된 글\n" in studylog(environment, "export", "today")
    studylog(environment, "doctor")
    assert_quits(again)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_closed_window_saves_what_was_typed(environment: dict[str, str], start: Start, name: str) -> None:
    studylog(environment, "new")
    studylog(environment, "topic", "주제", "--body", "/dev/null")
    terminal = start()
    terminal.until(lambda text: "학습 목표" in text and is_whole(terminal))
    terminal.type("m")
    terminal.until(lambda text: "## " in text)
    terminal.type("ZZTYPED")
    terminal.until(lambda text: "ZZTYPED" in text)
    terminal.process.send_signal(getattr(signal, name))
    terminal.ended()

    assert "ZZTYPED" in studylog(environment, "export", "today")


@pytest.mark.parametrize("editor", ["no-such-editor", "false"])
def test_an_editor_that_fails_gives_the_terminal_back(environment: dict[str, str], start: Start, editor: str) -> None:
    studylog(environment, "new")
    terminal = start(EDITOR=editor, VISUAL=editor)
    terminal.until(lambda text: "학습 목표" in text and is_whole(terminal))
    terminal.type("E")
    terminal.until(lambda text: editor in text)
    terminal.type("g")
    terminal.until(lambda text: "enter 저장" in text)
    terminal.type("\x1b")
    terminal.until(lambda text: "enter 저장" not in text)
    assert_quits(terminal)
