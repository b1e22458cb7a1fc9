"""Every verb that writes, each with a log on which it has something to do, and what it leaves."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from tests.faults.calls import COMMITTED, Call, Ended, Stop, run, start
from tests.faults.held import DATABASE, Broken, Held, difference, held_in, torn_backups

TOMORROW = "2025-03-13T09:30:00+09:00"
_YESTERDAY = """# 2025-03-11 흐린 날

## 학습 목표
- 학습 목표 1 : 지도 읽기

## 딥다이브 - 나침반
#### | 북쪽 찾기 - 모래

바늘은 **북(北)**을 가리킨다.

## 도전 과제 달성 확인, 내일의 도전과제 설정
- (지난) 도전 과제 1: 산책 ✅
- (내일) 도전 과제 1: 지도 한 장 그리기
- (내일) 도전 과제 2: 일찍 일어나기

## 오늘의 회고 (총 공부 시간 2:00:00)
- 성공적인 점: 길을 찾았다
"""
_MONDAY = _YESTERDAY.replace("03-11", "03-10").replace("지도 읽기", "나침반 사기")
_EDITOR = '#!/bin/sh\ncat "$(dirname "$0")/written.md" >> "$1"\n'
_WRITTEN = "\n밖에서 쓴 줄\n"
BASE = (
    Call(("import", "-"), _MONDAY),
    Call(("import", "-"), _YESTERDAY),
    Call(("new",)),
    Call(("goal", "별자리 외우기")),
    Call(("goal", "물시계 만들기")),
    Call(("topic", "북두칠성", "--section", "천문", "--body", "-"), "국자 모양이다.\n"),
    Call(("challenge", "망원경 닦기")),
    Call(("challenge", "별 세기")),
    Call(("reflect", "성공적인 점", "별을 보았다")),
    Call(("link", "https://example.com/stars", "별")),
    Call(("solve", "백준", "1260", "2606")),
    Call(("time", "add", "07:00-08:00", "천문")),
    Call(("time", "add", "1h", "독서")),
)
"""The calls that make the log; the daily backup is made on the way."""
_RUNNING = (Call(("start", "천문", "--at", "09:00")),)
_PAUSED = (*_RUNNING, Call(("pause",), now="2025-03-12T09:20:00+09:00"))
_UNDONE = (Call(("goal", "또 하나")), Call(("undo",)))
_KEPT = (Call(("retro", "week", "--keep")),)
_BACKED_UP = (Call(("backup", "now")), Call(("goal", "nach der Sicherung")))


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb, and the log on which it is called."""

    name: str
    words: tuple[str, ...]
    given: str = ""
    before: tuple[Call, ...] = ()
    """Calls after those of `BASE`."""
    now: str = field(default=Call(()).now)
    empty: bool = False
    """Whether there is no log at all yet."""
    says_last: bool = False
    """Whether only the last line it prints says that all is done; else the first does."""
    spoilt_by: str = ""
    """SQL that gives the verb something to mend."""

    @property
    def call(self) -> Call:
        """The call of it."""
        return Call(self.words, self.given, self.now, {"EDITOR": "FOLDER/tmp/editor.sh"})


