"""A study group at the prompt: who is in it, and everyone's week side by side."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.cli.shell import Shell
from tests.group.build import WEDNESDAY_OF_JISU, commit, identity, session_line, write

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def team(studylog: Shell, tmp_path: Path) -> Path:
    """Return a folder with the logs of team-mates; there is a log of one's own as well."""
    for name, value in identity().items():
        studylog.set(name, value)
    studylog("time", "add", "08:00-09:00", "쿠버네티스")
    line = session_line("a", "2025-03-12T08:30:00+09:00", "2025-03-12T09:30:00+09:00")
    write(tmp_path / "team" / "jisu", {"days/2025/03/2025-03-12.md": WEDNESDAY_OF_JISU, "sessions/2025-03.jsonl": line})
    write(tmp_path / "team" / "minsu", {"TIL/2025-03-11.md": "## 배운 것\n#### 제너레이터\n"})
    return tmp_path / "team"


def test_people_come_in_are_listed_and_leave(studylog: Shell, team: Path) -> None:
    assert studylog("group") == ("Nobody is in the group yet. Add a team-mate: studylog group add NAME PATH_OR_URL\n")
    assert studylog("group", "add", "김지수", str(team / "jisu")) == (
        "김지수 is in the group: 1 day, the latest 2025-03-12\n"
    )
    studylog("group", "add", "Bob", str(team / "minsu"))
    assert studylog("group") == f"김지수  {team / 'jisu'}\nBob     {team / 'minsu'}\n"
    assert studylog("config", "get", "group") == f"김지수: {team / 'jisu'}, Bob: {team / 'minsu'}\n"
    assert json.loads(studylog("group", "list", "--json"))[1] == {
        "name": "Bob",
        "place": str(team / "minsu"),
        "fetched_at": None,
    }

    assert studylog("group", "remove", "bob") == "Bob is out of the group\n"
    assert studylog("group", "list") == f"김지수  {team / 'jisu'}\n"
    assert (team / "minsu" / "TIL" / "2025-03-11.md").exists()


def test_the_week_as_json_says_null_for_what_no_log_says(studylog: Shell, team: Path) -> None:
    studylog("group", "add", "지수", str(team / "jisu"))
    studylog("group", "add", "민수", str(team / "minsu"))

    week = json.loads(studylog("group", "week", "--json"))

    assert [member["name"] for member in week["members"]] == ["me", "지수", "민수"]
    me, jisu, minsu = week["members"]
    assert (week["first"], week["last"], week["shared_seconds"]) == ("2025-03-10", "2025-03-16", 1800)
    assert week["together"] == [
        {
            "date": "2025-03-12",
            "start": "2025-03-12T08:30:00+09:00",
            "end": "2025-03-12T09:00:00+09:00",
            "names": ["me", "지수"],
        }
    ]
    assert (me["seconds"], me["problems"], me["challenges"]) == (3600, None, None)
    assert jisu == {
        "name": "지수",
        "seconds": 23400,
        "timed_days": 1,
        "shares_sessions": True,
        "problems": {"백준": 2, "프로그래머스": 1},
        "challenges": {"done": 1, "total": 2},
        "days": [
            {
                "date": "2025-03-12",
                "logged": True,
                "seconds": 23400,
                "topics": [{"title": "브리지 네트워크", "presenter": "하늘"}],
                "problems": {"백준": 2, "프로그래머스": 1},
                "challenges": {"done": 1, "total": 2},
            }
        ],
        "problem": None,
        "notes": [],
    }
    assert (minsu["seconds"], minsu["timed_days"], minsu["problems"], minsu["challenges"]) == (None, 0, None, None)
    assert minsu["days"][0]["topics"] == [{"title": "제너레이터", "presenter": None}]


def test_the_week_as_a_picture_in_korean(studylog: Shell, team: Path) -> None:
    studylog("config", "set", "language", "ko")
    studylog("group", "add", "지수", str(team / "jisu"))

    text = studylog("group", "week", "--width", "60")

    assert text.startswith("3/10 – 3/16 · 11주차   2명   함께 0:30\n\n          나                       지수\n")
    assert "월 3/10       –                        –\n" in text
    assert "푼 문제   –                        백준 2\n" in text
    assert text.endswith("수 3/12   08:30–09:00  나, 지수\n")


def test_another_week_is_named_by_a_day(studylog: Shell, team: Path) -> None:
    studylog("group", "add", "지수", str(team / "jisu"))

    for word in ("2025-03-05", "-7"):
        assert json.loads(studylog("group", "week", word, "--json"))["first"] == "2025-03-03"


