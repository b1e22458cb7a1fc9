"""What each verb of every day loads, and what none of them waits for."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
LISTS = Path(__file__).with_name("loaded.txt")
"""The modules of this program that every call loads, then for each verb those it loads besides."""
CALLS = (
    *(
        "status",
        "start 독서 --ago 20m",
        "stop",
        "goal 볼륨",
        "check 1",
        "solve 백준 1000",
        "challenge 산책",
        "topic 파드",
    ),
    *("reflect Keep 쉬기", "link https://example.com/1", "undo", "show", "week", "month", "year --all", "search 볼륨"),
)
SLOW = frozenset(
    {
        "argparse",
        "ast",
        "asyncio",
        "click",
        "concurrent",
        "dataclasses",
        "dateutil",
        "difflib",
        "dis",
        "email",
        "gettext",
        "hashlib",
        "inspect",
        "ipaddress",
        "jinja2",
        "json",
        "logging",
        "markdown_it",
        "platformdirs",
        "pygments",
        "rich",
        "shutil",
        "sqlite_utils",
        "subprocess",
        "tempfile",
        "textual",
        "threading",
        "tokenize",
        "typing",
        "urllib.parse",
        "uuid",
        "yaml",
    }
)
"""Modules that take a millisecond or more, or bring such ones along."""
DAY = """# {day}

## Goals
- 볼륨

## Challenges
- (past) 일찍 자기

## Reflection (study time 1:00:00)
- Keep: 쉬기
"""
SCRIPT = (
    "import sys; from tracker.cli.main import _run\n"
    "code = _run(sys.argv[1:])\n"
    "print(chr(0), code, *sys.modules, sep=chr(10))"
)


def call(environment: dict[str, str], typed: str) -> set[str]:
    """Run a call in a fresh interpreter and return the modules that are loaded at its end."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *typed.split(" ")],
        env=environment | {"PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=environment["HOME"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    code, *modules = done.stdout.rpartition("\0")[2].split()
    assert code == "0", (typed, done.stdout, done.stderr)
    return set(modules)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Return what each call loads, one after the other, on a log of three days."""
    home = tmp_path_factory.mktemp("home")
    environment = {
        "HOME": str(home),
        "LANG": "en_US.UTF-8",
        "PYTHONUTF8": "1",
        "STUDYLOG_NOW": "2025-03-12T09:30:00+09:00",
        "PATH": "/usr/bin:/bin",
    }
    for number in range(3):
        day = dt.date(2025, 3, 12) - dt.timedelta(days=number)
        (home / f"{day}.md").write_text(DAY.format(day=day), "utf-8")
    call(environment, f"import {home}")
    # The day's backup, which its first change makes.
    call(environment, "goal 복습")
    return {typed: call(environment, typed) for typed in CALLS}


def test_no_verb_of_every_day_waits_for_what_is_slow(loaded: dict[str, set[str]]) -> None:
    assert {typed: sorted(SLOW & modules) for typed, modules in loaded.items() if SLOW & modules} == {}


def test_each_verb_loads_what_its_list_says(loaded: dict[str, set[str]]) -> None:
    own = {typed: {name for name in modules if name.startswith("tracker.")} for typed, modules in loaded.items()}
    common = set.intersection(*own.values())

    assert written("every call", common) + "".join(written(typed, own[typed] - common) for typed in CALLS) == (
        LISTS.read_text("utf-8")
    ), f"What is loaded is listed in {LISTS.name}; a line more is a millisecond for every call."


def written(title: str, modules: set[str]) -> str:
    """Return a paragraph of the list."""
    return "\n".join((title, *(f"  {name.removeprefix('tracker.')}" for name in sorted(modules)), "", ""))
