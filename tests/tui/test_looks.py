"""What the screen shows, and that its borders stand one below the other whatever the day says."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from rich.cells import cell_len

from tests.tui.build import (
    MONDAY,
    SAMPLE,
    Clock,
    go_to,
    open_journal,
    press,
    put,
    sample_text,
    screen_of,
    shown_lines,
    shown_text,
    until_shown,
)
from tracker.config import Config
from tracker.journal import Journal
from tracker.tui.all_commands import ALL, SCREENS
from tracker.tui.app import StudylogApp
from tracker.tui.commands import APP_COMMANDS, KEY_OF_JAMO
from tracker.tui.screens.base import StudyScreen
from tracker.values import replace
from tracker.wording import _

SIZES = [(80, 24), (120, 40)]
SAMPLE_DAYS = sorted(dt.date.fromisoformat(path.stem) for path in SAMPLE.glob("*.md"))

_OF_PARTS = ("evening.", "list.", "page.", "browse.", "editor.")

HOSTILE = (
    """
## 📅 날짜: 2025-03-24 [bold]노트[/]

머리말 \x1b[31m빨강

### 💬 학습 목표 [red]

- 학습 목표 1 : [red]빨강[/] [/] [link=https://x.example]눌러[/link]
- 학습 목표 2 : \x1b[31m위험\x1b[0m \x07\x00 \x9b31m
- 학습 목표 3 : \u202e거꾸로\u202c \u200b\u2066x
- 학습 목표 4 : 🕸️ ♻️ 🧑🧒🧒 👨‍👩‍👧 👍🏽 🇰🇷 1️⃣ ☑️ ﷽ e\u0301
- 학습 목표 5 : """
    + "가나다라마바사" * 30
    + """
- 학습 목표 6 : """
    + "word " * 60
    + """

### 🕸️ 딥다이브 - ♻️ [b]
#### | 🧑🧒🧒 [red]제목[/] - 🕸️모리

본문

### 🧑🧒🧒 팀 스터디
#### | 하루 한 문제

- 백준 5065 10102

### 🔥 도전 과제 달성 확인, 내일의 도전과제 설정
- (지난) 도전 과제 1: ♻️ 다시 ✅
- (내일) 도전 과제 1: 🕸️ [/]

### 💭 오늘의 회고 (총 공부 시간 1:00:00)
- 성공적인 점: [dim]좋음 <br/>
- 개선해야할 점: <br/>

### 📁 참고 자료 및 링크
- [[x] 제목](https://x.example)
"""
)


def assert_framed(lines: list[str], *, wide: bool) -> None:
    """Check that the day's right border stands in one column, and every other part's as well."""
    ends = "╮│╯"
    columns = set()
    for line in lines[1 if wide else 2 : -1]:
        body = line[:-1] if line[-1] not in ends else line
        stripped = body.rstrip()
        if stripped and stripped[-1] in ends and ("╭" in line or "│" in line or "╰" in line):
            columns.add(cell_len(stripped))
    day = {column for column in columns if column > 60}
    assert len(day) == 1, columns
    assert columns - day <= {30}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("day", SAMPLE_DAYS, ids=str)
async def test_borders_are_straight_on_every_sample_day(
    app: StudylogApp, journal: Journal, day: dt.date, size: tuple[int, int]
) -> None:
    put(journal, day, sample_text(day))
    app = StudylogApp(journal, day=day)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert_framed(shown_lines(app), wide=size[0] >= 100)


@pytest.mark.parametrize("size", [*SIZES, (40, 12), (20, 5)])
async def test_peoples_text_is_shown_and_never_obeyed(
    app: StudylogApp, journal: Journal, size: tuple[int, int]
) -> None:
    put(journal, MONDAY, HOSTILE)
    async with app.run_test(size=size) as pilot:
        seen = ""
        for _ in screen_of(pilot).day_view.drawn.entries:
            await press(pilot, "down")
            seen += shown_text(app)
            if size[0] >= 80:
                assert_framed(shown_lines(app), wide=size[0] >= 100)
        for char in "\x1b\x07\x00\x9b\u202e\u200b\u2066\u200d\ufe0f":
            assert char not in seen
        if size[0] >= 80:
            assert "[red]빨강[/] [/] [link=https://x.example]눌러[/link]" in seen
            assert "␛[31m위험␛[0m ␇␀" in seen
            assert "[red]제목[/]" in seen


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("i",), "고치기 — 💬 학습 목표 [red]"),
        (("d",), "지웠어요: ␛[31m위험␛[0m"),
        (("d", "u"), "되돌렸어요: 2025-03-24 ␛[31m위험␛[0m"),
        (("t",), "[red]␛[31m"),
        (("t", "down", "enter"), "● [red]␛[31m"),
        (("o",), "공부한 주제"),
    ],
)
async def test_hostile_words_are_safe_in_boxes_and_toasts(
    app: StudylogApp, journal: Journal, keys: tuple[str, ...], expected: str
) -> None:
    put(journal, MONDAY, HOSTILE)
    journal.timer.add(MONDAY, "[red]\x1b[31m", seconds=60)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await go_to(pilot, "위험")
        await press(pilot, *keys)
        await until_shown(pilot, expected)

        assert "\x1b" not in shown_text(app)


async def test_nothing_of_a_day_is_invisible(app: StudylogApp, journal: Journal) -> None:
    text = HOSTILE.replace("- (지난)", "그냥 글\n- (지난)").replace(
        "본문", "본문\n\n### 아무 제목\n주제 없는 글\n\n둘째 문단"
    )
    put(journal, MONDAY, text)
    async with app.run_test(size=(120, 70)) as pilot:
        await pilot.pause()
        shown = shown_text(app)
        for words in ("머리말", "그냥 글", "아무 제목", "주제 없는 글", "둘째 문단", "하루 한 문제", "5065", "10102"):
            assert words in shown


async def test_panes_stand_in_the_days_own_order(app: StudylogApp) -> None:
    async with app.run_test(size=(80, 60)) as pilot:
        await pilot.pause()
        tops = [line for line in shown_lines(app) if line.startswith("╭")]

        assert [line.strip("╭─╮ ").split(" ─")[0] for line in tops] == [
            "💬 학습 목표",
            "🤿 딥다이브 - 문자와 유니코드",
            "🧑🧒🧒 팀 스터디 - 코딩테스트",
            "🔥 도전 과제 달성 확인, 내일의 도전과제 설정",
            "💭 오늘의 회고 (총 공부 시간 7:36:18)",
            "📁 참고 자료 및 링크",
        ]


async def test_each_kind_of_entry_has_its_line(app: StudylogApp) -> None:
    async with app.run_test(size=(80, 60)) as pilot:
        await pilot.pause()
        lines = [" ".join(line.split()) for line in shown_lines(app)]

        for line in (
            "│▌ 1 문자 인코딩 발표하기 │",
            "│ ▸ 🔤 정렬은 누구의 순서인가 단비 2줄 │",
            "│ 백준 1260 · 2606 4주차 │",
            "│ 지난 ✅ 유니코드 발표 준비하기 │",
            "│ 내일 · Redis 로컬에 띄워서 TTL 확인하기 │",
            "│ Unicode HOWTO https://docs.python.org/3/howto/unicode.html │",
        ):
            assert line in lines


async def test_the_side_folds_when_there_is_no_room(app: StudylogApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "─ 이번 주 ─" in shown_text(app)

        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "─ 이번 주 ─" not in shown_text(app)
        assert "이번 주 7:36:18   도전 100%   연속 1일" in shown_text(app)
        assert_framed(shown_lines(app), wide=False)

        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert_framed(shown_lines(app), wide=True)


@pytest.mark.parametrize("size", SIZES)
async def test_borders_stay_straight_when_the_scrollbar_comes_and_goes(app: StudylogApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        for keys in (("full_stop",), ("right_square_bracket",), ("n",), ("u",), ("left_square_bracket",)):
            await press(pilot, *keys)
            await pilot.pause()
            assert_framed(shown_lines(app), wide=size[0] >= 100)


async def test_the_cursor_is_always_in_sight(app: StudylogApp, journal: Journal) -> None:
    goals = "".join(f"- 학습 목표 {n} : 목표 {n}\n" for n in range(1, 400))
    put(journal, MONDAY, f"## 📅 날짜: 2025-03-24\n\n### 💬 학습 목표\n\n{goals}")
    async with app.run_test() as pilot:
        for key in ("end", "pageup", "up", "pageup", "home", "pagedown", "down"):
            await press(pilot, key)
            assert "▌" in shown_text(app)


async def test_the_help_lists_every_key(app: StudylogApp) -> None:
    async with app.run_test(size=(120, 110)) as pilot:
        await press(pilot, "question_mark")
        shown = shown_text(app)

        for command in screen_of(pilot).all_commands():
            if command.keys:
                assert _(command.about) in shown
        assert "^q" in shown


async def test_the_palette_runs_an_action(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "ctrl+p", *"다음 날".replace(" ", ""))
        for _ in range(50):
            await pilot.pause(0.02)
            if "하루 뒤를 봅니다" in shown_text(app):
                break
        await press(pilot, "enter", "enter")
        await pilot.pause(0.05)

        assert screen_of(pilot).day == MONDAY + dt.timedelta(days=1)


async def test_keys_of_the_footer_can_be_clicked(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await pilot.click("#key-bar", offset=(2, 0))
        await pilot.pause()

        assert "오늘의 목표" in shown_text(app)


async def test_a_click_moves_the_cursor_and_a_second_one_opens(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        view = screen_of(pilot).day_view
        await pilot.click("#day-view", offset=(10, 6))
        await pilot.pause()
        assert view.current is not None
        assert "정렬은" in view.current.words

        await pilot.click("#day-view", offset=(10, 6), times=2)
        await pilot.pause()
        assert "코드 포인트 순서와" in shown_text(app)


async def test_an_empty_log_says_how_to_begin(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> None:
    journal = open_journal(tmp_path_factory.mktemp("empty") / "s.db", clock)
    app = StudylogApp(journal)
    async with app.run_test() as pilot:
        await press(pilot, "escape", "down", "space", "d", "J", "tab")

        assert "이미 써 둔 일지 가져오기" in shown_text(app)
    journal.store.close()


async def test_the_screen_speaks_english_too(journal: Journal) -> None:
    journal.config = Config(language="en")
    app = StudylogApp(journal)
    async with app.run_test() as pilot:
        await pilot.pause()

        assert "Mon · week 13" in shown_text(app)
        assert "help" in shown_lines(app)[-1]


async def test_keys_can_be_changed(journal: Journal) -> None:
    journal.config = replace(journal.config, keys={"today.goal": "ctrl+g", "app.help": "f9"})
    app = StudylogApp(journal)
    async with app.run_test() as pilot:
        await press(pilot, "g")
        assert app.screen is screen_of(pilot)
        assert "f9" in shown_lines(app)[-1]

        await press(pilot, "ctrl+g")
        assert "오늘의 목표" in shown_text(app)


async def test_keys_of_boxes_can_be_changed_too(journal: Journal) -> None:
    journal.config = replace(journal.config, keys={"prompt.cancel": "f9"})
    app = StudylogApp(journal)
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "g", "f9")

        assert app.screen is screen_of(pilot)
        assert not app._notifications


async def test_a_key_that_was_chosen_is_taken_from_what_had_it(journal: Journal) -> None:
    journal.config = replace(journal.config, keys={"today.goal": "G", "today.topic": "p"})
    app = StudylogApp(journal)
    async with app.run_test() as pilot:
        await press(pilot, "G")
        assert "오늘의 목표" in shown_text(app)
        await press(pilot, "escape", "p")
        assert "공부한 주제" in shown_text(app)

        assert app.keys_of("day.last") == ["end"]
        assert app.keys_of("today.problem") == []


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_no_key_stands_for_two_actions_of_a_screen(screen: type[StudyScreen]) -> None:
    # Those of the evening belong to its steps, those of lists and pages to whatever has the focus.
    own = {
        c.binding: c for c in (*screen.commands, *screen.visits, *APP_COMMANDS) if not c.binding.startswith(_OF_PARTS)
    }
    keys = [key for command in own.values() for key in command.keys.split(",") if key]

    assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_no_binding_has_two_commands() -> None:
    names = Counter(command.binding for command in ALL)

    assert [name for name, count in names.items() if count > 1] == []


def test_no_key_is_one_that_terminals_keep_for_themselves() -> None:
    keys = {key for command in ALL for key in command.keys.split(",")}

    # tmux and screen take ctrl+b and ctrl+a; ctrl+i, m, j, h are tab, enter, newline and backspace to a terminal.
    assert keys.isdisjoint({"ctrl+b", "ctrl+a", "ctrl+i", "ctrl+m", "ctrl+j", "ctrl+h", "ctrl+c", "f11", "f10"})
    assert not [key for key in keys if key.startswith(("alt+", "super+"))]


def test_the_korean_keyboard_has_every_letter() -> None:
    assert len(KEY_OF_JAMO) == 33
