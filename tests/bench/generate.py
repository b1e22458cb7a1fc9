"""Study logs by the thousand, invented but shaped like real ones, the same for the same seed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

from tracker.values import frozen

_TOPICS_KO = (
    "쿠버네티스", "볼륨", "도커", "네트워크", "알고리즘", "자료구조", "운영체제", "데이터베이스",
    "트랜잭션", "인덱스", "스프링", "리액트", "컴포넌트", "상태 관리", "테스트", "배포",
    "파이프라인", "캐시", "메시지 큐", "인증", "토큰", "로드 밸런서",
)  # fmt: skip
_THINGS_KO = (
    "컨테이너", "파드", "노드", "스레드", "프로세스", "요청", "응답", "세션", "쿼리", "커밋",
    "브랜치", "환경 변수", "설정 파일", "이미지", "레이어", "로그", "에러", "예외", "인터페이스",
    "의존성", "클래스", "함수", "타입", "훅", "이벤트", "포트",
)  # fmt: skip
_VERBS_KO = (
    "정리했다", "배웠다", "다시 읽었다", "직접 만들어 보았다", "아직 헷갈린다", "비교해 보았다",
    "그림으로 그려 보았다", "발표했다", "질문했다", "고쳤다", "측정해 보니 예상보다 느렸다",
    "처음부터 다시 짰다",
)  # fmt: skip
_JOINTS_KO = ("과와", "은는", "을를", "의의", "에서에서", "보다보다", "처럼처럼", "까지까지", "마다마다")
"""Each twice: after a closed syllable, and after an open one."""
_NAMES_KO = ("민준", "서연", "도윤", "하은", "지호", "수아", "시우", "빅토리아")
_JUDGES_KO = ("백준", "프로그래머스", "SWEA", "LeetCode")
_WORDS_EN = (
    "index", "cache", "thread", "lock", "queue", "request", "handler", "buffer", "latency",
    "socket", "schema", "migration", "closure", "generator", "iterator", "decorator", "protocol",
    "session", "token", "cluster", "replica", "partition", "test", "fixture", "branch", "merge",
    "compiler", "parser", "the", "a", "of", "with", "without", "before", "after", "is", "was",
    "keeps", "drops", "returns", "waits for", "depends on", "explains", "breaks",
)  # fmt: skip
_CODE = (
    "def read(path: str) -> bytes:\n    with open(path, 'rb') as file:\n        return file.read()",
    "kubectl get pods -n study\nkubectl describe pod web-0",
    "SELECT name, count(*) FROM problems\nGROUP BY name ORDER BY 2 DESC;",
    "const [count, setCount] = useState(0);\nuseEffect(() => { document.title = `${count}`; }, [count]);",
)
_MARKS = ("✅", "✅", "✅", "🔺", "❌", "")
SUBJECTS = ("강의", "알고리즘", "프로젝트", "독서", "딥다이브", "영어")


@frozen
class Clocked:
    """A session of an invented day."""

    subject: str
    start: dt.datetime
    seconds: int


@frozen
class Log:
    """An invented day."""

    date: dt.date
    text: str
    sessions: tuple[Clocked, ...]


def logs(count: int, last: dt.date, seed: int = 2025) -> Iterator[Log]:
    """Yield `count` days up to `last`, oldest first; two of three are Korean, the others English."""
    for n in range(count):
        date = last - dt.timedelta(days=count - 1 - n)
        random = Random(f"{seed} {date}")
        sessions = tuple(_sessions(random, date))
        studied = sum(session.seconds for session in sessions) + random.choice((0, 600, 3600))
        yield Log(date, (_english if n % 3 == 2 else _korean)(random, date, studied), sessions)


def write_logs(folder: Path, days: Iterable[Log]) -> None:
    """Write each day into a folder of its month."""
    for log in days:
        path = folder / f"{log.date:%Y-%m}" / f"{log.date}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(log.text.encode())


def _sessions(random: Random, date: dt.date) -> Iterator[Clocked]:
    start = dt.datetime.combine(date, dt.time(9), dt.timezone(dt.timedelta(hours=9)))
    for _ in range(6):
        start += dt.timedelta(minutes=random.randint(1, 20))
        seconds = random.randint(1200, 6000)
        yield Clocked(random.choice(SUBJECTS), start, seconds)
        start += dt.timedelta(seconds=seconds)


def _total(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _sentence_ko(random: Random) -> str:
    words = []
    for _ in range(random.randint(2, 6)):
        word, joint = random.choice(random.choice((_TOPICS_KO, _THINGS_KO))), random.choice(_JOINTS_KO)
        closed = (ord(word[-1]) - ord("가")) % 28 != 0
        words.append(word + (joint[: len(joint) // 2] if closed else joint[len(joint) // 2 :]))
    return f"{' '.join(words)} {random.choice(_VERBS_KO)}."


def _sentence_en(random: Random) -> str:
    return " ".join(random.choice(_WORDS_EN) for _ in range(random.randint(5, 14))).capitalize() + "."


def _notes(random: Random, language: str, lines: int) -> str:
    """The body of a topic: numbered headings, bullets in bullets, a table, code, as people write them."""
    make = _sentence_ko if language == "ko" else _sentence_en
    parts: list[str] = []
    for n in range(lines):
        match random.randint(0, 9):
            case 0:
                parts.append(f"```python\n{random.choice(_CODE)}\n```")
            case 1:
                rows = "\n".join(f"| {random.choice(_THINGS_KO)} | {make(random)} |" for _ in range(3))
                parts.append(f"| 이름 | 설명 |\n| --- | --- |\n{rows}")
            case 2:
                parts.append(f"{n}. **{make(random)}**")
            case 3:
                parts.append(make(random) + " " + make(random))
            case _:
                parts.append(f"- {make(random)}\n    - {make(random)}")
    return "\n\n".join(parts)


def _korean(random: Random, date: dt.date, studied: int) -> str:
    theme = random.choice(_TOPICS_KO)
    goals = "\n".join(f"- 학습 목표 {n} : {_sentence_ko(random)}" for n in range(1, random.randint(2, 5)))
    topics = "\n\n".join(
        f"#### | {random.choice(_TOPICS_KO)} {n} - {random.choice(_NAMES_KO)}\n\n"
        f"{_notes(random, 'ko', random.randint(6, 20))}"
        for n in range(1, random.randint(2, 5))
    )
    numbers = " ".join(str(random.randint(1000, 30000)) for _ in range(random.randint(1, 4)))
    past = "\n".join(
        f"- (지난) 도전 과제 {n}: {_sentence_ko(random)} {random.choice(_MARKS)}".rstrip() for n in range(1, 4)
    )
    coming = "\n".join(f"- (내일) 도전 과제 {n}: {_sentence_ko(random)}" for n in range(1, 4))
    return f"""
