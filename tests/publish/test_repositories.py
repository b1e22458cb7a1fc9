"""Publishing into a git repository: one commit of one file, or a word on what is in its way."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.publish.build import NOW, Memory, Person, a_day, into_folder
from tracker.errors import UsageError
from tracker.publish import ChangedElsewhere, Folder, PublishFailed, PublishRefused, carry_out, plan_folder
from tracker.publish.programs import ProgramFailed


@pytest.fixture
def til(person: Person, tmp_path: Path) -> Path:
    """Return the person's repository, with one commit."""
    return person.repository(tmp_path / "til")


def committed(folder: Path, pattern: str = "{date}.md", *, push: bool = False) -> Folder:
    """Return the target: files of that folder, each committed."""
    return Folder(folder, pattern, commit=True, push=push, message="TIL {date}: {headline}")


def history(person: Person, til: Path) -> list[str]:
    """Return the messages of the commits, the newest first, with the files each changed."""
    log = person.git(til, "-c", "core.quotePath=off", "log", "--format=%x01%s", "--name-only")
    return [" | ".join(commit.split("\n\n")).strip().replace("\n", " ") for commit in log.split("\x01")[1:]]


def refusal(person: Person, target: Folder, *, force: bool = False) -> str:
    """Return why nothing is published, and check that nothing was touched."""
    before = person.git(target.path, "status", "--porcelain", "--ignored", "--untracked-files=all")
    with pytest.raises((PublishRefused, ProgramFailed)) as refused:
        plan_folder(a_day(), target, None, force=force, environment=person.environment)
    assert person.git(target.path, "status", "--porcelain", "--ignored", "--untracked-files=all") == before
    return str(refused.value)


def test_the_file_is_committed_as_it_is(til: Path, person: Person, memory: Memory) -> None:
    plan = into_folder(a_day(), committed(til), memory, person.environment)

    assert history(person, til) == ["TIL 2025-03-24: 그래프 탐색 | 2025-03-24.md", "처음 | README.md"]
    assert person.git(til, "show", "HEAD:2025-03-24.md") == a_day().text
    assert plan.lines()[1] == (
        f'Commit it as "TIL 2025-03-24: 그래프 탐색": git -C {til} add -- 2025-03-24.md && '
        f"git -C {til} commit -F - --only -- 2025-03-24.md"
    )
    assert person.git(til, "status", "--porcelain") == ""


def test_the_same_again_makes_no_commit(til: Path, person: Person, memory: Memory) -> None:
    into_folder(a_day(), committed(til), memory, person.environment)

    assert into_folder(a_day(), committed(til), memory, person.environment).nothing_to_do
    assert len(history(person, til)) == 2


def test_an_edited_day_is_another_commit(til: Path, person: Person, memory: Memory) -> None:
    into_folder(a_day(), committed(til), memory, person.environment)
    into_folder(a_day("# 고친 하루\n"), committed(til), memory, person.environment)

    assert len(history(person, til)) == 3
    assert person.git(til, "show", "HEAD:2025-03-24.md") == "# 고친 하루\n"


def test_what_was_written_without_a_commit_is_committed_later(til: Path, person: Person, memory: Memory) -> None:
    into_folder(a_day(), Folder(til, "{date}.md", False, False, ""), memory, person.environment)

    plan = into_folder(a_day(), committed(til), memory, person.environment)

    assert len(plan.steps) == 1
    assert history(person, til)[0] == "TIL 2025-03-24: 그래프 탐색 | 2025-03-24.md"


def test_a_folder_in_a_repository_and_names_that_mean_something_to_git(
    til: Path, person: Person, memory: Memory
) -> None:
    (til / "기록").mkdir()
    (til / "기록" / "a.md").write_text("다른 글\n", "utf-8")

    into_folder(a_day(), committed(til / "기록", "[{mon}]/{date} 월.md"), memory, person.environment)

    assert history(person, til)[0] == "TIL 2025-03-24: 그래프 탐색 | 기록/[Mar]/2025-03-24 월.md"


def test_a_repository_without_a_commit(person: Person, tmp_path: Path, memory: Memory) -> None:
    til = tmp_path / "new"
    til.mkdir()
    person.git(til, "init", "--quiet")

    into_folder(a_day(), committed(til), memory, person.environment)

    assert history(person, til) == ["TIL 2025-03-24: 그래프 탐색 | 2025-03-24.md"]


def test_other_changes_stay_out_of_the_commit(til: Path, person: Person, memory: Memory) -> None:
    (til / "README.md").write_text("# 고치는 중\n", "utf-8")
    (til / "초안.md").write_text("아직\n", "utf-8")

    plan = into_folder(a_day(), committed(til), memory, person.environment)

    assert plan.notes == ("2 other changed files stay out of the commit.",)
    assert history(person, til)[0] == "TIL 2025-03-24: 그래프 탐색 | 2025-03-24.md"
    assert (til / "README.md").read_text("utf-8") == "# 고치는 중\n"


