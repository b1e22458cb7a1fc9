"""Bold words that GitHub does not draw bold."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from tests.codec.logs import read
from tests.lint.findings import codes, fixed, only_finding
from tracker.lint import lint_text, mended

MENDED = [
    ("**마크다운(Markdown)**을 배운다", "<b>마크다운(Markdown)</b>을 배운다"),
    ("가**(나)**", "가<b>(나)</b>"),
    ("가**(나)**는", "가<b>(나)</b>는"),
    ("**`fork`**를 부른다", "<b>`fork`</b>를 부른다"),
    ("**[설명서](https://ex.kr)**는 길다", "<b>[설명서](https://ex.kr)</b>는 길다"),
    ("그는 **“따옴”**이라 했다", "그는 <b>“따옴”</b>이라 했다"),
    ("**왜 그럴까?**라고 물었다", "<b>왜 그럴까?</b>라고 물었다"),
    ("**50%**만 했다", "<b>50%</b>만 했다"),
    ("## **트리(Tree)**의 높이", "## <b>트리(Tree)</b>의 높이"),
    ("- [ ] **힙(Heap)**을 읽기", "- [ ] <b>힙(Heap)</b>을 읽기"),
    ("> **힙(Heap)**을 인용", "> <b>힙(Heap)</b>을 인용"),
    ("[**힙(Heap)**의 뜻](https://ex.kr)", "[<b>힙(Heap)</b>의 뜻](https://ex.kr)"),
    ("**foo (bar)**baz", "<b>foo (bar)</b>baz"),
    ("__강조__를 했다", "**강조**를 했다"),
    ("__DB index(색인)__를", "<b>DB index(색인)</b>를"),
    ("가__(나)__", "가<b>(나)</b>"),
    ("** 굵게 **", "**굵게**"),
    ("** 굵게 ** 적기", "**굵게** 적기"),
    ("그건 ** 굵게 **.", "그건 **굵게**."),
    ("** 굵게**는", "**굵게**는"),
    ("**중요 **하다", "**중요** 하다"),
    ("** 힙(Heap)**을", "<b>힙(Heap)</b>을"),
    ("**Keep:**천천히", "**Keep:** 천천히"),
]
RIGHT_AS_IT_IS = [
    "**굵게** 적고 **또** 적기",
    "**굵게**를",
    "2 ** 3 ** 4",
    "x ** 변수 ** y",
    "**kwargs",
    "**kwargs 와 **args",
    "**kwargs, **options 를 넘긴다",
    "f(**kwargs), g(**options)",
    "2**(n-1)보다 2**(n-2)",
    "2**10 하고 2**20",
    "x**(i) + y**2",
    "x**-1 과 y**-2",
    "a ** b**2",
    "f(**옵션, **값)",
    "__init__",
    "__init__을 부르고 __main__에서",
    "my__name__is",
    "a*b*c 와 a * b",
    "char **argv",
    "****",
    "** **",
    "\\*\\*글(자)\\*\\*는",
    "**완료✅**입니다",
    "`**힙(Heap)**을`",
    "```\n**힙(Heap)**을\n```",
    "    **힙(Heap)**을",
    "<div>\n**힙(Heap)**을\n</div>",
    "<!-- **힙(Heap)**을 -->",
    '<a title="**힙(Heap)**을">글</a>',
    "[글](https://ex.kr/**힙(Heap)**을)",
    "![**힙(Heap)**을](a.png)",
    "할 일 **하나",
    "끝 **",
    "***굵고 기운(x)***은",
]


@pytest.mark.parametrize(("text", "result"), MENDED, ids=[text for text, _ in MENDED])
def test_bold_words_shown_with_their_signs_are_mended(text: str, result: str) -> None:
    assert fixed(text) == [result]
    assert codes(text) == [(1, "bold")]
    assert only_finding(text).mend.removeprefix("Write: ") in result
    assert "**" not in shown(result)
    assert "__" not in shown(result)


@pytest.mark.parametrize("text", RIGHT_AS_IT_IS)
def test_what_shows_as_meant_or_was_never_bold_is_left_alone(text: str) -> None:
    assert codes(text) == []


def shown(text: str) -> str:
    """Return the page a text makes, tags left in."""
    return str(MarkdownIt("gfm-like", {"linkify": False}).disable("linkify").render(text))


def test_each_pair_of_a_line_is_a_finding_and_all_are_mended_at_once() -> None:
    text = "**힙(Heap)**을 읽고 **큐(Queue)**를 쓰고 **끝**\n"

    findings = lint_text(text)

    assert [finding.line for finding in findings] == [1, 1]
    assert mended(text, findings[:1]) == "<b>힙(Heap)</b>을 읽고 <b>큐(Queue)</b>를 쓰고 **끝**\n"
    assert mended(text, findings) == mended(text, findings[:1])


def test_cells_of_a_table_are_mended_in_their_row() -> None:
    text = "| 말 | 뜻 |\n|---|---|\n| **힙(Heap)**은 | **힙(Heap)**은 |\n"

    assert mended(text, lint_text(text)) == "| 말 | 뜻 |\n|---|---|\n| <b>힙(Heap)</b>은 | <b>힙(Heap)</b>은 |\n"


def test_a_line_among_others_of_its_paragraph_is_the_one_that_is_mended() -> None:
    text = "- 첫 줄\n  둘째 줄의 **힙(Heap)**을\n  셋째 줄\n"

    assert mended(text, lint_text(text)) == "- 첫 줄\n  둘째 줄의 <b>힙(Heap)</b>을\n  셋째 줄\n"


def test_bold_words_over_two_lines_are_told_and_not_mended() -> None:
    finding = only_finding("**긴 말의\n끝(end)**을 읽었다")

    assert (finding.line, finding.code, finding.fixed) == (1, "bold", None)
    assert codes("**긴 말의\n끝**을 읽었다") == []


def test_bold_words_over_two_paragraphs_are_told_and_not_mended() -> None:
    finding = only_finding("**첫 문단의 말\n\n- 다음 문단의 끝**\n")

    assert (finding.line, finding.code, finding.fixed) == (1, "bold", None)
    assert codes("**kwargs\n\n뒤의 말**\n") == []
    assert codes("**첫 문단\n\n하나\n\n둘\n\n셋\n\n넷의 끝**\n") == []
    assert codes("할 말 **하나\n\n그리고 **둘\n") == []


def test_a_stray_sign_does_not_keep_its_neighbours_from_being_mended() -> None:
    assert fixed("**kwargs 는 **힙(Heap)**을") == ["**kwargs 는 <b>힙(Heap)</b>을"]
    assert fixed("힙(Heap)**은 있고 **큐(Queue)**는") == ["힙(Heap)**은 있고 <b>큐(Queue)</b>는"]


def test_why_it_is_not_bold_is_said() -> None:
    assert only_finding("**힙(Heap)**을").reason == (
        "** between a punctuation mark and a letter keeps '힙(Heap)' from being bold on GitHub."
    )
    assert only_finding("**힙(Heap)**을").mend == "Write: <b>힙(Heap)</b>"
    assert only_finding("__힙__을").reason == "__ touches a letter, which keeps '힙' from being bold on GitHub."
    assert only_finding("** 힙 **").reason == "A space inside the ** keeps '힙' from being bold on GitHub."
    assert not only_finding("** 힙 **").blocks


def test_a_label_that_is_mended_is_still_the_label() -> None:
    text = "# 2025-03-12\n\n## Reflection\n- **Keep:**천천히\n"

    result = mended(text, lint_text(text))

    assert result == "# 2025-03-12\n\n## Reflection\n- **Keep:** 천천히\n"
    assert [(r.label, r.text) for r in read(result).day.reflections] == [("Keep", "천천히")]
    assert [(r.label, r.text) for r in read(text).day.reflections] == [("Keep", "천천히")]


@pytest.mark.parametrize(
    "text",
    [
        "필드 이름은 user__profile__name 이고 a__b__c 도 있다.\n",
        "snake_case__이름__변수\n",
        "가__나__다\n",
    ],
)
def test_names_with_two_underscores_are_left_alone(text: str) -> None:
    assert lint_text(text) == ()


def test_two_bolds_that_the_parser_pairs_otherwise_are_said_and_not_mended() -> None:
    for text in ("**a(b)**와**c(d)**를\n", "가**a(b)**나**c(d)**다\n"):
        assert mended(text, lint_text(text)) == text
