"""Plain git in the folder of the repository: `git pull` and `git merge` bring days together as a sync does."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sync.devices import DAY, Device, Machines
from tracker.sync.choosing import sides_of

REPOSITORY = Path(__file__).parents[2]
TEXT = "# 2025-03-12\n\n## Goals\n- 그래프 정리\n\n## Notes\n아침에 읽은 것.\n"
PATH = "days/2025/03/2025-03-12.md"


def diverged(machines: Machines, here: str | bytes, there: str, path: str = PATH) -> Device:
    """Return a machine whose folder has a commit that changes a file, as the remote has another; neither is merged."""
    laptop, desktop = machines.in_step(TEXT)
    program = f"env PYTHONPATH={shlex.quote(str(REPOSITORY))} {shlex.quote(sys.executable)} -m tracker"
    laptop.git("config", "merge.studylog.driver", f"{program} sync merge-driver %O %A %B %P")
    versions: tuple[tuple[Device, str | bytes], ...] = ((laptop, here), (desktop, there))
    for machine, text in versions:
        machine.put(path, text if isinstance(text, bytes) else text.encode())
        machine.git("add", "--all")
        machine.git("commit", "--quiet", "--message", machine.name)
    desktop.git("push", "--quiet")
    return laptop


def test_a_pull_merges_days_without_marks(machines: Machines) -> None:
    laptop = diverged(machines, TEXT.replace("정리\n", "정리\n- 트리\n"), TEXT.replace("정리\n", "정리\n- 캐시\n"))

    laptop.git("pull", "--quiet", "--no-rebase", "--no-edit")

    both = TEXT.replace("정리\n", "정리\n- 캐시\n- 트리\n")
    assert laptop.file(PATH) == both.encode()
    assert laptop.git("status", "--short") == ""
    laptop.sync()
    assert laptop.text() == both
    assert laptop.conflicts() == []


def test_what_a_merge_could_not_bring_together_is_put_before_the_person(machines: Machines) -> None:
    laptop = diverged(
        machines,
        TEXT.replace("아침에 읽은 것.", "아침에 캐시를 읽음."),
        TEXT.replace("아침에 읽은 것.", "아침에 트랜잭션 격리 수준을 읽음."),
    )
    laptop.git("fetch", "--quiet")

    laptop.git("merge", "--quiet", "--no-edit", "origin/main")
    laptop.sync()

    assert laptop.text() == TEXT.replace("아침에 읽은 것.", "아침에 트랜잭션 격리 수준을 읽음.")
    (conflict,) = laptop.conflicts()
    assert {*sides_of(conflict)} == {"아침에 캐시를 읽음.\n", "아침에 트랜잭션 격리 수준을 읽음.\n"}
    laptop.sync()
    assert laptop.conflicts() == [conflict]
    assert "conflicts.jsonl" in machines.files()


def test_a_merge_that_was_taken_back_leaves_nothing_to_choose(machines: Machines) -> None:
    laptop = diverged(
        machines,
        TEXT.replace("아침에 읽은 것.", "아침에 캐시를 아주 오래 읽고 또 읽고 적음."),
        TEXT.replace("아침에 읽은 것.", "아침에 트랜잭션을 읽음."),
    )
    laptop.git("fetch", "--quiet")
    laptop.git("merge", "--quiet", "--no-edit", "origin/main")
    laptop.git("reset", "--quiet", "--hard", "HEAD~1")
    laptop.put(PATH, TEXT.encode())
    laptop.git("commit", "--quiet", "--all", "--message", "as it was")

    laptop.sync()

    assert laptop.conflicts() == []
    assert laptop.text() == TEXT.replace("아침에 읽은 것.", "아침에 트랜잭션을 읽음.")


def test_a_rebase_merges_days_too(machines: Machines) -> None:
    laptop = diverged(machines, TEXT + "저녁.\n", TEXT.replace("정리\n", "정리\n- 캐시\n"))

    laptop.git("pull", "--quiet", "--rebase")
    laptop.sync()

    assert laptop.text() == TEXT.replace("정리\n", "정리\n- 캐시\n") + "저녁.\n"


def test_sessions_are_merged_by_their_ids(machines: Machines) -> None:
    row = (
        '{{"id": "{0}", "date": "2025-03-12", "ended_at": null, "seconds": 60, "started_at": null, "subject": "{0}"}}\n'
    )
    laptop = diverged(machines, row.format("b"), row.format("a"), "sessions/2025-03.jsonl")

    laptop.git("pull", "--quiet", "--no-rebase", "--no-edit")
    laptop.sync()

    assert sorted(one.subject for one in laptop.journal.timer.sessions(DAY)) == ["a", "b"]


def test_what_cannot_be_read_is_left_to_the_person(machines: Machines) -> None:
    laptop = diverged(machines, b"\xff\xfe", TEXT + "저녁.\n")

    with pytest.raises(subprocess.CalledProcessError) as failed:
        laptop.git("pull", "--quiet", "--no-rebase", "--no-edit")

    assert f"{PATH} cannot be read as what lies there; merge it yourself" in failed.value.stderr
    assert "Traceback" not in failed.value.stderr
    assert laptop.git("status", "--short") == f"UU {PATH}\n"


def test_someone_elses_file_that_a_pattern_takes_in_gets_gits_own_marks(machines: Machines) -> None:
    laptop = diverged(machines, "하나\n", "둘\n", "days/2025/03/notes.md")

    with pytest.raises(subprocess.CalledProcessError):
        laptop.git("pull", "--quiet", "--no-rebase", "--no-edit")

    assert "<<<<<<<" in laptop.file("days/2025/03/notes.md").decode()
