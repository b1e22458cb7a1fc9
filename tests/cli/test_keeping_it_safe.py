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
    beside = tmp_path / "backups" / "studylog-2025-03-12-093000.db"

    assert studylog("backup") == f"1 day copied to {beside} and verified\n"
    assert studylog("backup", str(tmp_path / "safe.db")) == f"1 day copied to {tmp_path / 'safe.db'} and verified\n"
    assert studylog.refused("backup", str(tmp_path / "safe.db")) == (
        f"{tmp_path / 'safe.db'} is there already; name another file."
    )
    assert studylog("--db", str(beside), "export") == studylog("export")


def test_the_doctor(studylog: Shell) -> None:
    studylog("goal", "하나")
    with closing(sqlite3.connect(studylog.database)) as connection, connection:
        connection.execute("DELETE FROM goals")

    assert studylog("doctor", "--rebuild") == (
        f"database   {studylog.database}\n"
        f"settings   {studylog.config} (none yet)\n"
        "days       1, their index filled anew\n"
        "integrity  sound\n"
    )
    assert studylog("days") == "2025-03-12         –    1 goal\n"
    told = json.loads(studylog("doctor", "--json"))
    assert (told["days"], told["damage"], told["templates"], told["rebuilt"]) == (1, [], [], None)


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
