"""A week out of a team-mate's log, in whatever way it is laid out; nothing is ever written there."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from pathlib import Path

import pytest

from tests.group.build import (
    MONDAY,
    NOW,
    SUNDAY,
    WEDNESDAY_OF_JISU,
    commit,
    git,
    identity,
    reader_in,
    session_line,
    week_in,
    write,
)
from tracker.group import sources
from tracker.group.digest import JudgeCount, MemberWeek, StudiedTopic
from tracker.group.members import Member
from tracker.group.sources import FolderSource, GitSource, LogFile

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
WEDNESDAY = dt.date(2025, 3, 12)


def times(week: MemberWeek) -> dict[str, int | None]:
    """Return the seconds of each day of which anything is known."""
    return {f"{day.date:%m-%d}": day.seconds for day in week.days}


def all_below(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return every file below a folder, with when it was written."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


# In what way it is laid out


def test_a_log_in_our_layout_with_its_sessions(tmp_path: Path) -> None:
    line = session_line("a", "2025-03-13T09:00:00+09:00", "2025-03-13T10:30:00+09:00")
    folder = write(
        tmp_path / "jisu",
        {"days/2025/03/2025-03-12.md": WEDNESDAY_OF_JISU, "sessions/2025-03.jsonl": line},
    )

    week = week_in(tmp_path, folder)

    assert times(week) == {"03-12": 6 * 3600 + 1800, "03-13": 5400}
    assert week.problems == (JudgeCount("백준", 2), JudgeCount("프로그래머스", 1))
    assert week.challenges == (1, 2)
    assert week.topics == (StudiedTopic(WEDNESDAY, "브리지 네트워크", "하늘"),)
    assert (week.problem, week.notes) == ("", ())


def test_pages_beside_the_days_of_our_layout_are_no_days(tmp_path: Path) -> None:
    page = "# 2025-03-13 되돌아보기\n\n총 학습 시간 40:00:00\n"
    files = {"days/2025/03/2025-03-12.md": WEDNESDAY_OF_JISU, "retro/2025-W11.md": page, "README.md": page}

    assert times(week_in(tmp_path, write(tmp_path / "jisu", files))) == {"03-12": 23400}


def test_sessions_of_a_til_repository_lie_in_a_hidden_folder(tmp_path: Path) -> None:
    line = session_line("a", "2025-03-12T09:00:00+09:00", "2025-03-12T10:00:00+09:00")
    folder = write(tmp_path / "jisu", {"TIL/20250312.md": "글\n", ".studylog/sessions/2025-03.jsonl": line})

    week = week_in(tmp_path, folder)

    assert times(week) == {"03-12": 3600}
    assert week.shares_sessions


def test_whoever_shares_no_sessions_is_known_not_to(tmp_path: Path) -> None:
    assert not week_in(tmp_path, write(tmp_path / "jisu", {"2025-03-12.md": "글\n"})).shares_sessions


@pytest.mark.parametrize(
    "name", ["2025-03-12.md", "2025/03/12.md", "_posts/2025-03-12-docker.md", "정리/20250312.markdown"]
)
def test_the_name_of_a_file_tells_its_day(name: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "jisu", {name: "## 배운 것\n#### 볼륨\n\n공부 시간: 1시간\n"})

    assert times(week_in(tmp_path, folder)) == {"03-12": 3600}


def test_the_heading_tells_the_day_where_the_name_does_not(tmp_path: Path) -> None:
    text = "# 2025-03-10\n\n공부 시간: 1h\n\n# 2025-03-11\n\n공부 시간: 2h\n\n# 2024-03-11\n\n공부 시간: 3h\n"

    assert times(week_in(tmp_path, write(tmp_path / "jisu", {"3월.md": text}))) == {"03-10": 3600, "03-11": 7200}


def test_a_page_that_tells_of_a_day_stands_back_behind_its_own_file(tmp_path: Path) -> None:
    files = {"2025-03-12.md": "공부 시간: 1h\n", "모음.md": "# 2025-03-12\n\n공부 시간: 9h\n"}

    assert times(week_in(tmp_path, write(tmp_path / "jisu", files))) == {"03-12": 3600}


def test_a_page_about_a_week_is_no_day(tmp_path: Path) -> None:
    files = {"week.md": "# 2025-03-10 ~ 2025-03-16\n\n공부 시간: 40h\n"}

    assert times(week_in(tmp_path, write(tmp_path / "jisu", files))) == {}


def test_the_same_words_on_two_days_are_two_days(tmp_path: Path) -> None:
    files = {"2025-03-12.md": "공부 시간: 1h\n", "2025-03-13.md": "공부 시간: 1h\n"}

    assert times(week_in(tmp_path, write(tmp_path / "jisu", files))) == {"03-12": 3600, "03-13": 3600}


def test_several_files_of_one_day_are_one_day(tmp_path: Path) -> None:
    first = "## 배운 것\n#### 볼륨\n\n## 코딩테스트\n- 백준 1260\n\n공부 시간: 1h\n"
    second = "## 배운 것\n#### 네트워크\n\n## 코딩테스트\n- 백준 1260, 2606\n\n공부 시간: 3h\n"
    week = week_in(tmp_path, write(tmp_path / "jisu", {"a/2025-03-12.md": first, "b/2025-03-12.md": second}))

    assert times(week) == {"03-12": 3 * 3600}
    assert [topic.title for topic in week.topics] == ["볼륨", "네트워크"]
    assert week.problems == (JudgeCount("백준", 2),)


def test_what_a_log_does_not_say_is_not_known(tmp_path: Path) -> None:
    week = week_in(tmp_path, write(tmp_path / "jisu", {"2025-03-12.md": "# 2025-03-12\n\n오늘은 쉬었다.\n"}))

    assert (week.seconds, week.problems, week.challenges) == (None, None, None)
    assert [day.logged for day in week.days] == [True]


# How much is read


def test_only_the_files_of_the_week_are_read_where_their_names_tell_the_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = (dt.date(2016, 1, 1) + dt.timedelta(days=n) for n in range(3400))
    folder = write(tmp_path / "jisu", {f"{day:%Y/%m/%d}.md": "공부 시간: 1h\n" for day in days})
    read = _watched(monkeypatch)

    week = week_in(tmp_path, folder)

    assert sorted(read) == [f"2025/03/{day}.md" for day in range(10, 17)]
    assert week.seconds == 7 * 3600


def test_a_file_whose_name_tells_nothing_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "jisu", {"a.md": "# 2025-03-12\n\n공부 시간: 1h\n", "b.md": "# 2024-03-12\n"})
    assert times(week_in(tmp_path, folder)) == {"03-12": 3600}
    read = _watched(monkeypatch)

    assert times(week_in(tmp_path, folder)) == {"03-12": 3600}
    assert read == ["a.md"]

    write(folder, {"b.md": "# 2025-03-13\n\n공부 시간: 2시간 30분\n"})
    assert times(week_in(tmp_path, folder)) == {"03-12": 3600, "03-13": 9000}


@pytest.mark.parametrize(
    "kept", ["", "{", "[]", '{"reader": 1, "dates": {}}', '{"reader": "x", "dates": {"a": ["x"]}}']
)
def test_what_was_kept_is_looked_for_again_where_it_makes_no_sense(kept: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "jisu", {"a.md": "# 2025-03-12\n\n공부 시간: 1h\n"})
    week_in(tmp_path, folder)
    [path] = (tmp_path / "group").rglob("dates.json")
    path.write_text(kept, "utf-8")

    assert times(week_in(tmp_path, folder)) == {"03-12": 3600}


def _watched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the paths of the files that are read from now on."""
    read: list[str] = []
    data_of = FolderSource._data

    def watched(self: FolderSource, file: LogFile) -> bytes | None:
        read.append(file.path)
        return data_of(self, file)

    monkeypatch.setattr(FolderSource, "_data", watched)
    return read


