"""The laws of mending: only lines that were found change, and what is mended needs no mending."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.codec.logs import WEDNESDAY, read, shipped_templates
from tests.codec.strategies import logs
from tests.lint.findings import codes
from tracker.codec.dates import cut
from tracker.codec.document import Document
from tracker.lint import Finding, lint_day, lint_text, mended
from tracker.model import DayRecord

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
FILES = sorted(path for path in CORPUS.rglob("*") if path.is_file()) if CORPUS.is_dir() else []

PIECES = (
    *("**", "__", " ", "\n") * 2,
    *("*", "_", "***", "\n\n", "\r\n", "\r", "(", ")", "[", "]", "](", "![", "\\", ".", ":", "<", ">", '"', "|", "\t"),
    *("가", "나", "말", "a", "b", "2", "🔥", "\u00a0", "\u2028", "\x0b", "\x85", "\ufeff", "\0", "\u1112\u1161\u11ab"),
    *("`", "```", "~~~\n", "\n#", "\n##", "#", "\n|-|\n", "\n- ", "\n> ", "\n    ", "===", "\n---\n"),
    *("<b>", "</b>", "<!--", "-->", "<img src=", "https://", "notion.so", "a.png", "%00", "&amp;", "{{ goal }}"),
    *("**가(나)**는", "##제목", "** 말 **", "__말__은", "\n\n##말 **가(나)**는\n"),
)
signs = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
texts = st.one_of(signs, signs, logs, st.text(max_size=60))


def assert_mends(text: str, findings: tuple[Finding, ...]) -> None:
    """Check that mending changes the lines it names and no other byte, and leaves nothing to mend."""
    result = mended(text, findings)
    certain = {finding.line: finding.fixed for finding in findings if finding.fixed is not None}
    before, after = Document.from_text(text).lines, Document.from_text(result).lines
    assert len(before) == len(after)
    for number, (old, new) in enumerate(zip(before, after, strict=True), 1):
        assert new.ending == old.ending
        assert new.text == certain.get(number, old.text)
        assert number not in certain or new.text != old.text
    for finding in findings:
        assert finding.fixed in (None, certain.get(finding.line))
        assert "\n" not in (finding.fixed or "")
    assert [finding for finding in lint_text(result) if finding.fixed is not None] == []
    assert [finding.line for finding in findings] == sorted(finding.line for finding in findings)
    assert all(1 <= finding.line <= len(before) for finding in findings)


@given(texts)
def test_mending_any_text_changes_the_lines_that_were_found_and_settles_them(text: str) -> None:
    assert_mends(text, lint_text(text, exists=lambda path: len(path) % 2 == 0))


@given(logs)
def test_any_log_can_be_looked_through(text: str) -> None:
    reading = read(text)

    assert_mends(text, lint_day(DayRecord(text, "", reading.day, ()), reading.template))


@given(texts)
def test_what_is_told_does_not_depend_on_how_lines_end(text: str) -> None:
    bare = text.replace("\r", "")

    def told(of: str) -> list[tuple[int, str, str | None]]:
        return [(finding.line, finding.code, finding.fixed) for finding in lint_text(of)]

    assert told(bare) == told(bare.replace("\n", "\r\n"))


def test_every_other_byte_is_kept() -> None:
    lines = [
        "첫\r\n",
        "**힙(Heap)**을\u2028줄\u00a0안\r\n",
        "\u1112\u1161\u11ab **큐(Q)**를\x0b\n",
        "\n",
        "##끝\r\n",
        "**트(T)**는",
    ]
    text = "".join(lines)

    assert mended(text, lint_text(text)) == "".join(
        [
            "첫\r\n",
            "<b>힙(Heap)</b>을\u2028줄\u00a0안\r\n",
            "\u1112\u1161\u11ab <b>큐(Q)</b>를\x0b\n",
            "\n",
            "## 끝\r\n",
            "<b>트(T)</b>는",
        ]
    )


def test_a_mark_of_byte_order_hides_nothing() -> None:
    text = "\ufeff##제목\n\n\ufeff**큐(Queue)**는\n"

    assert mended(text, lint_text(text)) == "\ufeff## 제목\n\n\ufeff<b>큐(Queue)</b>는\n"
    assert codes("\ufeff###\n") == [(1, "empty-heading")]


def test_a_carriage_return_within_a_line_is_a_space() -> None:
    assert codes("글\n\n###\r") == [(3, "empty-heading")]
    assert codes("글\r글\n\n**힙(Heap)**은\n") == [(3, "bold")]


def test_what_a_mend_brings_to_light_is_mended_with_it() -> None:
    text = "나**(가 **힙(Heap)**은 다(라)**는\n"

    findings = lint_text(text)

    assert [(f.line, f.fixed) for f in findings] == [(1, "나<b>(가 <b>힙(Heap)</b>은 다(라)</b>는")]
    assert_mends(text, findings)


def test_findings_may_be_mended_by_choice() -> None:
    text = "**힙(Heap)**은\n\n**큐(Queue)**는\n"
    first, second = lint_text(text)

    assert mended(text, []) == text
    assert mended(text, [second]) == "**힙(Heap)**은\n\n<b>큐(Queue)</b>는\n"
    assert mended(mended(text, [first]), [second]) == mended(text, [first, second])


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CORPUS)))
def test_real_logs_are_looked_through_and_mended(path: Path) -> None:
    text = path.read_bytes().decode()
    assert_mends(text, lint_text(text, exists=lambda _path: False))
    for piece in cut(text, str(path.relative_to(CORPUS)), shipped_templates()):
        reading = read(piece.text, piece.on or WEDNESDAY)
        assert_mends(piece.text, lint_day(DayRecord(piece.text, "", reading.day, ()), reading.template))


@pytest.mark.parametrize("sign", ["*", "[", "<", "`", "#", "_", "![", "](", "**가(나)**는 ", "<!--", "https://a.b/ "])
def test_a_line_without_end_is_given_up_and_its_neighbours_are_not(sign: str) -> None:
    text = f"{sign * (1_000_000 // len(sign))}\n\n**힙(Heap)**은\n"

    # A row of backticks opens a block of code, and a remark that is not closed hides what is below.
    hidden = sign in ("<!--", "`")
    assert [(f.line, f.fixed) for f in lint_text(text) if f.code == "bold"] == (
        [] if hidden else [(3, "<b>힙(Heap)</b>은")]
    )


def test_a_long_line_ends_what_it_ends() -> None:
    text = f"<!-- {'가' * 30_000} -->\n\n**힙(Heap)**은\n"

    assert mended(text, lint_text(text)) == text.replace("**힙(Heap)**", "<b>힙(Heap)</b>")


def test_a_text_of_many_lines_is_looked_through_once() -> None:
    headings = "# 큐\n" * 20_000
    assert lint_text(headings) == ()
    text = "- **힙(Heap)**은\n" * 2_000
    assert mended(text, lint_text(text)) == "- <b>힙(Heap)</b>은\n" * 2_000
