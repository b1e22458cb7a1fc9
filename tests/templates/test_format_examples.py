"""The written format says what the program does: every example in FORMAT.md is read, edited or opened."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tests.templates.shipped import REPOSITORY, shipped_templates
from tracker.codec import edit, template
from tracker.codec.dates import cut
from tracker.codec.document import Document
from tracker.codec.edit import Edited, ItemRef, Reading
from tracker.codec.lexicon import Templates
from tracker.codec.read import read_day
from tracker.codec.template import Template, parse_template
from tracker.model import DayRecord, ItemKind, Mark, SectionKind, When, day_json
from tracker.timefmt import WEEKDAY_NAMES, parse_duration

FORMAT = (REPOSITORY / "tracker" / "codec" / "FORMAT.md").read_bytes().decode()
_FENCE = re.compile(r"(?P<run>`{3,})(?P<info>\w.*)?$")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of FORMAT.md."""

    line: int
    language: str
    info: str
    """What stands behind the language: a file's name, a date."""
    text: str
    section: str
    """The heading of level two above it."""


@dataclass(frozen=True, slots=True)
class Example:
    """A log, and the block that says what comes of it."""

    log: Block
    claim: Block
    template: Block | None
    then: Block | None = None
    """The log after the edits of the claim."""

    def templates(self) -> Templates:
        """Return the templates that the example is read by."""
        return shipped_templates(*([parse_template(self.template.text, "?")] if self.template is not None else []))

    def days(self) -> list[dict[str, Any]]:
        """Return what the program reads from the log; a part without a date says that it has none."""
        templates = self.templates()
        pieces = cut(self.log.text, self.log.info, templates)
        return [read_json(piece.text, piece.on, templates) for piece in pieces]


def read_json(text: str, on: date | None, templates: Templates) -> dict[str, Any]:
    """Return the JSON of a day; of text that belongs to none, that it has no date."""
    if on is None:
        return {"date": None}
    return day_json(DayRecord(text, "", read_day(Document.from_text(text), on, templates), ()))


def blocks() -> Iterator[Block]:
    """Yield the fenced blocks of FORMAT.md."""
    section, opened, inside = "", None, list[str]()
    for number, line in enumerate(FORMAT.split("\n"), 1):
        fence = _FENCE.match(line)
        if opened is None and fence is not None and fence["info"]:
            opened, inside = (number, fence["run"], fence["info"]), []
        elif opened is not None and line == opened[1]:
            language, _, info = opened[2].partition(" ")
            yield Block(opened[0], language, info, "".join(f"{text}\n" for text in inside), section)
            opened = None
        elif opened is not None:
            inside.append(line)
        elif line.startswith("## "):
            section = line


def examples(language: str) -> list[Example]:
    """Return the logs that a block of `language` makes a claim about."""
    found: list[Example] = []
    log: Block | None = None
    taught: Block | None = None
    everything = list(blocks())
    for index, block in enumerate(everything):
        if taught is not None and taught.section != block.section:
            taught = None
        if block.language == "log":
            log = block
        elif block.language == "template":
            taught = block
        elif block.language == language and log is not None:
            then = everything[index + 1] if language == "edit" else None
            found.append(Example(log, block, taught, then))
    return found


def line_of(example: object) -> str | None:
    """Return where an example stands, as a test's id."""
    return f"line{example.claim.line}" if isinstance(example, Example) else None


def differences(claimed: Any, found: Any, where: str = "day") -> list[str]:
    """List where what is claimed is not found; objects may have more keys, lists have as many entries."""
    if isinstance(claimed, dict) and isinstance(found, dict):
        return [
            difference
            for name, value in claimed.items()
            for difference in (
                differences(value, found[name], f"{where}.{name}") if name in found else [f"{where}.{name} is missing"]
            )
        ]
    if isinstance(claimed, list) and isinstance(found, list):
        if len(claimed) != len(found):
            return [f"{where} has {len(found)} entries: {found}"]
        pairs = zip(claimed, found, strict=True)
        return [d for i, (one, other) in enumerate(pairs) for d in differences(one, other, f"{where}[{i}]")]
    return [] if claimed == found else [f"{where} is {found!r}"]


