"""Plain YAML reads as PyYAML reads it, or is left to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracker.codec.plain_yaml import NotPlain, plain_value
from tracker.codec.yaml_values import _value_by_library

TEMPLATES = Path(__file__).parents[2] / "templates"

WORDS = st.sampled_from(
    [
        "name", "볼륨", "학습 목표", "Today's goals", "(완)", "04:00", "a:b", "https://example.com/{id}", "1", "true",
        "~", "null", "-", "--", "---", "...", "-1", "? x", "#", "# no", "a # b", "a#b", "'q'", '"q"', "*a", "&a x",
        "!t x",
        "| ", ">", "%", "@a", "`", "{a: b}", "[a, b]", "[a,b]", "[]", "[ ]", "[a, ]", "[,]", "[a", "a]", "[a: b]",
        "[[a], b]", "[a b, c d ]", "[a] b", "[a, 'b']", "[a'b]", "[-]", "[- a]", "[a -]", "[=, <<]", "<<", "=", ":",
        ":a", ",", "a,", "a, b", "a :", "a: ", "a: b: c", "\u200d", "\u2028", "\t", "a\tb", "\xa0",
        "☑️", "🧑‍🧒", "\x85", "é",
    ]
)  # fmt: skip
LINES = st.builds(
    lambda indent, lead, key, colon, value, trail: " " * indent + lead + key + colon + value + trail,
    st.integers(0, 4),
    st.sampled_from(["", "", "", "- ", "-  ", "-"]),
    WORDS,
    st.sampled_from([": ", ": ", ":", ":  ", " : ", "", " "]),
    st.one_of(st.just(""), WORDS),
    st.sampled_from(["", "", " ", "  # c"]),
)


@settings(max_examples=2000)
@given(st.lists(st.one_of(LINES, LINES, st.sampled_from(["", "  ", "# c", "  # c"])), max_size=6).map("\n".join))
@example("a: b\n")
@example("a:\n- b")
@example("a:\n  - b\n  - c: d\n    e: f")
@example("a: b\n  c")
@example("a\n")
@example("- a\n- b\n")
@example("=: a")
def test_what_is_plain_reads_as_the_library_reads_it(text: str) -> None:
    try:
        value = plain_value(text)
    except NotPlain:
        return
    assert value == _value_by_library(text)


@pytest.mark.parametrize(
    "path", sorted([*TEMPLATES.glob("day*.md"), TEMPLATES / "judges.yaml"]), ids=lambda path: path.name
)
def test_what_is_shipped_is_plain(path: Path) -> None:
    text = path.read_text("utf-8")
    front = text.split("---\n")[1] if path.suffix == ".md" else text

    assert plain_value(front) == _value_by_library(front) != {}


def test_the_settings_that_people_write_are_plain() -> None:
    text = (
        "# mine\ntemplate: bootcamp-ko\n\ntarget: 7h\nday_start: 04:00\n"
        "weekdays_off: [sat, sun]\nweek_labels:\n  4: 라우터\n"
    )

    assert plain_value(text) == {
        "template": "bootcamp-ko",
        "target": "7h",
        "day_start": "04:00",
        "weekdays_off": ["sat", "sun"],
        "week_labels": {"4": "라우터"},
    }
    assert plain_value("# nothing yet\n") is None


@pytest.mark.parametrize(
    "text", ["a: 'b'", "a: b # c", "a: &x b", "a: {b: c}", "a: b\n a: c\n", "a: |\n  b\n", "a\tb: c"]
)
def test_what_is_special_is_not_plain(text: str) -> None:
    with pytest.raises(NotPlain):
        plain_value(text)
