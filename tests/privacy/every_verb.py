"""A log that has something of every kind, and calls of every verb that the program has."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import click

from tracker.cli.verbs import VERBS
from tracker.cli.with_click import studylog

REPOSITORY = Path(__file__).parents[2]
NOW = "2025-03-12T09:30:00+09:00"
Words = Callable[[str], str]
"""Returns a person's words for something of a kind: goal, title, body."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the program."""

    words: tuple[str, ...]
    """`FOLDER` in them stands for the folder that the log lies in."""
    given: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)
    code: int = 0
    """How it ends."""
    umask: int | None = None
    """None for that of the tests."""
    terminal: bool = False
    """Whether a terminal shows what it prints, all of which counts as its output then."""

    def request(self) -> dict[str, Any]:
        """Return it as `watched.py` takes it."""
        environment = _LOG | dict(self.environment)
        return asdict(self) | {"environment": environment}


def day_of(words: Words, day: str = "2025-03-12") -> str:
    """Return a day's Markdown in which everything that can be is there."""
    return (
        f"# 2025-03-{day[-2:]} {words('headline')}\n\n"
        f"## 학습 목표\n- 학습 목표 1 : {words('goal')}\n\n"
        f"## 딥다이브 - {words('section')}\n#### | {words('title')} - {words('presenter')}\n\n{words('body')}\n\n"
        f"## 팀 스터디 - 코딩테스트\n#### | {words('round')}\n\n1. (오늘) 내가 푼 문제\n\n"
        f"- 2주차\n    - 백준 1260 {words('problem')}\n\n"
        f"## 도전 과제 달성 확인, 내일의 도전과제 설정\n- (지난) 도전 과제 1: {words('challenge')} 🔺\n"
        f"- (내일) 도전 과제 1: {words('next')}\n\n"
        f"## 오늘의 회고\n- 성공적인 점: {words('reflection')}\n- {words('label')}: {words('reflection')}\n\n"
        f"## 참고 자료 및 링크\n- [{words('link')}](https://example.com/{words('address').replace(' ', '')})\n"
    )


def setup(words: Words, editor: str = "", *, in_texts: Words | None = None) -> list[Call]:
    """Return the calls that fill a log; with an editor, the week's retrospective has something of one's own as well.

    `in_texts` are words for texts, which may have more in them than arguments.
    """
    written = in_texts or words
    calls = [
        Call(("import", "-"), day_of(written, "2025-03-11")),
        Call(("import", "-"), day_of(written, "2025-03-12")),
        Call(("import", "-"), day_of(lambda kind: f"{written(kind)} 또"), code=1),
        Call(("time", "add", "07:00-08:00", words("subject"))),
        Call(("time", "add", "1h", f"{words('subject')} 둘", "-d", "2025-03-11")),
        Call(("goal", f"{words('goal')} 둘")),
        Call(("start", words("running"), "--at", "09:00")),
        Call(("retro", "week", "--keep")),
        Call(("config", "set", "publish_to", "FOLDER/out")),
        Call(("backup", "now")),
    ]
    if editor:
        calls.append(Call(("retro", "week", "--edit"), environment={"EDITOR": editor}))
    return calls


WHO = {
    **dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "누리"),
    **dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "nuri@example.com"),
}
"""Whose commits they are."""
_WITH_GIT = 0 if shutil.which("git") else 1


