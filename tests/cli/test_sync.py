"""The log carried to other machines from the prompt, and the choices that wait there."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.shell import Shell, the_line
from tests.sync.devices import bare, git_environment

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
DAY = "# 2025-03-12\n\n## Goals\n- 그래프 정리\n\n## Notes\n아침에 읽은 것.\n"


class Two:
    """Two machines at one prompt, of which one is used at a time."""

    def __init__(self, studylog: Shell, folder: Path) -> None:
        self.studylog = studylog
        self.folder = folder
        self.remote = bare(folder)
        for name, value in git_environment(folder).items():
            studylog.set(name, value)

    def at(self, name: str) -> Shell:
        """Sit down at a machine."""
        (self.folder / name).mkdir(exist_ok=True)
        self.studylog.live_in(self.folder / name)
        return self.studylog

    def write(self, text: str) -> None:
        """Write the day anew."""
        self.studylog("import", "-", "--replace", given=text)

    def both_ready(self) -> None:
        """Set sync up on both, with the same day."""
        self.at("laptop")
        self.write(DAY)
        self.studylog.call("sync", "init", str(self.remote))
        self.studylog("sync")
        self.at("desktop")
        self.studylog.call("sync", "init", str(self.remote))
        self.studylog("sync")

    def disagree(self) -> None:
        """Have both change a line, and be at the machine that syncs last."""
        self.both_ready()
        self.write(DAY.replace("아침에 읽은 것.", "아침에 트랜잭션 격리 수준을 읽음."))
        self.studylog("sync")
        self.at("laptop")
        self.write(DAY.replace("아침에 읽은 것.", "아침에 캐시를 읽음."))


@pytest.fixture
def two(studylog: Shell, tmp_path: Path) -> Two:
    """Return two machines on which there is no log yet."""
    return Two(studylog, tmp_path)


def test_from_nothing_to_a_second_machine(two: Two) -> None:
    studylog = two.at("laptop")
    two.write(DAY)

    set_up = studylog.call("sync", "init", str(two.remote))

    assert (set_up.code, set_up.out, set_up.err) == (
        0,
        f"ready: {two.folder / 'laptop' / 'sync'}, days as days/{{year}}/{{mm}}/{{date}}.md\n",
        "studylog: Begin with: studylog sync\n",
    )
    assert studylog("sync") == "in step: 1 file sent, 0 received\n"
    assert studylog("sync") == "in step: nothing new\n"
    two.at("desktop")
    studylog.call("sync", "init", str(two.remote))
    assert studylog("sync") == "in step: 0 files sent, 1 received\n"
    assert studylog.text() == DAY


def test_in_korean(two: Two) -> None:
    studylog = two.at("laptop")
    studylog("config", "set", "language", "ko")
    two.write(DAY)

    assert studylog.call("sync", "init", str(two.remote)).out.startswith("준비됐어요: ")
    assert studylog("sync") == "맞췄어요: 파일 1개 보냄, 0개 받음\n"
    assert studylog("sync") == "이미 맞아요: 새것이 없어요\n"
    assert studylog.refused("conflicts", "7") == "충돌 7: 그런 충돌은 없어요. 보려면: studylog conflicts"
    assert studylog("sync", "log").splitlines()[1].endswith("누리  studylog: 2025-03 1일")
    assert studylog("sync", "status").splitlines()[1:3] == [
        "마지막 동기화 뒤로 여기서 0가지가 바뀌었어요",
        "마지막으로 받아 왔을 때 기준으로 보낼 커밋 0개, 받을 커밋 0개",
    ]


def test_without_a_remote_it_is_committed_here(two: Two) -> None:
    studylog = two.at("laptop")
    two.write(DAY)

    set_up = studylog.call("sync", "init")

    assert set_up.err == (
        "studylog: There is no remote yet; add one: studylog sync init REMOTE\nstudylog: Begin with: studylog sync\n"
    )
    assert studylog("sync") == "in step: 1 file sent, 0 received\n"


def test_before_it_is_set_up_every_verb_says_how_to_begin(two: Two) -> None:
    studylog = two.at("laptop")
    two.write(DAY)

    for verb in (("sync",), ("sync", "now"), ("sync", "status"), ("sync", "log")):
        assert studylog.refused(*verb) == (
            "Sync is not set up yet. Begin with: studylog sync init https://github.com/NAME/REPOSITORY"
        )
    assert studylog.call("conflicts").err == "studylog: There is nothing to choose between.\n"


def test_what_a_sync_did_as_json(two: Two) -> None:
    studylog = two.at("laptop")
    two.write(DAY)
    studylog.call("sync", "init", str(two.remote))

    assert json.loads(studylog("sync", "now", "--json")) == {
        "sent": 1,
        "received": 0,
        "pushed": True,
        "conflicts": 0,
        "unreadable": [],
        "offline": None,
    }


def test_offline_says_what_is_kept_and_ends_with_1(two: Two) -> None:
    two.both_ready()
    studylog = two.at("laptop")
    two.write(DAY + "저녁.\n")
    two.remote.rename(two.folder / "away")

    called = studylog.call("sync")

    assert called.code == 1
    assert called.out == ""
    assert re.fullmatch(
        r"The remote could not be reached \(.*\); all is kept here and goes along with the next sync\.",
        the_line(called.err),
    )
    (two.folder / "away").rename(two.remote)
    assert studylog("sync") == "in step: what waited was sent\n"
    assert studylog("sync") == "in step: nothing new\n"


def test_how_far_it_is(two: Two) -> None:
    two.both_ready()
    studylog = two.at("laptop")
    studylog("goal", "트리")

    folder = two.folder / "laptop" / "sync"
    lines = studylog("sync", "status").splitlines()
    assert lines[:3] == [
        f"{folder}, sent to {two.remote}",
        "1 thing changed here since the last sync",
        "0 commits to send, 0 to receive, as of the last fetch",
    ]
    assert re.fullmatch(r"last sync: \d{4}-\d{2}-\d{2} \d{2}:\d{2}", lines[3])
    told = json.loads(studylog("sync", "status", "--json"))
    assert {**told, "last": ""} == {
        "folder": str(folder),
        "remote": str(two.remote),
        "changed": 1,
        "to_send": 0,
        "to_receive": 0,
        "conflicts": 0,
        "last": "",
    }


def test_the_commits_that_carried_it(two: Two) -> None:
    two.both_ready()
    studylog = two.at("laptop")

    lines = studylog("sync", "log").splitlines()

    assert [re.sub(r"^\S+ \S+  [0-9a-f]{8}  ", "", line) for line in lines] == [
        "누리  studylog: what is kept beside the days",
        "누리  studylog: 1 day of 2025-03",
    ]
    assert [one["message"] for one in json.loads(studylog("sync", "log", "--json"))] == [
        "studylog: what is kept beside the days",
        "studylog: 1 day of 2025-03",
    ]


def test_a_conflict_is_listed_looked_at_and_chosen(two: Two) -> None:
    two.disagree()
    studylog = two.studylog

    synced = studylog.call("sync")

    assert (synced.code, synced.err) == (0, "studylog: 1 conflict waits for your choice: studylog conflicts\n")
    assert studylog("conflicts") == "1  2025-03-12  아침에 트랜잭션 격리 수준을 읽음.\n"
    assert studylog("conflicts", "1") == (
        "2025-03-12\n\nbefore:\n  아침에 읽은 것.\n\nmine:\n  아침에 캐시를 읽음.\n\n"
        "theirs:\n  아침에 트랜잭션 격리 수준을 읽음.\n"
    )
    (told,) = json.loads(studylog("conflicts", "--json"))
    assert told == {
        "id": told["id"],
        "date": "2025-03-12",
        "path": "days/2025/03/2025-03-12.md",
        "base": "아침에 읽은 것.\n",
        "mine": "아침에 캐시를 읽음.\n",
        "theirs": "아침에 트랜잭션 격리 수준을 읽음.\n",
        "in_text": "아침에 트랜잭션 격리 수준을 읽음.\n",
    }
    assert json.loads(studylog("conflicts", told["id"], "--json")) == told
    assert studylog("conflicts", "1", "--mine") == "chosen: 2025-03-12\n"
    assert studylog.text() == DAY.replace("아침에 읽은 것.", "아침에 캐시를 읽음.")
    assert studylog.call("conflicts").err == "studylog: There is nothing to choose between.\n"


@pytest.mark.parametrize(
    ("option", "lines"),
    [
        ("--theirs", "아침에 트랜잭션 격리 수준을 읽음.\n"),
        ("--both", "아침에 캐시를 읽음.\n아침에 트랜잭션 격리 수준을 읽음.\n"),
        ("--done", "아침에 트랜잭션 격리 수준을 읽음.\n"),
    ],
)
def test_each_choice(two: Two, option: str, lines: str) -> None:
    two.disagree()
    two.studylog.call("sync")

    two.studylog("conflicts", "1", option)

    assert two.studylog.text() == DAY.replace("아침에 읽은 것.\n", lines)
    assert two.studylog("sync").startswith("in step: ")


def test_a_choice_of_nothing_is_refused(two: Two) -> None:
    two.disagree()
    two.studylog.call("sync")

    assert two.studylog.refused("conflicts", "9") == "There is no conflict 9; see: studylog conflicts"
    assert two.studylog.refused("conflicts", "--both", code=2) == "Name the conflict: studylog conflicts 1 --both"


def test_the_shell_completes_the_id_of_a_conflict(two: Two) -> None:
    two.disagree()
    two.studylog.call("sync")
    (conflict,) = json.loads(two.studylog("conflicts", "--json"))

    two.studylog.set("_STUDYLOG_COMPLETE", "bash_complete")
    two.studylog.set("COMP_WORDS", f"studylog conflicts {conflict['id'][:3]}")
    two.studylog.set("COMP_CWORD", "2")

    assert two.studylog() == f"plain,{conflict['id']}\n"


def test_a_file_that_cannot_be_read_is_told(two: Two) -> None:
    two.both_ready()
    studylog = two.at("laptop")
    (two.folder / "laptop/sync/days/2025/03/2025-03-12.md").write_bytes(b"\xff\xfe")

    called = studylog.call("sync")

    assert (called.code, called.err) == (
        0,
        "studylog: days/2025/03/2025-03-12.md cannot be read and stays as it is; mend it, then sync again.\n",
    )
    assert studylog.text() == DAY


def test_the_driver_is_called_by_git(two: Two) -> None:
    base, ours, theirs = (two.folder / name for name in ("base", "ours", "theirs"))
    base.write_text(DAY, "utf-8")
    ours.write_text(DAY.replace("정리\n", "정리\n- 트리\n"), "utf-8")
    theirs.write_text(DAY.replace("정리\n", "정리\n- 캐시\n"), "utf-8")
    subprocess.run(["git", "init", "--quiet", str(two.folder / "repository")], check=True, env=dict(os.environ))
    studylog = two.at("laptop")
    here = Path.cwd()
    os.chdir(two.folder / "repository")
    try:
        studylog("sync", "merge-driver", str(base), str(ours), str(theirs), "days/2025/03/2025-03-12.md")
    finally:
        os.chdir(here)

    assert ours.read_text("utf-8") == DAY.replace("정리\n", "정리\n- 캐시\n- 트리\n")


@pytest.mark.parametrize("verb", [("sync",), ("sync", "init"), ("sync", "now"), ("sync", "status"), ("conflicts",)])
def test_help_has_examples(studylog: Shell, verb: tuple[str, ...]) -> None:
    assert re.search(rf"Examples:\n(?:    .*\n)*?    studylog {verb[0]}", studylog(*verb, "--help"))
