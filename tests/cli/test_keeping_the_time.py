"""The verbs that keep the time."""

from __future__ import annotations

import json

from tests.cli.shell import Shell


def test_a_morning_with_the_timer(studylog: Shell) -> None:
    assert studylog("start", "딥다이브") == "started  딥다이브 at 09:30\n"
    studylog.now("10:45")
    assert studylog("status") == "● 딥다이브 1:15:00  today 1:15:00 of 8:00:00\n"
    assert studylog("start", "알고리즘") == (
        "booked   딥다이브 09:30–10:45 (1:15:00); 2025-03-12 now 1:15:00\nstarted  알고리즘 at 10:45\n"
    )
    studylog.now("12:00")
    assert studylog("pause") == "paused   알고리즘 10:45–12:00 (1:15:00); 2025-03-12 now 2:30:00\n"
    assert studylog("status") == "‖ 알고리즘 (paused)  today 2:30:00 of 8:00:00\n"
    studylog.now("13:00")
    assert studylog("resume") == "started  알고리즘 at 13:00\n"
    studylog.now("13:30")
    assert studylog("stop") == "booked   알고리즘 13:00–13:30 (0:30:00); 2025-03-12 now 3:00:00\n"
    assert studylog("status") == "○  today 3:00:00 of 8:00:00\n"
    assert "(총 공부 시간 3:00:00)" in studylog.text()


def test_starting_late_and_stopping_early(studylog: Shell) -> None:
    assert studylog("start", "독서", "--ago", "20m") == "started  독서 at 09:10\n"
    assert studylog("cancel") == "thrown away  독서, begun at 09:10; to have it back: studylog undo\n"
    assert studylog("start", "독서", "--at", "8:30") == "started  독서 at 08:30\n"
    assert studylog("stop", "--at", "09:00") == "booked   독서 08:30–09:00 (0:30:00); 2025-03-12 now 0:30:00\n"


def test_without_a_subject_the_last_one_goes_on(studylog: Shell) -> None:
    studylog("time", "add", "1h", "영어")

    assert studylog("start") == "started  영어 at 09:30\n"


def test_a_subject_is_one_line(studylog: Shell) -> None:
    assert studylog("start", "딥\n다이브 ", " 준비") == "started  딥 다이브 준비 at 09:30\n"


def test_a_night_over_the_turn_of_the_study_day(studylog: Shell) -> None:
    studylog.now("2025-03-11T23:00:00+09:00")
    studylog("start", "과제")
    studylog.now("2025-03-12T05:00:00+09:00")

    assert studylog("stop", "--at", "now") == (
        "booked   과제 23:00–05:00 (6:00:00); 2025-03-11 now 5:00:00, 2025-03-12 now 1:00:00\n"
    )
    assert studylog("time", "list", "-d", "어제") == "  1  23:00–04:00      5:00:00  과제\n"


def test_status_without_a_target(studylog: Shell) -> None:
    studylog("config", "set", "target", "0")
    studylog("time", "add", "1h", "영어")

    assert studylog("status") == "○  today 1:00:00\n"


def test_status_for_prompts_and_programs(studylog: Shell) -> None:
    studylog("start", "딥다이브", "--ago", "1h")

    assert studylog("status", "--format", "{state} {subject} {elapsed}|{today}|{target}") == (
        "● 딥다이브 1:00:00|1:00:00|8:00:00\n"
    )
    status = json.loads(studylog("status", "--json"))
    assert status["running"]["subject"] == "딥다이브"
    assert status["running"]["started_at"] == "2025-03-12T08:30:00+09:00"
    assert (status["seconds"], status["today_seconds"], status["target_seconds"]) == (3600, 3600, 28800)
    assert (status["paused"], status["forgotten"]) == (None, False)


def test_sessions_are_booked_listed_and_corrected(studylog: Shell) -> None:
    assert studylog("time", "add", "07:00-08:20", "강의") == (
        "booked   강의 07:00–08:20 (1:20:00); 2025-03-12 now 1:20:00\n"
    )
    assert studylog("time", "add", "90m", "독서") == "booked   독서 (1:30:00); 2025-03-12 now 2:50:00\n"
    assert studylog("time", "total", "3:30:00") == "2025-03-12  total 3:30:00\n"
    assert studylog("time", "total", "3:30:00") == "2025-03-12  total 3:30:00, as before\n"
    assert studylog("time", "list") == (
        "  1  07:00–08:20      1:20:00  강의\n"
        "  2                   1:30:00  독서\n"
        "                      0:40:00  unclocked\n"
    )
    assert studylog("time", "edit", "2", "--length", "50m", "--subject", "영어") == "2025-03-12  영어 0:50:00\n"
    assert studylog("time", "edit", "1", "--end", "08:00") == "2025-03-12  강의 07:00–08:00 1:00:00\n"
    assert studylog("time", "remove", "1") == ("2025-03-12  taken out: 강의 1:00:00; to have it back: studylog undo\n")
    sessions = json.loads(studylog("time", "list", "--json"))
    assert [(s["subject"], s["started_at"], s["seconds"]) for s in sessions] == [("영어", None, 3000)]
    assert "(총 공부 시간 1:30:00)" in studylog.text()


def test_a_booked_night_is_split_at_the_turn_of_the_study_day(studylog: Shell) -> None:
    assert studylog("time", "add", "23:30-05:00", "과제", "-d", "어제").startswith(
        "booked   과제 23:30–05:00 (5:30:00); 2025-03-11 now 4:30:00, 2025-03-12 now 1:00:00"
    )
    assert "23:30–04:00      4:30:00  과제" in studylog("time", "list", "-d", "어제")
    assert "04:00–05:00      1:00:00  과제" in studylog("time", "list")


def test_a_span_after_midnight_belongs_to_the_study_day(studylog: Shell) -> None:
    assert studylog("time", "add", "23:30-01:00", "과제", "-d", "어제") == (
        "booked   과제 23:30–01:00 (1:30:00); 2025-03-11 now 1:30:00\n"
    )


def test_a_day_without_sessions(studylog: Shell) -> None:
    studylog("new")

    assert studylog("time", "list") == "2025-03-12  no sessions yet; start one: studylog start SUBJECT\n"
    assert studylog("time", "list", "--json") == "[]\n"
