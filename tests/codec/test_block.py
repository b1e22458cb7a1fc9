"""The lines of a topic, taken out as a text, edited, and put back to the byte."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.templates.shipped import shipped_templates
from tracker.codec.block import Block, TopicHeading, retitled
from tracker.codec.document import Document
from tracker.codec.merge import merge
from tracker.codec.reading import Reading
from tracker.errors import EditRefused, UsageError

DAY = dt.date(2025, 3, 24)
LOG = """\
## 📅 날짜: 2025-03-24

### 🤿 딥다이브 - 인코딩

#### | 유니코드 정규화 - 하늘

하나

- 둘

#### | 빈 주제

### 💭 오늘의 회고

- 성공적인 점: 없음
"""


def reading_of(text: str) -> Reading:
    return Reading.of(text, DAY, shipped_templates())


def block_of(text: str, n: int = 0) -> Block:
    reading = reading_of(text)
    return Block.of_topic(reading, reading.day.topics[n])


def test_a_block_is_what_stands_under_the_heading_without_blank_lines() -> None:
    assert block_of(LOG).body == "하나\n\n- 둘"
    assert block_of(LOG, 1).body == ""


def test_only_the_lines_of_the_block_change() -> None:
    assert block_of(LOG).with_body("하나\n셋").text == LOG.replace("하나\n\n- 둘\n", "하나\n셋\n")


def test_an_empty_topic_gets_its_lines_right_below_the_heading() -> None:
    block = block_of(LOG, 1)
    assert block.with_body("글").text == LOG.replace("#### | 빈 주제\n", "#### | 빈 주제\n글\n")
    assert block.with_body("글").with_body("").text == LOG


def test_a_heading_written_into_the_block_does_not_cut_it_short() -> None:
    block = block_of(LOG).with_body("하나\n### 큰 제목\n둘")
    assert block.body == "하나\n### 큰 제목\n둘"
    assert block.with_body("하나").text == LOG.replace("하나\n\n- 둘\n", "하나\n")


def test_line_endings_of_every_kind_stay() -> None:
    text = LOG.replace("\n", "\r\n").replace("하나\r\n", "하나\n")
    block = block_of(text)
    assert block.body == "하나\n\r\n- 둘"
    assert block.with_body(block.body + "!").text == text.replace("- 둘", "- 둘!")


def test_a_day_without_a_final_newline_goes_on_without_one() -> None:
    text = LOG[: LOG.index("### 💭")].rstrip("\n")
    block = block_of(text, 1)
    grown = block.with_body("글\n둘")
    assert grown.text == text + "\n글\n둘"
    assert grown.with_body("").text == text


@given(st.text(alphabet="a가\n\r #`-\u2028"), st.booleans(), st.integers(0, 1))
def test_any_text_in_a_block_comes_out_as_it_went_in(body: str, final_newline: bool, n: int) -> None:
    text = LOG if final_newline else LOG[: LOG.index("### 💭")].rstrip("\n")
    block = block_of(text, n)
    changed = block.with_body(body)
    assert changed.body == body
    assert changed.with_body(block.body).text == text
    assert Document.from_text(changed.text).text == changed.text


def test_the_block_is_found_again_below_lines_of_others() -> None:
    block = block_of(LOG).with_body("하나\n새 줄")
    theirs = LOG.replace("### 🤿", "### 💬 학습 목표\n\n- 목표\n\n### 🤿").replace("없음", "있음")
    moved = block.moved(merge(LOG, block.text, theirs))
    assert moved is not None
    assert moved.body == "하나\n새 줄"
    assert moved.heading_line == "#### | 유니코드 정규화 - 하늘"


def test_the_block_takes_up_what_others_made_of_its_lines() -> None:
    block = block_of(LOG)
    theirs = LOG.replace("- 둘", "- 둘\n- 셋\n- 넷")
    moved = block.moved(merge(LOG, LOG, theirs))
    assert moved is not None
    assert moved.body.startswith("하나\n\n- 둘")


def test_a_block_whose_heading_was_taken_out_is_nowhere() -> None:
    theirs = LOG.replace("#### | 유니코드 정규화 - 하늘\n\n하나\n\n- 둘\n\n", "")
    assert block_of(LOG).moved(merge(LOG, LOG, theirs)) is None
    assert block_of(LOG, 1).moved(merge(LOG, LOG, LOG.replace("#### | 빈 주제\n", ""))) is None


@pytest.mark.parametrize(
    ("title", "presenter", "line"),
    [
        ("NFC와 NFD", "하늘", "#### | NFC와 NFD - 하늘"),
        ("유니코드 정규화", "바다", "#### | 유니코드 정규화 - 바다"),
        ("유니코드 정규화", "", "#### | 유니코드 정규화"),
        ("유니코드 정규화", "하늘", "#### | 유니코드 정규화 - 하늘"),
    ],
)
def test_a_title_and_a_presenter_are_changed_in_their_places(title: str, presenter: str, line: str) -> None:
    reading = reading_of(LOG)
    block = block_of(LOG)
    parts = TopicHeading.of_topic(block.heading_line, reading.day.topics[0])
    assert retitled(reading, block, parts, title, presenter).heading_line == line


def test_a_presenter_is_added_in_the_manner_of_the_format() -> None:
    reading = reading_of(LOG)
    block = block_of(LOG, 1)
    parts = TopicHeading.of_topic(block.heading_line, reading.day.topics[1])
    assert retitled(reading, block, parts, "빈 주제", "하늘").heading_line == "#### | 빈 주제 - 하늘"


def test_a_heading_that_would_say_something_else_is_refused() -> None:
    reading = reading_of(LOG)
    block = block_of(LOG)
    parts = TopicHeading.of_topic(block.heading_line, reading.day.topics[0])
    with pytest.raises(EditRefused):
        retitled(reading, block, parts, "제목 - 다른이", "")
    with pytest.raises(UsageError):
        retitled(reading, block, parts, " ", "하늘")
