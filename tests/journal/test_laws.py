"""What holds for every sequence of edits and every sequence of sessions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.journal.build import WEDNESDAY, new_journal, put, text_of
from tracker.codec.edit import ItemRef
from tracker.config import Config
from tracker.errors import NotFound, TrackerError
from tracker.journal import Journal
from tracker.model import ItemKind, Mark, When
from tracker.outline import outline_of
from tracker.stored import ChangeState

SEED = """\
## 📅 날짜: 2025-01-22\r
\r
### 💬 학습 목표\r
- 학습 목표 1 : 볼륨 정리\r
\r
### 🔥 도전 과제 달성 확인, 내일의 도전과제 설정
- (지난) 도전 과제 1: 일찍 자기 ❌
- [x] 물 마시기

### 💭 오늘의 회고 (총 공부 시간 2:00:00)
- 성공적인 점: <br/>

### 📁 참고 자료 및 링크"""
STARTS = ("", "# 2025-01-22\n", SEED)

Action = Callable[[Journal], object]
WORDS = st.text(st.sampled_from("가나다 볼륨abAB12:-#*[]()`<>\u0301ㅋ✅❌"), min_size=1, max_size=12)
PLACES = st.integers(1, 3)


@st.composite
def edits(draw: st.DrawFn) -> Action:
    """Return something a person does to a day."""
    words, n = draw(WORDS), draw(PLACES)
    kind = draw(st.sampled_from(ItemKind))
    when = draw(st.sampled_from(When))
    ref = ItemRef(kind, n, "", when if kind is ItemKind.CHALLENGE else None)
    past = ItemRef(ItemKind.CHALLENGE, n, "", When.PAST)
    mark = draw(st.sampled_from([*Mark, None]))
    options: list[Action] = [
        lambda journal: journal.add_goal(WEDNESDAY, words),
        lambda journal: journal.add_challenge(WEDNESDAY, words, when),
        lambda journal: journal.add_reflection(WEDNESDAY, "성공적인 점", words),
        lambda journal: journal.add_link(WEDNESDAY, "https://example.com/" + str(n), words.strip("[]()`<> ")),
        lambda journal: journal.add_topic(WEDNESDAY, words, body=f"본문 {n}\n"),
        lambda journal: journal.add_problems(WEDNESDAY, "백준", [str(1000 + n)]),
        lambda journal: journal.mark_challenge(WEDNESDAY, past, mark),
        lambda journal: journal.retext_item(WEDNESDAY, ref, words),
        lambda journal: journal.delete_item(WEDNESDAY, ref),
        lambda journal: journal.move_item(WEDNESDAY, ref, 1 if n == 1 else -1),
        lambda journal: journal.set_total(WEDNESDAY, n * 600),
        lambda journal: journal.timer.add(WEDNESDAY, words, seconds=n * 60),
        lambda journal: put(journal, text_of(journal) + words),
        lambda journal: journal.delete_day(WEDNESDAY),
        lambda journal: journal.open_day(WEDNESDAY),
    ]
    return draw(st.sampled_from(options))


@given(start=st.sampled_from(STARTS), actions=st.lists(edits(), max_size=8))
@settings(max_examples=200)
def test_undo_to_the_beginning_gives_the_first_text(template_database: Path, start: str, actions: list[Action]) -> None:
    with new_journal(template_database) as (journal, _):
        if start:
            put(journal, start)
        texts = [text_of(journal)]
        for action in actions:
            before = journal.store.last_undoable()
            # What is refused changes nothing, which the texts below prove.
            with suppress(TrackerError):
                action(journal)
            if journal.store.last_undoable() != before:
                texts.append(text_of(journal))
            assert text_of(journal) == texts[-1]
            # What search says of each line is what a fresh look at the text finds.
            record = journal.find(WEDNESDAY)
            assert journal.store.outline(WEDNESDAY) == (outline_of(record.day, record.text) if record else None)

        for text in reversed(texts[:-1]):
            journal.undo()
            assert text_of(journal) == text
        for text in texts[1:]:
            journal.redo()
            assert text_of(journal) == text
        with pytest.raises(NotFound):
            journal.redo()


