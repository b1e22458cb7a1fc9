"""A long text in parts that GitHub takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.codec.strategies import HEADINGS, ITEMS
from tracker.publish.split import LIMIT, size, split

SHARED = Path(__file__).parents[2].parent / "shared"


def test_what_fits_is_one_part() -> None:
    text = "# 2025-03-24\n\n" + "가" * (LIMIT - 14)

    assert size(text) == LIMIT
    assert split(text) == [text]
    assert len(split(text + "나")) == 2


def test_an_emoji_counts_twice() -> None:
    assert size("가😀") == 3
    assert len(split("😀" * 33, 64)) == 2


def test_it_is_cut_at_the_highest_heading_and_parts_are_filled() -> None:
    one, two, three = (f"## {n}\n\n### 작은 제목\n\n글 {n}\n\n" for n in "123")

    assert split(one + two + three, size(one + two)) == [one + two, three]
    assert split(one + two + three, size(one) + 4) == [one, two, three]


def test_a_section_that_is_too_long_is_cut_at_its_own_headings() -> None:
    top, first, second = "# 하루\n\n들어가며\n\n", "## 하나\n\n긴 글\n\n", "### 안\n\n더 긴 글\n"

    assert split(top + first + second, 16) == [top, first, second]


def test_a_heading_stays_with_what_follows_it() -> None:
    heading, one, two = "## 제목\n\n", "가" * 12 + "\n\n", "나" * 12 + "\n"

    assert split("앞 글\n\n" + heading + one + two, 22) == ["앞 글\n\n", heading + one, two]


def test_then_at_blank_lines_then_at_lines() -> None:
    assert split("가나다라\n마바사아\n\n자차카타\n", 14) == ["가나다라\n마바사아\n\n", "자차카타\n"]
    assert split("가나다라\n마바사아\n자차카타\n", 10) == ["가나다라\n마바사아\n", "자차카타\n"]


def test_then_after_a_space_and_never_within_a_sign() -> None:
    assert split("하나 둘셋 넷다섯", 7) == ["하나 둘셋 ", "넷다섯"]
    assert split("가👨‍👩‍👧나", 8) == ["가", "👨‍👩‍👧", "나"]
    syllable = "\u1100\u1161\u11a8"
    assert split(syllable * 3, 8) == [syllable * 2, syllable]
    assert split("🇰🇷🇰🇷🇰🇷", 11) == ["🇰🇷🇰🇷", "🇰🇷"]


def test_signs_in_code_are_no_headings_and_fences_stay_whole() -> None:
    code = "```sh\n# 설치\n\nmake\n```\n"
    text = "앞의 글\n\n" + code + "\n뒤의 글\n"

    assert split(text, size(code) + 2) == ["앞의 글\n\n", code + "\n", "뒤의 글\n"]


def test_a_fence_that_has_to_be_cut_is_closed_and_opened_again() -> None:
    code = "  ~~~~python\n" + "".join(f"print({n})\n" for n in range(8)) + "  ~~~~\n"

    first, second = split(code, 72)

    assert first == "  ~~~~python\n" + "".join(f"print({n})\n" for n in range(5)) + "  ~~~~\n"
    assert second == "  ~~~~python\n" + "".join(f"print({n})\n" for n in range(5, 8)) + "  ~~~~\n"


def test_the_last_line_of_a_fence_is_never_alone() -> None:
    code = "```\n" + "가나다라마바사\n" * 6 + "```\n"

    for part in split(code, 40):
        assert part.startswith("```\n가")
        assert part.endswith("```\n")


def test_a_cut_comment_stays_a_comment() -> None:
    parts = split("<!-- 나만 볼 글\n" + "숨은 글\n" * 12 + "-->\n보이는 글\n", 48)

    assert all(part.startswith("<!--") and "-->" in part for part in parts)


@pytest.mark.parametrize("blank", ["\n", " ", "\n \n"])
def test_no_part_is_blank(blank: str) -> None:
    text = blank * 100 + "가" + blank * 100 + "나" + blank * 100

    parts = split(text, 40)

    assert all(part.strip() and size(part) <= 40 for part in parts)
    assert "".join(parts).split() == ["가", "나"]


lines = st.one_of(
    st.sampled_from([*HEADINGS, *ITEMS, "", "", "```", "~~~py", "````", "<!-- 메모", "-->", "# 😀", "    # 들여쓴 것"]),
    st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\r"), max_size=30),
)
texts = st.lists(st.tuples(lines, st.sampled_from(["\n", "\r\n"])), min_size=1, max_size=40).map(
    lambda pairs: "".join(line + ending for line, ending in pairs)
)


@given(texts, st.integers(100, 400))
def test_every_part_fits_and_none_is_blank(text: str, limit: int) -> None:
    assume(text.strip())

    for part in split(text, limit):
        assert part.strip()
        assert size(part) <= limit


@given(texts, st.integers(100, 400))
def test_without_a_cut_in_a_fence_the_parts_are_the_text(text: str, limit: int) -> None:
    text = re.sub("`{3,}|~{3,}|<!--", "", text)
    assume(re.search(r"\s{50}", text) is None)

    assert "".join(split(text, limit)) == text


@given(st.text(st.sampled_from("가 a\n👩\u200d🚀\u0301🇰"), max_size=300), st.integers(16, 40))
def test_lines_without_end_are_cut_as_well(text: str, limit: int) -> None:
    assume(text.strip())
    assume(re.search(r"\s{8}", text) is None)

    parts = split(text, limit)

    assert "".join(parts) == text
    assert all(part.strip() and size(part) <= limit for part in parts)


def test_real_logs_come_back_from_their_parts() -> None:
    logs = sorted((SHARED / "corpus").rglob("*.md"))
    if not logs:
        pytest.skip("the corpus is not here")
    for path in logs:
        text = path.read_bytes().decode(errors="replace")
        for part in split(text, 3000):
            assert part.strip() or not text.strip()
            assert size(part) <= 3000