def calls(words: Words) -> dict[str, tuple[Call, ...]]:
    """Return calls of every verb, and of each of its faces, by verb."""
    out = "FOLDER/out"
    return {
        "new": (Call(("new", "2025-03-13")), Call(("new",))),
        "edit": (Call(("edit",)), Call(("edit", "2025-03-14"))),
        "goal": (Call(("goal", words("goal"), "셋")), Call(("goal", "-d", words("goal"), "x"), code=2)),
        "topic": (
            Call(("topic", f"{words('title')} 둘", "--section", words("section"))),
            Call(("topic", f"{words('title')} 둘", "--by", words("presenter"), "--section", words("section")), code=1),
            Call(("topic", f"{words('title')} 셋", "--body", "-"), words("body")),
            Call(("topic", "x", "--body", f"FOLDER/{words('file')}"), code=2),
        ),
        "solve": (Call(("solve", "백준", "2606", words("problem"))), Call(("solve", words("nothing"), "7"), code=2)),
        "challenge": (Call(("challenge", words("next"))), Call(("challenge", "--today", words("challenge")))),
        "check": (Call(("check", "1", "--partial")), Call(("check", words("nothing")), code=1)),
        "reflect": (Call(("reflect", words("label"), words("reflection"))), Call(("reflect", words("reflection")))),
        "link": (Call(("link", "https://example.com/2", words("link"))), Call(("link", words("address")))),
        "retext": (Call(("retext", "goal", "1", words("goal"))),),
        "move": (Call(("move", "goal", "1", "down")),),
        "delete": (Call(("delete", "goal", "1")), Call(("delete", "topic", words("nothing")), code=1)),
        "start": (Call(("start", words("subject"))), Call(("start", "x", "--at", words("nothing")), code=2)),
        "stop": (Call(("stop",)),),
        "pause": (Call(("pause",)),),
        "resume": (Call(("resume",), code=1),),
        "cancel": (Call(("cancel",)),),
        "status": (
            Call(("status",)),
            Call(("status", "--json")),
            Call(("status", "--format", "{state} {subject} {elapsed}")),
            Call(("status", "--format", f"{{{words('nothing')}}}"), code=2),
        ),
        "time add": (Call(("time", "add", "08:00-08:30", words("subject"))),),
        "time edit": (Call(("time", "edit", "1", "--subject", f"{words('subject')} 셋")),),
        "time list": (Call(("time", "list")), Call(("time", "list", "--json"))),
        "time remove": (Call(("time", "remove", "1")), Call(("time", "remove", words("nothing")), code=1)),
        "time total": (Call(("time", "total", "3h")),),
        "show": (Call(("show",)), Call(("show", "--json")), Call(("show", "--markdown"))),
        "days": (Call(("days",)), Call(("days", "--json"))),
        "week": (Call(("week",)), Call(("week", "--json"))),
        "month": (Call(("month",)), Call(("month", "--json"))),
        "year": (Call(("year",)), Call(("year", "--all", "--json"))),
        "search": (
            Call(("search", "내가")),
            Call(("search", words("goal"))),
            Call(("search", words("goal"), "--json")),
            Call(("search", words("nothing"), "없다"), code=1),
            Call(("search", "x", "--kind", words("nothing")), code=2),
        ),
        "history": (Call(("history",)), Call(("history", "--json"))),
        "retro day": (Call(("retro", "day")), Call(("retro", "day", "--as", "english"))),
        "retro week": (Call(("retro", "week")), Call(("retro", "week", "--new")), Call(("retro", "week", "--edit"))),
        "retro month": (Call(("retro", "month")), Call(("retro", "month", "-o", f"{out}/{words('file')}.md"))),
        "retro list": (Call(("retro", "list")), Call(("retro", "list", "--json"))),
        "retro export": (Call(("retro", "export", "--to", out)),),
        "retro remove": (Call(("retro", "remove", "week")),),
        "report": (Call(("report", "week")), Call(("report", "year", "-o", f"{out}/year.html"))),
        "index": (Call(("index",)), Call(("index", "-o", f"{out}/README.md"))),
        "lint": (Call(("lint",)), Call(("lint", "--json"))),
        "publish": (
            Call(("publish", "--anyway", "--dry-run")),
            Call(("publish", "--to", "FOLDER", "--no-commit", "--anyway")),
            Call(("publish", "--to", "FOLDER", "--no-commit", "--anyway", "--week")),
        ),
        "import": (
            Call(("import", "FOLDER/logs")),
            Call(("import", "FOLDER/logs", "--json")),
            Call(("import", f"FOLDER/{words('file')}.md"), code=1),
        ),
        "export": (
            Call(("export",)),
            Call(("export", "--csv")),
            Call(("export", "--json")),
            Call(("export", "--to", f"{out}/{words('file')}")),
        ),
        "group": (Call(("group",)),),
        "group add": (
            Call(("group", "add", words("name"), "FOLDER/logs")),
            Call(("group", "add", words("name"), f"FOLDER/{words('nothing')}"), code=1),
        ),
        "group list": (Call(("group", "list")), Call(("group", "list", "--json"))),
        "group remove": (Call(("group", "remove", words("nothing")), code=1),),
        "group week": (Call(("group", "week")), Call(("group", "week", "--json"))),
        "sync": (Call(("sync",), code=1),),
        "sync init": (
            Call(("sync", "init", "--folder", "FOLDER/sync"), environment=WHO, code=_WITH_GIT),
            Call(("sync", "init", f"FOLDER/{words('nothing')}", "--folder", "FOLDER/other"), environment=WHO, code=1),
        ),
        "sync now": (Call(("sync", "now"), code=1),),
        "sync status": (Call(("sync", "status"), code=1), Call(("sync", "status", "--json"), code=1)),
        "sync log": (Call(("sync", "log"), code=1), Call(("sync", "log", "--json"), code=1)),
        "sync merge-driver": (
            Call(("sync", "merge-driver", "FOLDER/own.md", "FOLDER/own.md", "FOLDER/own.md", "x.md"), code=_WITH_GIT),
        ),
        "conflicts": (
            Call(("conflicts",)),
            Call(("conflicts", "--json")),
            Call(("conflicts", words("nothing")), code=1),
        ),
        "undo": (Call(("undo",)),),
        "redo": (Call(("redo",), code=1),),
        "restore": (Call(("restore", "2025-03-12", "99999"), code=1),),
        "backup": (Call(("backup",)),),
        "backup now": (Call(("backup", "now")), Call(("backup", "now", f"{out}/{words('file')}.db"))),
        "backup list": (Call(("backup", "list")), Call(("backup", "list", "--json"))),
        "backup restore": (
            Call(("backup", "restore", "latest")),
            Call(("backup", "restore", words("nothing")), code=1),
        ),
        "backup verify": (Call(("backup", "verify")), Call(("backup", "verify", words("nothing")), code=1)),
        "doctor": (Call(("doctor",)), Call(("doctor", "--json"))),
        "template check": (Call(("template", "check", "FOLDER/own.md"), code=2),),
        "template format": (Call(("template", "format")),),
        "template list": (Call(("template", "list")), Call(("template", "list", "--json"))),
        "template new": (Call(("template", "new", "FOLDER/own.md", "--name", words("template"))),),
        "template show": (Call(("template", "show")), Call(("template", "show", words("template")), code=1)),
        "config get": (Call(("config", "get", "recurring")), Call(("config", "get", words("nothing")), code=2)),
        "config list": (Call(("config", "list")), Call(("config", "list", "--json"))),
        "config path": (Call(("config", "path")),),
        "config set": (
            Call(("config", "set", "publish_message", f"TIL {{date}} {words('setting')}")),
            Call(("config", "set", "language", words("setting")), code=2),
        ),
        "demo": (Call(("demo", "week")), Call(("demo", "show"))),
        "completion": (Call(("completion", "bash")), Call(("completion", "zsh")), Call(("completion", "fish"))),
    }


