"""Lint and publishing from the shell: a real git repository, and a stand-in for gh."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.shell import Shell
from tests.publish.build import Hub, Person

LOG = """## 📅 날짜: 2025-03-12

### 🤿 딥다이브 - 네트워크
#### | 소켓
**마크다운(Markdown)**을 배웠다

### 🔥 도전 과제
- (지난) 도전 과제 1: 일찍 자기
"""
MENDED = LOG.replace("**마크다운(Markdown)**을", "<b>마크다운(Markdown)</b>을")


@pytest.fixture
def person(tmp_path: Path, studylog: Shell) -> Person:
    """Return the person at the shell, with a home and settings of git of their own."""
    someone = Person.at(tmp_path / "home")
    for name, value in someone.environment.items():
        if name != "LANG":
            studylog.set(name, value)
    studylog("import", "-", given=LOG)
    return someone


@pytest.fixture
def til(person: Person, tmp_path: Path, studylog: Shell) -> Path:
    """Return a git repository that days are published in."""
    folder = person.repository(tmp_path / "til")
    studylog("config", "set", "publish_to", str(folder))
    studylog("config", "set", "publish_path", "{month}/{date}.md")
    return folder


def test_lint_names_line_reason_and_mend_and_fixes_what_is_certain(studylog: Shell, person: Person) -> None:
    called = studylog.call("lint")
    assert called.code == 1
    assert [line.partition(": ")[0] for line in called.out.splitlines()] == ["line 5", "line 8"]
    assert called.out.splitlines()[0].endswith("(certain)")
    assert called.err == (
        "studylog: 2 lines will not look right. Mend what is certain: studylog lint 2025-03-12 --fix\n"
    )
    assert [(f["line"], f["code"], f["blocks"]) for f in json.loads(studylog.call("lint", "--json").out)] == [
        (5, "bold", False),
        (8, "unchecked", False),
    ]

    fixed = studylog.call("lint", "--fix")
    assert fixed.out.startswith("2025-03-12  1 line mended\nline 8: ")
    assert studylog.text() == MENDED
    studylog("check", "1")
    assert studylog("lint") == "2025-03-12  nothing to mend\n"
    studylog("undo")
    assert studylog("undo") == "taken back: lint 2025-03-12\n"
    assert studylog.text() == LOG


def test_a_dry_run_says_what_would_happen_and_does_nothing(studylog: Shell, til: Path) -> None:
    called = studylog.call("publish", "--dry-run")

    assert called.code == 0
    assert f"would: write {til / 'March' / '2025-03-12.md'}" in called.out.replace("Write", "write")
    assert not (til / "March").exists()
    assert "line 5" in called.err


def test_a_day_is_published_committed_and_published_again(studylog: Shell, til: Path, person: Person) -> None:
    file = til / "March" / "2025-03-12.md"
    (til / "other.md").write_text("내 것", "utf-8")

    called = studylog.call("publish", "--commit")
    assert called.code == 0
    assert called.out.endswith("2025-03-12  published: March/2025-03-12.md\n")
    assert file.read_bytes() == LOG.encode()
    assert person.git(til, "log", "--format=%s", "-1") == "TIL 2025-03-12\n"
    assert person.git(til, "status", "--porcelain") == "?? other.md\n"

    assert studylog.call("publish", "--commit").out == "2025-03-12  is published already, as it is\n"
    studylog("check", "1")
    studylog.call("publish", "--commit")
    assert file.read_bytes() == studylog.text().encode()
    assert len(person.git(til, "log", "--format=%s").splitlines()) == 3


def test_what_was_changed_there_by_hand_stays(studylog: Shell, til: Path) -> None:
    studylog.call("publish")
    file = til / "March" / "2025-03-12.md"
    file.write_text("손으로 고침\n", "utf-8")
    studylog("check", "1")

    called = studylog.call("publish")
    assert called.code == 1
    assert "was changed by hand since it was published; nothing was touched." in called.err
    assert file.read_text("utf-8") == "손으로 고침\n"
    assert studylog.call("publish", "--force").code == 0
    assert file.read_bytes() == studylog.text().encode()


def test_a_day_goes_back_into_the_file_it_came_from(studylog: Shell, person: Person, tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    (folder / "일지").mkdir(parents=True)
    file = folder / "일지" / "2025-03-11 화.md"
    file.write_bytes(b"## 2025-03-11\r\n\r\nhello")
    studylog("import", str(folder))
    studylog("goal", "복습", "-d", "2025-03-11")

    called = studylog.call("publish", "2025-03-11", "--to", str(folder))
    assert called.out.endswith("published: 일지/2025-03-11 화.md\n"), called
    assert file.read_bytes() == studylog.text("2025-03-11").encode()


def test_a_file_of_several_days_is_written_whole(studylog: Shell, person: Person, tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    file = folder / "log.md"
    file.write_text("# 100일\n\n## 2025-03-10\n가\n\n## 2025-03-11\n나\n", "utf-8")
    studylog("import", str(folder))
    studylog("goal", "복습", "-d", "2025-03-11")
    before = file.read_text("utf-8")

    called = studylog.call("publish", "2025-03-11", "--to", str(folder), "--force")
    assert called.code == 0, called
    text = file.read_text("utf-8")
    assert text.startswith("# 100일\n\n## 2025-03-10\n가\n\n")
    assert text == before.replace("## 2025-03-11\n나\n", studylog.text("2025-03-11"))
    assert studylog.call("publish", "2025-03-10", "--to", str(folder)).out.endswith("as it is\n")


def test_what_spoils_the_page_is_not_published_unless_asked(studylog: Shell, til: Path) -> None:
    studylog("topic", "열린 코드", "--body", "-", given="```\n코드\n")

    called = studylog.call("publish")
    assert called.code == 1
    assert called.err.splitlines()[-1] == (
        "studylog: Something in it will spoil the page, so it was not published."
        " See: studylog lint 2025-03-12 — or publish it as it is: --anyway"
    )
    assert not (til / "March").exists()
    assert studylog.call("publish", "--anyway").code == 0


def test_a_retrospective_is_published_beside_the_days(studylog: Shell, til: Path) -> None:
    studylog("retro", "week", "--keep")

    assert studylog.call("publish", "--week").out.endswith("2025-W11  published: retro/2025-W11.md\n")
    assert (til / "retro" / "2025-W11.md").read_text("utf-8") == studylog("retro", "week")
    assert studylog.call("publish", "--month").out.endswith("2025-03  published: retro/2025-03.md\n")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--to", "/nowhere/at/all"], 1, "There is no folder /nowhere/at/all; make it first: mkdir -p /nowhere/at/all"),
        (["--to", "github:til"], 2, "'til' is not the name of a repository; write it like owner/til."),
        (["--issue", "3"], 2, "A folder has no issues; leave --issue, --new out."),
        (["--to", "github:me/til", "--push"], 2, "An issue is no commit; leave --commit, --push out."),
    ],
)
def test_what_cannot_be_is_said(studylog: Shell, til: Path, words: list[str], code: int, said: str) -> None:
    called = studylog.call("publish", *words)

    assert (called.code, called.err.splitlines()[-1]) == (code, f"studylog: {said}")


def test_nobody_said_where_to(studylog: Shell, person: Person) -> None:
    assert studylog.refused("publish", code=2) == (
        "Nobody said where to publish: set publish_to to a folder or to github:OWNER/NAME. Or name it: --to WHERE"
    )


def test_a_dirty_repository_is_said_before_anything_is_touched(studylog: Shell, til: Path, person: Person) -> None:
    (til / "README.md").write_text("바뀜", "utf-8")
    person.git(til, "add", "README.md")

    called = studylog.call("publish", "--commit")
    assert called.code == 1
    assert "staged" in called.err
    assert not (til / "March").exists()


def test_an_issue_is_made_and_used_again(studylog: Shell, person: Person) -> None:
    hub = Hub(person)
    studylog("config", "set", "publish_to", "github:me/til")
    studylog("config", "set", "publish_labels", "[til]")

    dry = studylog.call("publish", "--dry-run")
    assert 'Open an issue "2025-03-12 소켓" (' in dry.out
    assert "labelled til: gh api --method POST --input - repos/me/til/issues\n" in dry.out
    assert hub.issues() == []
    first = studylog.call("publish")
    assert first.code == 0, first
    [issue] = hub.issues()
    assert (issue["title"], issue["body"]) == ("2025-03-12 소켓", LOG)
    assert first.out.endswith(f"published: https://github.com/me/til/issues/{issue['number']}\n")

    studylog("check", "1")
    studylog.call("publish")
    [again] = hub.issues()
    assert again["number"] == issue["number"]
    assert again["body"] == studylog.text()


def test_without_gh_it_says_what_to_do(studylog: Shell, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    studylog("config", "set", "publish_to", "github:me/til")
    monkeypatch.setenv("PATH", str(person.home / "bin"))

    called = studylog.call("publish")
    assert called.code == 1
    assert "gh" in called.err.splitlines()[-1]
    assert "Traceback" not in called.err


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("publish_path", "{monht}/{date}.md", "Did you mean 'month'?"),
        ("publish_path", "../{date}.md", "Setting publish_path"),
        ("publish_path", "/tmp/{date}.md", "Setting publish_path"),
        ("publish_to", "github:til", "write it like github:OWNER/NAME"),
        ("publish_commit", "maybe", "neither yes nor no"),
        ("week_labels", "eight", "name weeks and what they are called"),
    ],
)
def test_settings_that_cannot_be(studylog: Shell, key: str, value: str, said: str) -> None:
    assert said in studylog.refused("config", "set", key, value, code=2)


def test_settings_with_braces_are_words(studylog: Shell) -> None:
    studylog("config", "set", "publish_path", "{year}/{mm}/{dd}.md")
    studylog("config", "set", "week_labels", "{11: 네트워크}")

    assert studylog("config", "get", "publish_path") == "{year}/{mm}/{dd}.md\n"
    assert json.loads(studylog("config", "list", "--json"))["week_labels"] == "11: 네트워크"