# Files that are none of ours


@needs_git
@pytest.mark.parametrize(
    ("data", "note"),
    [
        ("# 오늘\n공부 시간: 1h\n".encode("cp949"), "2025-03-12.md is not UTF-8, so it is left out."),
        (b"x" * 1_000_001, "2025-03-12.md has more than 1 MB or cannot be read."),
    ],
    ids=["cp949", "huge"],
)
def test_a_file_that_cannot_be_read_is_named_and_the_others_are_read(data: bytes, note: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "jisu", {"2025-03-12.md": data, "2025-03-13.md": "공부 시간: 1h\n"})
    repository = commit(write(tmp_path / "repository", {"2025-03-12.md": data, "2025-03-13.md": "공부 시간: 1h\n"}))

    for place in (folder, repository):
        week = week_in(tmp_path, place)
        assert times(week) == {"03-13": 3600}
        assert week.notes == (note,)


@needs_git
def test_links_lead_nowhere(tmp_path: Path) -> None:
    write(tmp_path, {"secret.md": "# 2025-03-11\n\n공부 시간: 9h\n"})
    folder = write(tmp_path / "jisu", {"2025-03-13.md": "공부 시간: 1h\n"})
    (folder / "2025-03-12.md").symlink_to(tmp_path / "secret.md")
    (folder / "round").symlink_to(folder)
    (folder / "up").symlink_to(tmp_path)

    for make_repository in (False, True):
        week = week_in(tmp_path, commit(folder) if make_repository else folder)
        assert times(week) == {"03-13": 3600}
        assert week.notes == ()


