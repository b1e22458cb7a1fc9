"""Logs and lines that people, editors and bad luck produce."""

from __future__ import annotations

from hypothesis import strategies as st

HEADINGS = (
    "## 📅 날짜: 2025-03-12",
    "# 2025-03-12",
    "## 날짜 : 2025-03-12 ~ 03-13",
    "### 💬 학습 목표",
    "## 학습목표",
    "# 스크럼",
    "### 🤿 딥다이브 - 네트워크",
    "### 🤿 딥다이브",
    "### 🧑‍🧒‍🧒 팀 스터디 - 코딩테스트",
    "## 새로 배운 내용",
    "### 📒 오늘 공부한 것",
    "#### | 큐와 스택 - 리아",
    "#### | 해시",
    "#### |",
    "### 주제 1: 트리",
    "##### 더 깊이",
    "###제목",
    "### ",
    "### 🔥 도전 과제 달성 확인, 내일의 도전과제 설정",
    "## 내일의 도전 과제",
    "### 💭 오늘의 회고 (총 공부 시간 3:20:00)",
    "## 오늘의 회고",
    "#### 성공적인 점",
    "### 📁 참고 자료 및 링크",
    "## Goals",
    "## Reflection",
    "## 学習時間",
    "# 제목 #",
    "### :dart: 학습 목표",
)
ITEMS = (
    "- 학습 목표 1 : 그래프 정리",
    "- 학습 목표 2 :",
    "    - 세부 학습 목표 1 : 인접 행렬",
    "- [ ] 운동",
    "- [x] 독서 ✅",
    "-붙여 쓴 항목",
    "1. 첫째",
    "2. 둘째",
    "1) 셋째",
    "- ",
    "*",
    "목표",
    "학습 목표 3 : 줄표 없이",
    "- (지난) 도전 과제 1: 일찍 자기 ✅",
    "- (지난) 도전 과제 2: 물 마시기 🔺 (진행중..)",
    "- (지난) 도전 과제 3: 산책 (완) <br/>",
    "- (내일) 도전 과제 1: 복습!",
    "- (내일) 도전 과제 2:",
    "- ✅ 앞에 둔 표시",
    "- [ ] (past) read",
    "- 성공적인 점: 집중했다 <br/>",
    "- 성공적인 점:",
    "- 개선해야할 점: <br/>",
    "    - 이어지는 말",
    "  이어지는 글",
    "그냥 적은 글.",
    "- Keep: 천천히",
    "**Problem:** 늦잠",
    "- [문서](https://ex.kr/a_(b)) 참고",
    "- https://ex.kr/1",
    "https://ex.kr/2, https://ex.kr/3",
    "- 책",
    "- 8주차",
    "- 2주차: 백준 1000",
    "    - 백준 5065 10102",
    "    - 프로그래머스 Lv.1 평균 구하기 (완)",
    "- 백준",
    "  - 1000, 1001",
    "- BOJ 1100 ✅, 1101 (실패)",
    "- 총 공부시간: 2:00:00",
    "- 총 공부 시간",
    "- today: 3h + 889h",
    "1. (오늘) 내가 푼 문제",
)
NASTY = (
    "",
    "",
    "",
    " ",
    "\t",
    "---",
    "***",
    "<br/>",
    "<br>",
    "```",
    "```python",
    "    ```",
    "~~~",
    "> ```",
    "# 주석",
    "<!--",
    "-->",
    "<!-- 숨긴 말 -->",
    "\u00a0",
    "-\u00a0붙임",
    "한\u2028줄",
    "세로\x0b탭",
    "다음\x85줄",
    "\x0c",
    "\ufeff## 날짜: 2025-03-12",
    "- 👨‍👩‍👧 가족",
    "- \u1112\u1161\u11a8\u1109\u1173\u11b8 \u1106\u1169\u1111\u116d 1: 분해",
    "- 백준 1000 \u1112\u1161\u11ab\u1100\u1173\u11af",
    "\r",
    "끝에 \r",
    "aprıl 3 2020",
    "# aprıl 3 2020",
    "- acmıcpc 1000",
    "🔺",
    "- ❌",
    "(((",
    "[[[",
    "- [",
    "- []",
    "- [](",
    "![](x.png)",
    "<img>",
    "| 표 | 칸 |",
    "|---|---|",
    "    코드",
    "2025-03-12",
    "2025-02-30",
    "setext",
    "===",
    "\ud7a3",
    "\x00",
    "️",
    "- (",
    "- ()",
    "**",
    "-",
)


