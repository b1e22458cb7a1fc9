"""The verbs that look at what is there: days, charts, search and history."""

from __future__ import annotations

import json

import pytest

from tests.cli.shell import Shell

LOG = (
    "## 📅 날짜: 2025-03-10\r\n\r\n### 💬 학습 목표\r\n\r\n- 학습 목표 1 : 컨테이너 볼륨 복습\r\n"
    "\r\n### 🔥 도전 과제\r\n- (지난) 도전 과제 1: 일찍 자기 ✅\r\n- (지난) 도전 과제 2: 산책 ❌\r\n"
    "\r\n### 💭 오늘의 회고 (총 공부 시간 2:30:00)\r\n- 성공적인 점: 쿠버네티스를 이해했다\r\n\r\nno newline at the end"
)
"""A Monday's log with Windows line endings and no final newline."""


@pytest.fixture
def monday(studylog: Shell) -> Shell:
    """Return a shell with the log of a Monday, and a session on Tuesday."""
    studylog("import", "-", given=LOG)
    studylog("time", "add", "-d", "tue", "09:00-10:30", "알고리즘")
    return studylog


def test_show_and_export_give_every_byte_back(monday: Shell) -> None:
    assert monday("show", "mon") == LOG
    assert monday("show", "mon", "--markdown") == LOG
    assert monday("export", "mon") == LOG


def test_show_as_json(monday: Shell) -> None:
    day = json.loads(monday("show", "mon", "--json"))

    assert (day["date"], day["study_seconds"]) == ("2025-03-10", 9000)
    assert day["goals"] == [{"n": 1, "text": "컨테이너 볼륨 복습"}]
    assert [(c["text"], c["mark"]) for c in day["challenges"]] == [("일찍 자기", "done"), ("산책", "missed")]
    assert day["reflections"][0]["label"] == "성공적인 점"


def test_days(monday: Shell) -> None:
    assert monday("days") == (
        "2025-03-10   2:30:00    1 goal                           1 of 2 done\n"
        "2025-03-11   1:30:00\n"
    )  # fmt: skip
    assert monday("days", "--since", "어제") == "2025-03-11   1:30:00\n"
    assert monday("days", "--since", "today") == "No days since 2025-03-12.\n"
    assert [day["study_seconds"] for day in json.loads(monday("days", "--json"))] == [9000, 5400]


def test_days_of_an_empty_log(studylog: Shell) -> None:
    studylog("new")
    studylog("delete", "day", "today")

    assert studylog("days") == "No days yet. Open today: studylog new\n"
    assert studylog("days", "--json") == "[]\n"


def test_the_week_as_a_picture(monday: Shell) -> None:
    assert monday("week", "--width", "60") == (
        "3/10 – 3/16 · week 11   total 4:00:00   mean 2:00\n"
        "best Mon 2:30   challenges 1/2 50%\n"
        "\n"
        "Mon  3/10 ░░░░░░░░░░░░░                           ┊  2:30\n"
        "Tue  3/11 ████████                                ┊  1:30\n"
        "Wed  3/12                                         ┊       ◂\n"
        "Thu  3/13                                         ┊\n"
        "Fri  3/14                                         ┊\n"
        "Sat  3/15                                         ┊\n"
        "Sun  3/16                                         ┊\n"
        "          0    1    2    3    4    5    6    7    8\n"
        "\n"
        "█ 알고리즘 1:30   ░ unclocked 2:30   ┊ target 8:00\n"
        "streak 0 days · broken on 3/10: 1 of 2\n"
    )


def test_charts_speak_the_language_of_the_locale_or_of_the_settings(monday: Shell) -> None:
    monday.set("LANG", "ko_KR.UTF-8")
    assert "합계 4:00:00" in monday("week")
    assert monday("week").endswith("연속 달성 0일 · 3/10에 끊김: 2개 중 1개\n")
    assert "합계 4:00:00" in monday("month")
    assert "합계 4:00:00" in monday("year")
    monday("config", "set", "language", "en")
    assert "total 4:00:00" in monday("week")


def test_the_streak_is_told_of_the_present_week_alone(monday: Shell) -> None:
    assert "streak" in monday("week")
    assert "streak" not in monday("week", "-7")


@pytest.mark.parametrize("period", ["week", "month", "year"])
def test_periods_as_json(monday: Shell, period: str) -> None:
    found = json.loads(monday(period, "--json"))

    assert found["total_seconds"] == 14400
    assert found["by_subject"] == {"알고리즘": 5400}
    assert found["unclocked_seconds"] == 9000
    assert found["challenges"] == {"done": 1, "partial": 0, "missed": 1, "open": 0}
    assert [day["date"] for day in found["days"]] == ["2025-03-10", "2025-03-11"]


