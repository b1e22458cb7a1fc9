"""The language that the command line speaks: that of the settings, else that of the locale."""

from __future__ import annotations

import re

import pytest

from tests.cli.shell import Shell
from tests.cli.test_help import commands
from tracker.cells import cells
from tracker.cli.with_click import studylog as group

KOREAN_LOCALE = "ko_KR.UTF-8"
NOT_THERE_IN_KOREAN = "2099-01-01 일지가 아직 없어요. 열려면: studylog new 2099-01-01"
NOT_THERE_IN_ENGLISH = "There is no log of 2099-01-01 yet. Open it with: studylog new 2099-01-01"


@pytest.fixture
def korean(studylog: Shell) -> Shell:
    """Return a shell under a Korean locale, with a goal for the day."""
    studylog.set("LANG", KOREAN_LOCALE)
    studylog("goal", "첫째 목표")
    return studylog


def test_the_locale_says_which(korean: Shell) -> None:
    assert korean.refused("show", "2099-01-01") == NOT_THERE_IN_KOREAN
    korean.set("LC_ALL", "C.UTF-8")
    assert korean.refused("show", "2099-01-01") == NOT_THERE_IN_ENGLISH


def test_a_program_of_its_own_says_it_in_one_line(korean: Shell) -> None:
    ended = korean.spawn("show", "2099-01-01", more={"LANG": KOREAN_LOCALE})

    assert (ended.returncode, ended.stdout) == (1, b"")
    assert ended.stderr.decode() == f"studylog: {NOT_THERE_IN_KOREAN}\n"


def test_the_settings_go_before_the_locale(korean: Shell) -> None:
    korean.config.write_text("language: en\n", "utf-8")
    assert korean.refused("show", "2099-01-01") == NOT_THERE_IN_ENGLISH

    korean.set("LANG", "en_US.UTF-8")
    korean.config.write_text("language: ko\n", "utf-8")
    assert korean.refused("show", "2099-01-01") == NOT_THERE_IN_KOREAN


def test_settings_that_cannot_be_read_are_said_in_the_language_of_the_locale(korean: Shell) -> None:
    korean.config.write_text("langauge: en\n", "utf-8")
    assert korean.refused("show", code=2) == (
        f"{korean.config}: 설정에 없는 이름이에요: 'langauge'. 혹시 'language'? 모두 보려면: studylog config list"
    )
    korean.config.write_text("language: [\n", "utf-8")
    assert korean.refused("show", code=2).startswith(f"{korean.config}: 2행: YAML이 아니에요: ")
    korean.set("LANG", "en_US.UTF-8")
    assert korean.refused("show", code=2).startswith(f"{korean.config}: line 2: not YAML: ")


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("wek", "없는 명령이에요: 'wek'. 혹시 'week'? 모두 보려면: studylog --help"),
        ("week --jsn", "없는 옵션이에요: --jsn. 혹시 --json? 도움말: studylog week --help"),
        ("undo now", "쓸데없는 말이 더 있어요: now. 도움말: studylog undo --help"),
        ("check", "빠진 것이 있어요: 'N|TEXT'. 도움말: studylog check --help"),
        ("start --at", "옵션 뒤에 값이 있어야 해요: '--at'."),
        ("restore 1 x", "'REVISION': 정수가 아니에요: 'x'. 도움말: studylog restore --help"),
        ("week --width 3", "'--width': 3 값이 범위 24<=x<=500 밖이에요. 도움말: studylog week --help"),
        ("move goal 1 left", "고를 수 없어요: 'left'. up, down 가운데 고르세요. 도움말: studylog move --help"),
        ("time add 10", "시간 길이가 아니에요: '10'. 1:30:00, 1h 30m, 90분처럼 적으세요."),
        ("delete goal", "어느 목표인가요? 번호나 글의 일부를 적어 주세요."),
    ],
)
def test_what_is_not_understood(korean: Shell, typed: str, line: str) -> None:
    assert korean.refused(*typed.split(), code=2) == line


def test_what_was_done(korean: Shell) -> None:
    assert korean("goal", "둘째 목표") == "2025-03-12  목표 2: 둘째 목표\n"
    assert korean("new") == "2025-03-12  이미 열려 있어요\n"
    assert korean("start", "영어", "--at", "09:00") == "시작   영어 09:00\n"
    assert korean("status") == "● 영어 0:30:00  오늘 0:30:00 / 8:00:00\n"
    assert korean("stop") == "기록   영어 09:00–09:30 (0:30:00); 2025-03-12 합계 0:30:00\n"
    assert korean("undo") == "되돌렸어요: 끝내기 영어\n"
    assert korean("days") == "2025-03-12         –  목표 2개\n"
    assert korean("search", "둘째").endswith("(목표: 💬 학습 목표)\n")
    assert re.search(r"^ +\d+  2025-03-12 09:30:00  목표 +둘째 목표$", korean("history"), re.MULTILINE)


def test_json_is_the_same_in_every_language(korean: Shell) -> None:
    in_korean = korean("show", "--json"), korean("search", "첫째", "--json"), korean("week", "--json")
    korean.set("LANG", "en_US.UTF-8")

    assert (korean("show", "--json"), korean("search", "첫째", "--json"), korean("week", "--json")) == in_korean


@pytest.mark.parametrize("names", list(commands(group)), ids=" ".join)
def test_help_is_in_korean_and_fits(korean: Shell, names: tuple[str, ...]) -> None:
    told = korean(*names, "--help")

    assert told.startswith(f"사용법: {' '.join(('studylog', *names))} ")
    assert "이 도움말을 보여 줍니다." in told
    assert max(cells(line) for line in told.split("\n")) <= 80
    # Only names, examples and what stands in capitals are not Korean.
    english = [line for line in told.split("\n")[1:] if re.search(r"\b[a-z]+ (?:the|a|of|to|and|is|in)\b", line)]
    assert [line for line in english if "studylog" not in line] == []


@pytest.mark.parametrize("names", [(), ("time",), ("template",), ("config",)], ids=" ".join)
def test_no_line_of_a_list_of_verbs_is_cut(korean: Shell, names: tuple[str, ...]) -> None:
    told = korean(*names, "--help")

    assert "..." not in told.replace("[ARGS]...", "")
    verbs = told.partition("--help  ")[2].partition("환경 변수:")[0]
    assert re.search(r"^ {6,}\S", verbs, re.MULTILINE) is None
