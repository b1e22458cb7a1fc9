"""Settings, judges and front matter that are bombs: one sentence, at once, and no tag is obeyed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.laws import assert_one_sentence
from tracker.codec.judges import parse_judges
from tracker.codec.template import parse_template
from tracker.codec.yaml_values import load_yaml
from tracker.config import parse_config
from tracker.errors import UsageError
from tracker.places import find_places
from tracker.resources import load_judges
from tracker.settings import read_config, with_setting

LAUGHS = "a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
"""Nine lines that stand for a thousand million words."""
QUADRATIC = "a: &a " + "x" * 10_000 + "\nb: [" + "*a, " * 10_000 + "*a]\n"
BOMBS = {
    "laughs": (LAUGHS, "line 2: not YAML: *a stands for other lines; write them out."),
    "quadratic": (QUADRATIC, "line 2: not YAML: *a stands for other lines; write them out."),
    "a circle": ("recurring: &a [*a]", "line 1: not YAML: *a stands for other lines; write them out."),
    "a merge": (
        "a: &a {target: 8h}\nb:\n  <<: *a\n",
        "line 3: not YAML: *a stands for other lines; write them out.",
    ),
    "nested lists": ("a: " + "[" * 500 + "]" * 500, "line 1: not YAML: it is nested deeper than any settings are."),
    "nested mappings": ("{a: " * 500 + "b" + "}" * 500, "line 1: not YAML: it is nested deeper than any settings are."),
    "nested entries": ("- " * 500 + "a", "line 1: not YAML: it is nested deeper than any settings are."),
    "openings": ("[" * 900, "line 1: not YAML: it is nested deeper than any settings are."),
    "a key twice": ("target: 7h\ntheme: auto\ntarget: 8h\n", "line 3: not YAML: the key 'target' is there twice."),
    "a list as a key": ("? [a, b]\n: c\n", "line 1: not YAML: a list or mapping cannot be a key."),
    "two documents": ("target: 7h\n---\ntarget: 8h\n", "line 2: not YAML: a second document begins here."),
    "a sign that is none": (
        "target: \x07",
        "not YAML: unacceptable character #x0007: control characters are not allowed.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_in_the_settings_does_not_go_off(tmp_path: Path, bomb: str) -> None:
    text, said = BOMBS[bomb]
    places = find_places({"STUDYLOG_DB": str(tmp_path / "s.db"), "STUDYLOG_CONFIG": str(tmp_path / "config.yaml")})
    places.config.write_text(text, "utf-8")
    places.judges.write_text(text, "utf-8")

    with pytest.raises(UsageError) as refused:
        read_config(places.config)
    assert str(refused.value) == f"{places.config}: {said}"
    with pytest.raises(UsageError) as refused:
        load_judges(places)
    assert str(refused.value) == f"{places.judges}: {said}"


@pytest.mark.parametrize("bomb", [bomb for bomb in BOMBS if bomb != "two documents"])
def test_a_bomb_in_the_front_matter_is_a_problem_of_the_template(bomb: str) -> None:
    template = parse_template(f"---\n{BOMBS[bomb][0]}\n---\n# {{{{ date }}}}\n", "mine")

    (problem,) = (problem for problem in template.problems if problem.fatal)
    assert problem.message.startswith("the front matter is not YAML: ")
    assert problem.message.removeprefix("the front matter is not YAML: ") in BOMBS[bomb][1]
    assert "\n" not in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "target: !!python/object/apply:os.system ['touch owned']",
        "target: !!python/object/new:os.system [touch owned]",
        "target: !!python/name:os.system x",
        "target: !!python/module:antigravity x",
        "!!python/object/apply:subprocess.Popen\n- [touch, owned]",
        "target: !<tag:yaml.org,2002:python/object/apply:os.system> [touch owned]",
        "%TAG ! tag:yaml.org,2002:python/\n---\ntarget: !object/apply:os.system [touch owned]",
    ],
)
def test_no_tag_is_obeyed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.yaml").write_text(text, "utf-8")

    with pytest.raises(UsageError) as refused:
        read_config(tmp_path / "config.yaml")

    assert_one_sentence(refused.value)
    assert [path.name for path in tmp_path.iterdir()] == ["config.yaml"]


def test_plain_words_stay_words() -> None:
    assert load_yaml("a: 04:00\nb: yes\nc: !!int 1\nd: ~\ne:\nf: [1.0, {g: null}]\n") == {
        "a": "04:00", "b": "yes", "c": "1", "d": "~", "e": "", "f": ["1.0", {"g": "null"}],
    }  # fmt: skip
    assert load_yaml("") is None


@pytest.mark.parametrize("name", ["language", "target", "focus", "course_start", "days_off", "week_labels"])
def test_a_value_as_long_as_a_book_is_not_told_whole(name: str) -> None:
    for value in ("x" * 1_000_000, ["x" * 1000] * 1000, {"x" * 1000: "y" * 1_000_000}):
        with pytest.raises(UsageError) as refused:
            parse_config({name: value})
        assert_one_sentence(refused.value)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"target": "9" * 400 + "h"}, "is not a length of time; write it like 1:30:00, 1h 30m or 90m."),
        ({"target": "9" * 5000 + "s"}, "is not a length of time; write it like 1:30:00, 1h 30m or 90m."),
        ({"target": "9" * 20 + "h"}, "is longer than a day."),
        ({"focus": "9" * 400 + "h/10m"}, "is not minutes of work and of rest; write them like 50/10."),
        ({"focus": "9" * 5000 + "/10"}, "is not minutes of work and of rest; write them like 50/10."),
        ({"week_labels": {"9" * 5000: "x"}}, "is not the number of a week."),
        ({"week_labels": {"0": "x"}}, "'0' is not the number of a week."),
        ({"publish_title": "{date}" + "-" * 100_000}, "A pattern has 100006 characters, and may have 1000."),
    ],
)
def test_numbers_and_patterns_beyond_all_measure_are_refused(values: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_config(values)

    assert str(refused.value).endswith(said)
    assert_one_sentence(refused.value)


def test_a_setting_of_a_sign_that_yaml_does_not_take_is_refused_in_one_sentence(tmp_path: Path) -> None:
    for value in ("\x07", "\udcff", "[a\x07"):
        with pytest.raises(UsageError) as refused:
            with_setting(tmp_path / "config.yaml", "theme", value)
        assert_one_sentence(refused.value)


@pytest.mark.parametrize(
    "rows", [[{"name": ""}], [{"name": " "}], [{"name": ["a"]}], [{"also": ["a"]}], ["a"], [[]], [None]]
)
def test_a_judge_without_a_name_is_told_by_its_place(rows: list[object]) -> None:
    with pytest.raises(ValueError, match=r"^entry 2 of judges\.yaml has no name\.$"):
        parse_judges([{"name": "정올"}, *rows])


def test_other_names_that_are_none_are_left_out() -> None:
    judges = parse_judges([{"name": "정올", "also": ["", " ", "-", "jungol"]}])

    assert judges.judges[0].also == ("jungol",)
    assert judges.at_start("jungol 1000") == (judges.judges[0], 6)
    assert judges.at_start("- 1000") is None
