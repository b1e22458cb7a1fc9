"""Reports of what was not foreseen: where it happened, and not a word of the person's."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
import stat
import sys
from pathlib import Path

import pytest

from tracker.codec.edit import Reading
from tracker.reports import KEPT_REPORTS, report_text, write_report

NOW = dt.datetime(2025, 3, 12, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=9)))
SECRET = "몰래한 생각"


def failed() -> Exception:
    """Return an error that knows what the person wrote, in its message, its cause and its variables."""
    thought = SECRET
    try:
        try:
            raise KeyError(thought)
        except KeyError as error:
            raise RuntimeError(f"no {thought}") from error
    except RuntimeError as error:
        return error


def test_a_report_says_where_and_nothing_of_what_was_written(tmp_path: Path) -> None:
    path = write_report(failed(), tmp_path / "reports", NOW, "the verb goal")

    assert path == tmp_path / "reports" / "report-20250312-093000.txt"
    text = path.read_text("utf-8")
    assert SECRET not in text
    assert "Doing: the verb goal" in text
    assert re.search(r"builtins\.RuntimeError\n  .*test_reports\.py:\d+ failed\n\nbuiltins\.KeyError\n", text)
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_no_folder_of_the_machine_is_named() -> None:
    def deep_inside() -> Exception:
        try:
            Reading.of(None, NOW.date(), None)  # type: ignore[arg-type]
        except Exception as error:
            return error
        raise AssertionError("nothing was raised")

    text = report_text(deep_inside(), NOW, "the verb show")

    assert "tracker/codec/document.py:" in text
    assert str(Path(__file__).parents[2]) not in text


def test_errors_of_the_system_and_of_sqlite_say_their_code() -> None:
    class Odd(sqlite3.OperationalError):
        sqlite_errorname = "SQLITE_FULL"

    assert "Odd SQLITE_FULL" in report_text(Odd(SECRET), NOW, "x")
    assert "FileNotFoundError errno 2" in report_text(FileNotFoundError(2, SECRET, SECRET), NOW, "x")
    assert SECRET not in report_text(FileNotFoundError(2, SECRET, SECRET), NOW, "x")


def test_an_endless_descent_is_told_in_few_lines() -> None:
    def descend() -> None:
        descend()

    with pytest.raises(RecursionError) as raised:
        descend()

    assert report_text(raised.value, NOW, "x").count("\n") < 100


def test_only_the_newest_are_kept(tmp_path: Path) -> None:
    for number in range(KEPT_REPORTS + 5):
        write_report(failed(), tmp_path, NOW + dt.timedelta(minutes=number), "x")

    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) == KEPT_REPORTS
    assert names[0] == "report-20250312-093500.txt"


def test_two_of_one_second_are_two(tmp_path: Path) -> None:
    assert write_report(failed(), tmp_path, NOW, "x") != write_report(failed(), tmp_path, NOW, "x")


def test_where_the_folder_cannot_be_used_it_goes_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    spare = tmp_path / "spare"
    spare.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(spare))

    path = write_report(failed(), tmp_path / "file" / "reports", NOW, "x")

    assert path is not None
    assert path.is_relative_to(spare)
