"""Invented logs as they are after months: tidy enough for every verb, each with its writer's habits."""

from __future__ import annotations

_WITH_JOINERS = """
## 📅 날짜: 2025-03-12 🌧️
비 오는 수요일

### 💬 학습 목표

- 학습목표 1: 포인터 그려 보기
- 학습목표 2: 재귀 세 문제
    - 세부 학습 목표 1 : 하노이
    - 세부 학습 목표 2 : 순열

### 🤿 딥다이브 - 운영체제
#### | 페이지 교체 - 모래

LRU는 오래 안 쓴 것을 내보낸다. <br/>

1. 카운터
    - 시각을 적는다
2. 스택

#### | 교착 상태

- 네 조건
- `# 아님` 코드

### 🧑‍🧒‍🧒 팀 스터디 - 코딩테스트
#### | 두 포인터

1. (오늘) 내가 푼 문제

- 11주차
    - 백준 2003 1806
    - 프로그래머스 Lv.2 구명보트 (완)

### 🔥 도전 과제 달성 확인, 내일의 도전과제 설정
- (지난) 도전 과제 1: 물 두 잔 ✅
- (지난) 도전 과제 2: 계단으로 가기 🔺 (진행중..)
- (지난) 도전 과제 3: 일기 쓰기

- (내일) 도전 과제 1: 도서관 가기 <br/>
- (내일) 도전 과제 2: 이력서 한 줄

<br/>

### 💭 오늘의 회고 (총 공부시간 6:06:45)
- 성공적인 점: 끝까지 앉아 있었다 <br/>
- 개선해야 할 점: 점심이 길었다
  커피도 길었다

<br/>

### 📁 참고 자료 및 링크
-
"""

_PLAIN_BOOTCAMP = """# 오늘의 배움

## 날짜: 2025-03-12

### 스크럼
- 학습 목표 1 : 라우터 붙이기
- 학습 목표 2 : 상태 옮기기

### 새로 배운 내용
#### 주제 1: 라우터
- 경로와 조각
```jsx
# 머리 아님
- 학습 목표 9 : 이것도 아님
<Route path="/" />
```

#### 주제 2: 문맥
| 이름 | 뜻 |
| --- | --- |
| Provider | 주는 쪽 |

### 오늘의 도전 과제와 해결 방법
- 도전 과제 1: 화면 두 개 만들기 (완)
- 도전 과제 2: 깜빡임 고치기 (실패)

### 오늘의 회고
한 것보다 안 한 것이 많다.

그래도 라우터는 붙었다.

### 참고 자료 및 링크
- [라우터 글](https://ex.kr/router)
- https://ex.kr/context
"""

_BARE_LISTS = """# 2025-03-12

## 학습목표
- [x] 쿼리 계획 읽기
- [ ] 색인 다시 만들기
- 정규화

## 📒 오늘 공부한 내용
#### 실행 계획
<img src="https://ex.kr/plan.png" width="300">

<details>
<summary>펼치기</summary>

- 안쪽

</details>

#### 실행 계획
두 번째로 같은 제목.

## 내일의 도전 과제
- 조인 연습
- 조인 연습
- 일찍 자기

## 회고
- 좋았다.
- 아쉬웠다.
## 참고
- https://ex.kr/plan
"""

_ENGLISH = """# 2025-03-12

## Goals
- [ ] read chapter four
- [x] fix the build

## Learned
### Generators
They keep their place.

~~~python
## Goals
- [ ] not a goal
~~~

### Closures
- bind late
  - so loops surprise

## Problems
- LeetCode 1 Two Sum
- LeetCode 20, 21
- Codeforces 4A

## Challenges
- (past) walk before lunch ✅
- (past) no phone 🔺
- (next) write a test first
- (next) read two pages

## Reflection (study time 4:30:00)
- Keep: pairs
- Problem: meetings
- Try:

## Links
- [docs](https://ex.kr/docs)
- https://ex.kr/generators
"""

_JAPANESE = """# 2025-03-12

## 目標
- 章を読む
- 問題を二つ

## 学んだこと
### 木構造
葉と根。

```
## 目標
- これは違う
```

## 次やること
- 走る
- 早く寝る

## 感じたこと
- 静かでよかった

## 学習時間
- today: 3h + 10h

= 13h / 4day
"""

_RANGE_WITH_BLANKS = """
## 📅 날짜: 2025-03-12 ~ 03-13


### 💬 학습 목표

- 학습 목표 1 :
- 학습 목표 2 :


### 🤿 딥다이브
#### |

### 🔥 도전 과제 달성 확인, 내일의 도전과제 설정
- (지난) 도전 과제 1: 발표 연습
- (내일) 도전 과제 1:

### 💭 오늘의 회고 (총 공부 시간 0:00:00)
- 성공적인 점:
- 개선해야할 점:

### 📁 참고 자료 및 링크
"""

_DECOMPOSED = """## 날짜: 2025-03-12

### 학습 목표
- \u1112\u1161\u11a8\u1109\u1173\u11b8 \u1106\u1169\u1111\u116d 1 : \u1106\u116e\u11ab\u110c\u1161\u1107\u1167\u11af
-\u00a0학습 목표 2 : 붙은 칸

### 오늘 배운 것
#### 정규\u00a0표현식

탐욕과 게으름.

### 문제
- BOJ 1100 ✅, 1101 (실패)
- SWEA 1859

### 오늘의 회고
#### 성공적인 점
- 천천히 읽었다
#### 개선해야 할 점
- 덜 물었다
"""

_HEADING_ALONE = "# 2025-03-12\n"

DRIFTED = (
    _WITH_JOINERS,
    _PLAIN_BOOTCAMP,
    _BARE_LISTS,
    _ENGLISH,
    _JAPANESE,
    _RANGE_WITH_BLANKS,
    _DECOMPOSED,
    _HEADING_ALONE,
)
"""Each of March 12th 2025, with `\\n` and a final newline."""
