"""Remotes that are away, refuse, are empty, were rewritten, or change while they are synced with."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path

import pytest

from tests.sync.devices import DAY, Device, Machines, bare
from tracker.errors import TrackerError, UsageError
from tracker.journal import Journal
from tracker.publish import programs
from tracker.publish.programs import ProgramFailed
from tracker.sync.looking import commits, status
from tracker.sync.remote import Remote, SyncRefused

TEXT = "# 2025-03-12\n\n## Goals\n- 그래프 정리\n"


def hook(repository: Path, name: str, script: str) -> None:
    """Have a repository run a script."""
    file = repository / "hooks" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    file.chmod(0o755)


def test_offline_everything_is_kept_and_sent_later(machines: Machines) -> None:
    laptop, desktop = machines.in_step(TEXT)
    away = machines.remote.rename(machines.folder / "away.git")
    laptop.write(TEXT + "- 트리\n")

    synced = laptop.sync()

    assert "does not appear to be a git repository" in synced.offline
    assert (synced.sent, status(laptop.journal, laptop.environment).ahead) == (1, 1)
    laptop.write(TEXT + "- 트리\n- 캐시\n")
    away.rename(machines.remote)
    assert laptop.sync().offline == ""
    desktop.sync()
    assert desktop.text() == TEXT + "- 트리\n- 캐시\n"


def test_a_remote_that_refuses_says_why_and_takes_it_later(machines: Machines) -> None:
    laptop, desktop = machines.in_step(TEXT)
    hook(machines.remote, "pre-receive", "echo 'quota is full' >&2; exit 1")
    laptop.write(TEXT + "- 트리\n")

    with pytest.raises(SyncRefused, match=r"origin did not take it \(.*quota is full.*\); all is kept in .*/sync"):
        laptop.sync()

    (machines.remote / "hooks" / "pre-receive").unlink()
    assert laptop.text() == TEXT + "- 트리\n"
    assert status(laptop.journal, laptop.environment).ahead == 1
    laptop.sync()
    desktop.sync()
    assert desktop.text() == TEXT + "- 트리\n"


def test_wrong_credentials_are_told_by_git_and_nothing_waits_for_an_answer(machines: Machines) -> None:
    laptop, _desktop = machines.in_step(TEXT)
    helper = machines.folder / "transport"
    helper.write_text(
        "#!/bin/sh\necho 'fatal: Authentication failed for https://example.com/' >&2\nexit 128\n", "utf-8"
    )
    helper.chmod(0o755)
    laptop.git("config", "remote.origin.url", f"ext::{helper}")
    laptop.git("config", "protocol.ext.allow", "always")

    assert laptop.sync().offline == "Authentication failed for https://example.com/"


def test_no_such_remote_is_refused_when_sync_is_set_up(machines: Machines) -> None:
    laptop = machines.new("laptop")

    with pytest.raises(ProgramFailed, match=r"git clone failed in .*: repository '.*nowhere' does not exist"):
        laptop.init(machines.folder / "nowhere")

    assert not laptop.repository.exists()
    assert [path.name for path in laptop.folder.iterdir() if "sync" in path.name] == []
    laptop.init(machines.remote)


def test_a_remote_without_a_default_branch_is_refused(machines: Machines) -> None:
    machines.in_step(TEXT)
    machines.at_remote("symbolic-ref", "HEAD", "refs/heads/none")
    tablet = machines.new("tablet")

    with pytest.raises(UsageError, match=r"remote\.git has no default branch; set one there, then try again"):
        tablet.init(machines.remote)

    machines.at_remote("symbolic-ref", "HEAD", "refs/heads/main")
    tablet.init(machines.remote)
    tablet.sync()
    assert tablet.text() == TEXT


def test_a_default_branch_of_another_name_is_taken(machines: Machines) -> None:
    machines.in_step(TEXT)
    machines.at_remote("branch", "-m", "main", "trunk")
    tablet = machines.new("tablet")

    tablet.init(machines.remote)
    tablet.sync()
    tablet.write(TEXT + "- 트리\n")
    tablet.sync()

    assert machines.at_remote("show", "trunk:days/2025/03/2025-03-12.md") == TEXT + "- 트리\n"


def test_both_begin_with_an_empty_remote(machines: Machines) -> None:
    laptop, desktop = machines.ready("laptop", "desktop")
    laptop.write(TEXT)
    desktop.write("# 2025-03-13\n", DAY.replace(day=13))

    laptop.sync()
    desktop.sync()
    laptop.sync()

    for machine in (laptop, desktop):
        assert machine.text() == TEXT
        assert machine.text(DAY.replace(day=13)) == "# 2025-03-13\n"
    assert machines.at_remote("rev-list", "--max-parents=0", "--count", "main") == "1\n"


def test_a_log_without_a_remote_is_committed_and_gets_one_later(machines: Machines) -> None:
    laptop = machines.new("laptop")
    laptop.init()
    laptop.write(TEXT)
    laptop.sync()
    laptop.write(TEXT.replace("정리", "복습"))

    laptop.init(machines.remote)
    laptop.sync()

    assert machines.files()["days/2025/03/2025-03-12.md"] == TEXT.replace("정리", "복습")
    assert laptop.text() == TEXT.replace("정리", "복습")


def test_another_remote_than_the_one_there_is_refused(machines: Machines) -> None:
    laptop, _desktop = machines.in_step(TEXT)

    with pytest.raises(UsageError, match="has another remote, origin; leave the address out to use it"):
        laptop.init(bare(machines.folder, "other.git"))


def test_a_history_rewritten_by_force_loses_nothing(machines: Machines) -> None:
    laptop, desktop = machines.in_step(TEXT)
    laptop.write(TEXT + "- 트리\n")
    laptop.sync()
    first = machines.at_remote("rev-list", "--max-parents=0", "main").strip()
    desktop.git("fetch", "--quiet")
    desktop.git("checkout", "--quiet", "-b", "rewritten", first)
    desktop.put("days/2025/03/2025-03-11.md", b"# 2025-03-11\n")
    desktop.git("add", ".")
    desktop.git("commit", "--quiet", "--message", "rewritten")
    desktop.git("push", "--quiet", "--force", "origin", "rewritten:main")
    desktop.git("checkout", "--quiet", "main")

    laptop.sync()
    desktop.sync()

    for machine in (laptop, desktop):
        assert machine.text() == TEXT + "- 트리\n"
        assert machine.text(DAY.replace(day=11)) == "# 2025-03-11\n"


def test_a_remote_that_was_begun_anew_is_joined_with_what_is_here(machines: Machines) -> None:
    laptop, desktop = machines.in_step(TEXT)
    machines.remote.rename(machines.folder / "old.git")
    bare(machines.folder)
    desktop.git("checkout", "--quiet", "--orphan", "new")
    desktop.git("rm", "-r", "--quiet", "--cached", ".")
    desktop.git("add", "studylog.json")
    desktop.git("commit", "--quiet", "--message", "anew")
    desktop.git("push", "--quiet", "origin", "new:main")
    laptop.write(TEXT + "- 트리\n")

    laptop.sync()

    assert machines.files()["days/2025/03/2025-03-12.md"] == TEXT + "- 트리\n"


def test_a_branch_set_back_in_the_folder_is_caught_up_with(machines: Machines) -> None:
    laptop = machines.new("laptop")
    laptop.init()
    laptop.write(TEXT)
    laptop.sync()
    laptop.write(TEXT + "- 트리\n")
    laptop.sync()
    laptop.git("reset", "--quiet", "--hard", "HEAD~1")

    laptop.sync()

    assert laptop.text() == TEXT + "- 트리\n"
    assert laptop.file("days/2025/03/2025-03-12.md") == (TEXT + "- 트리\n").encode()


def test_someone_who_sends_meanwhile_is_waited_for(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    laptop, desktop = machines.in_step(TEXT)
    laptop.write(TEXT + "- 트리\n")
    desktop.write(TEXT.replace("그래프", "그래프와 트리"))
    push, once = Remote.push, [desktop]

    def late(remote: Remote, commit: str) -> bool:
        if once:
            once.pop().sync()
        return push(remote, commit)

    monkeypatch.setattr(Remote, "push", late)
    laptop.sync()
    desktop.sync()

    assert laptop.text() == desktop.text() == TEXT.replace("그래프", "그래프와 트리") + "- 트리\n"


def test_a_log_that_is_written_meanwhile_is_read_again(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    laptop, desktop = machines.in_step(TEXT)
    desktop.write(TEXT + "- 트리\n")
    desktop.sync()
    fetch = Remote.fetch

    def wrote(remote: Remote, known: str) -> str:
        said = fetch(remote, known)
        from tracker.sync.worktree import Worktree

        move_on = Worktree.move_on

        def write_before(tree: Worktree, *words: str) -> None:
            monkeypatch.setattr(Worktree, "move_on", move_on)
            laptop.write(TEXT + "- 캐시\n")
            move_on(tree, *words)

        monkeypatch.setattr(Remote, "fetch", fetch)
        monkeypatch.setattr(Worktree, "move_on", write_before)
        return said

    monkeypatch.setattr(Remote, "fetch", wrote)
    laptop.sync()
    desktop.sync()

    assert laptop.text() == desktop.text() == TEXT + "- 캐시\n- 트리\n"


def test_one_sync_of_a_folder_at_a_time(machines: Machines) -> None:
    laptop, _desktop = machines.in_step(TEXT)
    from tracker.sync.git import Git
    from tracker.sync.layout import OWN_PATTERN, Layout
    from tracker.sync.worktree import Worktree

    with (
        Worktree(Git(laptop.repository, laptop.environment), Layout(OWN_PATTERN, "")).alone(),
        pytest.raises(SyncRefused, match=r"Another sync of .*/sync is under way; wait until it has ended"),
    ):
        laptop.sync()

    laptop.sync()


def test_a_newer_format_is_refused_and_nothing_is_touched(machines: Machines) -> None:
    laptop, desktop = machines.in_step(TEXT)
    desktop.put("studylog.json", b'{"format": 99}\n')
    desktop.git("commit", "--quiet", "--all", "--message", "newer")
    desktop.git("push", "--quiet")
    laptop.write(TEXT + "- 트리\n")
    before = laptop.git("rev-parse", "HEAD")

    with pytest.raises(SyncRefused, match=r"written by a newer studylog. Update: pipx upgrade studylog"):
        laptop.sync()

    assert laptop.text() == TEXT + "- 트리\n"
    assert laptop.git("rev-parse", "HEAD") == before


def test_a_pattern_that_is_another_by_now_is_told(machines: Machines) -> None:
    laptop, desktop = machines.in_step(TEXT)
    desktop.put("studylog.json", b'{"format": 1, "days": "{year}/{date}.md"}\n')
    desktop.git("commit", "--quiet", "--all", "--message", "moved")
    desktop.git("push", "--quiet")

    with pytest.raises(SyncRefused, match=r"Days lie at \{year\}/\{date\}.md in the repository by now"):
        laptop.sync()


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo git version 2.20.1", "git 2.20 is too old; at least 2.30 is needed"),
        ("echo nonsense", "git does not say its version"),
    ],
)
def test_an_old_git_is_refused(machines: Machines, script: str, said: str) -> None:
    laptop, _desktop = machines.in_step(TEXT)
    programs = machines.folder / "programs"
    programs.mkdir()
    (programs / "git").write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    (programs / "git").chmod(0o755)
    laptop.environment = {**laptop.environment, "PATH": f"{programs}:/usr/bin:/bin"}

    with pytest.raises(ProgramFailed, match=said):
        laptop.sync()


def test_no_git_is_told(machines: Machines) -> None:
    laptop, _desktop = machines.in_step(TEXT)
    laptop.environment = {**laptop.environment, "PATH": str(machines.folder / "nothing")}

    with pytest.raises(ProgramFailed, match="The program git is not there; install it, then try again"):
        laptop.sync()


def test_without_a_name_git_is_asked_to_be_told_one(machines: Machines) -> None:
    (machines.folder / "gitconfig").write_text("[user]\nuseConfigOnly = true\n", "utf-8")
    laptop = machines.new("laptop")

    with pytest.raises(ProgramFailed, match="git does not know your name and address; tell it before a commit"):
        laptop.init(machines.remote)


def test_what_waits_is_told_without_asking_anyone(machines: Machines) -> None:
    laptop, desktop = machines.in_step(TEXT)
    desktop.write(TEXT + "- 트리\n")
    desktop.sync()
    laptop.write("# 2025-03-13\n", DAY.replace(day=13))
    laptop.git("fetch", "--quiet")

    now = status(laptop.journal, laptop.environment)

    assert (now.folder, now.remote) == (str(laptop.repository), str(machines.remote))
    assert (now.changed, now.ahead, now.behind, now.conflicts) == (1, 0, 1, 0)
    assert [one.message for one in commits(desktop.journal, desktop.environment)] == [
        "studylog: 1 day of 2025-03",
        "studylog: what is kept beside the days",
        "studylog: 1 day of 2025-03",
    ]


def test_before_it_is_set_up_sync_says_how_to_begin(machines: Machines) -> None:
    laptop = machines.new("laptop")

    with pytest.raises(TrackerError, match=r"Sync is not set up yet. Begin with: studylog sync init https://"):
        laptop.sync()


def test_a_repository_that_is_gone_is_told(machines: Machines) -> None:
    laptop, _desktop = machines.in_step(TEXT)
    laptop.repository.rename(machines.folder / "elsewhere")

    with pytest.raises(SyncRefused, match="is no git repository any more; set sync up again"):
        laptop.sync()

    laptop.write(TEXT + "- 트리\n")
    laptop.init(machines.remote)
    laptop.sync()
    assert machines.files()["days/2025/03/2025-03-12.md"] == TEXT + "- 트리\n"


def _processes(device: Device, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Sync, and return the calls of git that it made."""
    from tracker.sync import git as module

    real, calls = programs.run_bytes, list[str]()

    def counted(call: tuple[str, ...], *words: object, **named: object) -> tuple[int, bytes, bytes]:
        calls.append(call[3])
        return real(call, *words, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(module, "run_bytes", counted)
        device.sync()
    return calls


def test_with_nothing_new_git_is_called_three_times(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    laptop, _desktop = machines.in_step(TEXT)

    assert _processes(laptop, monkeypatch) == ["status", "fetch", "cat-file"]


def test_one_day_that_changed_is_the_only_one_read(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    laptop, desktop = machines.ready("laptop", "desktop")
    for day in range(1, 20):
        laptop.write(f"# 2025-03-{day:02}\n", DAY.replace(day=day))
    laptop.sync()
    desktop.sync()
    laptop.write(TEXT)
    read: list[object] = []
    text_of = Journal.text

    def noted(journal: Journal, day: dt.date) -> str | None:
        read.append(day)
        return text_of(journal, day)

    monkeypatch.setattr(Journal, "text", noted)

    assert len(_processes(laptop, monkeypatch)) <= 13
    desktop.sync()

    assert set(read) == {DAY}
    assert desktop.text() == TEXT


def test_git_can_be_asked_by_hand_what_is_in_the_repository(machines: Machines) -> None:
    laptop, _desktop = machines.in_step(TEXT)

    said = subprocess.run(
        ["git", "-C", str(laptop.repository), "fsck", "--strict"],
        env=laptop.environment,
        capture_output=True,
        check=True,
    )

    assert said.returncode == 0
