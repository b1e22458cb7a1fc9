"""Whatever bytes come in: nothing crashes, nothing is lost, and what is wrong is said in one sentence."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.codec.strategies import HEADINGS, ITEMS, NASTY, WHOLE, logs, words
from tests.hostile import laws

SIGNS = "#-*`~<>!|&{}[]()_:=\\\"'%@ \t\r\n\u2028\x0b\x85\u00a0\u3000\u200d\ufe0f\u0301\u0323\u1112\u1161\u11ab1a가✅"
bits = st.one_of(
    st.sampled_from((*HEADINGS, *ITEMS, *NASTY)).map(lambda line: line + "\n"),
    st.text(alphabet=SIGNS, max_size=12),
    st.text(max_size=8),
    st.sampled_from(SIGNS).flatmap(lambda sign: st.integers(1, 80).map(lambda n: sign * n)),
)
texts = st.lists(bits, max_size=12).map("".join)
"""Texts of nobody: signs in heaps, long runs, broken lines, and now and then a line of a log."""
files = st.one_of(
    st.one_of(texts, logs).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.binary(max_size=60),
    st.sampled_from(WHOLE).map(lambda text: text.encode("cp949", "ignore")),
)

FRONT = (
    "name: mine\n", "name: [a]\n", "language: ko\n", "also:\n  Goals: [Aims]\n", "also: [a]\n",
    "labels: {goal: Goal}\n",
    "marks: {done: ✅}\n", "placeholders: 2024-04-24\n", "a: &a [*a]\n", "x: !!python/name:os.system\n", "- a\n",
    "{\n",
)  # fmt: skip
TEMPLATE_LINES = (
    "# {{ date }}\n", "## 날짜: {{ date }} {{ weekday }}\n", "## Goals\n", "- {{ goal }}\n",
    "- 목표 {{ n }} : {{ goal }}\n",
    "## 배운 것\n", "#### | {{ topic }} - {{ presenter }}\n", "{{ notes }}\n", "## 문제\n", "- {{ week }}주차\n",
    "    - {{ judge }} {{ problems }}\n", "- (지난) {{ past_challenge }} {{ mark }}\n",
    "- (내일) {{ next_challenge }}\n",
    "## 회고 (총 공부 시간 {{ total }})\n", "- 좋은 점: {{ reflection }}\n", "## 링크\n", "- {{ link }}\n",
    "{{ nobody }}\n",
    "{{", "}}", "{{ goal }} {{ link }}\n", "<br/>\n", "\n", "### \n", "총 {{ total }}\n", "{{date}}\r\n",
)  # fmt: skip
templates = st.tuples(
    st.lists(st.sampled_from(FRONT), max_size=3).map(lambda rows: "---\n" + "".join(rows) + "---\n" if rows else ""),
    st.lists(st.one_of(st.sampled_from(TEMPLATE_LINES), bits), max_size=14).map("".join),
).map("".join)

SETTINGS = (
    "language: ", "template: ", "day_start: ", "course_start: ", "target: ", "days_off: ", "recurring: ", "theme: ",
    "keys: ", "focus: ", "publish_to: ", "publish_path: ", "publish_title: ", "publish_labels: ", "publish_commit: ",
    "publish_message: ", "retro_path: ", "week_labels: ", "sync_at: ", "nobody: ", "name: ", "also: ", "- name: ",
    "  also: ", "- ",
)  # fmt: skip
VALUES = (
    "ko", "04:00", "2025-01-22", "8h", "9" * 400 + "h", "9" * 5000 + "s", "50/10", "[sun, x]", "[]", "{}", "{a: b}",
    "{8: K}",
    "[[a]]", "[{text: a}]", "{today.goal: G}", '"{date}.md"', '"../{date}"', '"{note}"', "yes", "&a x", "*a",
    "!!int 1",
    "!!python/object/apply:os.system [x]", "null", "~", "''", "'\\0'", "|\n  a\n  b", "'[a, b]'", "github:a/b", "²",
    "١h",
)  # fmt: skip
yaml_texts = st.one_of(
    st.lists(st.tuples(st.sampled_from(SETTINGS), st.sampled_from(VALUES)).map("".join), max_size=6).map("\n".join),
    st.text(alphabet="[]{}:,-&*!|>'\"%@`# \n\tab1?<=\u0301가\x07\x85\ud800", max_size=40),
)


@settings(max_examples=300)
@given(texts, st.sampled_from(("2025-03-12.md", "notes.md", "2025/03/12.md")))
def test_a_text_is_read_and_comes_back(text: str, path: str) -> None:
    laws.read_whole(text, path)


@settings(max_examples=100)
@given(st.one_of(texts, logs))
def test_a_text_is_looked_over_for_publishing(text: str) -> None:
    laws.lint_whole(text)


@settings(max_examples=200)
@given(st.one_of(texts, logs), st.one_of(words, texts), st.data())
def test_an_edit_is_refused_or_changes_its_own_lines(text: str, said: str, data: st.DataObject) -> None:
    reading = laws.read_whole(text)

    edited = laws.chosen_edit(reading, said, lambda n: data.draw(st.integers(0, n - 1)))

    if edited is not None:
        laws.assert_edit_is_local(reading, edited)


@settings(max_examples=200)
@given(st.one_of(templates, texts))
def test_a_template_is_read_or_told_what_is_wrong_with_it(text: str) -> None:
    laws.read_template_whole(text)


@settings(max_examples=200)
@given(st.one_of(texts, logs))
def test_a_template_is_drafted_from_any_text(text: str) -> None:
    laws.draft_whole(text)


@settings(max_examples=500)
@given(yaml_texts)
def test_settings_are_read_or_refused_in_one_sentence(text: str) -> None:
    laws.read_settings_whole(text)


@settings(max_examples=40)
@given(st.lists(files, min_size=1, max_size=3))
def test_files_come_back_byte_for_byte(contents: list[bytes]) -> None:
    laws.bring_in_and_give_back(dict(zip(("2025-01-22.md", "a/notes.md", "b/2025-01-22.md"), contents, strict=False)))
