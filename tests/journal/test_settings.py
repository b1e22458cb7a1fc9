"""The files beside the database: settings checked key by key, templates, and where things lie."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import platformdirs
import pytest

from tracker.config import Config, Recurring
from tracker.errors import StoreError, UsageError
from tracker.files import write_atomically
from tracker.places import Places, find_places
from tracker.resources import load_judges, load_templates, template_files
from tracker.settings import read_config


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Return the places of a new person."""
    return Places(tmp_path / "config.yaml", tmp_path / "s.db")


def configured(places: Places, text: str) -> Config:
    """Return the settings of a file with this text."""
    places.config.write_text(text, "utf-8")
    return read_config(places.config)


def test_without_a_file_everything_is_as_shipped(places: Places) -> None:
    assert read_config(places.config) == Config()


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "target:\n"])
def test_an_empty_file_says_nothing(places: Places, text: str) -> None:
    assert configured(places, text) == Config()


def test_every_setting(places: Places) -> None:
    config = configured(
        places,
        """\
language: ko
template: english
day_start: 05:30
course_start: 2024-09-30
target: 7h 30m
days_off: [sun, 토, 2025-01-29, wednesday]
recurring:
  - 영어 단어 20개
  - {text: 이력서, rule: weekdays}
  - {text: 회고, rule: "FREQ=WEEKLY;BYDAY=SU"}
""",
    )

    assert config == Config(
        language="ko",
        template="english",
        day_start=dt.time(5, 30),
        course_start=dt.date(2024, 9, 30),
        target=27000,
        days_off=(dt.date(2025, 1, 29),),
        weekdays_off=frozenset({2, 5, 6}),
        recurring=(
            Recurring("영어 단어 20개", "daily"),
            Recurring("이력서", "weekdays"),
            Recurring("회고", "FREQ=WEEKLY;BYDAY=SU"),
        ),
    )


def test_no_target(places: Places) -> None:
    assert configured(places, "target: 0\n").target == 0


def test_a_file_from_a_windows_editor(places: Places) -> None:
    places.config.write_bytes("language: en\r\ntarget: 2h\r\n".encode("utf-8-sig"))

    assert read_config(places.config) == Config(language="en", target=7200)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("languge: ko\n", "There is no setting 'languge'. Did you mean 'language'? All of them: studylog config list."),
        ("day-start: 04:00\n", "There is no setting 'day-start'. Did you mean 'day_start'?"),
        ("language: kr\n", "Setting language: 'kr' is not a language of the program; choose ko, en or auto."),
        ("day_start: morning\n", "Setting day_start: 'morning' is not a time of day; write it like 09:10."),
        ("target: a lot\n", "Setting target: 'a lot' is not a length of time"),
        ("target: [8h]\n", "Setting target: target should be one word or line."),
        ("course_start: today\n", "Setting course_start: 'today' is not a date; write it like 2025-01-22."),
        ("course_start: 2025-02-30\n", "Setting course_start: 2025-02-30 does not exist"),
        ("days_off: [sunn]\n", "Setting days_off: 'sunn' is neither a weekday nor a date. Did you mean 'sunday'?"),
        ("days_off: money\n", "Setting days_off: 'money' is neither a weekday nor a date. Did you mean 'monday'?"),
        ("recurring:\n  - rule: daily\n", "Setting recurring: each entry needs a text"),
        ("recurring:\n  - {txt: 복습}\n", "Setting recurring: there is no 'txt' in an entry. Did you mean 'text'?"),
        ("recurring:\n  - ''\n", "Setting recurring: each entry needs a text"),
        ('recurring:\n  - "한 줄\\n두 줄"\n', "is not one line of text"),
        ("recurring:\n  - {text: [a, b]}\n", "Setting recurring: a text should be one word or line."),
        ("- ko\n", "config.yaml should be `key: value` lines"),
        ("language: [ko\n", "line 2: not YAML: "),
    ],
)
def test_a_wrong_setting_is_named(places: Places, text: str, message: str) -> None:
    with pytest.raises(UsageError) as error:
        configured(places, text)

    assert str(error.value).startswith(f"{places.config}: ")
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_settings_in_another_encoding(places: Places) -> None:
    places.config.write_bytes("template: 한글\n".encode("cp949"))

    with pytest.raises(UsageError, match="the file is not UTF-8; save it as UTF-8"):
        read_config(places.config)


def test_settings_that_are_a_folder(places: Places) -> None:
    places.config.mkdir()

    with pytest.raises(StoreError, match="cannot be read: Is a directory"):
        read_config(places.config)


def test_the_configured_template_comes_first(places: Places) -> None:
    names = [template.name for template in load_templates(places, Config(template="english")).templates]

    assert names[:3] == ["english", "bootcamp-ko", "plain-ko"]


def test_an_unknown_template_is_answered_with_the_nearest(places: Places) -> None:
    with pytest.raises(
        UsageError, match=r"There is no template 'englisch'\. Did you mean 'english'\? All of them: studylog"
    ):
        load_templates(places, Config(template="englisch"))


def test_ones_own_template_stands_before_a_shipped_one_of_its_name(places: Places) -> None:
    places.templates.mkdir()
    (places.templates / "mine.md").write_bytes(
        b"\xef\xbb\xbf---\nname: english\n---\n# {{ date }}\n\n## Goals\n- {{ goal }}\n"
    )

    files = {file.template.name: file for file in template_files(places)}

    assert files["english"].path == places.templates / "mine.md"
    assert not files["english"].shipped
    assert files["bootcamp-ko"].shipped
    assert load_templates(places, Config(template="english")).default.name == "english"


