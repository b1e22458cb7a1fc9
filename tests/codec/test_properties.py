"""What holds for any text and any edit."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.codec.logs import WEDNESDAY, assert_local, every_item, read, roles, shipped_templates, untouched
from tests.codec.strategies import HEADINGS, ITEMS, NASTY, logs, words
from tracker.codec.dates import cut
from tracker.codec.document import Document
from tracker.codec.edit import (
    Edited,
    Reading,
    add_challenge,
    add_goal,
    add_link,
    add_problems,
    add_reflection,
    add_topic,
    delete_item,
    mark_challenge,
    move_item,
    retext_item,
    set_total,
)
from tracker.codec.lexicon import Templates
from tracker.codec.read import read_day
from tracker.codec.reading import words_of
from tracker.errors import EditRefused, UsageError
from tracker.model import Challenge, Column, DayRecord, Link, Mark, Problem, Reflection, Topic, When, day_json

EXAMPLES = 2000

any_text = st.one_of(
    logs,
    st.text(
        alphabet=st.sampled_from("#-*`~<>!\r\n\u2028\x0b\x85\u00a0 \t1a가ㄱ:()[]✅\ufe0f\u200d\ud7a3"), max_size=60
    ),
)
LABELLED = (
    "성공", "적인", " ", "점", ":", "：", "학습", "목표", "1", "(", "지난", ")", "도전", "과제", "Keep", "k", "Ｋ",
    "**", "<br/>", "\u0301", "\u11a8", "하", "습", "-", ":dart:", "🔥", "\u00a0", "_", "주제", "ſ", "é",
)  # fmt: skip
labelled = st.lists(st.sampled_from(LABELLED), max_size=9).map("".join)
marks = st.sampled_from((*Mark, None))


@settings(max_examples=EXAMPLES)
@given(any_text, st.sampled_from(("2025-03-12.md", "notes.md", "2025/03/12.md")))
def test_any_text_comes_back_as_it_was(text: str, path: str) -> None:
    assert Document.from_text(text).text == text
    assert "".join(piece.text for piece in cut(text, path, shipped_templates())) == text


@settings(max_examples=EXAMPLES)
@given(any_text)
def test_what_was_read_before_changes_nothing(text: str) -> None:
    shipped = shipped_templates()
    fresh = Templates(shipped.templates, shipped.judges)
    document = Document.from_text(text)
    assert read_day(document, WEDNESDAY, shipped) == read_day(document, WEDNESDAY, fresh)


@example("하\u11a8습 목표 1: 읽기", "goal")
@example("성공적인: 점: 집중", "reflection")
@settings(max_examples=EXAMPLES)
@given(labelled, st.sampled_from(("goal", "past_challenge", "next_challenge", "reflection", "topic")))
def test_a_label_is_found_as_by_trying_every_end(text: str, hole: str) -> None:
    lexicon = shipped_templates().lexicon(shipped_templates().default)
    known = lexicon.labels(hole)
    beginnings = {word[:end] for word in known for end in range(len(word) + 1)}
    assert lexicon.label_at(f"- {text}", 2, (hole,)) == lexicon._find_label(
        f"- {text}", 2, known, frozenset(beginnings)
    )


@settings(max_examples=EXAMPLES)
@given(any_text)
def test_reading_never_fails_and_stays_within_the_text(text: str) -> None:
    document = Document.from_text(text)
    day = read_day(document, WEDNESDAY, shipped_templates())
    assert all(0 <= line < len(document.lines) for line in day.plain_lines)
    sections = [section.span for section in day.sections]
    assert all(one.end <= two.start for one, two in pairwise(sections))
    items = [item for _, item in every_item(read(text))]
    spans = [item.span for item in items if not isinstance(item, Problem)] + [section.span for section in day.sections]
    assert all(0 <= span.start <= span.end <= len(document.lines) for span in spans)
    columns = [
        item.at if isinstance(item, Problem) else item.title_at if isinstance(item, Topic) else item.text_at
        for item in items
    ]
    columns += [blank.at for blank in day.blanks] + ([day.total.at] if day.total else [])
    assert all(0 <= at.start <= at.end <= len(document.lines[at.line].text) for at in columns)
    for item, at in zip(items, columns, strict=False):
        assert _stands_at(words_of(item), item, document.lines[at.line].text, at)


def _stands_at(said: str, item: object, line: str, at: Column) -> bool:
    written = line[at.start : at.end]
    if isinstance(item, Problem):
        return True
    if isinstance(item, Link):
        return said in written
    if isinstance(item, Reflection):
        return said.split("\n", maxsplit=1)[0] == written.strip() or not written
    return said.startswith(written)


@st.composite
def edits(draw: st.DrawFn, reading: Reading) -> tuple[str, Callable[[], Edited | None]]:
    """Draw an edit that suits, or does not suit, a day."""
    items = every_item(reading)
    said = draw(words)
    verb = draw(st.integers(0, 11 if items else 6))
    match verb:
        case 0:
            return "add", lambda: add_goal(reading, said)
        case 1:
            when = draw(st.sampled_from(When))
            return "add", lambda: add_challenge(reading, said, when)
        case 2:
            label = draw(st.sampled_from(("성공적인 점", "개선해야 할 점", "Keep", "", "모르는 이름")))
            more = draw(st.sampled_from(("", "\n둘째 줄", "\n\n셋째 줄")))
            return "add", lambda: add_reflection(reading, label, said + more)
        case 3:
            title = draw(st.sampled_from(("", "글")))
            return "add", lambda: add_link(reading, said, title)
        case 4:
            presenter, section = (
                draw(st.sampled_from(("", "리아"))),
                draw(st.sampled_from(("", "딥다이브 - 보안", "새 절"))),
            )
            body = draw(
                st.sampled_from(
                    (
                        None,
                        "",
                        "본문\n",
                        "```\n# 코드\n```\n",
                        "```\n열린 채",
                        "### 제목\n글",
                        "#### 속\n",
                        "\n\n글\n\n",
                    )
                )
            )
            return "topic", lambda: add_topic(reading, said, presenter=presenter, section=section, body=body)
        case 5:
            problems = draw(st.sampled_from((["1000"], ["1000", "1001"], ["평균 구하기"], ["7", "두 수의 합"], [said])))
            judge = draw(st.sampled_from(("백준", "프로그래머스", "boj")))
            return "problems", lambda: add_problems(reading, judge, problems, draw(st.sampled_from((None, 1, 8))))
        case 6:
            seconds = draw(st.sampled_from((0, 60, 12000, 28958, None)))
            return "total", lambda: set_total(reading, seconds)
    ref, _ = draw(st.sampled_from(items))
    if verb in (7, 8):
        return "retext", lambda: retext_item(reading, ref, said)
    if verb == 9:
        return "delete", lambda: delete_item(reading, ref)
    if verb == 10:
        offset = draw(st.sampled_from((1, -1)))
        return "move", lambda: move_item(reading, ref, offset)
    mark = draw(marks)
    return "mark", lambda: mark_challenge(reading, ref, mark)


def told(reading: Reading) -> dict[str, list[str]]:
    """Return what a day tells of itself, in the words of its JSON: the places of items left out."""
    rows = day_json(DayRecord(reading.document.text, "", reading.day, ()))
    kinds = ("goals", "topics", "problems", "challenges", "reflections", "links")
    return {kind: [str({**row, "n": None, "body": None}) for row in rows[kind]] for kind in kinds}


def kept_in_order(before: list[str], after: list[str]) -> bool:
    """Return whether everything that was there is there still, in its order."""
    left = iter(after)
    return all(fact in left for fact in before)


@settings(max_examples=EXAMPLES * 2)
@given(st.data())
def test_an_edit_is_refused_or_changes_its_own_lines_alone(data: st.DataObject) -> None:
    reading = read(data.draw(logs))
    text, before = reading.document.text, told(reading)
    verb, make = data.draw(edits(reading))
    try:
        edited = make()
    except (EditRefused, UsageError):
        assert reading.document.text == text
        return
    if edited is None:
        return
    assert_local(reading, edited)
    # What the editor saw is what anyone reads who opens the text.
    again = read_day(Document.from_text(edited.text), WEDNESDAY, shipped_templates(), reading.day.template)
    assert again == edited.reading.day
    removed = [line.text for splice in edited.splices for line in splice.removed]
    inserted = [line.text for splice in edited.splices for line in splice.inserted]
    after = told(edited.reading)
    if verb in ("add", "topic", "problems", "total"):
        assert all(kept_in_order(before[kind], after[kind]) for kind in before if (verb, kind) != ("total", "topics"))
    else:
        # One item of one kind has changed, or the problems of a topic have moved with it.
        changed = [kind for kind in before if before[kind] != after[kind]]
        assert set(changed) <= {"topics", "problems"} or len(changed) <= 1
    if verb in ("add", "problems", "mark", "move", "total"):
        was, now = roles(reading), roles(edited.reading)
        for i, j in untouched(reading, edited):
            assert reading.document.lines[i].empty_like or was[i] == now[j]
    if verb == "add":
        waiting = {reading.text_of(blank.at.line) for blank in reading.day.blanks}
        last = reading.text_of(-1) if reading.document.lines else ""
        assert all(line in waiting or line == last for line in removed)
    if verb == "mark":
        assert len(removed) == len(inserted) <= 1
    if verb in ("retext", "mark"):
        assert all(len(before[kind]) == len(after[kind]) for kind in before)
    if verb == "move":
        assert all(sorted(before[kind]) == sorted(after[kind]) for kind in before)
        assert len(edited.reading.document.lines) == len(reading.document.lines)
    if verb == "delete":
        assert all(kept_in_order(after[kind], before[kind]) for kind in before)


def _sign_of(reading: Reading, challenge: Challenge) -> str:
    at = challenge.mark_at
    return reading.text_of(at.line)[at.start : at.end] if at is not None else ""


@settings(max_examples=EXAMPLES)
@given(st.data())
def test_a_check_taken_back_leaves_the_same_bytes(data: st.DataObject) -> None:
    line = data.draw(st.sampled_from([item for item in ITEMS if "도전 과제" in item or item.startswith("- [ ]")]))
    text = f"# 2025-03-12\n\n## 도전 과제\n{line}\n" + data.draw(logs)
    reading = read(text)
    found = [(known, item) for known, item in every_item(reading) if isinstance(item, Challenge)]
    assume(found)
    ref, challenge = data.draw(st.sampled_from(found))
    # The way back is known where marks are, and stand, as the program writes them; not for a box with a sign behind it.
    signs = {known: _sign_of(reading, item) for known, item in found}
    own = reading.template.written_mark(Mark.DONE)
    assume(all(sign in ("", own, "[ ]", "[x]") for sign in signs.values()))
    assume(all(signs[known] != own or reading.text_of(c.text_at.line).rstrip().endswith(own) for known, c in found))
    assume(not (signs[ref] == own and "- [" in reading.text_of(challenge.span.start)))
    try:
        first = mark_challenge(reading, ref, data.draw(marks))
        back = mark_challenge(first.reading, ref, challenge.mark)
    except EditRefused:
        return
    assert back.text == text


@settings(max_examples=EXAMPLES)
@given(st.data())
def test_what_is_added_and_deleted_leaves_the_same_bytes(data: st.DataObject) -> None:
    reading = read(data.draw(logs))
    said = data.draw(st.sampled_from(("새로 적은 말", "one more thing", "끝! 🎉")))
    verb = data.draw(st.sampled_from(("goal", "past", "next", "reflection", "link")))
    try:
        match verb:
            case "goal":
                added = add_goal(reading, said)
            case "reflection":
                added = add_reflection(reading, data.draw(st.sampled_from(("", "성공적인 점", "Keep"))), said)
            case "link":
                added = add_link(reading, said)
            case _:
                added = add_challenge(reading, said, When(verb))
    except EditRefused:
        return
    lines = [line for splice in added.splices for line in splice.inserted]
    assume(not any(splice.removed for splice in added.splices) and len(lines) == 1)
    new = next(ref for ref, item in every_item(added.reading) if words_of(item) == said)
    assert delete_item(added.reading, new).text == reading.document.text


def test_long_and_hostile_lines_are_read() -> None:
    long = 10_000
    gap = " " * long
    hostile = [
        *(char * long for char in "([*#-`~>|<:_!. \t\u00a01가✅\u1112\u0301"),
        *("- " + link * 4000 for link in ("([", "[a](", "[a]", "<br/>", "(완)", "https://ex.kr/ ", ":a", "✅ ")),
        *(
            f"{begin}{gap}{end}"
            for begin in ("- a", "- 학습 목표 1 :", "### ", "- 백준 ", "- 백준 a", "- (", "- 백준 (완", "#### | a")
            for end in ("", "x", ",", ")", "- b", "<br/>")
        ),
        "- [" + "[a]" * 4000,
        "- " + "<br/>" * 2000 + "x",
        "### a" + " #" * 5000 + " x",
        "- 백준 " * 2000,
        "- 백준 " + "1000 " * 2000,
        "- 백준 " + "(완" * 4000,
        "- 백준 (못풀" + "a" * long,
        "- " + "(완)" * 3000 + "a",
        "#### | " + "a - " * 3000,
        "2025-03-" + "1" * long,
        "1" * long + "h",
        f"# 2025-03-12 {gap}(수",
        "- 6단계 " + "가 " * 5000,
        "- " + "\u1112\u1161\u11ab" * 3000,
        "> " * 5000 + "```",
        "- 총 공부 시간 " + "9" * long,
        "- (지난) 도전 과제 1: x" + " ✅" * 3000 + " y",
    ]
    for heading in (
        "학습 목표",
        "팀 스터디",
        "도전 과제",
        "오늘의 회고",
        "참고 자료",
        "딥다이브 - 글",
        "学習時間",
        "2025-03-12",
    ):
        text = "\n".join([f"### {heading}", *hostile])
        assert Document.from_text(text).text == text
        assert len(read_day(Document.from_text(text), WEDNESDAY, shipped_templates()).sections) >= 1


def test_many_lines_are_read() -> None:
    many = [
        "### 딥다이브\n" * 20_000,
        "### 글\n#### | 주제 - 리아\n" * 10_000,
        "### 학습 목표\n" + "- 학습 목표 1 : 글\n" * 20_000,
        "### 학습 목표\n" + "".join(" " * n + "- 글\n" for n in range(1000)),
        "### 오늘의 회고\n" + "글\n\n" * 10_000,
        "```\n" * 20_001,
        "<!--\n" * 20_000,
        "<!-- a -->\n" * 20_000,
        "".join("`" * (3 + n % 50) + "\n" for n in range(5000)),
        "### 팀 스터디\n" + "- 백준 1000 1001\n" * 5000,
        "## 날짜: 2025-03-12\n글\n" * 5000,
    ]
    for text in many:
        assert "".join(piece.text for piece in cut(text, "log.md", shipped_templates())) == text
        read_day(Document.from_text(text), WEDNESDAY, shipped_templates())


def test_every_line_alone_is_read() -> None:
    for line in (*HEADINGS, *ITEMS, *NASTY):
        assert read(line).document.text == line