VERBS = (
    Verb("new", ("new", "2025-03-13")),
    Verb("new, no log yet", ("new",), empty=True),
    Verb("goal", ("goal", "해시계 보기")),
    Verb("goal, no log yet", ("goal", "해시계 보기"), empty=True),
    Verb("goal, backup due", ("goal", "해시계 보기"), now=TOMORROW),
    Verb("topic", ("topic", "카시오페이아", "--section", "천문", "--body", "-"), "더블유 모양이다.\n" * 40),
    Verb("solve", ("solve", "백준", "5065", "10102")),
    Verb("challenge", ("challenge", "별똥별 기다리기")),
    Verb("check", ("check", "1")),
    Verb("reflect", ("reflect", "개선해야할 점", "구름이 많았다")),
    Verb("link", ("link", "https://example.com/moon", "달")),
    Verb("retext", ("retext", "goal", "1", "별자리 모두 외우기")),
    Verb("move", ("move", "goal", "1", "down")),
    Verb("delete", ("delete", "goal", "2")),
    Verb("delete day", ("delete", "day", "2025-03-11")),
    Verb("edit", ("edit",)),
    Verb("start", ("start", "천문")),
    Verb("start, another runs", ("start", "독서"), before=_RUNNING),
    Verb("stop", ("stop",), before=_RUNNING),
    Verb("pause", ("pause",), before=_RUNNING),
    Verb("resume", ("resume",), before=_PAUSED),
    Verb("cancel", ("cancel",), before=_RUNNING),
    Verb("time add", ("time", "add", "08:00-08:40", "수학")),
    Verb("time edit", ("time", "edit", "1", "--subject", "산수", "--length", "50m")),
    Verb("time remove", ("time", "remove", "1")),
    Verb("time total", ("time", "total", "5:00:00")),
    Verb("import", ("import", "FOLDER/logs")),
    Verb("import --keep", ("import", "FOLDER/logs", "--keep")),
    Verb("import --replace", ("import", "FOLDER/logs", "--replace")),
    Verb("export --to", ("export", "--to", "FOLDER/out")),
    Verb("undo", ("undo",)),
    Verb("undo, an import", ("undo",), before=(Call(("import", "FOLDER/logs", "--replace")),)),
    Verb("redo", ("redo",), before=_UNDONE),
    Verb("restore", ("restore", "2025-03-12", "3")),
    Verb("retro week --keep", ("retro", "week", "--keep")),
    Verb("retro week --edit", ("retro", "week", "--edit"), before=_KEPT),
    Verb("retro remove", ("retro", "remove", "week"), before=_KEPT),
    Verb("retro month -o", ("retro", "month", "-o", "FOLDER/out/month.md")),
    Verb("retro export", ("retro", "export", "--to", "FOLDER/out"), before=_KEPT),
    Verb("report -o", ("report", "week", "-o", "FOLDER/out/week.html")),
    Verb("index -o", ("index", "-o", "FOLDER/out/README.md")),
    Verb("lint --fix", ("lint", "2025-03-11", "--fix"), says_last=True),
    Verb("publish", ("publish", "--to", "FOLDER/out", "--no-commit", "--anyway"), says_last=True),
    Verb("publish again", ("publish", "--to", "FOLDER/out", "--no-commit", "--anyway"), says_last=True,
         before=(Call(("publish", "--to", "FOLDER/out", "--no-commit", "--anyway")), Call(("goal", "더"))),),
    Verb("config set", ("config", "set", "publish_message", "TIL {date}")),
    Verb("config set again", ("config", "set", "target", "7h"), before=(Call(("config", "set", "target", "6h")),)),
    Verb("template new", ("template", "new", "FOLDER/logs/2025-03-11.md", "--name", "own")),
    Verb("backup now", ("backup", "now")),
    Verb("backup restore", ("backup", "restore", "latest"), before=_BACKED_UP),
    Verb("doctor --fix", ("doctor", "--fix"), says_last=True, spoilt_by="UPDATE days SET reader_version = 0"),
)  # fmt: skip


class NotAsMeant(Exception):
    """A verb that does not do, without any fault, what it is called for."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A log before a verb, and what the verb makes of it when nothing goes wrong."""

    verb: Verb
    folder: Path
    """The log; copied before each call."""
    edits: int
    """How many edits the log holds that were acknowledged."""
    states: tuple[Held, ...]
    """What it holds before, after each commit, and in the end."""
    ended: Ended
    seconds: float
    """How long the verb takes."""

    @property
    def before(self) -> Held:
        """What the log holds before the verb."""
        return self.states[0]

    @property
    def after(self) -> Held:
        """What the log holds when the verb is done."""
        return self.states[-1]

    def copy_to(self, folder: Path) -> Path:
        """Put a fresh copy of the log in a folder, in place of what was there, and return the folder."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder, symlinks=True)
        return folder

    def acknowledged_by(self, ended: Ended) -> bool:
        """Return whether a call said that it was done: it ended well, or its line came out."""
        return ended.code == 0 or self.said(ended.out)

    def said(self, out: str) -> bool:
        """Return whether the line has come out that says it is done."""
        return out == self.ended.out if self.verb.says_last else "\n" in out


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a log holds after a fault, against what it should."""

    acknowledged: int
    lost: int
    problems: tuple[str, ...]
    state: int | None
    """Which of the states the log's rows are in, from 0; None when in none."""