## 📅 날짜: {date}


### 💬 학습 목표

{goals}


### 🤿 딥다이브 - {theme}
{topics}

### 🧑🧒🧒 팀 스터디 - 코딩테스트
#### | {random.choice(_TOPICS_KO)}

{_notes(random, "ko", random.randint(2, 6))}

1. (오늘) 내가 푼 문제

- {date.isocalendar().week}주차
    - {random.choice(_JUDGES_KO)} {numbers}


### 🔥 도전 과제 달성 확인, 내일의 도전과제 설정
{past}

{coming}

<br/>

### 💭 오늘의 회고 (총 공부 시간 {_total(studied)})
- 성공적인 점: {_sentence_ko(random)} <br/>
- 개선해야할 점: {_sentence_ko(random)} <br/>

<br/>

### 📁 참고 자료 및 링크
- [{theme} 문서](https://example.com/{random.randint(1, 999)})
"""


def _english(random: Random, date: dt.date, studied: int) -> str:
    goals = "\n".join(f"- [{random.choice(' x')}] {_sentence_en(random)}" for _ in range(random.randint(1, 4)))
    topics = "\n\n".join(
        f"### {_sentence_en(random)[:-1]}\n{_notes(random, 'en', random.randint(5, 16))}"
        for _ in range(random.randint(1, 4))
    )
    return f"""# {date}

## Goals
{goals}

## Learned
{topics}

## Problems
- LeetCode {random.randint(1, 3000)}

## Challenges
- (past) {_sentence_en(random)} {random.choice(_MARKS)}
- (next) {_sentence_en(random)}

## Reflection (study time {_total(studied)})
- Keep: {_sentence_en(random)}
- Problem: {_sentence_en(random)}
- Try: {_sentence_en(random)}

## Links
- https://example.com/{random.randint(1, 999)}
"""
