"""A day as panes, their layout, and the text they show: without a terminal."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.build import MONDAY, SAMPLE, put, sample_text
from tracker.cells import cells
from tracker.journal import Journal
from tracker.model import Topic
from tracker.tui.panes import Pane, entries_of, newcomer, panes_of, same_place
from tracker.tui.shown import one_to_one, shown, wrap
from tracker.tui.widgets.day_header import HeaderState, header_line
from tracker.tui.widgets.layout import lay_out
from tracker.wording import language_of

SAMPLE_DAYS = sorted(dt.date.fromisoformat(path.stem) for path in SAMPLE.glob("*.md"))
LABEL = re.compile(r"^[\s\-*#|]*(?:\([지난내일]+\) )?(?:학습 목표|도전 과제|주제) ?\d* ?[:：]")


def key_of(binding: str) -> str:
    """Name a key by its binding."""
    return f"<{binding}>"


def letters(text: str) -> str:
    """Return the letters and digits of a text, composed."""
    return "".join(char for char in unicodedata.normalize("NFC", text) if char.isalnum())


def all_shown(panes: tuple[Pane, ...]) -> str:
    """Return the letters of everything in the panes, and of the topics that can be opened from them."""
    said = []
    for pane in panes:
        said.append(pane.title)
        for row in pane.rows:
            said += [row.lead, *(part.text for part in row.parts), row.middle, row.tail]
    said += [entry.item.body for entry in entries_of(panes) if isinstance(entry.item, Topic)]
    return letters(" ".join(said))


@pytest.mark.parametrize("day", SAMPLE_DAYS, ids=str)
def test_every_word_of_a_day_is_shown_or_a_key_away(journal: Journal, day: dt.date) -> None:
    put(journal, day, sample_text(day))
    seen = all_shown(panes_of(journal.record(day), key_of))

    for line in unicodedata.normalize("NFC", sample_text(day)).split("\n"):
        if "날짜" in line:
            continue
        for word in re.split(
            r"[\s,·]+", LABEL.sub("", line).replace("<br/>", "").replace("(완)", "").replace("(실패)", "")
        ):
            assert letters(word) in seen, line


@pytest.mark.parametrize("day", SAMPLE_DAYS, ids=str)
@pytest.mark.parametrize("width", [12, 20, 40, 77, 90, 200])
def test_every_line_is_as_wide_as_it_should_be(journal: Journal, day: dt.date, width: int) -> None:
    put(journal, day, sample_text(day))
    drawn = lay_out(panes_of(journal.record(day), key_of), width)

    assert {sum(cells(run.text) for run in line.runs) for line in drawn.lines} == {width}
    assert len(drawn.places) == len(drawn.entries)


def test_the_cursor_finds_its_entry_again(journal: Journal) -> None:
    before = entries_of(panes_of(journal.record(MONDAY), key_of))
    journal.add_goal(MONDAY, "하나 더")
    after = entries_of(panes_of(journal.record(MONDAY), key_of))

    assert [after[same_place(before, i, after)].identity for i in range(len(before))] == [e.identity for e in before]
    new = newcomer(before, after)
    assert new is not None
    assert after[new].words == "하나 더"
    assert newcomer(after, before) is None


def test_the_cursor_stays_in_its_pane_when_its_entry_is_gone(journal: Journal) -> None:
    before = entries_of(panes_of(journal.record(MONDAY), key_of))
    ref = before[1].ref
    assert ref is not None
    journal.delete_item(MONDAY, ref)
    after = entries_of(panes_of(journal.record(MONDAY), key_of))

    assert after[same_place(before, 1, after)].words == "문자 인코딩 발표하기"
    assert same_place((), 5, ()) == 0


@given(st.text(max_size=80), st.integers(2, 40))
def test_wrapped_lines_fit_and_lose_nothing_but_spaces(text: str, width: int) -> None:
    line = shown(text)
    parts = [line[start:end] for start, end in wrap(line, width)]

    assert all(cells(part) <= width for part in parts)
    assert "".join(parts).replace(" ", "") == line.replace(" ", "")


@given(st.text(max_size=60))
def test_what_is_shown_has_no_control_characters(text: str) -> None:
    for drawn in (shown(text), one_to_one(text)):
        assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in drawn)
    assert len(one_to_one(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("🕸️ ♻️ ☑️", "🕸 ♻ ☑"),
        ("👩‍👧 🧑🧒🧒", "👩👧 🧑🧒🧒"),
        ("👍🏽", "👍"),
        ("한글", "한글"),
        ("\x1b[31m", "␛[31m"),
    ],
)
def test_signs_of_disputed_width_are_drawn_by_their_parts(text: str, drawn: str) -> None:
    assert shown(text) == drawn


@given(st.integers(30, 200), st.text(max_size=30), st.text(max_size=30), st.booleans())
def test_the_header_is_never_wider_than_the_screen(width: int, subject: str, note: str, running: bool) -> None:
    state = HeaderState(
        day="2025-03-24 월",
        note=note,
        timer=subject,
        elapsed=4353 if running else None,
        total_label="오늘",
        total=24605,
        target=28800,
    )

    assert sum(cells(segment.text) for segment in header_line(state, width)) <= max(width, 42)


@pytest.mark.parametrize(
    ("setting", "environment", "language"),
    [
        ("ko", {}, "ko"),
        ("en", {"LANG": "ko_KR.UTF-8"}, "en"),
        ("auto", {"LANG": "ko_KR.UTF-8"}, "ko"),
        ("auto", {"LC_ALL": "C", "LANG": "ko_KR.UTF-8"}, "en"),
        ("auto", {"LC_ALL": "", "LC_MESSAGES": "ko", "LANG": "C"}, "ko"),
        ("auto", {}, "en"),
    ],
)
def test_the_language_is_the_settings_or_the_locales(setting: str, environment: dict[str, str], language: str) -> None:
    assert language_of(setting, environment) == language
