"""Calls that cannot be understood or done: one line that says what to do, and nothing is changed."""

from __future__ import annotations

import pytest

from tests.cli.shell import Shell


@pytest.fixture
def day(studylog: Shell) -> Shell:
    """Return a shell with a day of two goals, a challenge, and a session from 7:00 to 8:00."""
    studylog("goal", "첫째 목표")
    studylog("goal", "둘째 목표")
    studylog("challenge", "--today", "산책하기")
    studylog("time", "add", "07:00-08:00", "영어")
    return studylog


DAYS = "try today, 어제, -1, mon, 1/22 or 2025-01-22."
KINDS = "goal, topic, problem, challenge, next, reflection, link"
FIELDS = "Use {state}, {subject}, {elapsed}, {today}, {target}."

USAGE = {
    "wek": "there is no verb 'wek'. Did you mean 'week'? All of them: studylog --help",
    "xyzzy": "there is no verb 'xyzzy'. All of them: studylog --help",
    "-- -1": "there is no verb '-1'. All of them: studylog --help",
    "--jsn": "there is no option --jsn. See: studylog --help",
    "week --jsn": "there is no option --jsn. Did you mean --json? See: studylog week --help",
    "goal -5": "there is no option -5. See: studylog goal --help",
    "time lst": "there is no verb 'lst'. Did you mean 'list'? All of them: studylog time --help",
    "template shw": "there is no verb 'shw'. Did you mean 'show'? All of them: studylog template --help",
    "undo now": "Got unexpected extra argument (now). See: studylog undo --help",
    "check": "Missing argument 'N|TEXT'. See: studylog check --help",
    "restore 1": "Missing argument 'REVISION'. See: studylog restore --help",
    "delete gaol 1": f"'gaol' is not one of {KINDS}, day. Did you mean 'goal'? See: studylog delete --help",
    "move goal 1 left": "'left' is not one of up, down. See: studylog move --help",
    "completion bsh": "'bsh' is not one of bash, zsh, fish. Did you mean 'bash'? See: studylog completion --help",
    "export --layout x": "'x' is not one of days, imported. See: studylog export --help",
    "week --width 3": "Invalid value for '--width': 3 is not in the range 24<=x<=500. See: studylog week --help",
    "solve bok 1": "There is no judge 'bok'. Did you mean 'BOJ'? Your own go into judges.yaml: studylog config path.",
    "solve 백준 1 --week 0": "Invalid value for '--week': 0 is not in the range 1<=x<=999. See: studylog solve --help",
    "topic t --body none.md": (
        "Invalid value for '--body': 'none.md': No such file or directory. See: studylog topic --help"
    ),
    "show someday": f"'someday' names no day; {DAYS} Did you mean 'today'?",
    "goal -d 2/30 x": "2/30 does not exist in 2025; check the month and the day.",
    "show 2025-02-29": "2025-02-29 does not exist; check the month and the day.",
    "show 2025111": f"'2025111' names no day; {DAYS}",
    "week 0001-01-01": "0001-01-01 is too far away; check the year.",
    "goal -d -99999 x": "1751-05-29 is too far away; check the year.",
    "days --since x": f"'x' names no day; {DAYS}",
    "time add 10:00-09:00": "09:00 is not after 10:00; a session ends later than it starts.",
    "time add 10": "'10' is not a length of time; write it like 1:30:00, 1h 30m or 90m.",
    "time add -- -5m": "'-5m' is not a length of time; write it like 1:30:00, 1h 30m or 90m.",
    "time add 7:00-25:00": "'25:00' is not a time of day; write it like 09:10.",
    "time edit 1": "What should change? Give --subject, --length, --start or --end.",
    "time edit 1 --end 06:00": "06:00 is not after 07:00; a session ends later than it starts.",
    "start --at 10:00": "10:00 on 2025-03-12 is yet to come; now it is 09:30.",
    "start --at 25:00": "'25:00' is not a time of day; write it like 09:10.",
    "start --at 9:00 --ago 5m": "Give --at or --ago, not both.",
    "start --ago 30h": "30h ago is longer than a day; for an earlier day: studylog time add 09:00-10:20 -d DAY",
    "status --format {foo}": f"--format: there is no '{{foo}}'. {FIELDS}",
    "status --format {elapse}": f"--format: there is no '{{elapse}}'. Did you mean 'elapsed'? {FIELDS}",
    "status --format {state.__class__}": f"--format: there is no '{{state.__class__}}'. Did you mean 'state'? {FIELDS}",
    "status --format {0}": f"--format: there is no '{{0}}'. {FIELDS}",
    "export --json --csv": "Choose one of --to, --json and --csv.",
    "export --layout imported": "--layout imported writes files; name the folder: --to DIR.",
    "config get templte": "There is no setting 'templte'. Did you mean 'template'? All of them: studylog config list.",
    "config set targt 7h": "There is no setting 'targt'. Did you mean 'target'? All of them: studylog config list.",
    "config set target abc": ("Setting target: 'abc' is not a length of time; write it like 1:30:00, 1h 30m or 90m."),
    "config set language de": "Setting language: 'de' is not a language of the program; choose ko, en or auto.",
    "config set template bootcam": (
        "There is no template 'bootcam'. Did you mean 'bootcamp-ko'? All of them: studylog template list."
    ),
    "delete goal": "Which goal? Give its number or some of its words.",
}
"""Calls that are not understood, as typed, and what is said: exit code 2."""

