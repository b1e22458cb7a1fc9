"""Two texts made from one, brought together."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.codec.merge import Conflict, Merged, Prefer, merge

DAY = """\
# 2025-01-22

### 학습 목표
- 볼륨 정리
- Docker 복습

### 회고
- 좋았던 점:
"""

LINES = st.sampled_from(["", "- 볼륨", "- Docker", "### 회고", "가\u2028나", "\x0b", "a\r", "- 볼륨 ", "#"])
TEXTS = st.builds(lambda lines, end: "\n".join(lines) + end, st.lists(LINES, max_size=9), st.sampled_from(["", "\n"]))


@st.composite
def changed(draw: st.DrawFn, text: str) -> str:
    """Return `text` with some lines put in, taken out and replaced."""
    lines = text.split("\n")
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(lines)))
        lines[at : at + draw(st.integers(0, 2))] = draw(st.lists(LINES | st.sampled_from(["새 줄", "new"]), max_size=2))
    return "\n".join(lines)


@st.composite
def sides(draw: st.DrawFn) -> tuple[str, str, str]:
    """Return a text and what two people made of it."""
    base = draw(TEXTS)
    return base, draw(changed(base)), draw(changed(base))


def words(text: str) -> Counter[str]:
    """Return the lines of a text without their endings."""
    lines = text.split("\n")
    return Counter(line.removesuffix("\r") for line in (lines if lines[-1] else lines[:-1]))


def test_changes_of_different_lines_go_together() -> None:
    mine = DAY.replace("볼륨 정리", "볼륨 마운트 정리")
    theirs = DAY.replace("좋았던 점:", "좋았던 점: 일찍 시작")

    merged = merge(DAY, mine, theirs)

    assert merged.text == mine.replace("좋았던 점:", "좋았던 점: 일찍 시작")
    assert merged.conflicts == ()


def test_changes_of_neighbouring_lines_go_together() -> None:
    merged = merge("- 하나\n- 둘\n", "- 하나!\n- 둘\n", "- 하나\n- 둘?\n")

    assert (merged.text, merged.conflicts) == ("- 하나!\n- 둘?\n", ())


def test_a_line_put_in_beside_a_changed_one_is_no_conflict() -> None:
    merged = merge("- 하나\n- 둘\n", "- 하나\n- 사이\n- 둘\n", "- 하나!\n- 둘?\n")

    assert (merged.text, merged.conflicts) == ("- 하나!\n- 사이\n- 둘?\n", ())


def test_the_same_change_on_both_sides_is_made_once() -> None:
    both = DAY.replace("Docker 복습", "Docker 정리")

    assert merge(DAY, both, both) == merge(DAY, both, both, Prefer.BOTH)
    assert merge(DAY, both, both).text == both
    assert merge(DAY, both, both + "- 다른 점\n").text == both + "- 다른 점\n"


@pytest.mark.parametrize(
    ("prefer", "expected"),
    [
        (Prefer.MINE, "- 하나\n- 내 것\n"),
        (Prefer.THEIRS, "- 하나\n- 남의 것\n"),
        (Prefer.BOTH, "- 하나\n- 남의 것\n- 내 것\n"),
        (None, "- 하나\n- 내 것\n"),
    ],
)
def test_a_line_that_both_changed_is_a_conflict(prefer: Prefer | None, expected: str) -> None:
    merged = merge("- 하나\n- 둘\n", "- 하나\n- 내 것\n", "- 하나\n- 남의 것\n", prefer)

    assert merged.conflicts == (Conflict("- 둘\n", "- 내 것\n", "- 남의 것\n"),)
    assert merged.text == expected


def test_different_lines_put_in_at_one_place_are_a_conflict() -> None:
    merged = merge("- 하나\n", "- 하나\n- 내 것\n- 끝\n", "- 하나\n- 남의 것\n- 끝\n", Prefer.BOTH)

    assert merged.conflicts == (Conflict("", "- 내 것\n- 끝\n", "- 남의 것\n- 끝\n"),)
    assert merged.text == "- 하나\n- 남의 것\n- 내 것\n- 끝\n"


def test_a_line_changed_here_and_taken_out_there_is_a_conflict() -> None:
    merged = merge("- 하나\n- 둘\n- 셋\n", "- 하나\n- 둘!\n- 셋\n", "- 하나\n- 셋\n", Prefer.BOTH)

    assert merged.conflicts == (Conflict("- 둘\n", "- 둘!\n", ""),)
    assert merged.text == "- 하나\n- 둘!\n- 셋\n"


def test_words_added_to_what_others_took_out_are_not_left_behind() -> None:
    topic = "### 학습\n#### 볼륨\n본문\n#### 네트워크\n"

    merged = merge(topic, topic.replace("본문\n", "본문\n이어 쓴 줄\n"), "### 학습\n#### 네트워크\n")

    assert merged.conflicts == (Conflict("#### 볼륨\n본문\n", "#### 볼륨\n본문\n이어 쓴 줄\n", ""),)


def test_line_endings_stay_as_they_are() -> None:
    base = "# 2025-01-22\r\n- 하나\r\n\u2028\x0b\x85\n- 둘"

    merged = merge(base, base.replace("하나", "1"), base.replace("둘", "2"))

    assert merged.text == "# 2025-01-22\r\n- 1\r\n\u2028\x0b\x85\n- 2"


def test_a_last_line_without_a_newline_gains_one_when_another_follows() -> None:
    assert merge("- 하나\r\n", "- 1", "- 하나\r\n- 둘\r\n").text == "- 1\r\n- 둘\r\n"
    assert merge("", "- 내 것", "- 남의 것", Prefer.BOTH).text == "- 남의 것\n- 내 것"


def test_the_cursor_stays_on_its_line() -> None:
    theirs = DAY.replace("# 2025-01-22\n", "# 2025-01-22\n\n새 줄\n").replace("- Docker 복습\n", "")
    mine = DAY + "- 나빴던 점:\n"

    merged = merge(DAY, mine, theirs)

    lines = merged.text.split("\n")
    for n, line in enumerate(mine.split("\n")):
        if line != "- Docker 복습":
            assert lines[merged.line_of_mine(n)] == line
    assert merged.line_of_mine(0) == 0
    assert merged.line_of_mine(3) == 5
    assert merged.line_of_mine(len(mine.split("\n")) - 1) == len(lines) - 1


def test_a_cursor_on_a_replaced_line_is_on_what_replaced_it() -> None:
    merged = merge("a\nb\nc\n", "a\nB\nc\n", "a\nx\ny\nc\n", Prefer.THEIRS)

    assert [merged.line_of_mine(n) for n in range(4)] == [0, 1, 3, 4]


@given(sides())
def test_one_side_alone_is_taken_as_it_is(texts: tuple[str, str, str]) -> None:
    base, mine, theirs = texts

    for prefer in (None, *Prefer):
        assert merge(base, mine, base, prefer).text == mine
        assert merge(base, base, theirs, prefer).text == theirs
        assert merge(base, mine, mine, prefer).text == mine


@given(sides())
@example(("a\nb", "a\nb\n", "a"))
def test_both_sides_see_the_same_conflicts(texts: tuple[str, str, str]) -> None:
    base, mine, theirs = texts
    here, there = merge(base, mine, theirs), merge(base, theirs, mine)

    assert here.conflicts == tuple(Conflict(c.base, c.theirs, c.mine) for c in there.conflicts)
    if not here.conflicts:
        assert here.text == there.text
    assert merge(base, mine, theirs, Prefer.MINE).text == merge(base, theirs, mine, Prefer.THEIRS).text


@given(sides())
def test_what_one_side_added_is_in_a_clean_merge(texts: tuple[str, str, str]) -> None:
    base, mine, theirs = texts
    merged = merge(base, mine, theirs)

    if not merged.conflicts:
        for side in (mine, theirs):
            assert (words(side) - words(base)).keys() <= words(merged.text).keys()


@given(sides())
def test_both_holds_the_lines_of_both(texts: tuple[str, str, str]) -> None:
    base, mine, theirs = texts
    merged = merge(base, mine, theirs, Prefer.BOTH)

    for conflict in merged.conflicts:
        assert words(conflict.mine) <= words(merged.text)
        assert words(conflict.theirs) <= words(merged.text)


@given(sides(), st.sampled_from([None, *Prefer]))
def test_every_line_of_mine_has_a_place_in_order(texts: tuple[str, str, str], prefer: Prefer | None) -> None:
    base, mine, theirs = texts
    merged = merge(base, mine, theirs, prefer)
    places = [merged.line_of_mine(n) for n in range(len(mine.split("\n")))]

    assert places == sorted(places)
    assert all(0 <= place <= merged.text.count("\n") + 1 for place in places)


def test_a_long_day_of_like_lines_is_merged() -> None:
    base = "".join(f"- {n % 7}\n\n" if n % 3 else f"- 줄 {n}\n" for n in range(2000))
    mine, theirs = "# 처음\n" + base + "끝\n", base.replace("- 줄 999\n", "- 가운데\n")

    merged: Merged = merge(base, mine, theirs)

    assert merged.conflicts == ()
    assert merged.text == "# 처음\n" + theirs + "끝\n"