def test_a_template_that_cannot_be_used_is_named_with_its_line(places: Places) -> None:
    places.templates.mkdir()
    (places.templates / "mine.md").write_text("---\nname: mine\n---\n## Goals\n- {{ goul }}\n", "utf-8")

    with pytest.raises(UsageError, match=r"mine\.md, line \d+: .*See: studylog template check .*mine\.md\."):
        load_templates(places, Config(template="mine"))
    assert "mine" not in [template.name for template in load_templates(places, Config()).templates]


def test_keys_colours_and_focus_rounds(places: Places) -> None:
    config = configured(
        places,
        """\
theme: nord
keys: {today.goal: G, week.next: "n, right", browse.jump-to-day: [ctrl+j]}
focus: 25/5
""",
    )

    assert config.theme == "nord"
    assert config.keys == {"today.goal": "G", "week.next": "n,right", "browse.jump-to-day": "ctrl+j"}
    assert config.focus == (25 * 60, 5 * 60)
    assert (Config().theme, Config().keys, Config().focus) == ("auto", {}, (50 * 60, 10 * 60))
    assert hash(config) == hash(config)


@pytest.mark.parametrize(
    ("written", "seconds"), [("50/10", (3000, 600)), ("50m / 10m", (3000, 600)), ("1h30m/0:15:00", (5400, 900))]
)
def test_how_a_focus_round_is_written(places: Places, written: str, seconds: tuple[int, int]) -> None:
    assert configured(places, f"focus: {written}\n").focus == seconds


@pytest.mark.parametrize(
    "written", ["50", "0/10", "50/0", "50/10/5", "fifty/ten", "25:00:00/1", "-5/5", "[50, 10]", "/", "²/5"]
)
def test_what_is_no_focus_round(places: Places, written: str) -> None:
    with pytest.raises(UsageError, match="Setting focus: ") as refused:
        configured(places, f"focus: {written}\n")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("G", "name actions and their keys, like"),
        ("{goal: G}", r"'goal' is not the name of an action; they look like today\.goal\."),
        ("{Today.goal: G}", "'Today.goal' is not the name of an action"),
        ("{today.goal.add: G}", "'today.* is not the name of an action"),
        ("{today.: G}", "'today.* is not the name of an action"),
        ('{today.goal: ""}', r"today\.goal needs a key, like G"),
        ("{today.goal: }", r"today\.goal needs a key"),
        ('{today.goal: "n,,m"}', r"today\.goal needs a key"),
        ("{today.goal: [n, [m]]}", r"today\.goal needs a key"),
        ("{today.goal: {n: m}}", r"today\.goal needs a key"),
        ("{today.goal: ctrl + g}", r"today\.goal needs a key"),
    ],
)
def test_keys_that_cannot_be(places: Places, written: str, said: str) -> None:
    with pytest.raises(UsageError, match=f"Setting keys: {said}"):
        configured(places, f"keys: {written}\n")


@pytest.mark.parametrize("written", ["two words", "[nord]", '"  "'])
def test_a_theme_is_one_word(places: Places, written: str) -> None:
    with pytest.raises(UsageError, match="Setting theme: "):
        configured(places, f"theme: {written}\n")


def test_ones_own_judges_come_before_the_shipped_ones(places: Places) -> None:
    places.judges.write_text("- name: 정올\n  url: https://jungol.co.kr/problem/{id}\n", "utf-8")

    assert load_judges(places).judges[0].name == "정올"
    assert load_judges(places).named("BOJ") is not None


def test_broken_judges_are_named(places: Places) -> None:
    places.judges.write_text("- [\n", "utf-8")

    with pytest.raises(UsageError, match=r"judges\.yaml: line 2: not YAML"):
        load_judges(places)


def test_where_things_lie(tmp_path: Path) -> None:
    said = {"STUDYLOG_DB": str(tmp_path / "a.db"), "STUDYLOG_CONFIG": str(tmp_path / "c.yaml")}

    assert find_places(said) == Places(tmp_path / "c.yaml", tmp_path / "a.db")
    assert find_places(said, tmp_path / "b.db").database == tmp_path / "b.db"
    assert find_places({}).database.name == "studylog.db"
    assert find_places({}).config.name == "config.yaml"


def test_a_file_is_written_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "new" / f"{'가' * 80}.md"

    write_atomically(target, b"one")
    write_atomically(target, b"two")

    assert target.read_bytes() == b"two"
    assert list(target.parent.iterdir()) == [target]


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreError, match=r"file/x\.md cannot be written: "):
        write_atomically(tmp_path / "file" / "x.md", b"")


@pytest.mark.parametrize(
    "moved",
    [
        {},
        {"XDG_CONFIG_HOME": "/elsewhere/config"},
        {"XDG_DATA_HOME": "/elsewhere/data", "XDG_CONFIG_HOME": ""},
        {"XDG_DATA_HOME": "relative"},
        {"HOME": "/"},
        {"HOME": "relative"},
        {"HOME": "/srv/하루//"},
    ],
)
def test_the_platforms_folders_are_those_of_platformdirs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, moved: dict[str, str]
) -> None:
    for name, value in ({"HOME": str(tmp_path), "XDG_DATA_HOME": None, "XDG_CONFIG_HOME": None} | moved).items():
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    folders = platformdirs.PlatformDirs("studylog", appauthor=False)

    assert find_places({}) == Places(folders.user_config_path / "config.yaml", folders.user_data_path / "studylog.db")