@pytest.mark.parametrize("example", examples("json"), ids=line_of)
def test_a_log_is_read_as_the_format_says(example: Example) -> None:
    claimed = json.loads(example.claim.text)
    days = example.days()

    if example.claim.info == "exact":
        assert days == [claimed]
        assert list(days[0]) == list(claimed)
    else:
        assert differences(claimed if isinstance(claimed, list) else [claimed], days) == []


@pytest.mark.parametrize("example", examples("edit"), ids=line_of)
def test_a_log_is_edited_as_the_format_says(example: Example) -> None:
    assert example.then is not None
    piece = cut(example.log.text, example.log.info, example.templates())[0]
    assert piece.on is not None
    reading = Reading.of(piece.text, piece.on, example.templates(), week=3)

    for command in example.claim.text.splitlines():
        reading = edited(reading, *shlex.split(command)).reading

    assert reading.document.text == example.then.text


def edited(reading: Reading, verb: str, *words: str) -> Edited:
    """Make the edit that a line of an example names."""
    verbs: dict[str, Callable[[], Edited | None]] = {
        "goal": lambda: edit.add_goal(reading, words[0]),
        "check": lambda: edit.mark_challenge(
            reading, ItemRef(ItemKind.CHALLENGE, int(words[0]), "", When.PAST), Mark(words[1])
        ),
        "reflect": lambda: edit.add_reflection(reading, words[0], words[1]),
        "solve": lambda: edit.add_problems(reading, words[0], words[1:]),
        "total": lambda: edit.set_total(reading, parse_duration(words[0])),
    }
    made = verbs[verb]()
    assert made is not None
    return made


def opened_days() -> list[tuple[Template, Block]]:
    """Return the templates of FORMAT.md with the day that each opens."""
    found, taught = [], None
    for block in blocks():
        if block.language == "template":
            taught = parse_template(block.text, "?")
        elif block.language == "opened" and taught is not None:
            found.append((taught, block))
    return found


@pytest.mark.parametrize(("opener", "day"), opened_days())
def test_a_template_opens_the_day_that_the_format_says(opener: Template, day: Block) -> None:
    on = date.fromisoformat(day.info)
    weekday = WEEKDAY_NAMES[opener.language][on.weekday()]

    assert opener.problems == ()
    assert opener.open_day({"date": day.info, "weekday": weekday}) == day.text


def test_the_format_has_examples_of_everything() -> None:
    claims = {key for example in examples("json") for day in as_list(example) for key in day}

    assert claims >= set(
        day_json(DayRecord("", "", read_day(Document(()), date(2025, 3, 10), shipped_templates()), ()))
    )
    assert opened_days()
    assert examples("edit")


def as_list(example: Example) -> list[dict[str, Any]]:
    """Return what an example claims, day by day."""
    claimed = json.loads(example.claim.text)
    return claimed if isinstance(claimed, list) else [claimed]


def table(heading: str) -> list[str]:
    """Return the first cells of the table under a heading of FORMAT.md, without the head."""
    below = FORMAT[FORMAT.index(heading) :].split("\n")
    rows = [
        line
        for line in below[: next(i for i, line in enumerate(below[1:], 1) if line.startswith("#"))]
        if line[:1] == "|"
    ]
    return [row.split("|")[1].strip().strip("`") for row in rows[2:]]


def test_every_hole_is_described() -> None:
    assert table("### 11.1 Holes") == list(template.HOLES)


def test_every_key_of_the_front_matter_is_described() -> None:
    assert table("### 11.2 Front matter") == list(template._FRONT_KEYS)


def test_every_kind_of_section_is_described() -> None:
    assert table("## 4. Sections") == [str(kind) for kind in SectionKind]


def test_every_diagnostic_is_described() -> None:
    reader = (REPOSITORY / "tracker" / "codec" / "read.py").read_text("utf-8")

    assert sorted(table("## 9. Diagnostics")) == sorted(set(re.findall(r'Diagnostic\([^"]*"([a-z-]+)"', reader)))


def test_every_link_inside_the_format_leads_somewhere() -> None:
    anchors = {
        re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-")
        for heading in re.findall(r"^#+ (.*)$", FORMAT, re.MULTILINE)
    }

    assert set(re.findall(r"\]\(#([^)]+)\)", FORMAT)) <= anchors
