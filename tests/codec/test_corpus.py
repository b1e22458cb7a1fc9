"""Real logs of several families, where they are at hand: read, edited and put back. None of their words stand here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

import pytest

from tests.codec.logs import assert_local, every_item, ref, said, shipped_templates
from tracker.codec.dates import cut
from tracker.codec.document import Document
from tracker.codec.edit import (
    Edited,
    ItemRef,
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
from tracker.errors import EditRefused, UsageError
from tracker.model import ItemKind, Mark, Span, When

SHARED = Path(__file__).parents[2].parent / "shared"
CORPUS = SHARED / "corpus"
SEED = SHARED / "seed" / "2025-01-22.md"
SEED_DAY = dt.date(2025, 1, 22)

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the real logs are not part of the repository")

FILES = sorted(path for path in CORPUS.rglob("*") if path.is_file()) if CORPUS.is_dir() else []


def seed() -> Reading:
    """Return the log the project was started from."""
    return Reading.of(SEED.read_bytes().decode(), SEED_DAY, shipped_templates(), week=8)


@cache
def corpus_days() -> tuple[Reading, ...]:
    """Return every day of every real log."""
    days = []
    for path in FILES:
        for piece in cut(path.read_bytes().decode(), str(path.relative_to(CORPUS)), shipped_templates()):
            if piece.on is not None:
                days.append(Reading.of(piece.text, piece.on, shipped_templates(), week=3))
    return tuple(days)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CORPUS)))
def test_a_real_log_is_cut_and_joined_to_the_same_bytes(path: Path) -> None:
    data = path.read_bytes()
    text = data.decode()
    pieces = cut(text, str(path.relative_to(CORPUS)), shipped_templates())
    assert "".join(piece.text for piece in pieces).encode() == data
    assert "".join(Document.from_text(piece.text).text for piece in pieces).encode() == data
    assert any(piece.on for piece in pieces)


def test_every_line_of_a_real_log_is_read_or_kept_as_text() -> None:
    for reading in corpus_days():
        for i in reading.day.plain_lines:
            assert reading.text_of(i).strip()
        assert all(0 <= section.span.start < section.span.end for section in reading.day.sections)


def test_the_seed_says_what_a_person_counts_in_it() -> None:
    day = seed().day
    assert len(day.goals) == 2
    assert len(day.topics) == 6
    assert [topic.presenter for topic in day.topics] == [None, "빅토리아", "리로이", "테디", None, None]
    assert [(p.judge, p.id, p.week, p.solved) for p in day.problems] == [
        ("백준", "5065", 8, True),
        ("백준", "10102", 8, True),
    ]
    assert [challenge.mark for challenge in day.past()] == [Mark.DONE]
    assert [challenge.mark for challenge in day.next()] == [None]
    assert day.total is not None
    assert day.total.seconds == 28958
    assert len(day.reflections) == 2
    assert (day.template, day.diagnostics, day.plain_lines) == ("bootcamp-ko", (), ())


def test_a_challenge_of_the_seed_checked_off_and_on_again() -> None:
    reading = seed()
    challenge = ref("challenge", 1, "past")
    missed = mark_challenge(reading, challenge, Mark.MISSED)
    assert_local(reading, missed)
    lines = zip(reading.document.lines, missed.reading.document.lines, strict=True)
    assert sum(one != two for one, two in lines) == 1
    done = mark_challenge(missed.reading, challenge, Mark.DONE)
    assert done.text == reading.document.text
    cleared = mark_challenge(done.reading, challenge, None)
    assert mark_challenge(cleared.reading, challenge, Mark.DONE).text == reading.document.text


def test_the_seed_can_be_written_item_by_item() -> None:
    reading, wanted = (
        Reading.of(
            shipped_templates().default.open_day({"date": str(SEED_DAY)}), SEED_DAY, shipped_templates(), week=8
        ),
        seed(),
    )
    for goal in wanted.day.goals:
        reading = add_goal(reading, goal.text).reading
    learned = [topic for topic in wanted.day.topics if topic.section != wanted.day.topics[-1].section]
    for topic in learned:
        body = raw(wanted, Span(topic.span.start + 1, topic.span.end))
        body = body.rstrip("\n") + "\n" if topic is learned[-1] else body
        reading = add_topic(
            reading, topic.title, presenter=topic.presenter or "", section=topic.section, body=body
        ).reading
    team = wanted.day.topics[-1]
    reading = add_topic(reading, team.title, section=team.section).reading
    reading = add_problems(reading, "백준", [problem.id or "" for problem in wanted.day.problems]).reading
    rest = raw(wanted, Span(wanted.day.problems[-1].at.line + 1, team.span.end)).rstrip("\n") + "\n"
    reading = add_topic(reading, team.title, section=team.section, body=rest).reading
    for challenge in wanted.day.challenges:
        reading = add_challenge(reading, challenge.text, challenge.when).reading
    reading = mark_challenge(reading, ref("challenge", 1, "past"), Mark.DONE).reading
    assert wanted.day.total is not None
    edited = set_total(reading, wanted.day.total.seconds)
    assert edited is not None
    reading = edited.reading
    for reflection in wanted.day.reflections:
        reading = add_reflection(reading, reflection.label, reflection.text).reading
    assert reading.document.text == wanted.document.text


def raw(reading: Reading, span: Span) -> str:
    """Return lines as they are written, endings and all."""
    return "".join(line.text + line.ending for line in reading.document.lines[span.start : span.end])


Verb = Callable[[Reading], Edited | None]

ADDITIONS: dict[str, Verb] = {
    "goal": lambda reading: add_goal(reading, "새로 적은 목표"),
    "past challenge": lambda reading: add_challenge(reading, "새로 적은 도전", When.PAST),
    "next challenge": lambda reading: add_challenge(reading, "새로 적은 도전", When.NEXT),
    "reflection": lambda reading: add_reflection(reading, "성공적인 점", "새로 적은 회고"),
    "bare reflection": lambda reading: add_reflection(reading, "", "새로 적은 회고\n둘째 줄"),
    "link": lambda reading: add_link(reading, "https://ex.kr/new", "새 글"),
    "topic": lambda reading: add_topic(reading, "새로 적은 주제", body="글\n\n```\n# 코드\n```\n"),
    "problems": lambda reading: add_problems(reading, "백준", ["90001", "90002"]),
    "titled problem": lambda reading: add_problems(reading, "프로그래머스", ["새로 푼 문제"]),
}


@pytest.mark.parametrize("verb", ADDITIONS)
def test_additions_to_real_logs_lose_nothing(verb: str) -> None:
    refused = 0
    for reading in corpus_days():
        try:
            edited = ADDITIONS[verb](reading)
        except EditRefused:
            refused += 1
            continue
        assert edited is not None
        assert_local(reading, edited)
        for kind in ItemKind:
            before, after = said(reading, kind), said(edited.reading, kind)
            assert [words for words in after if words in before] == before
        inserted = [line for splice in edited.splices for line in splice.inserted]
        if "problem" not in verb and len(inserted) == 1 and not any(splice.removed for splice in edited.splices):
            new = next(r for r, _ in every_item(edited.reading) if r.text.startswith(("새로", "https://ex.kr/new")))
            assert delete_item(edited.reading, new).text == reading.document.text
    assert refused <= len(corpus_days()) // 20


def changes(reading: Reading) -> Iterator[tuple[str, Verb]]:
    """Yield edits of what is there: of each kind, the first and the last item."""
    by_kind: dict[tuple[ItemKind, When | None], list[ItemRef]] = {}
    for known, _ in every_item(reading):
        by_kind.setdefault((known.kind, known.when), []).append(known)
    for refs in by_kind.values():
        for known in dict.fromkeys((refs[0], refs[-1])):
            yield "retext", partial(retext_item, ref=known, text="새로 적은 말")
            yield "delete", partial(delete_item, ref=known)
            yield "down", partial(move_item, ref=known, offset=1)
            yield "up", partial(move_item, ref=known, offset=-1)
            if known.kind is ItemKind.CHALLENGE:
                for mark in (*Mark, None):
                    yield "mark", partial(mark_challenge, ref=known, mark=mark)
    for seconds in (0, 28958, None):
        yield "total", partial(set_total, seconds=seconds)


def test_changes_to_real_logs_are_local_and_can_be_undone() -> None:
    done = refused = 0
    for reading in corpus_days():
        for verb, change in changes(reading):
            try:
                edited = change(reading)
            except (EditRefused, UsageError):
                refused += verb not in ("down", "up")
                continue
            if edited is None:
                continue
            done += 1
            assert_local(reading, edited)
            before, after = reading.document.lines, edited.reading.document.lines
            if verb == "mark":
                assert sum(one != two for one, two in zip(before, after, strict=True)) <= 1
            if verb in ("down", "up"):
                assert len(after) == len(before)
    assert done > 1000
    assert refused < done // 20


def test_the_judges_of_real_logs_are_known() -> None:
    names = {judge.name for judge in shipped_templates().judges.judges}
    assert {problem.judge for reading in corpus_days() for problem in reading.day.problems} <= names
