"""Two versions side by side, without a terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tracker.cells import cells
from tracker.charts import Line, Segment
from tracker.tui.shown import shown
from tracker.tui.versions import column_width, side_by_side

HEADS: tuple[Line, Line] = ((Segment("내 것", "heading"),), (Segment("저쪽 것", "heading"),))
texts = st.text(st.sampled_from("가나 다라마ab-*\n\t🕸️'각\r|#"), max_size=60)


def columns(mine: str, theirs: str, width: int = 43) -> tuple[list[str], list[str]]:
    """Return what each column shows, without its head."""
    lines = ["".join(part.text for part in line) for line in side_by_side(HEADS, mine, theirs, width)][2:]
    return [line.split(" │ ")[0].rstrip() for line in lines], [line.split(" │ ")[1].rstrip() for line in lines]


def marked(mine: str, theirs: str) -> tuple[str, str]:
    """Return the marked words of each column."""
    left: list[str] = []
    right: list[str] = []
    for line in side_by_side(HEADS, mine, theirs, 80)[2:]:
        divider = next(n for n, part in enumerate(line) if part.text == " │ ")
        for side, parts in ((left, line[:divider]), (right, line[divider + 1 :])):
            side += [part.text for part in parts if part.style == "match" and part.text]
    return " ".join(left), " ".join(right)


def test_lines_that_are_alike_stand_beside_each_other() -> None:
    assert columns("하나\n둘\n셋\n", "하나\n셋\n") == (["하나", "둘", "셋"], ["하나", "", "셋"])


def test_the_words_are_marked_that_only_one_has() -> None:
    assert marked("- 문자 인코딩 발표하기\n", "- 글꼴 발표하기\n") == ("문자 인코딩", "글꼴")


def test_what_is_alike_is_not_marked() -> None:
    assert marked("하나\n둘\n", "하나\n둘\n") == ("", "")


def test_a_line_that_only_one_has_is_marked_whole() -> None:
    assert marked("하나\n둘\n", "하나\n") == ("둘", "")


def test_a_version_without_lines_leaves_its_column_empty() -> None:
    assert columns("", "하나\n둘\n") == (["", ""], ["하나", "둘"])


def test_long_lines_go_on_in_their_column() -> None:
    assert columns("가나다라 마바사아 자차카타\n", "짧은 줄\n", 23) == (
        ["가나다라", "마바사아", "자차카타"],
        ["짧은 줄", "", ""],
    )


def test_texts_too_long_to_be_compared_are_shown_all_the_same() -> None:
    long = "".join(f"{n}\n" for n in range(700))

    assert columns(long, "0\n")[0] == [str(n) for n in range(700)]


@given(texts, texts, st.integers(11, 60))
def test_both_columns_keep_their_width_and_every_letter(mine: str, theirs: str, width: int) -> None:
    column = column_width(width)
    left, right = "", ""
    for line in side_by_side(HEADS, mine, theirs, width)[2:]:
        divider = next(n for n, part in enumerate(line) if part.style == "border")
        before = "".join(part.text for part in line[:divider])
        after = "".join(part.text for part in line[divider + 1 :])
        assert cells(before) == column
        assert cells(after) <= column
        left, right = left + before, right + after

    for seen, text in ((left, mine), (right, theirs)):
        assert "".join(seen.split()) == "".join(shown(line.removesuffix("\r")) for line in text.split("\n")).replace(
            " ", ""
        )