def test_lines_that_are_no_sessions_are_counted_and_the_others_read(tmp_path: Path) -> None:
    good = session_line("a", "2025-03-12T09:00:00+09:00", "2025-03-12T10:00:00+09:00")
    told = json.loads(good)
    bad = [
        "not json",
        "[" * 100_000,
        "7",
        json.dumps(told | {"started_at": "2025-03-12T09:00:00"}),
        json.dumps(told | {"ended_at": "2026-03-12T09:00:00+09:00"}),
        json.dumps(told | {"ended_at": "2025-03-12T08:00:00+09:00"}),
        json.dumps(told | {"seconds": -1}),
        json.dumps(told | {"seconds": True}),
        json.dumps(told | {"seconds": 1e99}),
        json.dumps(told | {"started_at": "0001-01-01T00:00:00+14:00"}),
        json.dumps({"id": "x"}),
    ]
    folder = write(tmp_path / "jisu", {"sessions/2025-03.jsonl": good + "\n".join(bad)})

    week = week_in(tmp_path, folder)

    assert times(week) == {"03-12": 3600}
    assert week.notes == (f"sessions/2025-03.jsonl: {len(bad)} lines cannot be read as sessions.",)


def test_a_folder_of_everything_is_not_walked_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_MOST_FILES", 3)
    folder = write(tmp_path / "jisu", {f"{n}.txt": "" for n in range(5)})

    assert week_in(tmp_path, folder).problem == f"{folder} holds more than 3 files; name the folder of the log."


def test_a_folder_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    week = week_in(tmp_path, tmp_path / "gone")

    assert week == MemberWeek("지수", problem=f"{tmp_path / 'gone'} is not there; check the path.")


# Repositories


@needs_git
def test_a_repository_is_read_as_it_is_committed_and_nothing_is_written_there(tmp_path: Path) -> None:
    folder = commit(
        tmp_path / "jisu", {"2025-03-12.md": "공부 시간: 1h\n", "3월.md": "# 2025-03-13\n\n공부 시간: 2h\n"}
    )
    write(folder, {"2025-03-12.md": "공부 시간: 5h\n", "2025-03-14.md": "공부 시간: 5h\n"})
    before = all_below(folder)

    assert times(week_in(tmp_path, folder)) == {"03-12": 3600, "03-13": 7200}
    assert all_below(folder) == before


@needs_git
def test_a_bare_repository_and_a_folder_in_one_are_read(tmp_path: Path) -> None:
    folder = commit(
        tmp_path / "team", {"지수/2025-03-12.md": "공부 시간: 1h\n", "민수/2025-03-13.md": "공부 시간: 2h\n"}
    )
    git(tmp_path, "clone", "--quiet", "--bare", str(folder), "bare.git")

    assert times(week_in(tmp_path, folder / "지수")) == {"03-12": 3600}
    assert times(week_in(tmp_path, tmp_path / "bare.git")) == {"03-12": 3600, "03-13": 7200}


@needs_git
def test_a_folder_that_merely_lies_in_a_repository_is_read_as_a_folder(tmp_path: Path) -> None:
    home = commit(tmp_path / "home", {".bashrc": ""})
    folder = write(home / "jisu", {"2025-03-12.md": "공부 시간: 1h\n"})

    assert times(week_in(tmp_path, folder)) == {"03-12": 3600}


