"""The process list is open to everyone on the machine: no word of the day stands in it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.privacy.every_verb import Call, clean_environment, day_of, made, setup
from tests.publish.build import Hub, Person

SECRET = "quokka"
LONG = "\n".join(f"{SECRET}body 긴 글 한 줄 {n}" for n in range(5_000))
"""More than an issue may hold, so that comments carry it on."""


def words(kind: str) -> str:
    """Return a person's words, which can be told from everything else."""
    return f"{SECRET}{kind}"


@pytest.fixture
def person(tmp_path: Path) -> Person:
    """Return a person whose programs write down how they were started."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    person = Person.at(tmp_path / "home")
    seen = tmp_path / "seen"
    real_gh = person.home / "bin" / "gh.real"
    Hub(person)
    (person.home / "bin" / "gh").rename(real_gh)
    for name, real in (("git", shutil.which("git")), ("gh", str(real_gh))):
        person.program(name, f"{_WRITES_DOWN.format(seen=str(seen))}os.execv({real!r}, [{real!r}, *sys.argv[1:]])\n")
    person.program(
        "writer",
        f"{_WRITES_DOWN.format(seen=str(seen))}"
        f"with open(sys.argv[-1], 'a') as file:\n    file.write('\\n{SECRET}retrospective\\n')\n",
    )
    return person


_WRITES_DOWN = """import json, os, sys
with open({seen!r}, "a") as file:
    file.write(json.dumps({{"argv": sys.argv, "environment": {{**os.environ}}}}) + "\\n")
"""


def published(person: Person, folder: Path, calls: list[Call]) -> list[dict[str, Any]]:
    """Make calls one after another on a log full of words; return how every program was started for them."""
    environment = clean_environment(folder) | person.environment | {"EDITOR": str(person.home / "bin" / "writer")}
    answers = made(folder, [*setup(words), *calls], [], environment)
    seen = [json.loads(line) for line in (folder / "seen").read_text("utf-8").splitlines()]
    return [*(program for did in answers for program in did["programs"]), *seen]


def check(programs: list[dict[str, Any]], *names: str) -> None:
    """Check that programs were started, those of these names among them, and that none was told a word."""
    assert {*names} <= {Path(program["argv"][0]).name for program in programs}
    assert [program["argv"] for program in programs if SECRET in json.dumps(program, ensure_ascii=False)] == []


def test_an_editor_is_told_no_word(person: Person, tmp_path: Path) -> None:
    programs = published(person, tmp_path, [Call(("edit",)), Call(("retro", "week", "--edit"))])

    check(programs, "writer")
    assert len(programs) == 4


def test_git_is_told_no_word(person: Person, tmp_path: Path) -> None:
    til = person.repository(tmp_path / "til")
    person.git(tmp_path, "init", "--quiet", "--bare", "remote")
    person.git(til, "remote", "add", "origin", str(tmp_path / "remote"))
    person.git(til, "push", "--quiet", "--set-upstream", "origin", "main")
    (tmp_path / "seen").unlink()
    to = ("--to", str(til), "--commit", "--push", "--anyway")

    programs = published(
        person,
        tmp_path,
        [
            Call(("config", "set", "publish_message", "TIL {date}: {headline} {note}")),
            Call(("publish", *to, "--dry-run")),
            Call(("publish", *to)),
            Call(("goal", words("another"))),
            Call(("publish", *to)),
            Call(("publish", *to, "--week")),
        ],
    )

    messages = person.git(tmp_path / "remote", "log", "--format=%s", "main").splitlines()
    assert len(messages) == 4
    assert messages[1] == messages[2] == "TIL 2025-03-12: quokkatitle quokkaheadline"
    check(programs, "git")
    assert [program["argv"][1:] for program in programs if "commit" in program["argv"]]


def test_git_is_told_no_word_by_a_sync(person: Person, tmp_path: Path) -> None:
    person.git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "remote")
    (tmp_path / "seen").unlink()

    programs = published(
        person,
        tmp_path,
        [
            Call(("sync", "init", str(tmp_path / "remote"), "--folder", str(tmp_path / "sync"))),
            Call(("sync",)),
            Call(("goal", words("another"))),
            Call(("delete", "topic", "1")),
            Call(("sync",)),
            Call(("sync", "status")),
            Call(("sync", "log")),
            Call(("conflicts",)),
        ],
    )

    held = person.git(tmp_path / "remote", "show", "main:days/2025/03/2025-03-12.md")
    assert words("another") in held
    assert SECRET not in person.git(tmp_path / "remote", "log", "--format=%B", "main")
    check(programs, "git")
    assert [program["argv"][3:] for program in programs if "fast-import" in program["argv"]]


def test_gh_is_told_no_word(person: Person, tmp_path: Path) -> None:
    hub = Hub.__new__(Hub)
    hub.environment, hub._file = person.environment, person.home / "gh.json"
    to = ("--to", "github:me/til", "--anyway")

    programs = published(
        person,
        tmp_path,
        [
            Call(("config", "set", "publish_title", "{date} {headline} {note}")),
            Call(("config", "set", "publish_labels", "[til]")),
            Call(("publish", *to, "--dry-run")),
            Call(("publish", *to)),
            Call(("retext", "topic", "1", words("headline"), words("another"))),
            Call(("topic", words("title"), "--body", "-"), LONG),
            Call(("publish", *to)),
            Call(("import", "-", "--replace"), day_of(words)),
            Call(("publish", *to)),
            Call(("publish", *to, "--week")),
        ],
    )

    day, week = hub.issues()
    assert day["title"] == "2025-03-12 quokkatitle quokkaheadline"
    assert SECRET in day["body"]
    assert SECRET in week["body"]
    check(programs, "gh")
    methods = {
        program["argv"][program["argv"].index("--method") + 1] for program in programs if "--method" in program["argv"]
    }
    assert methods == {"POST", "PATCH", "DELETE"}
