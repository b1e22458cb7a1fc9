"""Who may read what is written: the person alone, whatever the umask; what goes into a folder of theirs follows it."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.privacy.every_verb import Call, clean_environment, made
from tracker.database import create_file
from tracker.external import Draft
from tracker.files import write_atomically

ALONE, ALONE_IN_FOLDER = 0o600, 0o700
DATA = "log/data/study"


def mode(path: Path) -> int:
    """Return the permissions of a file or folder."""
    return stat.S_IMODE(path.stat().st_mode)


def modes(folder: Path) -> dict[str, int]:
    """Return the permissions of everything below a folder."""
    return {path.relative_to(folder).as_posix(): mode(path) for path in sorted(folder.rglob("*"))}


@pytest.fixture(params=[0o000, 0o022, 0o777], ids=lambda umask: f"{umask:03o}")
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """Set a umask for the time of a test."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.fixture(params=[0o000, 0o022, 0o777], ids=lambda umask: f"{umask:03o}")
def given(request: pytest.FixtureRequest) -> int:
    """Return a umask for the calls that a test makes."""
    umask: int = request.param
    return umask


_LOOKS = """import json, pathlib, sys
path, around, seen = pathlib.Path(sys.argv[-1]), pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
told = {p.relative_to(around).as_posix(): p.stat().st_mode & 0o7777 for p in around.rglob("*")}
seen.write_text(json.dumps(told | {"draft": path.relative_to(around).as_posix()}))
path.write_text(path.read_text() + "- 하나 더\\n")
"""


def made_in(folder: Path, umask: int, *calls: tuple[str, ...]) -> tuple[dict[str, int], dict[str, int]]:
    """Make calls under a umask on a log in folders that the program makes.

    Return what permissions everything has in the end, and what it had while the editor was at work.
    """
    looks, seen = folder / "looks.py", folder / "seen.json"
    looks.write_text(_LOOKS, "utf-8")
    own = {
        "STUDYLOG_DB": "FOLDER/data/study/studylog.db",
        "STUDYLOG_CONFIG": "FOLDER/settings/config.yaml",
        "EDITOR": f"{sys.executable} {looks} {folder} {seen}",
    }
    made(folder, [Call(words, environment=own, umask=umask) for words in calls], [], clean_environment(folder))
    told = json.loads(seen.read_text("utf-8")) if seen.exists() else {}
    if "draft" in told:
        told |= {"draft": told[told["draft"]], "its folder": told[str(Path(told["draft"]).parent)]}
    return modes(folder), told


def test_the_log_and_what_lies_beside_it_is_the_persons_alone(given: int, tmp_path: Path) -> None:
    after, during = made_in(tmp_path, given, ("goal", "하나"), ("edit",), ("backup",))

    for folder in ("log/data", DATA, f"{DATA}/backups"):
        assert after[folder] == ALONE_IN_FOLDER
    files = {name: allowed for name, allowed in after.items() if name.startswith(f"{DATA}/") and name.endswith(".db")}
    assert len(files) >= 2
    assert {*files.values()} == {ALONE}
    assert [during[f"{DATA}/studylog.db{suffix}"] for suffix in ("", "-wal", "-shm")] == [ALONE] * 3


def test_a_text_in_the_editor_is_the_persons_alone(given: int, tmp_path: Path) -> None:
    after, during = made_in(tmp_path, given, ("goal", "하나"), ("edit",))

    assert (during["draft"], during["its folder"]) == (ALONE, ALONE_IN_FOLDER)
    assert [name for name in after if name.startswith("studylog-")] == []


def test_a_demo_is_the_persons_alone_and_gone_afterwards(tmp_path: Path) -> None:
    # One that takes even the owner's rights keeps every program from making temporary folders.
    after, during = made_in(tmp_path, 0o000, ("demo", "edit"))

    [folder] = [name for name in during if name.startswith("studylog-demo-") and "/" not in name]
    assert during[folder] == ALONE_IN_FOLDER
    assert during[f"{folder}/demo.db"] == ALONE
    assert [name for name in after if name.startswith("studylog-demo-")] == []


