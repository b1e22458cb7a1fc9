"""Team-mates' logs in folders and repositories, written as they would be."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tracker.config import Config
from tracker.group.digest import MemberWeek
from tracker.group.group import GroupReader
from tracker.group.members import Member
from tracker.model import Session
from tracker.places import Places
from tracker.resources import load_templates

KST = dt.timezone(dt.timedelta(hours=9))
MONDAY, SUNDAY = dt.date(2025, 3, 10), dt.date(2025, 3, 16)
NOW = dt.datetime(2025, 3, 12, 9, 30, tzinfo=KST)

WEDNESDAY_OF_JISU = """## 📅 날짜: 2025-03-12

### 🕸️ 딥다이브 - 도커
#### | 브리지 네트워크 - 하늘

본문

### 👥 팀 스터디 - 코딩테스트

- 2주차
    - 백준 1260, 2606
    - 프로그래머스 12906

### 🎯 도전 과제 달성 확인, 내일의 도전과제 설정
- (지난) 도전 과제 1: 산책 ✅
- (지난) 도전 과제 2: 일찍 자기 ❌

### 오늘의 회고 (총 학습 시간 6:30:00)
- 성공적인 점: 집중
"""


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files into a folder, and return it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def git(folder: Path, *words: str) -> str:
    """Call git in a folder as its owner, without the settings of whoever runs the tests."""
    return subprocess.run(
        ["git", "-C", str(folder), *words],
        env=os.environ | identity(),
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout


def identity() -> dict[str, str]:
    """Return the environment of a person whom git knows, and who has no settings."""
    names = {f"GIT_{who}_{what}": f"jisu{at}" for who in ("AUTHOR", "COMMITTER") for what, at in _IDENTITY}
    return names | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


_IDENTITY = (("NAME", ""), ("EMAIL", "@example.com"))


def commit(folder: Path, files: Mapping[str, str | bytes] | None = None) -> Path:
    """Write files into a folder and commit all there is, in a repository that is made when there is none."""
    write(folder, files or {})
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "TIL")
    return folder


def session_line(id: str, start: str, end: str, subject: str = "도커", date: str = "") -> str:
    """Return a session as a line of the file of its month; the instants have their offsets."""
    length = dt.datetime.fromisoformat(end) - dt.datetime.fromisoformat(start)
    told = {"id": id, "date": date or start[:10], "subject": subject, "started_at": start, "ended_at": end}
    return json.dumps(told | {"seconds": round(length.total_seconds())}, ensure_ascii=False) + "\n"


def session(start: str, end: str) -> Session:
    """Return a session on Wednesday, in Seoul."""
    first, last = (dt.datetime.fromisoformat(f"2025-03-12T{clock}+09:00") for clock in (start, end))
    return Session(start, first.date(), "도커", first, last, round((last - first).total_seconds()))


def reader_in(folder: Path, now: dt.datetime = NOW) -> GroupReader:
    """Return a reader that keeps what it fetches in a folder."""
    templates = load_templates(Places(folder / "config.yaml", folder / "studylog.db"), Config())
    return GroupReader(templates, folder / "group", os.environ | identity(), now)


def week_in(folder: Path, place: str | Path) -> MemberWeek:
    """Return the week of a team-mate, fetched where there is something to fetch."""
    member, reader = Member("지수", str(place)), reader_in(folder)
    return reader.week(member, MONDAY, SUNDAY, reader.fetch(member))
