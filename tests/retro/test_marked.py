"""The part of a file between markers: what is outside never changes."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.codec.strategies import logs
from tracker.errors import EditRefused
from tracker.retro.marked import BEGIN, END, has_part, new_file, with_part

README = f"# TIL\n\n소개 글\n\n{BEGIN}\nold\n{END}\n\n끝 글"


def test_what_is_between_the_markers_is_replaced() -> None:
    assert with_part(README, "new\nlines\n") == README.replace("old", "new\nlines")
    assert with_part(README, "") == README.replace("old\n", "")


def test_the_lines_take_the_ending_of_the_marker() -> None:
    crlf = README.replace("\n", "\r\n")

    assert with_part(crlf, "new\nlines\n") == README.replace("old", "new\nlines").replace("\n", "\r\n")


def test_markers_in_code_do_not_count() -> None:
    shown = f"```html\n{BEGIN}\n{END}\n```\n"

    assert not has_part(shown)
    assert with_part(shown + README, "new") == shown + README.replace("old", "new")


def test_markers_set_in_as_code_do_not_count_and_a_byte_order_mark_does_not_hide_one() -> None:
    assert not has_part(f"    {BEGIN}\n    {END}\n")
    assert with_part(f"\ufeff{BEGIN}\nold\n{END}\n", "new") == f"\ufeff{BEGIN}\nnew\n{END}\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# TIL\n", "there is no place for the index; put these two lines where it is to stand"),
        (f"{BEGIN}\n", "the markers of the index are not one pair (lines 1)"),
        (f"{END}\n{BEGIN}\n", "the markers of the index are not one pair (lines 1, 2)"),
        (f"{README}\n{README}", "the markers of the index are not one pair (lines 5, 7, 14, 16)"),
    ],
)
def test_without_one_pair_of_markers_nothing_is_written(text: str, said: str) -> None:
    with pytest.raises(EditRefused) as refused:
        with_part(text, "new")

    assert refused.value.sentence.startswith(said)


def test_a_new_file_holds_the_index_alone() -> None:
    assert new_file("가\n") == f"{BEGIN}\n가\n{END}\n"
    assert has_part(new_file(""))


@given(
    logs, logs, st.lists(st.sampled_from(["- 하나", "", "### 주", "글"]), max_size=4), st.sampled_from(["\n", "\r\n"])
)
def test_every_byte_outside_stays_and_the_second_time_changes_nothing(
    before: str, after: str, part: list[str], newline: str
) -> None:
    begin, end = f"{BEGIN}{newline}", f"{END}{newline}"
    head = before if before.endswith("\n") or not before else before + "\n"
    text = f"{head}{begin}x{newline}{end}{after}"
    assume(not has_part(before) and not has_part(after))
    try:
        made = with_part(text, "\n".join(part))
    except EditRefused:
        # A fence that is still open above swallows the markers.
        assert not has_part(text)
        return

    assert made.startswith(head + begin)
    assert made.endswith(end + after)
    assert with_part(made, "\n".join(part)) == made