@st.composite
def clock_actions(draw: st.DrawFn) -> Action:
    """Return something a person does with the timer, at or before the present minute."""
    subject = draw(st.sampled_from(["독서", "강의", "알고리즘"]))
    minutes, length = draw(st.integers(0, 1500)), draw(st.integers(1, 600))
    n = draw(st.integers(0, 4))
    corrected = draw(st.sets(st.sampled_from(["seconds", "start", "end"])))

    def ago(journal: Journal) -> dt.datetime:
        return journal.now() - dt.timedelta(minutes=minutes)

    def on_session(journal: Journal, action: Callable[[str], object]) -> None:
        sessions = journal.store.sessions_between(dt.date.min, dt.date.max)
        if sessions:
            action(sessions[n % len(sessions)].id)

    def change(journal: Journal, session_id: str) -> None:
        session = journal.store.session(session_id)
        assert session is not None
        journal.timer.change(
            session,
            seconds=length * 60 if "seconds" in corrected else None,
            start=ago(journal) if "start" in corrected else None,
            end=ago(journal) + dt.timedelta(minutes=length) if "end" in corrected else None,
        )

    def remove(journal: Journal, session_id: str) -> None:
        session = journal.store.session(session_id)
        assert session is not None
        journal.timer.remove(session)

    options: list[Action] = [
        lambda journal: journal.timer.start(subject, ago(journal)),
        lambda journal: journal.timer.start(subject),
        lambda journal: journal.timer.stop(journal.now()),
        lambda journal: journal.timer.stop(ago(journal)),
        lambda journal: journal.timer.pause(),
        lambda journal: journal.timer.resume(),
        lambda journal: journal.timer.cancel(),
        lambda journal: journal.timer.add(journal.today, subject, seconds=length * 60),
        lambda journal: journal.timer.add(journal.today, subject, start=ago(journal), seconds=length * 60),
        lambda journal: on_session(journal, lambda session_id: change(journal, session_id)),
        lambda journal: on_session(journal, lambda session_id: remove(journal, session_id)),
        lambda journal: journal.undo(),
    ]
    return draw(st.sampled_from(options))


@given(
    template=st.sampled_from(["bootcamp-ko", "english"]),
    by_hand=st.integers(0, 5).map(lambda hours: hours * 3600),
    steps=st.lists(st.tuples(clock_actions(), st.integers(1, 400)), max_size=12),
)
@settings(max_examples=200)
def test_sessions_and_what_is_unclocked_make_the_total(
    template_database: Path, template: str, by_hand: int, steps: list[tuple[Action, int]]
) -> None:
    with new_journal(template_database, Config(template=template)) as (journal, clock):
        journal.set_total(WEDNESDAY, by_hand)
        # The total typed by hand is where undo ends.
        journal.store.set_change_state(1, ChangeState.DROPPED)
        for action, minutes in steps:
            with suppress(TrackerError):
                action(journal)
            clock.forward(minutes=minutes)

            sessions = journal.store.sessions_between(dt.date.min, dt.date.max)
            clocked = [session for session in sessions if session.started_at is not None]
            assert sum(session.running for session in sessions) <= 1
            for first, second in pairwise(clocked):
                assert second.started_at is not None
                assert first.ended_at is not None
                assert first.ended_at <= second.started_at
            for fact in journal.facts(dt.date.min, dt.date.max):
                record = journal.record(fact.date)
                booked = sum(session.seconds for session in record.sessions)
                # What was typed by hand is all that no session explains, whatever the timer did.
                assert record.unclocked_seconds == (by_hand if fact.date == WEDNESDAY else 0)
                assert record.study_seconds == booked + record.unclocked_seconds == fact.seconds
                assert sum(seconds for _, seconds in fact.by_subject) == booked
