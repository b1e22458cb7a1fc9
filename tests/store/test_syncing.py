"""What the store notes as not synced yet, and the conflicts it keeps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.journal.build import WEDNESDAY, Clock, at, open_journal
from tracker.journal import Journal
from tracker.model import Session
from tracker.store.syncing import KeptConflict
from tracker.stored import PeriodKind, Publication, Retrospective

NOW = at("21:00")
FIRST = dt.date(2025, 1, 20)
CONFLICT = KeptConflict("1a2b", "days/2025/01/2025-01-22.md", "하나\n", "하나 둘\n", "하나!\n", "kept")


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """Yield a log on which sync is set up."""
    with closing(open_journal(tmp_path / "s.db", Clock(NOW))) as journal:
        journal.set_setting("sync", "{}")
        yield journal


def noted(journal: Journal) -> list[str]:
    """Return what is noted as not synced yet."""
    return [f"{one.kind} {one.key}".strip() for one in journal.store.sync.unsynced()]


def session(day: dt.date, name: str = "s1") -> Session:
    """Return a session of an hour."""
    return Session(name, day, "독서", None, None, 3600)


def put_session(journal: Journal, value: Session) -> None:
    """Add a session, or change it."""
    journal.store.put_session(journal.begin("time", "독서"), value)


def retrospective(text: str) -> Retrospective:
    """Return the week's retrospective."""
    return Retrospective(PeriodKind.WEEK, FIRST, FIRST + dt.timedelta(days=6), "week", text, text, NOW)


def publication(target: str) -> Publication:
    """Return that the day was published there."""
    return Publication("day 2025-01-22", target, "17", "ab" * 32, None, (), NOW)


def test_before_sync_is_set_up_nothing_is_noted(tmp_path: Path) -> None:
    with closing(open_journal(tmp_path / "s.db", Clock(NOW))) as journal:
        journal.add_goal(WEDNESDAY, "볼륨")
        put_session(journal, session(WEDNESDAY))

        assert noted(journal) == []


def test_a_day_that_is_written_changed_or_deleted(journal: Journal) -> None:
    journal.add_goal(WEDNESDAY, "볼륨")
    assert noted(journal) == ["day 2025-01-22"]
    (first,) = journal.store.sync.unsynced()

    journal.add_goal(WEDNESDAY, "파드")
    (second,) = journal.store.sync.unsynced()
    assert second.number > first.number

    journal.store.sync.forget_unsynced([second.number])
    journal.delete_day(WEDNESDAY)
    assert noted(journal) == ["day 2025-01-22"]


def test_a_day_that_is_only_read_anew_is_not_noted(journal: Journal) -> None:
    journal.add_goal(WEDNESDAY, "볼륨")
    journal.store.sync.forget_unsynced_after(0)

    journal.read_all_again()
    journal.refresh_seconds(WEDNESDAY)

    assert noted(journal) == []


def test_what_is_undone_is_noted_again(journal: Journal) -> None:
    journal.add_goal(WEDNESDAY, "볼륨")
    journal.store.sync.forget_unsynced_after(0)

    journal.undo()

    assert noted(journal) == ["day 2025-01-22"]


def test_sessions_by_their_month_and_both_months_of_one_that_moved(journal: Journal) -> None:
    put_session(journal, session(WEDNESDAY))
    assert noted(journal) == ["sessions 2025-01"]

    journal.store.sync.forget_unsynced_after(0)
    put_session(journal, session(dt.date(2025, 2, 3)))
    assert sorted(noted(journal)) == ["sessions 2025-01", "sessions 2025-02"]

    journal.store.sync.forget_unsynced_after(0)
    journal.store.remove_session(journal.begin("time", "독서"), "s1")
    assert noted(journal) == ["sessions 2025-02"]


def test_retrospectives_and_what_was_published_as_issues(journal: Journal) -> None:
    journal.store.put_retrospective(journal.begin("retro", "week"), retrospective("하나\n"))
    journal.store.put_publication(publication("github:me/til"))
    journal.store.put_publication(publication("/srv/TIL"))

    assert noted(journal) == ["retrospective week 2025-01-20", "publications"]


def test_what_came_meanwhile_is_kept_and_what_was_taken_is_forgotten(journal: Journal) -> None:
    journal.add_goal(WEDNESDAY, "볼륨")
    taken = [one.number for one in journal.store.sync.unsynced()]
    journal.add_goal(WEDNESDAY, "파드")

    journal.store.sync.forget_unsynced(taken)

    assert noted(journal) == ["day 2025-01-22"]


def test_a_conflict_is_kept_once_and_its_going_is_noted(journal: Journal) -> None:
    table = journal.store.sync
    table.put_conflicts([CONFLICT])
    table.put_conflicts([KeptConflict(*("1a2b", CONFLICT.path, "", "", "", ""))])
    assert table.kept_conflicts() == [CONFLICT]
    table.forget_unsynced_after(0)

    table.remove_conflict("1a2b")
    table.remove_conflict("1a2b")

    assert table.kept_conflicts() == []
    assert noted(journal) == ["conflicts"]
