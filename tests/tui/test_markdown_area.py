"""The editor keeps every byte that is not edited, and its keys know Markdown lists and Korean letters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.app import App, ComposeResult

from tests.tui.build import press
from tracker.tui.list_lines import next_beginning
from tracker.tui.widgets.kept_document import Kept, KeptDocument, drawn_line
from tracker.tui.widgets.markdown_area import MarkdownArea

NFD = unicodedata.normalize("NFD", "한글")
FAMILY = "\U0001f469\u200d\U0001f467"
ODD = "쿠버\r\n \u00a0NBSP\u2028줄\x0b\x0c\x85\x1c\n\n" + NFD + "\t끝\x1b[31m\r\r\n\u202e뒤집힌" + FAMILY + "🕸\ufe0f"
PIECES = st.lists(
    st.sampled_from(["\n", "\r\n", "\r", "\u2028", "\x0b", "\x85", "\x1c", "\t", " ", "\u00a0", "가", "a", NFD, FAMILY])
    | st.text(max_size=3)
).map("".join)


class Host(App[str]):
    """An application with nothing but an editor."""

    def __init__(self, text: str, newline: str = "\n") -> None:
        super().__init__()
        self.text = text
        self.newline = newline

    def compose(self) -> ComposeResult:
        yield MarkdownArea(self.text, newline=self.newline)

    @property
    def area(self) -> MarkdownArea:
        return self.query_one(MarkdownArea)


# The text as a document


@given(PIECES)
def test_what_is_loaded_comes_out_as_it_went_in(text: str) -> None:
    document = KeptDocument(text)
    assert document.text == text
    assert document.lines == [drawn_line(line) for line in document.own_lines]


@given(PIECES)
def test_each_character_is_drawn_in_its_own_place(text: str) -> None:
    for line in KeptDocument(text).own_lines:
        assert len(drawn_line(line)) == len(line)


@given(PIECES, st.data())
def test_a_letter_changes_its_own_line_only(text: str, data: st.DataObject) -> None:
    document = KeptDocument(text)
    row = data.draw(st.integers(0, document.line_count - 1))
    column = data.draw(st.integers(0, len(document[row])))
    before = text.split("\n")
    document.replace_range((row, column), (row, column), "글")
    after = document.text.split("\n")
    assert [i for i, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]] == [row]
    line = document.own_lines[row]
    assert line[:column] + line[column + 1 :] == KeptDocument(text).own_lines[row]


@given(PIECES, PIECES, st.data())
def test_a_replacement_is_taken_back_to_the_byte(text: str, new: str, data: st.DataObject) -> None:
    document = KeptDocument(text)
    places = []
    for _ in range(2):
        row = data.draw(st.integers(0, document.line_count - 1))
        places.append((row, data.draw(st.integers(0, len(document[row])))))
    result = document.replace_range(places[0], places[1], new)
    document.replace_range(min(places), result.end_location, result.replaced_text)
    assert document.text == text


@given(PIECES, PIECES)
def test_the_difference_leads_to_the_other_text(old: str, new: str) -> None:
    document = KeptDocument(old)
    difference = document.difference(new)
    if difference is not None:
        document.replace_range(*difference)
    assert document.text == new


def test_a_new_line_takes_the_ending_of_its_neighbour() -> None:
    document = KeptDocument("하나\r\n둘\n셋")
    document.replace_range((0, 2), (0, 2), "\n새 줄")
    document.replace_range((3, 1), (3, 1), "\n끝")
    assert document.text == "하나\r\n새 줄\r\n둘\n셋\n끝"


def test_pasted_lines_take_the_ending_of_their_neighbour() -> None:
    document = KeptDocument("하나\r\n둘")
    document.replace_range((1, 1), (1, 1), "a\rb\nc\r\nd")
    assert document.text == "하나\r\n둘a\r\nb\r\nc\r\nd"


def test_without_a_neighbour_a_line_ends_as_it_was_told() -> None:
    document = KeptDocument("하나", "\r\n")
    document.replace_range((0, 2), (0, 2), "\n둘")
    assert document.text == "하나\r\n둘"


def test_what_was_cut_is_put_in_again_with_its_own_endings() -> None:
    document = KeptDocument("하나\r\n둘\n셋\r\n넷")
    cut = document.replace_range((1, 0), (3, 0), "").replaced_text
    document.replace_range((0, 0), (0, 0), cut)
    assert isinstance(cut, Kept)
    assert document.text == "둘\n셋\r\n하나\r\n넷"


def test_controls_and_directions_are_drawn_and_not_obeyed() -> None:
    assert drawn_line("a\x1b[31mb\u202ec\u2028d\x85e\tf") == "a␛[31mb\ufffdc\ufffdd\ufffde\tf"


# Keys


async def test_a_text_with_everything_in_it_is_untouched_by_the_editor() -> None:
    app = Host(ODD)
    async with app.run_test(size=(30, 10)) as pilot:
        await press(pilot, "down", "end", "right", "left", "pagedown", "ctrl+right")
        assert app.area.value == ODD


async def test_typing_and_taking_it_back_gives_the_same_bytes() -> None:
    app = Host(ODD)
    async with app.run_test(size=(30, 10)) as pilot:
        await press(pilot, "down", "가", "enter", "나", "down", "backspace", "ctrl+k", "ctrl+k")
        assert app.area.value != ODD
        await press(pilot, *["ctrl+z"] * 8)
        assert app.area.value == ODD


@pytest.mark.parametrize("letters", [NFD, FAMILY], ids=["letter in parts", "joined family"])
async def test_backspace_takes_a_whole_letter(letters: str) -> None:
    app = Host("앞" + letters)
    async with app.run_test(size=(30, 10)) as pilot:
        await press(pilot, "end", "backspace")
        left = "앞" + unicodedata.normalize("NFD", "한") if letters == NFD else "앞"
        assert app.area.value == left


async def test_letters_in_parts_are_drawn_whole() -> None:
    app = Host(NFD + " 🕸\ufe0f|")
    async with app.run_test(size=(30, 10)):
        strip = app.area.render_line(0)
        assert strip.text.startswith("한글 🕸|")
        assert strip.cell_length == app.area.size.width


@pytest.mark.parametrize(
    ("line", "typed", "text"),
    [
        ("- 하나", "둘", "- 하나\n- 둘"),
        ("  * [x] 하나", "둘", "  * [x] 하나\n  * [ ] 둘"),
        ("9. 하나", "둘", "9. 하나\n10. 둘"),
        ("> 인용", "더", "> 인용\n> 더"),
        ("-\u00a0하나", "둘", "-\u00a0하나\n-\u00a0둘"),
        ("- 하나\n- ", "둘", "- 하나\n둘"),
        ("---", "글", "---\n글"),
        ("그냥 글", "더", "그냥 글\n더"),
        ("```\n    code", "x", "```\n    code\n    x"),
        ("```\n- code", "x", "```\n- code\nx"),
    ],
)
async def test_enter_goes_on_with_a_list(line: str, typed: str, text: str) -> None:
    app = Host(line)
    async with app.run_test(size=(40, 10)) as pilot:
        await press(pilot, *["down"] * 3, "end", "enter", *typed)
        assert app.area.value == text


def test_enter_before_the_words_of_an_entry_opens_a_plain_line() -> None:
    assert next_beginning(["- 하나"], 0, 0) == ""


@pytest.mark.parametrize(
    ("text", "keys", "after"),
    [
        ("- 하나\n- 둘", ["tab"], "- 하나\n  - 둘"),
        ("1. 하나\n2. 둘", ["tab"], "1. 하나\n   2. 둘"),
        ("- 하나\n\t- 둘\n- 셋", ["tab"], "- 하나\n\t- 둘\n\t- 셋"),
        ("- 하나\n    - 둘", ["shift+tab"], "- 하나\n- 둘"),
        ("- 하나\r\n- 둘\n- 셋", ["shift+up", "shift+up", "tab"], "  - 하나\r\n  - 둘\n  - 셋"),
        ("글", ["tab"], "글  "),
        ("글", ["shift+tab"], "글"),
    ],
)
async def test_tab_moves_a_line_in_and_out(text: str, keys: list[str], after: str) -> None:
    app = Host(text)
    async with app.run_test(size=(40, 10)) as pilot:
        await press(pilot, *["down"] * 3, "end", *keys)
        assert app.area.value == after
        await press(pilot, *(["ctrl+z"] if after != text else []))
        assert app.area.value == text


async def test_word_keys_know_korean_and_english() -> None:
    app = Host(f"쿠버네티스 volume을 {NFD} 끝")
    columns = []
    async with app.run_test(size=(60, 10)) as pilot:
        for _ in range(4):
            await press(pilot, "ctrl+right")
            columns.append(app.area.cursor_location[1])
    assert columns == [5, 13, 14 + len(NFD), 16 + len(NFD)]


async def test_keys_that_come_at_once_are_taken_in_their_order() -> None:
    app = Host("끝")
    async with app.run_test(size=(40, 10)) as pilot:
        for key, letter in (("end", None), ("가", "가"), ("backspace", None), ("나", "나"), ("home", None), ("a", "a")):
            app.post_message(events.Key(key, letter))
        await pilot.pause()
        assert app.area.value == "a끝나"


# The cursor of the terminal


def cell_at_cursor(app: Host) -> tuple[int, int]:
    """Return where the terminal's cursor stands, in cells from where the text begins."""
    region = app.area.content_region
    return app.cursor_position.x - region.x, app.cursor_position.y - region.y