def test_month_and_year_name_another_period(monday: Shell) -> None:
    assert monday("month", "2/1").startswith("Feb 2025   total 0:00:00")
    assert monday("year", "2024-06-01").startswith("2024   total 0:00:00")
    assert [year["first"] for year in json.loads(monday("year", "2024-06-01", "--all", "--json"))] == [
        "2024-01-01",
        "2025-01-01",
    ]


def test_no_picture_is_wider_than_asked(monday: Shell) -> None:
    for period in ("week", "month", "year"):
        assert max(len(line) for line in monday(period, "--width", "40").split("\n")) <= 40


def test_search(monday: Shell) -> None:
    assert monday("search", "볼륨") == (
        "2025-03-10\n     5  - 학습 목표 1 : 컨테이너 볼륨 복습  (goal: 💬 학습 목표)\n"
    )
    assert monday("search", "ㅋㅂㄴㅌㅅ") == (
        "2025-03-10\n"
        "    12  - 성공적인 점: 쿠버네티스를 이해했다  (reflection: 💭 오늘의 회고 (총 공부 시간 2:30:00))\n"
    )
    assert json.loads(monday("search", "--json", "자기")) == [
        {
            "date": "2025-03-10",
            "kind": "challenge",
            "section": "🔥 도전 과제",
            "line": 8,
            "text": "- (지난) 도전 과제 1: 일찍 자기 ✅",
        }
    ]


def test_search_into_a_pipe_leaves_out_the_space_around_a_line(studylog: Shell) -> None:
    text = "# 2025-03-12\n\t- 볼륨 1 \r\n\u3000- 볼륨 2\u00a0\n볼륨\x1b[31m 3\u2028볼륨 4\n끝 볼륨\n"
    studylog("import", "-", given=text.encode())

    assert studylog("search", "볼륨") == (
        "2025-03-12\n"
        "     2  - 볼륨 1  (text)\n"
        "     3  - 볼륨 2  (text)\n"
        "     4  볼륨\x1b[31m 3\u2028볼륨 4  (text)\n"
        "     5  끝 볼륨  (text)\n"
    )


def test_search_into_a_pipe_keeps_the_text_between_its_ends(studylog: Shell) -> None:
    studylog("import", "-", given="# 2025-03-12\n\t- 볼륨  1 \r\n다음 볼륨 \t\n".encode())

    assert studylog("search", "볼륨") == ("2025-03-12\n     2  - 볼륨  1  (text)\n     3  다음 볼륨  (text)\n")


def test_search_within_bounds(monday: Shell) -> None:
    monday("goal", "볼륨 한 번 더")

    assert len(json.loads(monday("search", "볼륨", "--json"))) == 2
    assert len(json.loads(monday("search", "볼륨", "--json", "--limit", "1"))) == 1
    assert [r["date"] for r in json.loads(monday("search", "볼륨", "--json", "--since", "today"))] == ["2025-03-12"]
    assert len(json.loads(monday("search", "도전", "--json", "--kind", "challenge"))) == 2
    assert monday("search", "--json", "없는말") == "[]\n"
    assert monday.refused("search", "없는말") == "Nothing says '없는말'."


def test_history_and_restore(studylog: Shell) -> None:
    studylog("goal", "하나")
    first = studylog.text()
    studylog.now("10:00")
    studylog("goal", "둘")
    studylog.now("10:05")
    studylog("time", "add", "1h", "영어")

    assert studylog("history") == (
        "     3  2025-03-12 10:05:00  time add    영어 1:00:00\n"
        "     2  2025-03-12 10:00:00  goal        둘\n"
        "     1  2025-03-12 09:30:00  goal        하나\n"
    )
    assert studylog("restore", "today", "1") == "2025-03-12  is as in revision 1\n"
    assert studylog.text() == first
    assert studylog("restore", "-0", "1") == "2025-03-12  was already as in revision 1\n"
    assert [revision["action"] for revision in json.loads(studylog("history", "--json"))][-2:] == ["goal", "goal"]


def test_the_history_of_a_day_that_was_taken_out(studylog: Shell) -> None:
    studylog("goal", "하나")
    studylog("delete", "day", "today")

    assert studylog("history").split("\n")[0] == "     2  2025-03-12 09:30:00  remove        (taken out)"