def test_a_group_of_nobody_says_how_to_begin(studylog: Shell, team: Path) -> None:
    assert "Add a team-mate: studylog group add NAME PATH_OR_URL" in studylog("group", "week").replace("\n", " ")


def test_a_log_without_any_day_is_taken_and_remarked_on(studylog: Shell, team: Path) -> None:
    empty = write(team / "empty", {"README.md": "# 안녕\n"})

    called = studylog.call("group", "add", "하늘", str(empty))

    assert (called.code, called.out) == (0, "하늘 is in the group\n")
    assert called.err == "studylog: no day was found there yet; a log says its date in its name or in a heading\n"


def test_what_cannot_be_read_is_not_taken_in(studylog: Shell, team: Path) -> None:
    assert studylog.refused("group", "add", "지수", "/nowhere") == (
        "/nowhere is neither a folder nor the address of a git repository."
    )
    assert studylog.refused("group", "add", "", str(team), code=2)
    assert studylog.refused("group", "add", "지수", code=2)
    assert studylog.refused("group", "remove", "지수") == (
        "There is no 지수 in the group. All of them: studylog group list"
    )
    studylog("group", "add", "지수", str(team / "jisu"))
    assert studylog.refused("group", "add", "지수", str(team / "minsu")) == (
        "지수 is in the group already; give another name, or remove the first. Like this: studylog group remove 지수"
    )
    assert studylog.refused("group", "week", "someday", code=2).startswith("'someday' names no day")
    assert studylog("group") == f"지수  {team / 'jisu'}\n"


@needs_git
def test_an_address_that_cannot_be_reached_is_not_taken_in_and_leaves_nothing(studylog: Shell, team: Path) -> None:
    address = (team / "nowhere").as_uri()

    assert studylog.refused("group", "add", "지수", address).startswith(f"{address} cannot be fetched: ")
    assert not studylog.config.exists()
    assert os.listdir(studylog.folder / "group") == []


@needs_git
def test_a_repository_elsewhere_is_fetched_by_each_week_and_forgotten_with_its_member(
    studylog: Shell, team: Path
) -> None:
    jisu = commit(team / "jisu")
    studylog("group", "add", "지수", jisu.as_uri())
    assert studylog("group") == f"지수  {jisu.as_uri()}  fetched 2025-03-12 09:30\n"
    commit(jisu, {"days/2025/03/2025-03-13.md": "공부 시간: 1h\n"})

    def seconds(*more: str) -> int:
        found: int = json.loads(studylog("group", "week", "--json", *more))["members"][1]["seconds"]
        return found

    assert seconds("--no-fetch") == 23400
    assert seconds() == 27000

    jisu.rename(team / "away")
    studylog.now("2025-03-13T10:00:00+09:00")
    [note] = json.loads(studylog("group", "week", "--json"))["members"][1]["notes"]
    assert note.startswith(f"As of 2025-03-12 09:30: {jisu.as_uri()} cannot be fetched: ")
    assert seconds() == 27000

    studylog("group", "remove", "지수")
    assert os.listdir(studylog.folder / "group") == []


def test_a_member_whose_log_is_gone_does_not_keep_the_others_from_being_shown(studylog: Shell, team: Path) -> None:
    studylog("group", "add", "지수", str(team / "jisu"))
    studylog("group", "add", "민수", str(team / "minsu"))
    (team / "jisu").rename(team / "away")

    me, jisu, minsu = json.loads(studylog("group", "week", "--json"))["members"]

    assert (me["seconds"], len(minsu["days"])) == (3600, 1)
    assert (jisu["problem"], jisu["days"]) == (f"{team / 'jisu'} is not there; check the path.", [])
    assert f"지수: {team / 'jisu'} is not there" in studylog("group", "week", "--width", "200")


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("group: 지수\n", "name team-mates and where their logs are, like {Jisu: ~/jisu/TIL}."),
        ("group:\n  지수: \n", "지수 needs a folder or the address of a git repository."),
        ("group:\n  지수: [a]\n", "a place should be one word or line."),
        (f"group:\n  {'긴' * 41}: /a\n", "is no name; it is one line of at most 40 letters."),
    ],
)
def test_settings_that_make_no_group_are_told(written: str, problem: str, studylog: Shell, team: Path) -> None:
    studylog.config.write_text(written, "utf-8")

    said = studylog.refused("group", "week", code=2)

    assert said.startswith(f"{studylog.config}: Setting group: ")
    assert said.endswith(problem)


def test_without_a_log_of_ones_own_it_says_how_to_begin_one(studylog: Shell, tmp_path: Path) -> None:
    assert studylog.refused("group", "week").startswith("There is no study log at ")
