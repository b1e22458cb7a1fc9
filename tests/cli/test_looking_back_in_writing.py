"""Retrospectives, the index and the report from the shell."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from tests.cli.shell import Shell, as_nobody, editor, open_folder

SHORT = """## {{ week }}주차 ({{ seconds | duration }})

{% for topic in topics %}
- {{ topic.title | linked(topic.link) }}
{% endfor %}

내 말:
"""


def log(day: str, title: str, total: str) -> str:
    """Return a log with a topic and a study time."""
    return (
        f"## 📅 날짜: {day}\n\n### 🤿 딥다이브 - 네트워크\n#### | {title}\n글\n\n"
        f"### 💭 오늘의 회고 (총 공부 시간 {total})\n- 성공적인 점: {title} 끝\n"
    )


@pytest.fixture
def week(studylog: Shell) -> Shell:
    """Return a shell with two days of a week, and a short template for weeks."""
    folder = studylog.folder / "til"
    folder.mkdir()
    (folder / "2025-03-10.md").write_text(log("2025-03-10", "소켓", "2:30:00"), "utf-8")
    (folder / "2025-03-11.md").write_text(log("2025-03-11", "포트", "1:00:05"), "utf-8")
    studylog("import", str(folder))
    (studylog.folder / "templates").mkdir()
    (studylog.folder / "templates" / "week.md.j2").write_text(SHORT, "utf-8")
    return studylog


MADE = "## 11주차 (3:30:05)\n\n- [소켓](../2025-03-10.md)\n- [포트](../2025-03-11.md)\n\n내 말:\n"


def test_the_week_is_printed_from_the_persons_own_template(week: Shell) -> None:
    assert week("retro", "week") == week("retro", "week", "mon") == MADE


def test_the_day_is_printed_as_it_is_stored(week: Shell) -> None:
    assert week("retro", "day", "-1") == log("2025-03-11", "포트", "1:00:05")


def test_the_day_in_the_manner_of_another_template(week: Shell) -> None:
    called = week.call("retro", "day", "-1", "--as", "english")

    assert called.code == 0
    assert "## Reflection (study time 1:00:05)" in called.out
    assert week.refused("retro", "day", "-1", "--as", "englsh") == (
        "There is no template 'englsh'. Did you mean 'english'? All of them: studylog template list"
    )


def test_it_is_kept_edited_and_brought_up_to_date(week: Shell) -> None:
    assert week("retro", "week", "--keep") == "2025-W11  kept\n"
    assert week("retro", "week", "--keep") == "2025-W11  kept, as before\n"
    week.set("EDITOR", editor(week.folder, "path.write_text(path.read_text('utf-8') + '꾸준히!\\n', 'utf-8')"))
    assert week("retro", "week", "--edit") == "2025-W11  kept, with what you wrote\n"
    week("topic", "라우팅")

    assert week("retro", "week", "--keep") == "2025-W11  kept, with what you wrote\n"
    kept = week("retro", "week")
    assert "- [라우팅](../2025-03-12.md)\n" in kept
    assert kept.endswith("내 말:\n꾸준히!\n")
    assert "꾸준히" not in week("retro", "week", "--new")
    assert week("retro", "list") == "2025-W11  2025-03-10 – 2025-03-16  with your words\n"
    assert [one["period"] for one in json.loads(week("retro", "list", "--json"))] == ["2025-W11"]
    assert week("search", "꾸준히").startswith("2025-W11\n")
    assert json.loads(week("search", "꾸준히", "--json"))[0]["kind"] == "retrospective"


def test_where_both_changed_a_line_it_asks_and_keeps_nothing(week: Shell) -> None:
    week("retro", "week", "--keep")
    week.set("EDITOR", editor(week.folder, "path.write_text(path.read_text('utf-8').replace('(3', '(약 3'), 'utf-8')"))
    week("retro", "week", "--edit")
    week("time", "total", "1:00:00", "-d", "mon")

    assert week.refused("retro", "week", "--keep") == (
        "In 2025-W11 you have changed lines that come out differently now; choose whose lines stay:"
        " --mine, --theirs or --both"
    )
    assert "(약 3:30:05)" in week("retro", "week")
    week("retro", "week", "--keep", "--theirs")
    assert "(2:00:05)" in week("retro", "week")


def test_undo_takes_it_back(week: Shell) -> None:
    week("retro", "week", "--keep")
    assert week("retro", "remove", "week") == "2025-W11  kept no longer; to have it back: studylog undo\n"
    assert week("retro", "list") == "No retrospectives are kept yet. Keep one: studylog retro week --keep\n"
    assert week("undo") == "taken back: retro remove 2025-W11\n"
    assert week("retro", "list").startswith("2025-W11")
    assert week.refused("retro", "remove", "month") == "No retrospective of 2025-03 is kept."


def test_written_to_a_file_it_is_replaced_while_it_is_ours(week: Shell) -> None:
    target = week.folder / "week.md"
    assert week("retro", "week", "-o", str(target)) == f"{target} written\n"
    assert target.read_text("utf-8") == MADE
    assert week("retro", "week", "-o", str(target)) == f"{target} is as it should be\n"
    week("topic", "라우팅")
    assert week("retro", "week", "-o", str(target)) == f"{target} written\n"

    target.write_text("내가 고침", "utf-8")
    assert week.refused("retro", "week", "-o", str(target)) == (
        f"{target} is there with other contents; nothing was written. To overwrite: --force"
    )
    assert target.read_text("utf-8") == "내가 고침"
    week("retro", "week", "-o", str(target), "--force")
    assert target.read_text("utf-8") != "내가 고침"


def test_all_that_is_kept_goes_into_a_folder(week: Shell) -> None:
    week("retro", "week", "--keep")
    week("retro", "month", "--keep")
    folder = week.folder / "out"

    assert week("retro", "export", "--to", str(folder)) == f"2 files written to {folder}\n"
    assert sorted(path.name for path in (folder / "retro").iterdir()) == ["2025-03.md", "2025-W11.md"]
    assert (folder / "retro" / "2025-W11.md").read_text("utf-8") == MADE


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{{ secnds }}", "line 1: There is no 'secnds'. Did you mean 'seconds'?"),
        ("\n{% if %}", "line 2: Expected an expression, got 'end of statement block'."),
        ("\n\n{{ first.today() }}", "line 3: 'today' is not for templates."),
        (
            "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
            "line 1: It goes round more than 200,000 times; is there a loop without end?",
        ),
    ],
)
def test_a_template_that_cannot_be_used_writes_nothing(week: Shell, source: str, said: str) -> None:
    file = week.folder / "templates" / "week.md.j2"
    file.write_text(source, "utf-8")
    target = week.folder / "week.md"

    for call in (["-o", str(target)], ["--keep"], []):
        assert week.refused("retro", "week", *call).startswith(f"{file}, {said}")
    assert week.refused("template", "check", str(file)).startswith(f"{file}, {said}")
    assert not target.exists()
    assert week("retro", "list").startswith("No retrospectives")


def test_a_page_template_is_copied_listed_shown_and_checked(week: Shell) -> None:
    month = week.folder / "templates" / "month.md.j2"
    assert week("template", "new", "month") == (
        f"{month} is yours now; after a change: studylog template check {month}\n"
    )
    assert week("template", "show", "month") == month.read_text("utf-8")
    assert re.search(
        rf"^  month +page: the month's retrospective  {re.escape(str(month))}$", week("template", "list"), re.M
    )
    assert re.fullmatch(
        rf"{re.escape(str(month))} can be used; of your newest days it makes \d+ lines\n",
        week("template", "check", str(month)),
    )
    assert week.refused("template", "new", "month") == f"{month} is there already; name another file; see: -o FILE"


def test_nothing_to_look_back_on(week: Shell) -> None:
    assert week.refused("retro", "week", "2024-01-01") == (
        "There is no log of 2024-W01 to look back on; days there are: studylog days"
    )
    assert week.refused("retro", "week", "--keep", "--new", code=2) == "Choose one of --keep, --edit and --new."
    assert week.refused("retro", "week", "--mine", code=2) == "--mine, --theirs and --both go with --keep."


def test_the_index_is_printed_and_written_between_its_markers(week: Shell) -> None:
    readme = week.folder / "til" / "README.md"
    page = week("index")
    assert page.startswith("### 11주차 (2025/3/10 – 3/16) 네트워크\n\n3:30:05\n\n- [3/11 화](2025-03-11.md) 포트\n")

    assert week("index", "-o", str(readme)) == f"{readme} lists 2 days\n"
    assert page.rstrip() in readme.read_text("utf-8")
    assert week("index", "-o", str(readme)) == f"{readme} lists 2 days, as before\n"
    week("goal", "복습")
    called = week.call("index", "-o", str(readme))
    assert called.err == "studylog: 1 day has no file there yet, so it is listed without a link: 2025-03-12\n"

    other = week.folder / "til" / "ABOUT.md"
    other.write_bytes("소개\r\n".encode())
    assert week.refused("index", "-o", str(other)).endswith("Or have them put at its end: --append")
    week.call("index", "-o", str(other), "--append")
    assert other.read_bytes().startswith("소개\r\n\r\n<!-- studylog:index -->\r\n###".encode())


def test_the_report_is_one_page(week: Shell) -> None:
    target = week.folder / "march.html"
    assert week("report", "month", "-o", str(target)) == f"{target} written\n"
    page = target.read_text("utf-8")
    assert page.startswith("<!doctype html>") or page.startswith("<!DOCTYPE html>")
    assert "<script" not in page
    assert week("report", "month") == page
    assert week.refused("report", "week", "2024-01-01").startswith("There is no")


@pytest.mark.skipif(os.name == "nt", reason="has no file modes")
def test_a_folder_that_cannot_be_written_is_said(studylog: Shell) -> None:
    with open_folder() as folder:
        home = folder / "home"
        home.mkdir()
        studylog.live_in(home)
        studylog("goal", "복습")
        locked = folder / "locked"
        locked.mkdir(mode=0o555)
        for path in (home, *home.iterdir()):
            path.chmod(0o777)
        # Whoever these pages belong to, root may write them: the verbs are called once before.
        for verb in (["retro", "week"], ["index"], ["report", "week"]):
            studylog(*verb)
        with as_nobody(home, *home.iterdir()):
            for verb, name in ((["retro", "week"], "w.md"), (["index"], "i.md"), (["report", "week"], "r.html")):
                said = studylog.refused(*verb, "-o", str(locked / name), changes=True)
                assert said == f"{locked / name} cannot be written: Permission denied."
        assert list(Path(locked).iterdir()) == []