@needs_git
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_a_repository_of_another_user_says_how_to_trust_it(tmp_path: Path) -> None:
    folder = commit(tmp_path / "jisu", {"2025-03-12.md": "공부 시간: 1h\n"})
    for path in (folder, folder / ".git"):
        os.chown(path, 65534, 65534)

    assert week_in(tmp_path, folder).problem == (
        f"{folder} is someone else's; git reads it once you trust it: git config --global --add safe.directory {folder}"
    )


@needs_git
def test_a_repository_without_a_commit_says_so(tmp_path: Path) -> None:
    folder = write(tmp_path / "jisu", {"2025-03-12.md": "공부 시간: 1h\n"})
    git(folder, "init", "--quiet")

    assert week_in(tmp_path, folder).problem == f"{folder} has no commit yet."
    address = folder.as_uri()
    assert week_in(tmp_path, address).problem == f"{address} has no commit yet."


@needs_git
def test_an_address_is_fetched_anew_and_kept_when_it_cannot_be(tmp_path: Path) -> None:
    folder = commit(tmp_path / "jisu", {"2025-03-12.md": "공부 시간: 1h\n"})
    address = folder.as_uri()
    assert times(week_in(tmp_path, address)) == {"03-12": 3600}

    commit(folder, {"2025-03-13.md": "공부 시간: 2h\n"})
    week = week_in(tmp_path, address)
    assert times(week) == {"03-12": 3600, "03-13": 7200}
    assert week.notes == ()

    folder.rename(tmp_path / "away")
    week = week_in(tmp_path, address)
    assert times(week) == {"03-12": 3600, "03-13": 7200}
    [note] = week.notes
    assert note.startswith(f"As of 2025-03-12 09:30: {address} cannot be fetched: ")
    assert "\n" not in note


@needs_git
def test_a_history_that_was_rewritten_is_fetched_as_it_is_now(tmp_path: Path) -> None:
    folder = commit(tmp_path / "jisu", {"2025-03-12.md": "공부 시간: 1h\n"})
    week_in(tmp_path, folder.as_uri())
    git(folder, "checkout", "--quiet", "--orphan", "other")
    commit(folder, {"2025-03-12.md": "공부 시간: 4h\n"})

    assert times(week_in(tmp_path, folder.as_uri())) == {"03-12": 4 * 3600}


@needs_git
def test_what_was_fetched_and_is_broken_is_fetched_anew_and_no_repository_above_is_touched(tmp_path: Path) -> None:
    commit(tmp_path, {".gitignore": "*\n"})
    git(tmp_path, "remote", "add", "origin", "https://example.com/own.git")
    folder = commit(tmp_path / "jisu", {"2025-03-12.md": "공부 시간: 1h\n"})
    week_in(tmp_path, folder.as_uri())
    [clone] = (tmp_path / "group").rglob("repository.git")
    (clone / "HEAD").unlink()

    assert times(week_in(tmp_path, folder.as_uri())) == {"03-12": 3600}
    assert git(tmp_path, "remote", "get-url", "origin") == "https://example.com/own.git\n"

    (clone / "HEAD").unlink()
    folder.rename(tmp_path / "away")
    assert week_in(tmp_path, folder.as_uri()).problem.startswith(f"{folder.as_uri()} cannot be fetched: ")


@needs_git
def test_a_lock_that_a_killed_fetch_left_does_not_keep_the_next_from_it(tmp_path: Path) -> None:
    folder = commit(tmp_path / "jisu", {"2025-03-12.md": "공부 시간: 1h\n"})
    week_in(tmp_path, folder.as_uri())
    commit(folder, {"2025-03-13.md": "공부 시간: 2h\n"})
    [clone] = (tmp_path / "group").rglob("repository.git")
    for lock in (clone / "shallow.lock", clone / "refs" / "studylog" / "head.lock"):
        lock.touch()
        os.utime(lock, (NOW.timestamp() - 3600,) * 2)

    assert times(week_in(tmp_path, folder.as_uri())) == {"03-12": 3600, "03-13": 7200}


@needs_git
def test_an_address_that_was_never_reached_says_why(tmp_path: Path) -> None:
    address = (tmp_path / "nowhere").as_uri()
    week = week_in(tmp_path, address)

    assert week.days == ()
    assert week.problem.startswith(f"{address} cannot be fetched: ")


