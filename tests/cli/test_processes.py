"""The program as a process of its own: bytes, pipes, arguments and signals."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.cli.shell import REPOSITORY, Shell

LOG = b"# 2025-03-10\r\n\r\n- \xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab \xc2\xa0\r\n\x0b\xe2\x80\xa8\xef\xbf\xbd end"
"""Decomposed Hangul, a no-break space, a line separator, Windows line endings, no final newline."""


def test_pipes_carry_every_byte(studylog: Shell) -> None:
    told = studylog.spawn("import", "-", given=LOG)
    assert (told.returncode, told.stderr) == (0, b"")

    for typed in (("show", "mon"), ("show", "mon", "--markdown"), ("export",), ("export", "2025-03-10")):
        result = studylog.spawn(*typed)
        assert (result.returncode, result.stdout, result.stderr) == (0, LOG, b"")


@pytest.mark.parametrize("encoding", ["ascii", "euc-kr", "cp1252"])
def test_whatever_the_locale_a_pipe_is_utf_8(studylog: Shell, encoding: str) -> None:
    result = studylog.spawn("goal", "→ 해냈다", more={"PYTHONIOENCODING": encoding})

    assert result.stderr == b""
    assert result.stdout.decode() == "2025-03-12  goal 1: → 해냈다 (opened the day)" + os.linesep


@pytest.mark.skipif(os.name == "nt", reason="arguments are Unicode there")
def test_arguments_that_are_not_utf_8(studylog: Shell) -> None:
    result = studylog.spawn("goal", b"\xff")

    assert result.returncode == 2
    assert result.stderr == b"studylog: '\\udcff' is not UTF-8; write it in UTF-8, or rename the file.\n"


@pytest.mark.parametrize(
    "typed", [("export",), ("export", "--json"), ("export", "--csv"), ("search", "줄"), ("--help",)]
)
def test_a_reader_that_goes_away(studylog: Shell, typed: tuple[str, ...]) -> None:
    studylog("import", "-", given="# 2025-03-10\n" + "한 줄 더\n" * 20_000)
    with subprocess.Popen(
        [sys.executable, "-m", "tracker", *typed], cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="closes descriptors as POSIX does")
def test_closed_output(studylog: Shell) -> None:
    call = f"'{sys.executable}' -m tracker goal 하나 >&-"
    result = subprocess.run(["sh", "-c", call], cwd=REPOSITORY, stderr=subprocess.PIPE, check=False)

    assert (result.returncode, result.stderr) == (0, b"")
    assert "하나" in studylog.text()


def test_what_is_unforeseen_is_one_line_without_a_traceback(studylog: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("two\nlines")

    monkeypatch.setattr("tracker.cli.desk.Desk.journal", fail)
    called = studylog.call("show")

    assert called.code == 1
    (report,) = (studylog.folder / "reports").iterdir()
    assert called.err == (
        "studylog: something unforeseen happened (RuntimeError); what was saved is safe."
        f" A report without your words: {report}\n"
    )
    assert "Doing: the verb show" in report.read_text("utf-8")
    assert "two" not in report.read_text("utf-8")
    studylog.set("STUDYLOG_DEBUG", "1")
    with pytest.raises(RuntimeError):
        studylog.call("show")
