"""Databases, folders and editors that cannot be used: one line that says what to do, and nothing is lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.cli.shell import Shell, as_nobody, editor, open_folder

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="changes the user as Linux does")
HOLD_THE_LOCK = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.read()
"""


@contextmanager
def locked(path: Path) -> Iterator[int]:
    """Have another process hold the write lock, and yield its number."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD_THE_LOCK, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().split() == [b"locked"]
        yield process.pid


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "show",
            "days",
            "week",
            "month",
            "year",
            "search x",
            "history",
            "status",
            "stop",
            "pause",
            "resume",
            "cancel",
        ),
        *("check 1", "time list", "export", "undo", "redo", "restore today 1", "backup", "delete goal 1"),
    ],
)
def test_without_a_database(studylog: Shell, typed: str) -> None:
    assert studylog.refused(*typed.split()) == (
        f"There is no study log at {studylog.database} yet. "
        "Start one with: studylog new — or bring your logs: studylog import PATH"
    )
    assert list(studylog.folder.iterdir()) == []


def test_a_call_that_is_not_understood_makes_no_database(studylog: Shell) -> None:
    for typed in ("goal -d someday x", "import none.md", "time add x", "start --ago x", "new 2025-02-30"):
        called = studylog.call(*typed.split())
        assert called.code in (1, 2)
    assert not studylog.database.exists() or studylog("days").startswith("No days yet.")


def test_a_folder_in_place_of_a_database(studylog: Shell, tmp_path: Path) -> None:
    assert studylog.refused("--db", str(tmp_path), "goal", "x") == (
        f"{tmp_path} is a folder; name a file in it with --db."
    )


def test_a_database_that_is_none(studylog: Shell) -> None:
    studylog.database.write_text("# 2025-03-12\n" * 100, "utf-8")

    called = studylog.call("goal", "x")

    assert (called.code, called.err) == (
        1,
        f"studylog: {studylog.database} is not a SQLite database, so it is no study log."
        " Name another file with --db.\n",
    )
    assert studylog.database.read_text("utf-8") == "# 2025-03-12\n" * 100


def test_a_database_of_a_newer_version(studylog: Shell) -> None:
    studylog("new")
    with closing(sqlite3.connect(studylog.database)) as connection:
        connection.execute("PRAGMA user_version = 99")

    for typed in (("show",), ("goal", "x")):
        message = studylog.refused(*typed)
        assert message.startswith(f"{studylog.database} was written by a newer studylog (schema 99, ")
        assert message.endswith("Update: pipx upgrade studylog")


def test_a_locked_database_can_be_read_and_says_who_holds_it(studylog: Shell) -> None:
    studylog("goal", "하나")
    studylog.set("STUDYLOG_TIMEOUT", "0.1")

    with locked(studylog.database) as process:
        assert "하나" in studylog("show")
        message = studylog.refused("goal", "둘")
    studylog("goal", "둘")

    assert message.startswith(f"{studylog.database} is in use by ")
    assert message.endswith(" did not come free in 0.1 s; nothing was saved. Try again when that is done.")
    if Path("/proc/locks").exists():
        assert f"(process {process})" in message


@LINUX
def test_a_database_that_can_only_be_read(studylog: Shell) -> None:
    with open_folder() as folder:
        studylog.live_in(folder)
        studylog("goal", "하나")
        studylog("show")
        before = studylog.dump()
        studylog.database.chmod(0o444)
        folder.chmod(0o555)

        with as_nobody():
            assert "하나" in studylog("show")
            messages = [studylog.refused(*typed, changes=True) for typed in (("goal", "둘"), ("start", "영어"))]
        folder.chmod(0o755)

        assert studylog.dump() == before
        writable = "make the file and its folder writable, or name another with --db."
        assert messages == [f"{studylog.database} can only be read; {writable}"] * 2


@LINUX
def test_a_folder_that_takes_no_database(studylog: Shell) -> None:
    studylog("goal", "하나")
    with open_folder() as folder:
        studylog.live_in(folder / "mine")
        with as_nobody():
            message = studylog.refused("goal", "둘", changes=True)
        assert list(folder.iterdir()) == []

    assert message.startswith(f"{folder / 'mine' / 'studylog.db'} cannot be ")


@LINUX
def test_targets_that_cannot_be_written(studylog: Shell) -> None:
    studylog("goal", "하나")
    file = studylog.folder / "file"
    file.write_text("", "utf-8")
    studylog.set("STUDYLOG_CONFIG", str(file / "config.yaml"))

    for typed in (
        ("export", "--to", "/proc/studylog"),
        ("export", "--to", str(file / "below")),
        ("backup", "now", str(file / "copy.db")),
        ("config", "set", "target", "7h"),
    ):
        assert " cannot be written: " in studylog.refused(*typed)
    assert studylog.refused("export", "--to", str(file), code=2).startswith("Invalid value for '--to'")


@LINUX
def test_a_folder_of_someone_else(studylog: Shell) -> None:
    with open_folder() as folder:
        studylog.live_in(folder)
        studylog("goal", "하나")
        studylog("export", "--to", str(folder / "out"))

        (folder / "out" / "2025-03-12.md").unlink()
        studylog.database.chmod(0o644)
        with as_nobody():
            message = studylog.refused("export", "--to", str(folder / "out"), changes=True)

        assert message == f"{folder / 'out' / '2025-03-12.md'} cannot be written: Permission denied."
        assert list((folder / "out").iterdir()) == []


def test_an_editor_that_is_not_there(studylog: Shell) -> None:
    studylog("new")
    studylog.set("VISUAL", "no-such-editor --wait")

    assert studylog.refused("edit") == (
        "The editor 'no-such-editor --wait' could not be started (No such file or directory);"
        " set EDITOR to one that can."
    )
    studylog.set("VISUAL", "vi 'unfinished")
    assert studylog.refused("edit").startswith(
        'The editor "vi \'unfinished" could not be started (No closing quotation)'
    )


def test_an_editor_that_fails(studylog: Shell, tmp_path: Path) -> None:
    studylog("new")
    studylog.set("EDITOR", editor(tmp_path, "sys.exit(3)"))

    message = studylog.refused("edit")

    assert message.endswith(" ended with 3, so nothing was saved. Set EDITOR to another one, or try again.")


def kept_text(message: str) -> str:
    """Return the draft that the message says is kept, and remove it."""
    draft = Path(message.rpartition("Your text is kept in ")[2])
    text = draft.read_bytes().decode()
    draft.unlink()
    return text


def test_an_editor_that_fails_after_saving(studylog: Shell, tmp_path: Path) -> None:
    studylog("new")
    studylog.set("EDITOR", editor(tmp_path, "path.write_text('mine', 'utf-8'); sys.exit(1)"))

    message = studylog.refused("edit")

    assert " ended with 1, so nothing was saved. " in message
    assert kept_text(message) == "mine"


@pytest.mark.parametrize("left", ["''", r"' \n'"])
def test_an_empty_text_is_not_saved(studylog: Shell, tmp_path: Path, left: str) -> None:
    studylog("new")
    studylog.set("EDITOR", editor(tmp_path, f"path.write_text({left})"))

    assert studylog.refused("edit") == (
        "The text was empty, so nothing was saved; to take the day out: studylog delete day 2025-03-12"
    )


def test_a_text_that_is_not_utf_8(studylog: Shell, tmp_path: Path) -> None:
    studylog("new")
    studylog.set("EDITOR", editor(tmp_path, "path.write_bytes('오늘 공부'.encode('cp949'))"))

    message = studylog.refused("edit")

    assert message.startswith("The text is not UTF-8 but looks like CP949. ")
    draft = Path(message.rpartition("Your text is kept in ")[2])
    assert draft.read_bytes().decode("cp949") == "오늘 공부"
    draft.unlink()


def test_a_text_that_the_editor_took_away(studylog: Shell, tmp_path: Path) -> None:
    studylog("new")
    studylog.set("EDITOR", editor(tmp_path, "path.unlink()"))

    assert studylog.refused("edit") == (
        "The text cannot be read again (No such file or directory), so nothing was saved."
    )


MEANWHILE = "import subprocess; subprocess.run([sys.executable, '-m', 'tracker', {call}], check=True)"
WRITES = "path.write_text({text}, 'utf-8')"


def test_what_another_program_wrote_meanwhile_stays(studylog: Shell, tmp_path: Path) -> None:
    studylog("goal", "하나")
    studylog.set("PYTHONPATH", str(Path(__file__).parents[2]))
    meanwhile = MEANWHILE.format(call="'goal', '둘'")
    writes = WRITES.format(text="path.read_text('utf-8') + 'mine'")
    studylog.set("EDITOR", editor(tmp_path, f"{meanwhile}\n{writes}"))

    assert studylog("edit") == "2025-03-12  saved\n"
    assert "학습 목표 2 : 둘\n" in studylog.text()
    assert studylog.text().endswith("mine")


def test_a_line_that_another_program_changed_meanwhile(studylog: Shell, tmp_path: Path) -> None:
    studylog("goal", "하나")
    studylog.set("PYTHONPATH", str(Path(__file__).parents[2]))
    meanwhile = MEANWHILE.format(call="'retext', 'goal', '1', '저쪽 말'")
    writes = WRITES.format(text="path.read_text('utf-8').replace('하나', '내 말')")
    studylog.set("EDITOR", editor(tmp_path, f"{meanwhile}\n{writes}"))

    message = studylog.refused("edit", changes=True)

    assert "- 학습 목표 1 : 내 말\n" in kept_text(message)
    assert "- 학습 목표 1 : 저쪽 말\n" in studylog.text()
    assert "내 말" not in studylog.text()


@pytest.mark.skipif(os.name == "nt", reason="has no /dev/full")
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no /dev/full")
def test_a_full_disk_behind_standard_output(studylog: Shell) -> None:
    studylog("goal", "하나")
    for typed in (("show",), ("export", "--json"), ("days",), ("--help",)):
        with Path("/dev/full").open("wb") as full:
            result = subprocess.run(
                [sys.executable, "-m", "tracker", *typed],
                cwd=Path(__file__).parents[2],
                stdout=full,
                stderr=subprocess.PIPE,
                check=False,
            )
        assert result.returncode == 1
        assert result.stderr.decode() == (
            "studylog: the output could not be written (No space left on device); what was saved before stays saved.\n"
        )
