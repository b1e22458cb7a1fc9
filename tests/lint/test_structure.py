"""Fences that are not closed, and headings that are empty or show as text."""

from __future__ import annotations

import pytest

from tests.codec.logs import read, said
from tests.lint.findings import codes, fixed, only_finding
from tracker.lint import lint_text, mended


@pytest.mark.parametrize("sign", ["```", "~~~", "````"])
def test_a_fence_that_swallows_a_heading_spoils_the_page(sign: str) -> None:
    finding = only_finding(f"글\n\n{sign}js\nlet a\n\n## 회고\n끝\n")

    assert (finding.line, finding.code, finding.blocks, finding.fixed) == (3, "fence", True, None)
    assert finding.reason == (
        "The block of code that is opened here is not closed; GitHub shows the heading in line 6 as code, too."
    )
    assert finding.mend == f"Close it: write {sign} on a line of its own before line 6."


def test_a_fence_with_nothing_but_code_after_it_does_not() -> None:
    finding = only_finding("```js\nlet a\n\nlet b")

    assert (finding.line, finding.code, finding.blocks, finding.fixed) == (1, "fence", False, None)
    assert finding.mend == "Write ``` on a line of its own after the code."


def test_a_fence_that_the_next_block_closes_swallows_what_is_between() -> None:
    finding = only_finding("```js\nlet a\n\n## 큐\n\n```py\nb = 1\n```\n")

    assert (finding.line, finding.code, finding.blocks) == (1, "fence", True)
    assert "before line 4" in finding.mend


def test_a_remark_is_no_heading() -> None:
    assert [f.blocks for f in lint_text("```python\n\n# 주석\nb = 1\n")] == [False]
    assert [f.blocks for f in lint_text("```\n# 주석\nb = 1\n")] == [False]
    assert [f.blocks for f in lint_text("```\nb = 1\n\n# 회고\n")] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "```\n## 코드\n```\n## 회고\n",
        "```js\r\nlet\r\n```\r\n## 회고\r\n",
        "- ```\n  let\n  ```\n\n## 회고\n",
        "- ```\n  let\n\n## 회고\n",
        "> ```\n> let\n\n## 회고\n",
        "````md\n## 제목\n```js\nlet\n```\n````\n",
        "```md\n## 제목\n```\n",
        "```md\n## 제목\n```js\nlet\n```\n",
        "``` 한 줄 ```\n## 회고\n",
        "    ```\n\n## 회고\n",
    ],
)
def test_code_that_ends_is_no_fault(text: str) -> None:
    assert codes(text) == []


def test_a_fence_closed_at_the_margin_leaves_its_list_open() -> None:
    findings = lint_text("- 풀이\n  ```js\n  let\n```\n\n## 회고\n")

    assert [(f.line, f.code, f.blocks) for f in findings] == [(4, "fence", True)]


@pytest.mark.parametrize("text", ["###", "### ", "#### |", "## -", "## ##", "- ##", "> #"])
def test_a_heading_without_words_is_told(text: str) -> None:
    finding = only_finding(f"글\n\n{text}\n")

    assert (finding.line, finding.code, finding.blocks, finding.fixed) == (3, "empty-heading", False, None)


@pytest.mark.parametrize(
    "text", ["## 큐", "# 1", "## 🔥", "### ![](a.png)", "## ⏰", "```\n###\n```", "#######", "\\#"]
)
def test_a_heading_with_something_to_see_is_not(text: str) -> None:
    assert codes(text) == []


UNSPACED = [
    ("##제목", "## 제목"),
    ("######끝", "###### 끝"),
    ("  ###제목 하나", "  ### 제목 하나"),
    ("##📅 날짜", "## 📅 날짜"),
    ("##Title", "## Title"),
    ("####| 큐와 스택", "#### | 큐와 스택"),
    ("##:dart: 목표", "## :dart: 목표"),
    ("##\u1112\u1161\u11ab\u1100\u1173\u11af", "## \u1112\u1161\u11ab\u1100\u1173\u11af"),
    ("##\u00a0제목", "## 제목"),
    ("#\u3000제목", "# 제목"),
    ("## \u00a0제목", None),
]


@pytest.mark.parametrize(("text", "result"), UNSPACED)
def test_a_heading_gets_the_space_it_lacks(text: str, result: str | None) -> None:
    assert fixed(f"글\n\n{text}\n\n글\n") == ([result] if result else [])


@pytest.mark.parametrize(
    "text",
    [
        "#태그",
        "##태그 ##다른태그",
        "##태그 #또",
        "##",
        "##1",
        "#######제목",
        "글 ##제목",
        "- ##제목",
        "    ##제목",
        "`##제목`",
        "```\n##제목\n```",
        "<!--\n##제목\n-->",
        "<details>\n##제목\n</details>",
        "\\##제목",
        "## ##제목",
        "글\n    ```\n##코드\n    ```",
    ],
)
def test_what_is_plainly_no_heading_is_left_alone(text: str) -> None:
    assert "heading-space" not in [code for _line, code in codes(text)]


def test_a_heading_within_a_paragraph_is_mended_together_with_bold_words_in_it() -> None:
    text = "앞 글\n##제목의 **힙(Heap)**은\n뒤 글\n"

    findings = lint_text(text)

    assert [(f.line, f.code, f.fixed) for f in findings] == [
        (2, "heading-space", "## 제목의 <b>힙(Heap)</b>은"),
        (2, "bold", "## 제목의 <b>힙(Heap)</b>은"),
    ]
    assert mended(text, findings[1:]) == "앞 글\n## 제목의 <b>힙(Heap)</b>은\n뒤 글\n"


def test_the_day_says_the_same_when_a_known_heading_gets_its_space() -> None:
    text = "## 날짜: 2025-03-12\n\n###학습 목표\n- 그래프\n\n### 오늘의 회고\n- 성공적인 점: 집중\n"

    result = mended(text, lint_text(text))

    assert result == text.replace("###학습", "### 학습")
    assert [(s.kind, s.heading) for s in read(result).day.sections] == [
        (s.kind, s.heading) for s in read(text).day.sections
    ]
    assert said(read(result), "goal") == said(read(text), "goal") == ["그래프"]


def test_a_topic_that_gets_its_space_is_a_topic() -> None:
    text = "## 날짜: 2025-03-12\n\n### 새로 배운 내용\n#### 큐\n줄 서기\n\n####스택\n쌓기\n"

    result = mended(text, lint_text(text))

    assert said(read(text), "topic") == ["큐"]
    assert said(read(result), "topic") == ["큐", "스택"]
