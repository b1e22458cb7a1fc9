"""Undo, backups, the doctor, templates, settings and the demo."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.shell import Shell


def test_undo_and_redo(studylog: Shell) -> None:
    studylog("goal", "하나")
    first = studylog.text()
    studylog("solve", "백준", "1000")
    second = studylog.text()

    assert studylog("undo") == "taken back: solve 2025-03-12 백준 1000\n"
    assert studylog.text() == first
    assert studylog("redo") == "made again: solve 2025-03-12 백준 1000\n"
    assert studylog.text() == second


def test_undo_takes_sessions_back_as_well(studylog: Shell) -> None:
    studylog("start", "영어", "--ago", "1h")
    studylog("cancel")

    assert studylog("undo") == "taken back: cancel 영어\n"
    assert studylog("status").startswith("● 영어 1:00:00")


def test_backups(studylog: Shell, tmp_path: Path) -> None:
    studylog("goal", "하나")
    by_hand, safe = tmp_path / "backups" / "studylog-20250312-093000-manual.db", tmp_path / "safe.db"

    assert studylog.refused("backup", "verify", "latest") == (
        f"There is no backup of {studylog.database} yet. Make one: studylog backup now"
    )
    assert studylog("backup") == f"1 day copied to {by_hand} and verified\n"
    assert studylog("backup", "now", str(safe)) == f"1 day copied to {safe} and verified\n"
    assert studylog.refused("backup", "now", str(safe)) == f"{safe} is there already; name another file."
    assert studylog("--db", str(by_hand), "export") == studylog("export")
    assert re.fullmatch(
        r"2025-03-12 09:30  manual          1 day     0\.\d MB  studylog-20250312-093000-manual\.db\n",
        studylog("backup", "list"),
    )
    (listed,) = json.loads(studylog("backup", "list", "--json"))
    assert (listed["name"], listed["reason"], listed["days"]) == (by_hand.name, "manual", 1)
    assert studylog("backup", "verify") == f"✓ {by_hand.name}  sound, 1 day\n"


def test_a_backup_is_put_back_and_that_is_taken_back(studylog: Shell) -> None:
    studylog("goal", "하나")
    studylog("backup", "now")
    first = studylog.text()
    studylog("goal", "둘")
    second = studylog.text()

    assert studylog("backup", "restore", "latest") == (
        "1 day put back from studylog-20250312-093000-manual.db\n"
        "to go back: studylog backup restore studylog-20250312-093000-restore.db\n"
    )
    assert studylog.text() == first
    studylog("backup", "restore", "studylog-20250312-093000-restore.db")
    assert studylog.text() == second


def test_a_damaged_backup_is_named(studylog: Shell, tmp_path: Path) -> None:
    studylog("goal", "하나")
    studylog("backup", "now", str(tmp_path / "safe.db"))
    with closing(sqlite3.connect(tmp_path / "safe.db")) as connection, connection:
        connection.execute("UPDATE days SET text = 'x'")

    called = studylog.call("backup", "verify", str(tmp_path / "safe.db"))
    assert called.code == 1
    assert called.out == "✗ safe.db  the text of 2025-03-12 is not the one that was saved\n"
    assert "cannot be put back" in studylog.refused("backup", "restore", str(tmp_path / "safe.db"))


def test_a_log_that_was_taken_away_is_put_back(studylog: Shell) -> None:
    studylog("goal", "하나")
    text = studylog.text()
    studylog("backup", "now")
    studylog.database.unlink()

    assert studylog.refused("show") == (
        f"There is no study log at {studylog.database} yet. Its backups are there: studylog backup list"
    )
    assert studylog("backup", "restore", "latest") == "1 day put back from studylog-20250312-093000-manual.db\n"
    assert studylog.text() == text


def test_the_doctor_finds_all_sound(studylog: Shell) -> None:
    studylog("goal", "하나")
    studylog("backup")

    told = studylog("doctor")

    assert {line[0] for line in told.split("\n") if line} == {"✓"}
    codes = [line.split()[1] for line in told.split("\n") if line]
    assert codes[:4] == ["versions", "terminal", "settings", "templates"]
    assert codes[4:11] == ["database", "integrity", "texts", "index", "totals", "search", "sessions"]
    assert codes[11:] == ["folder", "privacy", "leftovers", "backups"]
    as_json = json.loads(studylog("doctor", "--json"))
    assert as_json["sound"] is True
    assert [finding["code"] for finding in as_json["findings"]] == codes


def test_the_doctor_mends_the_index(studylog: Shell) -> None:
    studylog("goal", "하나")
    text = studylog.text()
    with closing(sqlite3.connect(studylog.database)) as connection, connection:
        connection.execute("DELETE FROM goals")

    called = studylog.call("doctor")
    assert called.code == 1
    assert "✗+ index      1 day reads differently from its index: 2025-03-12\n" in called.out
    assert called.out.endswith("What is marked with + is mended by: studylog doctor --fix\n")
    assert called.err == "studylog: 1 thing is wrong.\n"
    assert "✓  index      1 day reads differently from its index: 2025-03-12 → 1 day was read again\n" in studylog(
        "doctor", "--fix"
    )
    assert studylog("days") == "2025-03-12         –    1 goal\n"
    assert studylog.text() == text


def test_the_doctor_rescues_what_can_be_read(studylog: Shell, tmp_path: Path) -> None:
    studylog("import", "-", given="# 2025-03-10\n\n볼륨\n")
    studylog("goal", "하나")
    text = studylog.text()
    data = bytearray(studylog.database.read_bytes())
    data[:4096] = bytes(4096)
    studylog.database.write_bytes(data)

    called = studylog.call("doctor", "--rescue", str(tmp_path / "rescued"))

    assert called.code == 1
    assert f"!  rescue     2 days could be read whole, and lie in {tmp_path / 'rescued'}\n" in called.out
    assert (tmp_path / "rescued" / "2025-03-10.md").read_bytes() == "# 2025-03-10\n\n볼륨\n".encode()
    assert (tmp_path / "rescued" / "2025-03-12.md").read_bytes() == text.encode()
    assert studylog.database.read_bytes() == data
    # The way out that is told.
    put_back = studylog.call("backup", "restore", "latest")
    assert put_back.code == 0
    assert put_back.err.startswith("studylog: the file that was there could not be read; it lies in ")
    studylog("import", str(tmp_path / "rescued"), "--replace")
    assert (studylog.text(), studylog.text("2025-03-10")) == (text, "# 2025-03-10\n\n볼륨\n")


def test_settings(studylog: Shell) -> None:
    studylog.config.write_text("# mine\nlanguage: en\n\ndays_off: [sun]  # rest\n", "utf-8")

    assert studylog("config", "set", "target", "7h") == f"target is 7h now ({studylog.config})\n"
    assert studylog("config", "set", "language", "ko") == f"language is ko now ({studylog.config})\n"
    assert studylog.config.read_text("utf-8") == "# mine\nlanguage: ko\n\ndays_off: [sun]  # rest\ntarget: 7h\n"
    assert studylog("config", "get", "target") == "7:00:00\n"
    assert json.loads(studylog("config", "list", "--json")) == {
        "language": "ko",
        "template": "bootcamp-ko",
        "day_start": "04:00",
        "course_start": "none",
        "target": "7:00:00",
        "days_off": "sun",
        "recurring": "none",
        "theme": "auto",
        "keys": "none",
        "focus": "50/10",
        "publish_to": "none",
        "publish_path": "none",
        "publish_title": "{date} {headline}",
        "publish_labels": "none",
        "publish_commit": "no",
        "publish_message": "TIL {date}",
        "retro_path": "retro/{period}.md",
        "week_labels": "none",
        "group": "none",
        "sync_at": "off",
    }
    assert studylog("config", "list").startswith(
        "language        ko\n                ko, en, 또는 로캘을 따르는 auto\n"
    )


def test_where_things_lie(studylog: Shell, tmp_path: Path) -> None:
    assert studylog("config", "path") == (
        f"settings   {tmp_path / 'config.yaml'}\n"
        f"templates  {tmp_path / 'templates'}\n"
        f"judges     {tmp_path / 'judges.yaml'}\n"
        f"database   {tmp_path / 'studylog.db'}\n"
    )


def test_judges_of_ones_own(studylog: Shell, tmp_path: Path) -> None:
    (tmp_path / "judges.yaml").write_text("- name: 정올\n  also: [jungol]\n", "utf-8")
    studylog("solve", "정올", "1523")

    assert json.loads(studylog("show", "--json"))["problems"][0]["judge"] == "정올"


def test_templates(studylog: Shell, tmp_path: Path) -> None:
    marked = [line for line in studylog("template", "list").split("\n") if line.startswith("*")]
    assert [line.split()[1] for line in marked] == ["bootcamp-ko"]
    listed = json.loads(studylog("template", "list", "--json"))
    assert {"bootcamp-ko", "plain-ko", "english"} <= {template["name"] for template in listed}
    assert all(template["usable"] and template["shipped"] for template in listed)
    assert studylog("template", "show").startswith("---\nname: bootcamp-ko\n")
    assert studylog("template", "show", "english").startswith("---\nname: english\n")
    assert "MUST" in studylog("template", "format")


def test_a_template_of_ones_own(studylog: Shell, tmp_path: Path) -> None:
    log, own = tmp_path / "2025-03-10.md", tmp_path / "templates" / "mine.md"
    log.write_text("# 2025-03-10\n\n## 할 일\n- 책 읽기\n- 글쓰기\n\n## 회고\n- 좋았던 점: 꾸준했다\n", "utf-8")

    assert studylog("template", "new", str(log)).startswith("---\nname: mine\n")
    assert studylog("template", "new", str(log), "-o", str(own)) == (
        f"{own} drafted; look at it, then: studylog template check {own}\n"
    )
    assert re.search(
        r"can be used; put it into .* choose it: studylog config set template mine\n$",
        studylog("template", "check", str(own)),
    )
    studylog("config", "set", "template", "mine")
    assert studylog("new") == "2025-03-12  opened from mine, 0 challenges waiting\n"
    studylog("goal", "산책")
    assert "## 할 일\n- 산책\n" in studylog.text()


def test_the_demo_runs_a_verb_on_samples_and_leaves_nothing(studylog: Shell, tmp_path: Path) -> None:
    assert "3/24 – 3/30" in studylog("demo", "week")
    assert studylog("demo", "days", "--json").count('"date"') >= 28
    assert studylog("demo", "goal", "둘러보기").startswith("2025-03-30  goal ")
    assert not studylog.database.exists()


@pytest.mark.parametrize("arguments", [(), ("wek",), ("show", "1999-01-01")])
def test_the_demo_says_what_is_wrong(studylog: Shell, arguments: tuple[str, ...]) -> None:
    called = studylog.call("demo", *arguments)

    assert called.code in (1, 2)
    assert called.err.count("\n") == 1
