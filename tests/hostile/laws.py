"""What holds for any bytes at all, whoever wrote them: for the reader, edits, templates, settings and the importer."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import cache, partial
from itertools import pairwise
from pathlib import Path

import yaml

from tests.codec.logs import every_item, shipped_templates
from tests.journal.build import Clock, at, open_journal
from tracker.codec.dates import cut
from tracker.codec.document import Document
from tracker.codec.draft import draft_template
from tracker.codec.edit import (
    Edited,
    Reading,
    add_challenge,
    add_goal,
    add_link,
    add_problems,
    add_reflection,
    add_topic,
    delete_item,
    mark_challenge,
    move_item,
    retext_item,
    set_total,
)
from tracker.codec.explain import explain_template
from tracker.codec.judges import parse_judges
from tracker.codec.template import parse_template
from tracker.codec.trial import try_template
from tracker.codec.yaml_values import load_yaml
from tracker.config import parse_config
from tracker.errors import ImportRefused, TrackerError
from tracker.journal.exporting import Layout, export_files
from tracker.journal.importing import ImportReport, SourceFile, decode_log, file_text, import_files
from tracker.lint import lint_text, mended
from tracker.model import Mark, Problem, Topic, When

WEDNESDAY = dt.date(2025, 3, 12)
LONGEST_SENTENCE = 2000
"""Characters that an error may have; whoever prints a value whole can be made to print a book."""

Choose = Callable[[int], int]
"""Returns a number from 0 up to, not including, the one it is given."""


def text_of(data: bytes) -> str | None:
    """Return the text that the importer makes of bytes; None for those it refuses, in one sentence."""
    try:
        return decode_log(data)
    except ImportRefused as refused:
        assert_one_sentence(refused)
        return None


def assert_one_sentence(error: Exception | str, *, longest: int = LONGEST_SENTENCE) -> None:
    """Check that an error is a line that a person can read to its end."""
    said = str(error)
    assert said
    assert "\n" not in said
    assert len(said) <= longest


def read_whole(text: str, path: str = "notes.md") -> Reading:
    """Read a text with all shipped templates, and check what holds for every text."""
    document = Document.from_text(text)
    assert document.text == text
    pieces = cut(text, path, shipped_templates())
    assert "".join(piece.text for piece in pieces) == text
    reading = Reading.of(text, WEDNESDAY, shipped_templates(), week=2)
    assert_within(reading)
    return reading


def assert_within(reading: Reading) -> None:
    """Check that everything a reading tells of lies within the lines of its text."""
    lines, day = reading.document.lines, reading.day
    assert all(0 <= line < len(lines) for line in day.plain_lines)
    sections = [section.span for section in day.sections]
    assert all(one.end <= two.start for one, two in pairwise(sections))
    items = [item for _ref, item in every_item(reading)]
    spans = [*sections, *(item.span for item in items if not isinstance(item, Problem))]
    assert all(0 <= span.start <= span.end <= len(lines) for span in spans)
    places = [
        item.at if isinstance(item, Problem) else item.title_at if isinstance(item, Topic) else item.text_at
        for item in items
    ]
    places += [blank.at for blank in day.blanks] + ([day.total.at] if day.total is not None else [])
    assert all(0 <= at.start <= at.end <= len(lines[at.line].text) for at in places)


def chosen_edit(reading: Reading, words: str, choose: Choose) -> Edited | None:
    """Make one edit of those there are, chosen by numbers; None when it was refused or nothing came of it."""
    items = every_item(reading)
    adding: list[Callable[[], Edited | None]] = [
        lambda: add_goal(reading, words),
        lambda: add_challenge(reading, words, (When.PAST, When.NEXT)[choose(2)]),
        lambda: add_reflection(reading, ("", "성공적인 점", "Keep")[choose(3)], words),
        lambda: add_link(reading, words, ("", "글")[choose(2)]),
        lambda: add_topic(reading, words, body=("", "본문\n", "```\n")[choose(3)]),
        lambda: add_problems(reading, "백준", [words]),
        lambda: set_total(reading, (None, 0, 12_000)[choose(3)]),
    ]
    make = adding[choose(len(adding))]
    if items and choose(2):
        ref, _item = items[choose(len(items))]
        changing: list[Callable[[], Edited | None]] = [
            lambda: retext_item(reading, ref, words),
            lambda: delete_item(reading, ref),
            lambda: move_item(reading, ref, (1, -1)[choose(2)]),
            lambda: mark_challenge(reading, ref, (*Mark, None)[choose(len(Mark) + 1)]),
        ]
        make = changing[choose(len(changing))]
    try:
        return make()
    except TrackerError as refused:
        # An edit names the words it was refused for, which may be as long as a text.
        assert_one_sentence(refused, longest=len(words) * 10 + LONGEST_SENTENCE)
        return None


def assert_edit_is_local(reading: Reading, edited: Edited) -> None:
    """Check that an edit changed the lines of its splices alone, and that its text reads as it says."""
    after = edited.reading.document
    assert after.undone(edited.splices).text == reading.document.text
    assert after.lines == Document.from_text(edited.text).lines
    kept = list(reading.document.lines)
    for splice in reversed(edited.splices):
        end = splice.start + len(splice.removed)
        assert tuple(kept[splice.start : end]) == splice.removed
        kept[splice.start : end] = splice.inserted
    assert tuple(kept) == after.lines
    assert_within(edited.reading)


def lint_whole(text: str) -> None:
    """Look for what GitHub will not show: findings lie within the text, and their mends change those lines alone."""
    found = lint_text(text)
    before, after = Document.from_text(text).lines, Document.from_text(mended(text, found)).lines
    assert len(after) == len(before)
    assert all(1 <= finding.line <= len(before) for finding in found)
    changed = {i for i, (one, two) in enumerate(zip(before, after, strict=True), 1) if one != two}
    assert changed <= {finding.line for finding in found}


def read_template_whole(text: str) -> None:
    """Read a template and try it out; what is wrong with it is told, never raised."""
    template = parse_template(text, "mine")
    problems = [*template.problems, *try_template(template, shipped_templates().judges)]
    assert all("\n" not in problem.message for problem in problems)
    explain_template(template, text)
    if not any(problem.fatal for problem in template.problems):
        opened = template.open_day({"date": "2025-03-12", "weekday": "수", "week": "2"})
        assert Document.from_text(opened).text == opened


def draft_whole(text: str) -> None:
    """Draft a template from a text, or be told why none can be; what is drafted can be read."""
    try:
        drafted = draft_template(text, WEDNESDAY, shipped_templates(), "mine")
    except TrackerError as error:
        assert_one_sentence(error)
        return
    explain_template(parse_template(drafted, "mine"), drafted)


def read_settings_whole(text: str) -> None:
    """Read settings and judges; each is read, or refused in one sentence."""
    try:
        values = load_yaml(text)
    except yaml.YAMLError as error:
        assert_one_sentence(getattr(error, "problem", None) or str(error))
        return
    try:
        parse_config(values)
    except TrackerError as error:
        assert_one_sentence(error)
    try:
        parse_judges(values).at_start("백준 1000")
    except UnicodeError:
        raise
    except ValueError as error:
        assert_one_sentence(error)


@cache
def _empty_log() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "s.db")
        open_journal(path, Clock(at("09:00"))).close()
        return path.read_bytes()


def bring_in_and_give_back(files: Mapping[str, bytes]) -> None:
    """Import files into a new study log, export them as imported, and compare them byte by byte.

    Not given back are those that were refused, in one sentence each, and those without any date.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "s.db")
        path.write_bytes(_empty_log())
        with closing(open_journal(path, Clock(at("09:00")))) as journal:
            report = ImportReport()
            sources = [SourceFile("logs", name, partial(bytes, data)) for name, data in files.items()]
            import_files(journal, sources, report)
            for _name, why in report.refused:
                assert_one_sentence(why)
            left_out = {name for name, _why in report.refused} | {
                name for name, data in files.items() if not _has_a_day(name, data)
            }
            given = list(export_files(journal, journal.store.dates(), Layout.IMPORTED))
            assert {file.path: file.text.encode() for file in given} == {
                name: data for name, data in files.items() if name not in left_out
            }
            for file in journal.store.imported_files():
                assert file_text(journal, file.id).encode() == files[file.path]


def _has_a_day(name: str, data: bytes) -> bool:
    text = text_of(data)
    return text is not None and any(piece.on is not None for piece in cut(text, name, shipped_templates()))
