"""What the program says of itself: every verb is explained, documented, and completed by the shell."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest

from tests.cli.shell import REPOSITORY, Shell
from tracker import __version__
from tracker.cli.verbs import VERBS
from tracker.cli.with_click import studylog as group

ALL_VERBS = [verb for verbs in VERBS.values() for verb in verbs]


def commands(command: click.Command, *names: str) -> Iterator[tuple[str, ...]]:
    """Yield the names of a command and of all below it."""
    yield names
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from commands(below, *names, name)


@pytest.mark.parametrize("names", list(commands(group)), ids=" ".join)
def test_help_says_what_and_how(studylog: Shell, names: tuple[str, ...]) -> None:
    told = studylog(*names, "--help")

    assert told == studylog(*names, "-h")
    if len(names) < 2:
        assert re.search(rf"Examples:\n(?:    .+\n)*?    .*studylog {' '.join(names)}", told)
    assert max(len(line) for line in told.split("\n")) <= 80


@pytest.mark.parametrize("names", [(), ("time",), ("template",), ("config",)], ids=" ".join)
def test_no_line_of_a_list_of_verbs_is_cut(studylog: Shell, names: tuple[str, ...]) -> None:
    assert "..." not in studylog(*names, "--help").replace("[ARGS]...", "")


@pytest.mark.parametrize("verb", ALL_VERBS)
def test_the_readme_names_every_verb(verb: str) -> None:
    assert f"`{verb}`" in (REPOSITORY / "README.md").read_text("utf-8")


def test_the_readme_calls_no_verb_that_is_not_there() -> None:
    readme = (REPOSITORY / "README.md").read_text("utf-8")

    called = re.findall(r"^studylog ([a-z]+)|`studylog ([a-z]+)", readme, re.MULTILINE)
    assert called
    assert {first or second for first, second in called} <= set(ALL_VERBS)


def test_the_version(studylog: Shell) -> None:
    assert studylog("--version") == f"studylog, version {__version__}\n"


@pytest.mark.parametrize(
    ("shell", "line"),
    [
        ("bash", "complete -o nosort -F _studylog_completion studylog"),
        ("zsh", "#compdef studylog"),
        ("fish", "complete --no-files --command studylog"),
    ],
)
def test_completion_scripts(studylog: Shell, shell: str, line: str) -> None:
    assert line in studylog("completion", shell)


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("studylog sta", ["start", "status"]),
        ("studylog show yes", ["yesterday"]),
        ("studylog goal -d 어", ["어제"]),
        ("studylog solve 백", ["백준"]),
        ("studylog start 영", ["영어"]),
        ("studylog time add 1h 영", ["영어"]),
        ("studylog time e", ["edit"]),
        ("studylog week --js", ["--json"]),
        ("studylog delete go", ["goal"]),
    ],
)
def test_the_shell_completes(studylog: Shell, words: str, completed: list[str]) -> None:
    studylog("time", "add", "1h", "영어")
    studylog.set("_STUDYLOG_COMPLETE", "bash_complete")
    studylog.set("COMP_WORDS", words)
    studylog.set("COMP_CWORD", str(len(words.split()) - 1))

    assert studylog() == "".join(f"plain,{word}\n" for word in completed)


def test_completing_where_nothing_works_is_silent(studylog: Shell) -> None:
    studylog.database.write_text("not a database", "utf-8")
    studylog.config.with_name("judges.yaml").write_text("- : [", "utf-8")
    studylog.set("_STUDYLOG_COMPLETE", "bash_complete")
    studylog.set("COMP_CWORD", "2")

    for words in ("studylog start 영", "studylog solve 백"):
        studylog.set("COMP_WORDS", words)
        assert studylog().strip() == ""