REFUSED = {
    "show 2020-01-01": "There is no log of 2020-01-01 yet. Open it with: studylog new 2020-01-01",
    "export 2020-01-01": "There is no log of 2020-01-01 yet. Open it with: studylog new 2020-01-01",
    "history 2020-01-01": "There is no history of 2020-01-01.",
    "restore today 99": "Revision 99 is not one of 2025-03-12. They are: studylog history 2025-03-12",
    "search 없는말": "Nothing says '없는말'.",
    "stop": "The timer is not running. Start it with: studylog start SUBJECT",
    "pause": "The timer is not running. Start it with: studylog start SUBJECT",
    "cancel": "The timer is not running. Start it with: studylog start SUBJECT",
    "redo": "There is nothing to redo.",
    "import nowhere.md": "nowhere.md does not exist; check the path.",
    "template show bootcmp": (
        "There is no template 'bootcmp'. Did you mean 'bootcamp-ko'? All of them: studylog template list"
    ),
}
"""Calls that are understood and cannot be done: exit code 1."""


@pytest.mark.parametrize("typed", USAGE)
def test_what_is_not_understood(day: Shell, typed: str) -> None:
    assert day.refused(*typed.split(), code=2) == USAGE[typed]


@pytest.mark.parametrize("typed", REFUSED)
def test_what_cannot_be_done(day: Shell, typed: str) -> None:
    assert day.refused(*typed.split()) == REFUSED[typed]


@pytest.mark.parametrize("words", ["", "   ", "한 줄\n두 줄"])
@pytest.mark.parametrize("verb", ["goal", "challenge", "topic"])
def test_words_that_are_no_line(day: Shell, verb: str, words: str) -> None:
    message = "That is more than one line; " if words.strip() else "There are no words to add."

    assert day.refused(verb, words, code=2).startswith(message)


@pytest.mark.parametrize("which", ["0", "9", "없는말"])
def test_items_that_are_not_there(day: Shell, which: str) -> None:
    for typed in (
        ("check", which),
        ("delete", "goal", which),
        ("retext", "goal", which, "x"),
        ("move", "goal", which, "up"),
    ):
        assert "2025-03-12" in day.refused(*typed)


def test_a_word_that_two_items_have(day: Shell) -> None:
    assert day.refused("delete", "goal", "목표", code=2) == "'목표' is in more than one goal: 1, 2. Give the number."


def test_sessions_that_overlap_are_both_named(day: Shell) -> None:
    message = day.refused("time", "add", "07:30-08:30", "수학")

    assert message.startswith("수학 07:30–08:30 overlaps 영어 (07:00–08:00 on 2025-03-12)")
    assert "studylog time edit -d 2025-03-12" in message


def test_a_timer_that_ends_before_it_began(day: Shell) -> None:
    day("start", "수학", "--at", "09:00")

    assert day.refused("stop", "--at", "08:30", code=2) == (
        "08:30 is not after 09:00; a session ends later than it starts."
    )
    assert day.refused("stop", "--at", "10:00", code=2) == "10:00 on 2025-03-12 is yet to come; now it is 09:30."
    assert day.refused("start", "수학").startswith("수학 is running already, since 09:00.")


def test_a_timer_that_was_forgotten_is_not_booked_silently(day: Shell) -> None:
    day("start", "수학")
    day.now("2025-03-13T09:00:00+09:00")

    for verb in ("stop", "pause"):
        assert day.refused(verb).startswith("수학 has been running since 2025-03-12 09:30. Say when it ended: ")
    assert day("status").endswith(" — forgotten? studylog stop --at TIME\n")


def test_bytes_that_are_no_utf_8(day: Shell) -> None:
    assert day.refused("goal", "\udcff끝", code=2) == "'\\udcff끝' is not UTF-8; write it in UTF-8, or rename the file."


@pytest.mark.parametrize("name", ["STUDYLOG_NOW", "STUDYLOG_TIMEOUT"])
def test_variables_without_sense(day: Shell, name: str) -> None:
    day.set(name, "soon")

    assert day.refused("show", code=2).startswith(f"{name} is 'soon'; ")


def test_without_a_terminal_there_is_no_screen(studylog: Shell) -> None:
    assert studylog.refused(code=2) == "the screen needs a terminal; from scripts, name a verb: studylog --help"
    assert not studylog.database.exists()