def _in_turn(*kinds: tuple[str, ...]) -> list[str]:
    """Return members of each kind as often as of every other: one draw takes a third of the time of a draw of draws."""
    longest = max(map(len, kinds))
    return [kind[i % len(kind)] for i in range(longest) for kind in kinds]


_LINES = _in_turn(HEADINGS, ITEMS, ITEMS, NASTY)
_ENDINGS = ("\n", "\n", "\n", "\n", "\n", "\n", "\r\n", "\r\n", "\n\n", "\r")
lines = st.sampled_from(_LINES)
_rows = st.sampled_from([line + ending for line in _LINES for ending in _ENDINGS])
_last = st.sampled_from(("\n", "\n", "\n", "", "\r\n", "\r", "\n\n\n"))

WHOLE = (
    """
## 📅 날짜: 2025-03-12


### 💬 학습 목표

- 학습 목표 1 : 그래프
- 학습 목표 2 : 복습


### 🤿 딥다이브 - 네트워크
#### | 소켓 - 리아

글

#### | 포트 - 노아

```py
# 주석
```

### 🧑🧒🧒 팀 스터디 - 코딩테스트
#### | 매일 풀기

1. (오늘) 내가 푼 문제

- 2주차
    - 백준 1000 1001


### 🔥 도전 과제 달성 확인, 내일의 도전과제 설정
- (지난) 도전 과제 1: 일찍 자기 ✅

- (내일) 도전 과제 1: 복습

<br/>

### 💭 오늘의 회고 (총 공부 시간 3:20:00)
- 성공적인 점: 집중 <br/>
- 개선해야할 점: <br/>

<br/>

### 📁 참고 자료 및 링크
- [글](https://ex.kr)
""",
    """## 날짜: 2025-03-12

### 스크럼
- 학습 목표 1 : 알고리즘

### 새로 배운 내용
#### 주제 1: 정렬
- 병합

#### 주제 2: 탐색

### 오늘의 도전 과제와 해결 방법
- 도전 과제 1: 복습 (실패)

### 오늘의 회고
어제보다 나았다.

다음엔 더.

### 참고 자료 및 링크
- 책""",
    """# 2025-03-12

## Goals
- [ ] read
- [x] write

## Learned
### Trees

## Problems
- LeetCode 1 Two Sum

## Challenges
- (past) walk ✅
- (next) run

## Reflection (study time 2:00:00)
- Keep: calm
- Problem:

## Links
- https://ex.kr
""",
    """# 2025-03-12

## 目標
- 読む

## 次やること
- 走る

## 感じたこと
- よかった

## 学習時間
- today: 3h + 10h

= 13h / 4day
""",
)


@st.composite
def _assembled(draw: st.DrawFn) -> str:
    return "".join(draw(st.lists(_rows, max_size=14))) + draw(lines) + draw(_last)


@st.composite
def _disturbed(draw: st.DrawFn) -> str:
    """A whole log in which lines are gone, doubled or joined by others."""
    rows = draw(st.sampled_from(WHOLE)).split("\n")
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(rows)))
        match draw(st.integers(0, 2)):
            case 0:
                rows.insert(place, draw(lines))
            case 1:
                del rows[place : place + draw(st.integers(1, 3))]
            case _:
                rows[place:place] = rows[place : place + 2]
    text = "\n".join(rows)
    return text if draw(st.integers(0, 3)) else text.replace("\n", "\r\n")


logs = st.one_of(_assembled(), _disturbed(), _disturbed())
"""Logs of every kind, from the tidy to the broken."""

words = st.sampled_from(
    (
        "정리하기",
        "read a book",
        "끝! 🎉",
        "a - b",
        "(완)",
        "x ✅",
        "- 줄표",
        "# 샵",
        "```",
        "1. 하나",
        "학습 목표 9 : 겹침",
        "12",
        "[ ] 상자",
        "<!--",
        "~~~",
        "2025-03-13",
        "https://ex.kr/new",
        "끝 <br/>",
        "\u1112\u1161\u11ab",
        "a\u00a0b",
        "줄\u2028줄",
        "(내일) 도전 과제 1: 속임",
        "백준 1000",
        "---",
        "성공적인 점: 속임",
        "1:00:00",
        "총 공부 시간: 1:00:00",
        " 앞뒤 ",
        ":",
        "*",
        "|",
    )
)