def test_files_for_others_to_read_follow_the_umask(tmp_path: Path) -> None:
    written = (
        (("export", "--to", "FOLDER/out"), "log/out/2025-03-12.md"),
        (("retro", "week", "-o", "FOLDER/out/week.md"), "log/out/week.md"),
        (("report", "week", "-o", "FOLDER/out/week.html"), "log/out/week.html"),
        (("index", "-o", "FOLDER/out/README.md"), "log/out/README.md"),
        (("publish", "--to", "FOLDER", "--no-commit", "--anyway"), "log/2025-03-12.md"),
    )

    after, _during = made_in(tmp_path, 0o027, ("goal", "하나"), *(words for words, _path in written))

    assert {path: after[path] for _words, path in written} == {path: 0o640 for _words, path in written}
    assert [name for name in after if name.endswith(".tmp")] == []


def test_settings_are_the_persons_alone(given: int, tmp_path: Path) -> None:
    after, _during = made_in(tmp_path, given, ("config", "set", "target", "7h"))

    assert after["log/settings"] == ALONE_IN_FOLDER
    assert after["log/settings/config.yaml"] == ALONE


def test_sqlite_gives_what_it_puts_beside_a_file_the_files_own_mode(umask: int, tmp_path: Path) -> None:
    path = tmp_path / "studylog.db"
    create_file(path)

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE days (text)")
        rollback = modes(tmp_path)
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("INSERT INTO days VALUES ('하나')")
        ahead = modes(tmp_path)

    assert rollback == {"studylog.db": ALONE, "studylog.db-journal": ALONE}
    assert ahead == {"studylog.db": ALONE, "studylog.db-wal": ALONE, "studylog.db-shm": ALONE}


@pytest.fixture
def unfinished(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[dict[str, int]]:
    """Return the permissions of everything each time a file is whole, but not in its place yet."""
    looked: list[dict[str, int]] = []
    fsync = os.fsync

    def look(descriptor: int) -> None:
        looked.append({name: allowed for name, allowed in modes(tmp_path).items() if name.endswith(".tmp")})
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", look)
    return looked


def test_a_new_file_is_no_one_elses_until_it_is_whole(
    umask: int, tmp_path: Path, unfinished: list[dict[str, int]]
) -> None:
    path = tmp_path / "2025-03-12.md"

    write_atomically(path, b"# 2025-03-12\n")

    assert [[*looked.values()] for looked in unfinished] == [[ALONE]]
    assert modes(tmp_path) == {"2025-03-12.md": 0o666 & ~umask}


@pytest.mark.parametrize("before", [0o600, 0o640, 0o666])
def test_a_file_that_was_there_keeps_its_mode(
    umask: int, before: int, tmp_path: Path, unfinished: list[dict[str, int]]
) -> None:
    path = tmp_path / "2025-03-12.md"
    path.touch()
    path.chmod(before)

    write_atomically(path, b"# 2025-03-12\n")

    assert [[*looked.values()] for looked in unfinished] == [[ALONE]]
    assert modes(tmp_path) == {"2025-03-12.md": before}


def test_a_private_file_lies_in_folders_of_its_own(umask: int, tmp_path: Path) -> None:
    write_atomically(tmp_path / "settings" / "own" / "config.yaml", b"target: 7h\n", private=True)

    assert modes(tmp_path) == {
        "settings": ALONE_IN_FOLDER,
        "settings/own": ALONE_IN_FOLDER,
        "settings/own/config.yaml": ALONE,
    }


def test_what_lies_where_a_file_is_made_whole_is_not_written_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("threading.get_ident", lambda: 7)
    someone_elses = tmp_path / "someone-elses.md"
    someone_elses.write_text("# 남의 글\n", "utf-8")
    (tmp_path / f".studylog-{os.getpid()}-7.tmp").symlink_to(someone_elses)

    write_atomically(tmp_path / "2025-03-12.md", b"# 2025-03-12\n")

    assert someone_elses.read_text("utf-8") == "# 남의 글\n"
    assert (tmp_path / "2025-03-12.md").read_bytes() == b"# 2025-03-12\n"


def test_a_draft_can_be_read_by_the_person_whatever_the_umask(umask: int) -> None:
    draft = Draft.of("# 2025-03-12\n", "2025-03-12")

    assert (mode(draft.path), mode(draft.path.parent)) == (ALONE, ALONE_IN_FOLDER)
    draft.drop()
    assert not draft.path.parent.exists()