def verbs() -> Iterator[str]:
    """Yield the name of every verb, those in groups with their group's."""
    context = click.Context(studylog)
    for module in VERBS.values():
        for name in module:
            command = studylog.get_command(context, name)
            assert command is not None
            if isinstance(command, click.Group) and not command.invoke_without_command:
                yield from (f"{name} {verb}" for verb in command.list_commands(context))
            else:
                yield name
                if isinstance(command, click.Group):
                    yield from (f"{name} {verb}" for verb in command.list_commands(context))


def clean_environment(folder: Path, **more: str) -> dict[str, str]:
    """Return an environment in which nothing is a person's own; log and settings lie in `FOLDER`."""
    heeded = ("STUDYLOG_", "LC_", "XDG_", "GIT_", "GH_", "VISUAL", "EDITOR", "NO_COLOR", "FORCE_COLOR", "COLUMNS")
    own = {name: value for name, value in os.environ.items() if not name.startswith(heeded)}
    fixed = {"HOME": str(folder), "LANG": "en_US.UTF-8", "PYTHONUTF8": "1", "STUDYLOG_NOW": NOW, "TMPDIR": str(folder)}
    return own | fixed | more


_LOG = {"STUDYLOG_DB": "FOLDER/studylog.db", "STUDYLOG_CONFIG": "FOLDER/config.yaml"}


def made(
    folder: Path,
    setup: Iterable[Call],
    calls: Iterable[Call],
    environment: Mapping[str, str],
    *,
    before: Sequence[str] = (),
    ends_well: bool = True,
) -> list[dict[str, Any]]:
    """Make calls on a log that `setup` fills in `folder/log`; return what each did, those of `setup` first.

    `before` is a program that runs them, such as `strace`. Unless `ends_well` is False each has to end as it says.
    """
    log = folder / "log"
    (log / "out").mkdir(parents=True, exist_ok=True)
    setup, calls = list(setup), list(calls)
    request = {
        "log": str(log),
        "setup": [one.request() for one in setup],
        "calls": [one.request() for one in calls],
        "answers": str(folder / "answers.json"),
    }
    (folder / "request.json").write_text(json.dumps(request), "utf-8")
    ran = subprocess.run(
        [*before, sys.executable, str(Path(__file__).with_name("watched.py")), str(folder / "request.json")],
        env=dict(environment) | {"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    answers: list[dict[str, Any]] = json.loads((folder / "answers.json").read_text("utf-8"))
    for one, did in zip((*setup, *calls), answers, strict=True):
        assert did["code"] == one.code if ends_well else did["code"] in (0, 1, 2), did
        assert "unforeseen" not in did["err"], did
    return answers