def test_something_else_that_is_staged_is_in_the_way(til: Path, person: Person) -> None:
    (til / "README.md").write_text("# 고치는 중\n", "utf-8")
    person.git(til, "add", "README.md")

    assert refusal(person, committed(til), force=True) == (
        f"Something else is staged in {til} (README.md); commit it or take it back first. See it: git -C {til} status"
    )


def test_other_changes_of_the_file_that_are_staged_are_in_the_way(til: Path, person: Person) -> None:
    path = til / "2025-03-24.md"
    path.write_text("# 손으로\n", "utf-8")
    person.git(til, "add", path.name)
    path.write_text(a_day().text, "utf-8")

    assert f"Other changes of {path} are staged" in refusal(person, committed(til))


def test_changes_of_the_file_that_are_not_ours_are_kept(til: Path, person: Person, memory: Memory) -> None:
    into_folder(a_day(), committed(til), memory, person.environment)
    (til / "2025-03-24.md").write_text("# 손으로\n", "utf-8")

    with pytest.raises(ChangedElsewhere, match="changed by hand since it was published"):
        into_folder(a_day("# 새 글\n"), committed(til), memory, person.environment)
    assert (til / "2025-03-24.md").read_text("utf-8") == "# 손으로\n"

    into_folder(a_day("# 새 글\n"), committed(til), memory, person.environment, force=True)
    assert person.git(til, "show", "HEAD:2025-03-24.md") == "# 새 글\n"


def test_a_merge_under_way_is_in_the_way(til: Path, person: Person) -> None:
    person.git(til, "switch", "--quiet", "-c", "other")
    (til / "README.md").write_text("# 저쪽\n", "utf-8")
    person.git(til, "commit", "--quiet", "-am", "저쪽")
    person.git(til, "switch", "--quiet", "main")
    person.git(til, "merge", "--quiet", "--no-ff", "--no-commit", "other")

    assert refusal(person, committed(til)) == f"git merge is under way in {til}; finish or abort it first."


@pytest.mark.parametrize(
    ("left", "operation"), [("rebase-merge", "git rebase"), ("CHERRY_PICK_HEAD", "git cherry-pick")]
)
def test_so_are_a_rebase_and_a_cherry_pick(til: Path, person: Person, left: str, operation: str) -> None:
    if left.isupper():
        (til / ".git" / left).write_text(person.git(til, "rev-parse", "HEAD"), "utf-8")
    else:
        (til / ".git" / left).mkdir()

    assert refusal(person, committed(til)) == f"{operation} is under way in {til}; finish or abort it first."


def test_a_file_that_git_ignores(til: Path, person: Person) -> None:
    (til / ".gitignore").write_text("*.md\n", "utf-8")

    assert refusal(person, committed(til)) == (
        "git ignores 2025-03-24.md (.gitignore:1:*.md); change that rule or the pattern."
    )


def test_a_person_without_a_name(til: Path, person: Person) -> None:
    Path(person.environment["GIT_CONFIG_GLOBAL"]).write_text("[user]\n\tuseConfigOnly = true\n", "utf-8")

    assert refusal(person, committed(til)).startswith(
        "git does not know your name and address; tell it before a commit. Like this: git config --global user.name"
    )


def test_a_folder_in_no_repository(person: Person, tmp_path: Path) -> None:
    folder = tmp_path / "plain"
    folder.mkdir()

    with pytest.raises(PublishRefused) as refused:
        plan_folder(a_day(), committed(folder), None, force=False, environment=person.environment)
    assert str(refused.value) == (
        f"{folder} lies in no git repository; make one, or publish without a commit: git -C {folder} init"
    )
    assert list(folder.iterdir()) == []


def test_a_message_that_says_nothing(til: Path, person: Person) -> None:
    target = Folder(til, "{date}.md", commit=True, push=False, message="{note}")

    with pytest.raises(UsageError, match="The commit's message is empty"):
        plan_folder(a_day(), target, None, force=False, environment=person.environment)


def test_variables_of_a_hook_lead_nowhere_else(til: Path, person: Person, memory: Memory, tmp_path: Path) -> None:
    other = person.repository(tmp_path / "other")
    environment = person.environment | {"GIT_DIR": str(other / ".git"), "GIT_INDEX_FILE": str(other / ".git" / "index")}

    into_folder(a_day(), committed(til), memory, environment)

    assert len(history(person, til)) == 2
    assert len(history(person, other)) == 1


def hook(til: Path, name: str, code: str) -> None:
    """Have git run these shell commands at that moment."""
    path = til / ".git" / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{code}\n", "utf-8")
    path.chmod(0o755)


