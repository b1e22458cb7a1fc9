"""What `studylog template check` says about each line of a template."""

from __future__ import annotations

import pytest

from tests.templates.shipped import NAMES, source
from tracker.codec.explain import LineMeaning, explain_template
from tracker.codec.template import parse_template

WEEKLY = """\
# {{ date }} ({{ weekday }})
Week {{ week }} of the course

## Done - {{ theme }}
### {{ topic }} - {{ presenter }}
{{ notes }}

## Solved
1. Today:
- Week {{ week }}
    - {{ judge }} {{ problems }}

## Tomorrow
- {{ next_challenge }}

## Looking back
- {{ reflection }}

## Time
- worked: {{ total }}
{{ theme }}

## Photo
"""


def meanings(text: str) -> dict[int, str]:
    """Return what the lines of a template mean, by their numbers."""
    return {meaning.line: meaning.meaning for meaning in explain_template(parse_template(text, "mine"), text)}


def explained(text: str, line: str) -> str:
    """Return what the line of a template means that reads `line`."""
    return next(m.meaning for m in explain_template(parse_template(text, "mine"), text) if m.text.strip() == line)


@pytest.mark.parametrize(
    ("line", "meaning"),
    [
        ("name: bootcamp-ko", "the name it is chosen by, in the settings and in each day written with it"),
        ("날짜: [date, 일자]", "날짜, before the date, is also read by these words"),
        ("topic: [주제]", "labels of {{ topic }} are also read by these words"),
        ("missed: [❌, ✖️, (실패), (미완), (미완료), (못함)]", "missed is written ❌"),
        (
            "## 📅 날짜: {{ date }}",
            "the day's date; read at any heading level, after its own words (also date, 일자) or none",
        ),
        (
            "- 학습 목표 {{ n }} : {{ goal }}",
            "a goal; repeats; numbered; "
            "read with any bullet, with the label 학습 목표 (also 오늘의 목표, 목표, 세부 학습 목표) or none",
        ),
        (
            "#### | {{ topic }} - {{ presenter }}",
            "a topic; repeats; "
            "read at any heading level below its section's, down to ####, with the label 주제 or none; "
            "what follows the dash is who presented it, left out when nobody is named",
        ),
        ("{{ notes }}", "what is written under a topic, as many lines as there are; a new day has none"),
        ("1. (오늘) 내가 푼 문제", "written as it is into every new day"),
        ("- {{ week }}주차", "the course week, written once above the problems it holds"),
        (
            "- {{ judge }} {{ problems }}",
            "problems solved: a judge's name, then numbers or a title; repeats; a group's line stands above",
        ),
        (
            "- 개선해야할 점: {{ reflection }} <br/>",
            "a reflection labelled 개선해야할 점; waits empty in a new day; read with any bullet or none",
        ),
        ("- {{ link }}", "a link: an address, Markdown, or plain words; repeats"),
    ],
)
def test_a_line_of_the_shipped_template_is_explained(line: str, meaning: str) -> None:
    assert explained(source("day.md"), line) == meaning


def test_a_heading_tells_its_kind_and_its_other_words_as_written() -> None:
    assert explained(source("day.plain.md"), "### 스크럼") == (
        "opens the goals section; also read: 오늘의 스크럼, 데일리 스크럼, scrum"
    )
    assert explained(source("day.md"), "### 🤿 딥다이브 - {{ theme }}") == (
        "opens a learning section, with its topics; "
        "what follows its dash names the day's theme, and is left out while there is none"
    )


def test_a_challenge_tells_its_labels_and_marks() -> None:
    assert explained(source("day.en.md"), "- (past) {{ past_challenge }} {{ mark }}") == (
        "a challenge set before this day; repeats; read with any bullet, with the label (past) (also Challenge, "
        "Past challenge, Today's challenge) or none; its mark comes last: done ✅, partial 🔺, missed ❌"
    )


def test_lines_without_front_matter() -> None:
    assert meanings(WEEKLY) == {
        1: "the day's date, and the weekday; read at any heading level",
        2: "written into every new day, with the course week",
        4: "opens a learning section, with its topics; "
        "what follows its dash names the day's theme, and is left out while there is none",
        5: "a topic; repeats; read at any heading level below its section's, down to ####; "
        "what follows the dash is who presented it, left out when nobody is named",
        6: "what is written under a topic, as many lines as there are; a new day has none",
        8: "opens the team study section, with the problems solved",
        9: "written as it is into every new day",
        10: "the course week, written once above the problems it holds",
        11: "problems solved: a judge's name, then numbers or a title; repeats; a group's line stands above",
        13: "opens the challenges section",
        14: "a challenge for the next study day; repeats; read with any bullet; "
        "a line without a label in this section is for the next day",
        16: "opens the reflection section",
        17: "a reflection without a label; left out of a new day; read with any bullet or none",
        19: "opens the section of the study time",
        20: "the day's study time after the label worked; written when there is one",
        21: "written into every new day, without {{ theme }}: alone on a line it says nothing",
        23: "opens a section without entries, kept as text",
    }


def test_words_of_the_front_matter_that_mean_nothing_are_told() -> None:
    front = "---\nname: mine\ncolour: red\nalso:\n  Gaols: [Plan]\nmarks:\n  doen: [x]\n---\n"
    text = f"{front}# {{{{ date }}}}\n## Goals\n- {{{{ goal }}}}\n"

    assert explained(text, "colour: red") == "not used: there is no such key"
    assert explained(text, "Gaols: [Plan]") == "not used: no heading of this template says Gaols"
    assert explained(text, "doen: [x]") == "not used: doen is no mark"


@pytest.mark.parametrize("name", NAMES)
def test_every_line_with_words_is_explained_as_written(name: str) -> None:
    lines = source(name).split("\n")
    explained = explain_template(parse_template(source(name), "mine"), source(name))

    wanted = [number for number, line in enumerate(lines, 1) if line.strip() not in ("", "---")]
    assert [meaning.line for meaning in explained] == wanted
    assert all(meaning.text == lines[meaning.line - 1] for meaning in explained)


def test_without_its_source_the_front_matter_is_told_in_one() -> None:
    first, second, *_ = explain_template(
        parse_template("---\nname: mine\n---\n# {{date}}\n## Goals\n- {{ goal }}\n", "x")
    )

    assert first == LineMeaning(1, "---", "the template mine, language en; marks: done ✅; partial 🔺; missed ❌")
    assert second == LineMeaning(4, "# {{ date }}", "the day's date; read at any heading level")


@pytest.mark.parametrize(
    "text", ["", "---\n", "---\n[\n---\n# {{ date }}\n", "{{ goal }}\n", "---\nalso: x\n---\n", "\ufeff\n"]
)
def test_a_broken_template_is_explained_as_far_as_it_goes(text: str) -> None:
    explain_template(parse_template(text, "mine"), text)
    explain_template(parse_template(text, "mine"))
