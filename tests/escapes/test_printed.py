"""What the command line prints: a person's words are shown, never obeyed, and a pipe gets their very bytes."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from tests.escapes.hostile import MORE, settle, words, written
from tests.privacy.every_verb import Call, calls, clean_environment, made, setup
from tracker.cli.verbs import VERBS

OWN_COLOUR = re.compile(r"\x1b\[(?!38;5;199)[\d;]*m")
PROGRESS = re.compile(r"\r(?:\x1b\[\?25[lh])?|\x1b\[\?25[lh]")
"""How `import` and `doctor` say on a terminal how far they are."""
OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
COMPLETED = (("studylog start ", 2), ("studylog time add 1h ", 4), ("studylog solve ", 2), ("studylog show ", 2))
TEXTS = [Call(("export", "2025-03-12")), Call(("show", "2025-03-12", "--markdown")), Call(("show", "2025-03-12"))]
PROMISED = {"FORCE_COLOR": "1"}
OWN_PROMPT = "\x1b[32m{state}\x1b[0m {subject}"


def completing(shell: str) -> list[Call]:
    """Return the calls that a shell makes when a person presses tab."""
    return [
        Call(
            (),
            environment={
                "_STUDYLOG_COMPLETE": f"{shell}_complete",
                "COMP_WORDS": typed,
                # fish names the word that is begun, the others its place.
                "COMP_CWORD": "" if shell == "fish" else str(at),
            },
        )
        for typed, at in COMPLETED
    ]


GROUPS = {
    "on a terminal": [replace(call, terminal=True) for of_verb in (calls(words) | MORE).values() for call in of_verb],
    "in colour": [
        replace(call, environment=PROMISED | dict(call.environment))
        for verb, of_verb in calls(words).items()
        if verb.partition(" ")[0] in (*VERBS["read"], *VERBS["clock"], "lint", "config", "template")
        for call in of_verb[:1]
    ],
    "texts": [*TEXTS, *(replace(call, environment=PROMISED) for call in TEXTS)],
    "JSON": [Call(("export", "--json")), Call(("status", "--json"))],
    "prompts": [Call(("status",)), Call(("status", "--format", OWN_PROMPT))],
    "pages": [
        Call(("report", "week")),
        Call(("report", "month")),
        Call(("report", "year")),
        Call(("retro", "week", "--new")),
        Call(("retro", "month")),
    ],
    **{shell: completing(shell) for shell in ("bash", "zsh", "fish")},
}


@pytest.fixture(scope="module")
def did(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """Return what each group of calls printed, made on the hostile log."""
    folder = tmp_path_factory.mktemp("hostile")
    settle(folder / "log")
    editor = folder / "editor.py"
    editor.write_text(f"import sys\nopen(sys.argv[-1], 'a').write({words('retrospective')!r} + '\\n')\n", "utf-8")
    command = f"{sys.executable} {editor}"
    before = [*setup(words, command, in_texts=written), Call(("time", "add", "05:00-05:10", "가계부"))]
    every = [call for group in GROUPS.values() for call in group]
    answers = iter(made(folder, before, every, clean_environment(folder, EDITOR=command), ends_well=False))
    filling = [next(answers)["code"] for _ in before]
    assert filling == [call.code for call in before]
    return {name: [next(answers) for _ in group] for name, group in GROUPS.items()}


def obeyed(printed: str, verb: str) -> list[str]:
    """Return the lines in which a terminal would obey something that is not the program's own."""
    own = OWN_COLOUR.sub("", printed.replace("\r\n", "\n"))
    if verb in ("import", "doctor", "group", "sync"):
        own = PROGRESS.sub("", own)
    return [line for line in own.split("\n") if OBEYED.search(line) or ("38;5;199m" in line and "\x1b" in line)]


