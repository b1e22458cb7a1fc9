"""A call that is read without click reads as click reads it, for every verb there is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.cli.declared import Argument, Choice, Group, Option, Verb
from tracker.cli.plain import plain_call
from tracker.cli.verbs import MODULE_OF, find_verb, with_days
from tracker.cli.with_click import command_of


def every_verb() -> Iterator[tuple[tuple[str, ...], Verb]]:
    """Yield each verb with the words it is called by."""
    for name in MODULE_OF:
        found = find_verb(name)
        if isinstance(found, Group):
            yield from (((name, inner), verb) for inner, verb in found.verbs.items())
        elif found is not None:
            yield (name,), found


ALL = dict(every_verb())


def words_for(verb: Verb) -> st.SearchStrategy[list[str]]:
    """Return calls of a verb: its own options and words that may stand for something, in any order."""
    options = [name for each in verb.parameters if isinstance(each, Option) for name in each.names]
    choices = [
        word
        for each in verb.parameters
        if isinstance(each, Argument | Option) and isinstance(each.kind, Choice)
        for word in each.kind.words
    ]
    plain = [
        "볼륨",
        "1",
        "12",
        "0",
        "-1",
        "-99999",
        "-x",
        "--",
        "-",
        "",
        " ",
        "a b",
        "today",
        "07",
        "１",
        "1.5",
        "--no",
        "--day",
        "-d",
    ]
    joined = [f"{name}={value}" for name in options for value in ("3", "", "-1", "볼륨")]
    run_together = [f"{name}3" for name in options if not name.startswith("--")]
    return st.lists(st.sampled_from([*plain, *options, *options, *choices, *joined, *run_together]), max_size=5)


def by_click(verb: Verb, name: str, words: list[str]) -> dict[str, Any] | None:
    """Return what click makes of a call; None for one that it refuses or answers by itself."""
    try:
        with command_of(verb).make_context(verb.name, with_days(name, list(words))) as context:
            return dict(context.params)
    except (click.ClickException, click.exceptions.Exit, click.exceptions.NoArgsIsHelpError):
        return None


@pytest.mark.parametrize("names", list(ALL), ids=" ".join)
@settings(max_examples=60)
@given(data=st.data())
def test_a_plain_call_is_read_as_click_reads_it(names: tuple[str, ...], data: st.DataObject) -> None:
    words = data.draw(words_for(ALL[names]))

    call = plain_call([*names, *words], {})

    if call is not None:
        assert call.verb is ALL[names]
        assert call.values == by_click(ALL[names], names[0], words)


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("status", {"template": None, "as_json": False}),
        ("start 딥다이브 --ago 20m", {"subject": ("딥다이브",), "at": None, "ago": "20m"}),
        ("stop", {"at": None}),
        ("check 1 --partial", {"which": ("1",), "mark": "partial", "day_word": None}),
        ("goal -d tomorrow 볼륨 정리", {"text": ("볼륨", "정리"), "day_word": "tomorrow"}),
        ("solve 백준 5065 10102", {"judge": "백준", "problems": ("5065", "10102"), "week": None, "day_word": None}),
        ("week -1", {"day_word": "−1", "width": None, "as_json": False}),
        ("search 볼륨 --limit 20", {"words": ("볼륨",), "kind": None, "since": None, "limit": 20, "as_json": False}),
        ("backup", {"target": None}),
        ("time add 30m 독서", {"length": "30m", "subject": ("독서",), "day_word": None}),
    ],
)
def test_the_calls_of_every_day_are_plain(typed: str, values: dict[str, object]) -> None:
    call = plain_call(typed.split(" "), {})

    assert call is not None
    assert call.values == values


@pytest.mark.parametrize(
    "typed",
    ["--help", "--version", "goal --help", "goal", "gaol x", "time", "time ad 1h", "week --width 3", "week --width x",
     "status -- x", "status x", "check 1 --partial --clear", "stop --at", "stop --at --json", "--db", "demo week"],
)  # fmt: skip
def test_what_click_has_to_say_is_left_to_it(typed: str) -> None:
    assert plain_call(typed.split(" "), {}) is None


def test_the_database_is_named_before_the_verb(tmp_path: Path) -> None:
    for words in (["--db", "a.db", "status"], ["--db=a.db", "status"]):
        call = plain_call(words, {})
        assert call is not None
        assert call.database == Path("a.db")
    call = plain_call(["--db", "a.db"], {})
    assert call is not None
    assert call.verb is None


def test_a_shell_that_completes_asks_click() -> None:
    assert plain_call(["status"], {"_STUDYLOG_COMPLETE": "bash_complete"}) is None