def test_a_hook_that_refuses_leaves_the_file_and_publishing_again_goes_on(
    til: Path, person: Person, memory: Memory
) -> None:
    hook(til, "pre-commit", "echo >&2; echo 'warning: 오래된 설정' >&2; echo '맞춤법을 보세요' >&2; exit 1")

    with pytest.raises(PublishFailed) as failed:
        into_folder(a_day(), committed(til), memory, person.environment)
    assert failed.value.sentence == (
        "2025-03-24.md is written, but not committed: 맞춤법을 보세요. Publish again to go on from there."
    )
    assert (til / "2025-03-24.md").read_text("utf-8") == a_day().text
    assert memory.last is not None

    hook(til, "pre-commit", "exit 0")
    edited = a_day("# 맞춤법을 고친 하루\n")
    into_folder(edited, committed(til), memory, person.environment)

    assert history(person, til)[0] == "TIL 2025-03-24: 그래프 탐색 | 2025-03-24.md"
    assert person.git(til, "show", "HEAD:2025-03-24.md") == edited.text


def test_hooks_that_look_for_files_find_them(til: Path, person: Person, memory: Memory) -> None:
    hook(til, "pre-commit", "git diff --cached --name-only -- '*.md' > seen; read -r line && exit 1; exit 0")

    into_folder(a_day(), committed(til), memory, person.environment)

    assert (til / "seen").read_text("utf-8") == "2025-03-24.md\n"


@pytest.fixture
def remote(til: Path, person: Person, tmp_path: Path) -> Path:
    """Return the bare repository that the person's branch is pushed to."""
    path = tmp_path / "remote.git"
    person.git(til, "clone", "--quiet", "--bare", str(til), str(path))
    person.git(til, "remote", "add", "origin", str(path))
    person.git(til, "fetch", "--quiet")
    person.git(til, "branch", "--quiet", "--set-upstream-to", "origin/main")
    return path


def test_it_is_pushed_when_that_is_wanted(til: Path, remote: Path, person: Person, memory: Memory) -> None:
    into_folder(a_day(), committed(til), memory, person.environment)
    assert len(history(person, remote)) == 1

    plan = into_folder(a_day(), committed(til, push=True), memory, person.environment)
    assert plan.lines() == (f"Push it: git -C {til} push",)
    assert len(history(person, remote)) == 2

    assert into_folder(a_day(), committed(til, push=True), memory, person.environment).nothing_to_do


def test_a_push_that_is_refused_leaves_the_commit(til: Path, remote: Path, person: Person, memory: Memory) -> None:
    (remote / "hooks" / "pre-receive").write_text("#!/bin/sh\necho '잠시 닫았어요'\nexit 1\n", "utf-8")
    (remote / "hooks" / "pre-receive").chmod(0o755)

    with pytest.raises(PublishFailed) as failed:
        into_folder(a_day(), committed(til, push=True), memory, person.environment)
    assert failed.value.sentence == (
        "The commit stands, but was not pushed: 잠시 닫았어요. Publish again to go on from there."
    )
    assert len(history(person, til)) == 2

    (remote / "hooks" / "pre-receive").unlink()
    into_folder(a_day(), committed(til, push=True), memory, person.environment)
    assert len(history(person, remote)) == 2


def test_a_remote_that_is_ahead(til: Path, remote: Path, person: Person, memory: Memory, tmp_path: Path) -> None:
    person.git(til, "clone", "--quiet", str(remote), str(tmp_path / "laptop"))
    person.git(tmp_path / "laptop", "commit", "--quiet", "--allow-empty", "-m", "다른 데서")
    person.git(tmp_path / "laptop", "push", "--quiet")

    with pytest.raises(PublishFailed, match=r"not pushed: ! \[rejected\] .*main -> main \(fetch first\)"):
        into_folder(a_day(), committed(til, push=True), memory, person.environment)


def test_a_push_that_leads_nowhere_is_refused_before(til: Path, person: Person, tmp_path: Path) -> None:
    assert "has no remote to push to" in refusal(person, committed(til, push=True))

    person.git(til, "remote", "add", "origin", str(tmp_path / "remote.git"))
    assert refusal(person, committed(til, push=True)) == (
        "git does not know where to push the branch main; push it yourself once: "
        f"git -C {til} push --set-upstream origin main"
    )

    person.git(til, "checkout", "--quiet", "--detach")
    assert "is on no branch" in refusal(person, committed(til, push=True))


def test_git_is_missing_or_old(til: Path, person: Person) -> None:
    person.program("git", "print('git version 2.25.1')")
    with pytest.raises(ProgramFailed) as old:
        plan_folder(a_day(), committed(til), None, force=False, environment=person.environment)
    assert str(old.value) == ("git 2.25 is too old; at least 2.30 is needed. See: https://git-scm.com/downloads")

    alone = person.environment | {"PATH": str(til)}
    with pytest.raises(ProgramFailed, match="The program git is not there; install it, then try again"):
        plan_folder(a_day(), committed(til), None, force=False, environment=alone)


def test_a_kill_after_writing_is_gone_on_from(til: Path, person: Person) -> None:
    killed = Memory(stops_after=1)
    plan = plan_folder(a_day(), committed(til), None, force=False, environment=person.environment)
    with pytest.raises(KeyboardInterrupt):
        carry_out(plan, killed, person.environment, NOW)

    again = Memory(killed.all)
    into_folder(a_day(), committed(til), again, person.environment)

    assert history(person, til)[0] == "TIL 2025-03-24: 그래프 탐색 | 2025-03-24.md"