def leaks(did: list[dict[str, Any]], *streams: str) -> list[tuple[list[str], list[str]]]:
    """Return the calls that printed what a terminal would obey, each with those lines."""
    found = [
        (one["words"], obeyed("\n".join(one[stream] for stream in streams), "".join(one["words"][:1]))) for one in did
    ]
    return [(words, lines) for words, lines in found if lines]


def test_on_a_terminal(did: dict[str, list[dict[str, Any]]]) -> None:
    printed = did["on a terminal"]

    assert leaks(printed, "out") == []
    assert sum("QUOX" in one["out"] for one in printed) > 80
    assert sum("\x1b[" in one["out"] for one in printed) > 10


def test_through_a_pager_that_was_promised_colours(did: dict[str, list[dict[str, Any]]]) -> None:
    pages = ("show", "export", "retro day", "retro week", "retro month", "index", "report", "template new")
    said = [one for one in did["in colour"] if not " ".join(one["words"]).startswith(pages)]

    assert leaks(said, "out", "err") == []
    assert leaks(did["in colour"], "err") == []
    assert sum("QUOX" in one["out"] for one in said) > 15
    assert sum("\x1b[" in one["out"] for one in said) > 4


def test_what_goes_into_a_pipe_is_a_persons_very_text(did: dict[str, list[dict[str, Any]]]) -> None:
    [text, *others] = [one["out"] for one in did["texts"]]

    assert f"- 학습 목표 1 : {written('goal')}\n" in text
    assert f"{written('body')}\n" in text
    assert others == [text] * 5
    days, status = (json.loads(one["out"]) for one in did["JSON"])
    assert [day["goals"][0]["text"] for day in days if day["date"] == "2025-03-12"] == [written("goal")]
    assert status["running"]["subject"] == words("running")


def test_a_shells_prompt_gets_a_subject_that_does_nothing(did: dict[str, list[dict[str, Any]]]) -> None:
    [line, prompt] = did["prompts"]

    assert prompt["out"].startswith("\x1b[32m●\x1b[0m QUOX running ␛[38;5;199m␛[7;177H␛]0;OWNED␇")
    assert leaks([line, prompt], "out", "err") == []


class _Elements(HTMLParser):
    """Notes the elements of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.addresses |= {value or "" for name, value in attrs if name in ("href", "src", "xlink:href", "action")}


def test_a_report_holds_a_persons_words_as_letters(did: dict[str, list[dict[str, Any]]]) -> None:
    for page in (one["out"] for one in did["pages"][:3]):
        elements = _Elements()
        elements.feed(page)
        assert "QUOX" in page
        assert "&lt;script&gt;" in page
        assert not elements.names & {"script", "img", "iframe", "object", "embed", "link", "form", "a", "base"}
        assert not [name for name in elements.attributes if name.startswith("on")]
        assert not elements.addresses
        # Marks of direction are written between letters of two scripts, and do nothing else.
        assert not OBEYED.search(re.sub("[\r\u061c\u200e\u200f]", "", page))


def test_a_charts_source_holds_a_persons_words_as_letters(did: dict[str, list[dict[str, Any]]]) -> None:
    for page in (one["out"] for one in did["pages"][3:]):
        charts = re.findall(r"^```mermaid\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
        assert charts
        assert "49" not in page.replace("{{ 7 * 7 }}", "")
        for chart in charts:
            assert not OBEYED.search(chart)
            assert "<script" not in chart


SHELLS = pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])


@SHELLS
def test_completion_offers_judges_and_days(did: dict[str, list[dict[str, Any]]], shell: str) -> None:
    _start, _add, judges, days = did[shell]

    assert leaks([days], "out", "err") == []
    assert "백준" in judges["out"]
    assert "Hostile" in judges["out"]
    assert "today" in days["out"]


@SHELLS
def test_completion_offers_no_word_that_does_harm(did: dict[str, list[dict[str, Any]]], shell: str) -> None:
    subjects = did[shell][:2]

    assert leaks(did[shell], "out", "err") == []
    assert all("가계부" in one["out"] for one in subjects)
