"""Days to publish, a person with git and gh of their own, and a list that remembers what was published."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tracker.publish import Folder, Issue, Piece, Plan, carry_out, plan_folder, plan_issue
from tracker.stored import Publication

NOW = dt.datetime(2025, 3, 24, 22, 30, tzinfo=dt.timezone(dt.timedelta(hours=9)))
MONDAY = dt.date(2025, 3, 24)
TEXT = "# 2025-03-24\n\n- 그래프 탐색을 다시 풀었다\n"


def a_day(text: str = TEXT, day: dt.date = MONDAY, headline: str = "그래프 탐색", note: str = "") -> Piece:
    """Return a day to publish."""
    return Piece(f"day {day}", day, "", 13, "월화수목금토일"[day.weekday()], headline, note, text)


def a_week(text: str = "# 한 주\n") -> Piece:
    """Return a week's retrospective to publish."""
    return Piece(f"week {MONDAY}", MONDAY, "2025-W13", 13, "월", "", "", text)


@dataclass
class Memory:
    """Remembers publications as the store does."""

    all: list[Publication] = field(default_factory=list)
    stops_after: int | None = None
    """How many times it remembers before the program is killed."""

    def __call__(self, publication: Publication) -> None:
        self.all.append(publication)
        if self.stops_after is not None and len(self.all) >= self.stops_after:
            raise KeyboardInterrupt

    @property
    def last(self) -> Publication | None:
        """What was remembered last."""
        return self.all[-1] if self.all else None


def into_folder(
    piece: Piece, target: Folder, memory: Memory, environment: Mapping[str, str], *, force: bool = False
) -> Plan:
    """Publish into a folder; return the plan that was carried out."""
    plan = plan_folder(piece, target, memory.last, force=force, environment=environment)
    carry_out(plan, memory, environment, NOW)
    return plan


def into_issue(
    piece: Piece, target: Issue, memory: Memory, environment: Mapping[str, str], *, force: bool = False
) -> Plan:
    """Publish into an issue; return the plan that was carried out."""
    plan = plan_issue(piece, target, memory.last, force=force, environment=environment)
    carry_out(plan, memory, environment, NOW)
    return plan


@dataclass(frozen=True)
class Person:
    """Someone with a home folder, a PATH and settings of git that are no one else's."""

    home: Path
    environment: dict[str, str]

    @classmethod
    def at(cls, home: Path) -> Person:
        """Give them an empty home."""
        home.mkdir()
        (home / "bin").mkdir()
        settings = home / "gitconfig"
        settings.write_text(
            "[user]\n\tname = 리아\n\temail = ria@example.com\n[init]\n\tdefaultBranch = main\n", "utf-8"
        )
        environment = {
            "HOME": str(home),
            "PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "GIT_CONFIG_GLOBAL": str(settings),
            "GIT_CONFIG_NOSYSTEM": "1",
            "LANG": "C.UTF-8",
        }
        return cls(home, environment)

    def git(self, folder: Path, *words: str) -> str:
        """Run git in a folder and return what it printed."""
        ran = subprocess.run(["git", "-C", str(folder), *words], env=self.environment, capture_output=True, check=False)
        assert ran.returncode == 0, ran.stderr.decode()
        return ran.stdout.decode()

    def repository(self, folder: Path) -> Path:
        """Make a repository with one commit in a new folder."""
        folder.mkdir(parents=True)
        self.git(folder, "init", "--quiet")
        (folder / "README.md").write_text("# TIL\n", "utf-8")
        self.git(folder, "add", "README.md")
        self.git(folder, "commit", "--quiet", "-m", "처음")
        return folder

    def program(self, name: str, code: str) -> Path:
        """Put a Python program on their PATH."""
        path = self.home / "bin" / name
        path.write_text(f"#!{sys.executable} -IS\n{code}", "utf-8")
        path.chmod(0o755)
        return path


class Hub:
    """The GitHub that the stand-in program shows a person."""

    def __init__(self, person: Person) -> None:
        self.environment = person.environment
        self._file = person.home / "gh.json"
        # As a module it is compiled once, which makes up for the many calls.
        person.program(
            "gh",
            f"import sys\nsys.path.insert(0, {str(Path(__file__).parent)!r})\n"
            f"from stand_in_gh import main\nmain({str(self._file)!r})\n",
        )
        self._write(
            {
                "version": "2.62.0",
                "hosts": ["github.com", "ghe.example.com"],
                "troubled": [],
                "failing": {},
                "calls": [],
                "last_id": 10,
                "repositories": {
                    "github.com/me/til": {"labels": ["til", "회고, 주간"], "issues": []},
                    "ghe.example.com/team/notes": {"labels": [], "issues": []},
                },
            }
        )

    def _read(self) -> dict[str, Any]:
        state: dict[str, Any] = json.loads(self._file.read_text("utf-8"))
        return state

    def _write(self, state: dict[str, Any]) -> None:
        self._file.write_text(json.dumps(state, ensure_ascii=False), "utf-8")

    def set(self, **values: Any) -> None:
        """Change what holds for the whole program: its version, hosts, what fails."""
        self._write(self._read() | values)

    def issues(self, repository: str = "github.com/me/til") -> list[dict[str, Any]]:
        """Return the issues of a repository."""
        found: list[dict[str, Any]] = self._read()["repositories"][repository]["issues"]
        return found

    def bodies(self) -> list[str]:
        """Return the text of the only issue and of its comments."""
        [issue] = self.issues()
        return [issue["body"], *(comment["body"] for comment in issue["comments"])]

    def add(self, title: str, body: str = "", **values: Any) -> int:
        """Open an issue as someone else would, and return its number."""
        state = self._read()
        state["last_id"] += 1
        issue = {
            "number": state["last_id"],
            "title": title,
            "body": body,
            "state": "OPEN",
            "labels": [],
            "comments": [],
        }
        state["repositories"]["github.com/me/til"]["issues"].append(issue | values)
        self._write(state)
        return int(state["last_id"])

    def change(self, at: int = 0, **values: Any) -> None:
        """Change an issue as someone would on GitHub."""
        state = self._read()
        state["repositories"]["github.com/me/til"]["issues"][at].update(values)
        self._write(state)

    def remove(self) -> None:
        """Delete every issue."""
        state = self._read()
        state["repositories"]["github.com/me/til"]["issues"] = []
        self._write(state)

    def calls(self) -> list[list[str]]:
        """Return every call made since the last time, and forget them."""
        state = self._read()
        self.set(calls=[])
        assert all({*call["settings"].values()} == {"1"} for call in state["calls"])
        return [call["words"] for call in state["calls"]]

    def writing_calls(self) -> list[list[str]]:
        """Return the calls since the last time that change something."""
        return [words for words in self.calls() if writes(words)]


def writes(words: list[str]) -> bool:
    """Whether a call of gh changes something."""
    return words[1:3] in (["issue", "edit"], ["issue", "comment"]) or "--method" in words
