"""What was found by fuzzing and by looking for trouble: each text as small as it can be."""

from __future__ import annotations

import pytest

from tests.codec.logs import read, shipped_templates
from tests.hostile.laws import WEDNESDAY, bring_in_and_give_back, draft_whole, read_template_whole, read_whole
from tests.journal.build import WEDNESDAY as STORED
from tests.journal.build import put
from tracker.codec.dates import cut
from tracker.codec.explain import explain_template
from tracker.codec.punch import cut_theme, label_of, labelled, uncounted
from tracker.codec.template import parse_template
from tracker.journal import Journal

NINES = "9" * 20


@pytest.mark.parametrize(
    "text",
    [
        f"# 2025-03-12\n## 오늘의 회고 (총 공부 시간 {NINES}h)\n",
        f"# 2025-03-12\n- 총 공부 시간: {NINES}h\n",
        f"# 2025-03-12\n- 총 공부 시간: {NINES}m\n",
        f"# 2025-03-12\n- 총 공부 시간: {NINES}s\n",
        f"# 2025-03-12\n## 学習時間\n- today: {NINES}h\n",
        "# 2025-03-12\n- 총 공부 시간: 10000h\n",
    ],
)
def test_a_time_that_nobody_studied_stays_text(text: str) -> None:
    """The number is too large for SQLite, and would take the whole import with it."""
    assert read(text).day.total is None
    bring_in_and_give_back({"2025-03-12.md": text.encode()})


def test_the_longest_time_that_a_clock_can_say_is_a_time() -> None:
    total = read("# 2025-03-12\n- 총 공부 시간: 9999:59:59\n").day.total

    assert total is not None
    assert total.seconds == 35_999_999


def test_a_time_that_nobody_studied_can_be_saved(journal: Journal) -> None:
    put(journal, f"# 2025-01-22\n- 총 공부 시간: {NINES}h\n")

    assert [fact.seconds for fact in journal.facts(STORED, STORED)] in ([None], [0], [])


@pytest.mark.parametrize("length", ["9" * 400 + "h", "9" * 5000 + "s"])
def test_a_template_is_drafted_from_a_heading_of_many_digits(length: str) -> None:
    draft_whole(f"# 2025-03-12\n## 오늘의 회고 {length}\n")


def test_a_heading_said_again_and_again_is_one_day() -> None:
    text = "# 2025-03-11\n하나\n# 2025-03-12\n둘\n# 2025-03-12\n셋\n# 2025-02-30\n# 2025-02-30\n# 2025-03-12\n넷"

    pieces = cut(text, "notes.md", shipped_templates())

    assert [(str(piece.on), piece.text) for piece in pieces] == [
        ("2025-03-11", "# 2025-03-11\n하나\n"),
        ("2025-03-12", "# 2025-03-12\n둘\n# 2025-03-12\n셋\n"),
        ("None", "# 2025-02-30\n"),
        ("None", "# 2025-02-30\n"),
        ("2025-03-12", "# 2025-03-12\n넷"),
    ]


@pytest.mark.parametrize(
    "front",
    ["\x80", "a: \x07", "a: \ud800", "a: [b", "[" * 2000, "{" * 999, "- " * 999, "a: &a [*a]", "? {a: b}", "a\n--- b"],
)
def test_front_matter_that_is_no_yaml_is_a_problem_of_one_line(front: str) -> None:
    read_template_whole(f"---\n{front}\n---\n# {{{{ date }}}}\n")


def test_words_keep_their_label_whatever_spaces_there_are() -> None:
    assert label_of("- 목표   1   :  ") == "목표"
    assert label_of("- 목표 1 2 3 ]") == "목표 1 2 ]"
    assert label_of("- 목표" + " " * 9 + "x") == "목표" + " " * 9 + "x"
    assert uncounted("목표 12  : ") == "목표: "
    assert labelled("- 목표  1") == "- 목표  1: "
    assert cut_theme("- - 딥 - 다이브 - 망", bars=False) == ("- - 딥", " - ", "다이브 - 망")
    assert cut_theme("- - - -", bars=True) is None


def test_long_runs_of_spaces_end_before_the_person_gives_up() -> None:
    """None is looked at from each of its spaces on."""
    gap = " " * 200_000

    assert label_of(f"- 목표{gap}x") == f"목표{gap}x"
    assert label_of(f"- 목표 1{gap}x") == f"목표 1{gap}x"
    assert uncounted(f"목표{gap}1:") == "목표:"
    assert cut_theme(" - " * 100_000, bars=True) is None
    line = parse_template(f"# {{{{ date }}}}\n## 목표\n- a{gap}b: {{{{ goal }}}}{gap}x\n", "mine").sections[0].lines[0]
    assert line.label == f"a{gap}b"
    assert line.render({}) == f"- a{gap}b:{gap}x"
    front = f"---\ntitle{gap}a\n---\n"
    assert explain_template(parse_template(front + "# {{ date }}\n", "mine"), front + "# {{ date }}\n")


def test_a_hole_that_is_empty_takes_its_separator_and_the_spaces_around_it() -> None:
    template = parse_template(
        "# {{ date }}\n## 배운 것\n#### | {{ topic }}   -   {{ presenter }}\n## 회고   (총 공부 시간 {{ total }})\n",
        "mine",
    )
    topic, reflection = template.sections[0].lines[0], template.sections[1].heading

    assert topic.render({"topic": "해시"}) == "#### | 해시"
    assert topic.render({"topic": "해시 - -"}) == "#### | 해시 - -"
    assert topic.render({"topic": "해시", "presenter": "리아"}) == "#### | 해시   -   리아"
    assert topic.render({}) == "####"
    assert reflection.render({}) == "## 회고"


def test_marks_without_number_stand_over_a_letter() -> None:
    reading = read_whole("# 2025-03-12\n\n## 학습 목표\n- 학습 목표 1 : a" + "\u0301\u0323" * 500 + "\n")

    assert reading.day.date == WEDNESDAY
    assert [goal.text for goal in reading.day.goals] == ["a" + "\u0301\u0323" * 500]