async def test_the_terminal_cursor_stands_after_wide_letters() -> None:
    app = Host("가나다 abc")
    async with app.run_test(size=(40, 10)) as pilot:
        await press(pilot, "right", "right")
        assert cell_at_cursor(app) == (4, 0)
        await press(pilot, "한", "enter", "글")
        assert cell_at_cursor(app) == (2, 1)


async def test_the_terminal_cursor_follows_into_wrapped_lines() -> None:
    app = Host("가나다라마 바사아자차 카타파하")
    async with app.run_test(size=(20, 10)) as pilot:
        await press(pilot, "ctrl+right", "right")
        assert cell_at_cursor(app) == (0, 1)
        await press(pilot, "한")
        assert cell_at_cursor(app) == (2, 1)


async def test_there_is_room_to_compose_a_letter_at_the_end_of_every_line() -> None:
    app = Host("")
    async with app.run_test(size=(20, 10)) as pilot:
        for letter in "가나다라마바사아자차카타파하":
            await press(pilot, letter)
            assert cell_at_cursor(app)[0] + 2 <= app.area.content_region.width


async def test_the_terminal_cursor_stays_right_when_the_window_changes() -> None:
    app = Host("가나다라마 바사아자차 카타파하")
    async with app.run_test(size=(60, 10)) as pilot:
        await press(pilot, "end")
        await pilot.resize_terminal(20, 10)
        await pilot.pause()
        await pilot.pause()
        x, y = cell_at_cursor(app)
        assert y == 2
        assert x == 8


# Changes from elsewhere


async def test_lines_of_others_come_in_without_moving_the_cursor_from_its_words() -> None:
    app = Host("하나\r\n둘\r\n셋")
    async with app.run_test(size=(40, 10)) as pilot:
        await press(pilot, "down", "down", "right")
        app.area.retext("새로\r\n하나\r\n둘\r\n셋")
        assert app.area.cursor_location == (3, 1)
        await press(pilot, "!")
        assert app.area.value == "새로\r\n하나\r\n둘\r\n셋!"
