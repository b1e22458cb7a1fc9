"""The verbs that write the day: what they print, and the lines they leave."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.shell import Shell, editor


def added(before: str, after: str) -> list[str]:
    """Return the lines of `after` that `before` has not."""
    known = before.split("\n")
    return [line for line in after.split("\n") if line not in known]


def test_new_opens_a_day_once(studylog: Shell) -> None:
    assert studylog("new") == "2025-03-12  opened from bootcamp-ko, 0 challenges waiting\n"
    assert studylog("new") == "2025-03-12  is open already\n"
    assert "날짜: 2025-03-12\n" in studylog.text()


def test_new_brings_the_challenges_set_before(studylog: Shell) -> None:
    studylog("challenge", "-d", "3/7", "아침에 복습부터")

    assert studylog("new") == "2025-03-12  opened from bootcamp-ko, 1 challenge waiting\n"
    assert "- (지난) 도전 과제 1: 아침에 복습부터\n" in studylog.text()


def test_new_brings_the_recurring_challenges_that_are_due(studylog: Shell) -> None:
    studylog(
        "config", "set", "recurring", "[{text: 한 줄 일기, rule: weekdays}, {text: 산책, rule: 'FREQ=WEEKLY;BYDAY=SU'}]"
    )

    assert studylog("new") == "2025-03-12  opened from bootcamp-ko, 1 challenge waiting\n"
    assert "- (지난) 도전 과제 1: 한 줄 일기\n" in studylog.text()


def test_goals(studylog: Shell) -> None:
    assert studylog("goal", "파드", "배치 정리") == "2025-03-12  goal 1: 파드 배치 정리 (opened the day)\n"
    before = studylog.text()
    assert studylog("goal", "알고리즘 두 문제") == "2025-03-12  goal 2: 알고리즘 두 문제\n"
    assert added(before, studylog.text()) == ["- 학습 목표 2 : 알고리즘 두 문제"]


@pytest.mark.parametrize("words", ["-5", "--help", "−5"])
def test_words_after_two_dashes_are_words(studylog: Shell, words: str) -> None:
    studylog("goal", "--", words)

    assert f"- 학습 목표 1 : {words}\n" in studylog.text()


def test_topics_and_their_notes(studylog: Shell) -> None:
    told = studylog("topic", "노드 어피니티", "--by", "하루", "--section", "딥다이브 - 스케줄링")
    assert told == "2025-03-12  topic: 노드 어피니티 (opened the day)\n"
    told = studylog("topic", "노드 어피니티", "--body", "-", given="라벨로 고른다.\n")
    assert told == "2025-03-12  notes added to the topic: 노드 어피니티\n"
    assert "### 🤿 딥다이브 - 스케줄링\n#### | 노드 어피니티 - 하루\n라벨로 고른다.\n" in studylog.text()


def test_notes_from_a_file(studylog: Shell, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("    들여 쓴 줄\n\n- 끝  \n", "utf-8")

    studylog("topic", "테인트", "--body", str(tmp_path / "notes.md"))

    assert "#### | 테인트\n    들여 쓴 줄\n\n- 끝  \n" in studylog.text()


def test_solved_problems(studylog: Shell) -> None:
    told = studylog("solve", "백준", "1000", "1001", "--week", "8")
    assert told == "2025-03-12  solved: 백준 1000 1001 (opened the day)\n"
    assert studylog("solve", "백준", "1002", "--week", "8") == "2025-03-12  solved: 백준 1002\n"
    assert "- 8주차\n    - 백준 1000 1001 1002\n" in studylog.text()


def test_the_course_week_counts_from_the_start_of_the_course(studylog: Shell) -> None:
    studylog("config", "set", "course_start", "2025-03-03")
    studylog("solve", "백준", "1000")

    assert "- 2주차\n" in studylog.text()


def test_challenges_are_set_and_checked(studylog: Shell) -> None:
    assert studylog("challenge", "아침에 복습부터") == (
        "2025-03-12  challenge for the next day: 아침에 복습부터 (opened the day)\n"
    )
    assert studylog("challenge", "--today", "점심 전에 한 문제") == "2025-03-12  challenge: 점심 전에 한 문제\n"
    assert studylog("check", "1") == "2025-03-12  ✅ 점심 전에 한 문제\n"
    assert studylog("check", "점심", "--partial") == (
        '2025-03-12  🔺 점심 전에 한 문제 (once more tomorrow: studylog challenge "점심 전에 한 문제")\n'
    )
    assert studylog("check", "1", "--missed") == (
        '2025-03-12  ❌ 점심 전에 한 문제 (once more tomorrow: studylog challenge "점심 전에 한 문제")\n'
    )
    assert studylog("check", "1", "--missed") == "2025-03-12  nothing to change: ❌ 점심 전에 한 문제\n"
    assert studylog("check", "1", "--clear") == "2025-03-12  · 점심 전에 한 문제\n"


def test_reflections(studylog: Shell) -> None:
    assert studylog("reflect", "성공적인 점", "예제를 끝까지", "돌려 봤다") == (
        "2025-03-12  성공적인 점: 예제를 끝까지 돌려 봤다 (opened the day)\n"
    )
    assert "- 성공적인 점: 예제를 끝까지 돌려 봤다 <br/>\n" in studylog.text()


def test_links(studylog: Shell) -> None:
    studylog("new")
    assert studylog("link", "https://example.com/a") == "2025-03-12  link: https://example.com/a\n"
    studylog("link", "https://example.com/b", "둘째", "문서")
    assert studylog.text().endswith("- https://example.com/a\n- [둘째 문서](https://example.com/b)\n")


def test_items_get_other_words_places_and_go(studylog: Shell) -> None:
    for goal in ("하나", "둘", "셋"):
        studylog("goal", goal)

    assert studylog("retext", "goal", "2", "두", "번째") == "2025-03-12  goal: 두 번째\n"
    assert studylog("move", "goal", "셋", "up") == "2025-03-12  moved up: 셋\n"
    assert studylog("delete", "goal", "1") == "2025-03-12  taken out: 하나\n"
    assert "\n- 학습 목표 1 : 셋\n- 학습 목표 2 : 두 번째\n" in studylog.text()


def test_a_whole_day_goes_and_comes_back(studylog: Shell) -> None:
    studylog("goal", "하나")
    before = studylog.text()

    assert studylog("delete", "day", "-0") == "2025-03-12  taken out; to have it back: studylog undo\n"
    studylog.refused("show")
    studylog("undo")

    assert studylog.text() == before


def test_edit_takes_the_text_as_the_editor_left_it(studylog: Shell, tmp_path: Path) -> None:
    studylog("goal", "하나")
    studylog.set("EDITOR", editor(tmp_path, "path.write_bytes(path.read_bytes() + b'\\r\\nend, without a newline')"))
    before = studylog.text()

    assert studylog("edit") == "2025-03-12  saved\n"
    assert studylog.text() == before + "\r\nend, without a newline"


def test_edit_of_an_untouched_day_changes_nothing(studylog: Shell, tmp_path: Path) -> None:
    studylog.set("EDITOR", editor(tmp_path, ""))

    assert studylog("edit") == "2025-03-12  not changed, not opened\n"
    studylog.refused("show")
    studylog("new")
    assert studylog("edit") == "2025-03-12  nothing to change: the same text\n"


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("today", "2025-03-12"),
        ("어제", "2025-03-11"),
        ("-1", "2025-03-11"),
        ("-2", "2025-03-10"),
        ("+1", "2025-03-13"),
        ("내일", "2025-03-13"),
        ("mon", "2025-03-10"),
        ("수", "2025-03-12"),
        ("thu", "2025-03-06"),
        ("1/22", "2025-01-22"),
        ("1월 22일", "2025-01-22"),
        ("2025-01-22", "2025-01-22"),
        ("20250122", "2025-01-22"),
    ],
)
def test_every_way_to_say_a_day(studylog: Shell, word: str, day: str) -> None:
    assert studylog("goal", "-d", word, "하나") == f"{day}  goal 1: 하나 (opened the day)\n"
    assert studylog("new", word) == f"{day}  is open already\n"
    assert studylog("show", word) == studylog("export", day)


def test_before_four_in_the_morning_it_is_still_yesterday(studylog: Shell) -> None:
    studylog.now("03:59")
    assert studylog("new") == "2025-03-11  opened from bootcamp-ko, 0 challenges waiting\n"
    studylog.now("04:00")
    assert studylog("new") == "2025-03-12  opened from bootcamp-ko, 0 challenges waiting\n"


def test_a_new_day_names_what_was_left_over(studylog: Shell) -> None:
    studylog("challenge", "--today", "아침 복습", "-d", "어제")
    studylog("check", "1", "--partial", "-d", "어제")
    assert studylog("new").endswith(
        "0 challenges waiting; left over: 아침 복습 (again: studylog challenge --today TEXT)\n"
    )


def test_a_whole_day_is_taken_out_only_by_its_name(studylog: Shell) -> None:
    studylog("goal", "하나")
    assert studylog.call("delete", "day").err == "studylog: Which day? Name it: studylog delete day today\n"
