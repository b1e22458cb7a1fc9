"""What the reader makes of each line, as the editor of a day shows it."""

from __future__ import annotations

import datetime as dt

from tests.templates.shipped import shipped_templates
from tracker.codec.line_signs import SignKind, line_signs, newly_unread, unread_lines
from tracker.codec.reading import Reading

LOG = """\
## 📅 날짜: 2025-03-24

### 💬 학습 목표

- 학습 목표 1 : 정규화 이해하기

딴 이야기

### 🤿 딥다이브 - 인코딩

#### | 유니코드 정규화 - 하늘

하나

### 🔥 도전 과제 달성 확인, 내일의 도전과제 설정
- (지난) 도전 과제 1: 발표 ✅

- (내일) 도전 과제 1: 쉬기

### 💭 오늘의 회고 (총 공부 시간 8:02:38)

- 성공적인 점: 없음
"""


def reading_of(text: str) -> Reading:
    return Reading.of(text, dt.date(2025, 3, 24), shipped_templates())


def kinds(text: str) -> dict[str, tuple[SignKind, int]]:
    """Return the sign of each line that is not blank."""
    reading = reading_of(text)
    lines = reading.document.lines
    return {line.text: (s.kind, s.n) for line, s in zip(lines, line_signs(reading), strict=True) if not line.blank}


def test_each_line_has_the_sign_of_its_entry() -> None:
    found = kinds(LOG)
    assert found["### 💬 학습 목표"] == (SignKind.SECTION, 0)
    assert found["- 학습 목표 1 : 정규화 이해하기"] == (SignKind.GOAL, 1)
    assert found["#### | 유니코드 정규화 - 하늘"] == (SignKind.TOPIC, 1)
    assert found["하나"] == (SignKind.BODY, 0)
    assert found["- (지난) 도전 과제 1: 발표 ✅"] == (SignKind.PAST, 1)
    assert found["- (내일) 도전 과제 1: 쉬기"] == (SignKind.NEXT, 1)
    assert found["- 성공적인 점: 없음"] == (SignKind.REFLECTION, 1)


def test_text_among_entries_is_unread() -> None:
    assert kinds(LOG)["딴 이야기"] == (SignKind.UNREAD, 0)
    assert unread_lines(reading_of(LOG)) == [6]


def test_only_what_is_new_is_told_after_an_edit() -> None:
    before = reading_of(LOG)
    after = reading_of(LOG.replace("### 🤿", "또 딴 이야기\n\n### 🤿"))
    assert [after.text_of(line) for line in newly_unread(before, after)] == ["또 딴 이야기"]
    assert newly_unread(None, before) == [6]