def judged(prepared: Prepared, folder: Path, *, acknowledged: bool) -> Verdict:
    """Compare the log in a folder, after a fault, with what it may hold.

    That is what it held before or after one of the verb's commits, and every file as it was before or is afterwards;
    once the verb was acknowledged, all of it as it is afterwards.
    """
    edits = prepared.edits + acknowledged
    try:
        found = held_in(folder)
    except Broken as broken:
        return Verdict(edits, edits, (f"{prepared.verb.name}: {broken}",), None)
    problems = torn_backups(folder)
    states = [n for n, state in enumerate(prepared.states) if state.rows == found.rows]
    before, after = prepared.before.files, prepared.after.files
    torn = [
        name
        for name in {*found.files, *before, *after}
        if found.files.get(name) not in (before.get(name), after.get(name))
    ]
    problems += [f"{prepared.verb.name}: the file {name} is neither as before nor as after" for name in torn]
    lost = 0
    if not states:
        lost = edits
        problems.append(f"{prepared.verb.name}: not as before in {difference(found, prepared.before)}"
                        f" nor as after in {difference(found, prepared.after)}")  # fmt: skip
    elif acknowledged and (edits_in(found) != edits_in(prepared.after) or found.files != prepared.after.files):
        lost = 1
        problems.append(f"{prepared.verb.name}: acknowledged, but not there: {difference(found, prepared.after)}")
    return Verdict(edits, lost, tuple(problems), states[0] if states else None)


def edits_in(held: Held) -> dict[str, object]:
    """Return the rows that hold what a person did; where a page went is a note, and the page is what was asked for."""
    return {table: rows for table, rows in held.rows.items() if table != "publications"}


class Workshop:
    """Makes the logs that verbs are called on, each once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._prepared: dict[str, Prepared] = {}

    @cached_property
    def base(self) -> Path:
        """A log in which everything that can be is there."""
        folder = self.folder / "base"
        self._furnish(folder)
        for call in BASE:
            _must(run(folder, call), call)
        return folder

    @property
    def trial(self) -> Path:
        """Where verbs are tried: always the same place, because some remember places."""
        return self.folder / "trial"

    def _furnish(self, folder: Path) -> None:
        (folder / "tmp").mkdir(parents=True)
        (folder / "out").mkdir()
        (folder / "logs").mkdir()
        editor = folder / "tmp" / "editor.sh"
        editor.write_text(_EDITOR, "utf-8")
        editor.chmod(0o755)
        (folder / "tmp" / "written.md").write_text(_WRITTEN, "utf-8")
        (folder / "logs" / "2025-03-01.md").write_text(_MONDAY.replace("03-10", "03-01"), "utf-8")
        (folder / "logs" / "2025-03-11.md").write_text(_YESTERDAY + "\n다른 줄\n", "utf-8")

    def prepared(self, verb: Verb) -> Prepared:
        """Return the log before a verb and after it."""
        if verb.name not in self._prepared:
            self._prepared[verb.name] = self._prepare(verb)
        return self._prepared[verb.name]

    def _prepare(self, verb: Verb) -> Prepared:
        folder = self.folder / f"verb-{VERBS.index(verb)}"
        if verb.empty:
            self._furnish(folder)
        else:
            shutil.copytree(self.base, folder)
        for call in verb.before:
            _must(run(folder, call), call)
        if verb.spoilt_by:
            with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as connection:
                connection.execute(verb.spoilt_by)
        edits = 0 if verb.empty else len(BASE) + len(verb.before)
        trial, look = self.trial, self.folder / "look"

        looking = 0.0

        def now_in(place: Path) -> Held:
            nonlocal looking
            begun = time.perf_counter()
            # Looking makes a log where there is none yet.
            shutil.rmtree(look, ignore_errors=True)
            shutil.copytree(place, look)
            held = held_in(look)
            looking += time.perf_counter() - begun
            return held

        prepared = Prepared(verb, folder, edits, (now_in(folder),), Ended(0, "", "", "", 0), 0)
        prepared.copy_to(trial)
        looking = 0.0
        running, states = start(trial, verb.call, stop=Stop(after_commits=True)), [prepared.before]
        commits = 0
        while running.until(lambda seen=commits: running.told.count(COMMITTED) > seen):  # type: ignore[misc]
            commits += 1
            states.append(now_in(trial))
            running.go_on()
        ended = running.end()
        seconds = ended.seconds - looking
        _must(ended, verb.call)
        states.append(now_in(trial))
        return Prepared(verb, folder, edits, tuple(states), ended, seconds)

    def all(self) -> Iterator[Prepared]:
        """Yield the logs of every verb."""
        return (self.prepared(verb) for verb in VERBS)


@cache
def workshop_in(folder: Path) -> Workshop:
    """Return the workshop of a whole run, whose folder this is."""
    return Workshop(folder)


def _must(ended: Ended, call: Call) -> None:
    if ended.code != 0 or "Traceback" in ended.err:
        raise NotAsMeant(f"{' '.join(call.words)}: ended with {ended.code}: {ended.err}{ended.out}")