@needs_git
@pytest.mark.parametrize("filters", [True, False], ids=["server leaves out", "server sends all"])
def test_large_files_are_not_fetched_and_never_waited_for(filters: bool, tmp_path: Path) -> None:
    files = {"2025-03-12.md": "x" * 3_000_000, "2025-03-13.md": "공부 시간: 1h\n", "3월.md": "y" * 3_000_000}
    folder = commit(tmp_path / "jisu", files)
    git(folder, "config", "uploadpack.allowFilter", str(filters).lower())

    week = week_in(tmp_path, folder.as_uri())

    assert times(week) == {"03-13": 3600}
    assert week.notes == ("2025-03-12.md has more than 1 MB or cannot be read.",)
    [clone] = (tmp_path / "group").rglob("repository.git")
    sizes = git(clone, "cat-file", "--batch-all-objects", "--batch-check=%(objectsize)").split()
    assert any(int(size) > 1_000_000 for size in sizes) is not filters


@needs_git
def test_a_repository_of_someone_else_gets_no_command_run(tmp_path: Path) -> None:
    folder = commit(tmp_path / "jisu", {"2025-03-12.md": "공부 시간: 1h\n"})
    ran = tmp_path / "ran"
    for key in ("core.fsmonitor", "core.sshCommand", "diff.external", "core.pager"):
        git(folder, "config", key, f"touch '{ran}'")
    for hook in ("post-checkout", "reference-transaction", "post-index-change", "pre-auto-gc"):
        path = write(folder / ".git" / "hooks", {hook: f"#!/bin/sh\ntouch '{ran}'\n"}) / hook
        path.chmod(0o755)
    # What is left out would be fetched by a command of the repository's choice.
    blob = git(folder, "rev-parse", "HEAD:2025-03-12.md").strip()
    (folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    git(folder, "config", "core.repositoryformatversion", "1")
    git(folder, "config", "extensions.partialClone", "origin")
    git(folder, "config", "remote.origin.promisor", "true")
    git(folder, "config", "remote.origin.url", f"ext::touch {ran}")
    git(folder, "config", "protocol.ext.allow", "always")

    week = week_in(tmp_path, folder)

    assert week.notes == ("2025-03-12.md has more than 1 MB or cannot be read.",)
    assert not ran.exists()


def test_a_folder_needs_no_git_and_a_repository_says_that_it_does(tmp_path: Path) -> None:
    reader = reader_in(tmp_path)
    object.__setattr__(reader, "environment", {"PATH": str(tmp_path)})
    write(tmp_path / "plain", {"2025-03-12.md": "공부 시간: 1h\n"})
    write(tmp_path / "jisu", {".git/HEAD": "", "2025-03-12.md": "공부 시간: 1h\n"})

    assert reader.week(Member("민수", str(tmp_path / "plain")), MONDAY, SUNDAY).seconds == 3600
    for place in (str(tmp_path / "jisu"), "https://example.com/jisu.git"):
        member = Member("지수", place)
        week = reader.week(member, MONDAY, SUNDAY, reader.fetch(member))
        assert week.problem == "The program git is not there; install it, then try again."


@needs_git
def test_names_of_any_letters_are_read(tmp_path: Path) -> None:
    name = b"\xff/2025-03-12.md" if os.name == "posix" else b"x/2025-03-12.md"
    folder = tmp_path / "jisu"
    folder.mkdir()
    path = os.path.join(os.fsencode(folder), name)
    os.makedirs(os.path.dirname(path))
    Path(os.fsdecode(path)).write_text("공부 시간: 1h\n", "utf-8")
    Path(os.fsdecode(os.path.join(os.path.dirname(path), b"2025-03-13.md"))).write_bytes(b"\xff\xfe")

    for make_repository in (False, True):
        week = week_in(tmp_path, commit(folder) if make_repository else folder)
        assert times(week) == {"03-12": 3600}
        assert [note.encode() for note in week.notes]


@needs_git
def test_a_source_gives_every_file_that_has_the_same_contents(tmp_path: Path) -> None:
    folder = commit(tmp_path / "jisu", {"a.md": "같은 글\n", "b.md": "같은 글\n"})
    source = GitSource(folder, "HEAD", os.environ | identity())

    assert {file.path: data for file, data in source.read(source.files())} == dict.fromkeys(
        ("a.md", "b.md"), "같은 글\n".encode()
    )
