"""Undo, redo, history and restore, over days, sessions and imports alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journal.build import THURSDAY, TUESDAY, WEDNESDAY, Clock, at, open_journal, put, text_of
from tracker.config import Config
from tracker.errors import EditRefused, NotFound
from tracker.journal import Journal
from tracker.journal.importing import ImportReport, WhereThere, find_sources, import_files
from tracker.model import Session
from tracker.stored import ChangeState


def contents(journal: Journal) -> tuple[dict[dt.date, str], list[Session], dict[dt.date, int | None]]:
    """Return every day's text, all sessions, and the study time of each day as statistics have it."""
    texts = {day: text_of(journal, day) for day in journal.store.dates()}
    facts = journal.facts(dt.date.min, dt.date.max)
    return texts, journal.store.sessions_between(dt.date.min, dt.date.max), {fact.date: fact.seconds for fact in facts}


def bring_in(journal: Journal, folder: Path, where_there: WhereThere = WhereThere.ASK) -> ImportReport:
    """Import a folder."""
    report = ImportReport()
    return import_files(journal, find_sources([folder], report), report, where_there=where_there)


def test_the_last_change_is_taken_back_and_made_again(journal: Journal) -> None:
    before = put(journal, "# 2025-01-22\n## Goals\n- [ ] 볼륨\n")
    journal.add_goal(WEDNESDAY, "딥다이브")
    after = text_of(journal)

    undone = journal.undo()
    assert (undone.action, undone.summary) == ("goal", "2025-01-22 딥다이브")
    assert text_of(journal) == before

    redone = journal.redo()
    assert redone.id == undone.id
    assert text_of(journal) == after


def test_nothing_to_undo_and_nothing_to_redo(journal: Journal) -> None:
    with pytest.raises(NotFound, match=r"There is nothing to undo\."):
        journal.undo()
    with pytest.raises(NotFound, match=r"There is nothing to redo\."):
        journal.redo()


def test_what_was_undone_cannot_be_redone_after_something_else(journal: Journal) -> None:
    put(journal, "# 2025-01-22\n")
    journal.add_goal(WEDNESDAY, "딥다이브")
    journal.undo()
    journal.add_link(WEDNESDAY, "https://example.com")

    with pytest.raises(NotFound, match="nothing to redo"):
        journal.redo()


def test_a_chain_of_all_kinds_goes_back_and_forth(journal: Journal, clock: Clock, tmp_path: Path) -> None:
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / "2025-01-20.md").write_text("# 2025-01-20\n\n- 목표: 들여온 날\n", "utf-8")
    (logs / "2025-01-21.md").write_text("# 2025-01-21\n\n### 도전 과제\n- (내일) 도전 과제: 일찍 자기\n", "utf-8")
    steps: list[Callable[[], object]] = [
        lambda: bring_in(journal, logs),
        lambda: journal.open_day(WEDNESDAY),
        lambda: journal.add_goal(WEDNESDAY, "볼륨 정리"),
        lambda: journal.timer.start("쿠버네티스"),
        lambda: journal.timer.start("알고리즘"),
        journal.timer.pause,
        journal.timer.resume,
        journal.timer.stop,
        lambda: journal.timer.add(TUESDAY, "독서", seconds=3600),
        lambda: journal.timer.change(journal.timer.sessions(WEDNESDAY)[0], end=at("09:35")),
        lambda: journal.timer.remove(journal.timer.sessions(TUESDAY)[0]),
        lambda: journal.timer.start("영어"),
        journal.timer.cancel,
        lambda: journal.delete_day(dt.date(2025, 1, 20)),
        lambda: journal.add_challenge(THURSDAY, "쉬기"),
        lambda: journal.restore(WEDNESDAY, journal.history(WEDNESDAY)[-1].id),
    ]
    states = [contents(journal)]
    for step in steps:
        step()
        states.append(contents(journal))
        clock.forward(minutes=10)

    for state in reversed(states[:-1]):
        journal.undo()
        assert contents(journal) == state
    with pytest.raises(NotFound):
        journal.undo()
    for state in states[1:]:
        journal.redo()
        assert contents(journal) == state
    with pytest.raises(NotFound):
        journal.redo()


def test_a_switch_of_subjects_is_undone_as_one(journal: Journal, clock: Clock) -> None:
    first, _ = journal.timer.start("쿠버네티스")
    clock.set("10:00")
    journal.timer.start("알고리즘")

    journal.undo()
    assert journal.store.running_session() == first
    assert journal.timer.state().seconds == 3600

    journal.redo()
    assert [session.subject for session in journal.timer.sessions(WEDNESDAY)] == ["쿠버네티스", "알고리즘"]


def test_a_stop_undone_leaves_the_timer_running(journal: Journal, clock: Clock) -> None:
    journal.timer.start("쿠버네티스")
    text = text_of(journal)
    clock.set("10:00")
    journal.timer.stop()
    assert journal.record(WEDNESDAY).study_seconds == 3600

    journal.undo()

    running = journal.store.running_session()
    assert running is not None
    assert running.started_at == at("09:00")
    assert text_of(journal) == text


def test_the_sum_of_sessions_follows_undo_where_no_total_is_written(opened: Callable[..., Journal]) -> None:
    journal = opened()
    put(journal, "# 2025-01-22\n\n메모만 있는 날\n")
    journal.timer.add(WEDNESDAY, "독서", seconds=1800)
    put(journal, "# 2025-01-22\n\n시간을 지운 날\n")

    journal.timer.add(WEDNESDAY, "독서", seconds=600)
    assert [fact.seconds for fact in journal.facts(WEDNESDAY, WEDNESDAY)] == [2400]

    journal.undo()
    assert [fact.seconds for fact in journal.facts(WEDNESDAY, WEDNESDAY)] == [1800]

    journal.redo()
    assert [fact.seconds for fact in journal.facts(WEDNESDAY, WEDNESDAY)] == [2400]


def test_an_import_is_undone_as_one(journal: Journal, tmp_path: Path) -> None:
    put(journal, "# 2025-01-22\n이미 있던 것\n")
    before = contents(journal)
    logs = tmp_path / "logs"
    logs.mkdir()
    for n in range(10, 25):
        (logs / f"2025-01-{n}.md").write_text(f"# 2025-01-{n}\n볼륨 {n}\n", "utf-8")

    report = bring_in(journal, logs, WhereThere.REPLACE)
    assert (len(report.new), len(report.replaced)) == (14, 1)
    after = contents(journal)

    assert journal.undo().summary == "15 files"
    assert contents(journal) == before
    assert list(journal.search(["볼륨"])) == []

    journal.redo()
    assert contents(journal) == after
    assert len(list(journal.search(["볼륨"]))) == 15


def test_an_import_that_wrote_one_day_twice_is_undone(journal: Journal, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / "logs" / name).mkdir(parents=True)
        (tmp_path / "logs" / name / "2025-01-22.md").write_text(f"# 2025-01-22\n{name}\n", "utf-8")
    bring_in(journal, tmp_path / "logs", WhereThere.REPLACE)
    assert text_of(journal) == "# 2025-01-22\nb\n"

    journal.undo()
    assert journal.find(WEDNESDAY) is None

    journal.redo()
    assert text_of(journal) == "# 2025-01-22\nb\n"


def test_an_import_that_changes_nothing_is_nothing_to_undo(journal: Journal, tmp_path: Path) -> None:
    (tmp_path / "2025-01-22.md").write_text("# 2025-01-22\n", "utf-8")
    sources = find_sources([tmp_path / "2025-01-22.md"], ImportReport())
    import_files(journal, sources, ImportReport())
    journal.add_goal(WEDNESDAY, "볼륨")
    journal.undo()

    import_files(journal, sources, ImportReport())

    assert journal.redo().action == "goal"


def test_a_day_that_something_else_wrote_is_not_undone_over(journal: Journal) -> None:
    put(journal, "# 2025-01-22\n하나\n")
    put(journal, "# 2025-01-22\n둘\n")
    with journal.store.transaction():
        change = journal.store.begin_change("sync", "from the phone", journal.now())
        journal.store.set_change_state(change, ChangeState.DROPPED)
        journal.save(change, WEDNESDAY, "# 2025-01-22\n다른 곳에서 쓴 것\n", journal.record(WEDNESDAY).sha256)

    with pytest.raises(EditRefused, match="2025-01-22 was changed since by something that cannot be undone"):
        journal.undo()

    assert text_of(journal) == "# 2025-01-22\n다른 곳에서 쓴 것\n"
    with pytest.raises(EditRefused):
        journal.undo()


def test_two_windows_undo_two_changes(journal: Journal, path: Path, clock: Clock) -> None:
    put(journal, "# 2025-01-22\n하나\n")
    put(journal, "# 2025-01-22\n둘\n")
    put(journal, "# 2025-01-22\n셋\n")
    other = open_journal(path, clock)

    journal.undo()
    other.undo()

    assert text_of(journal) == "# 2025-01-22\n하나\n"
    other.store.close()


def test_undo_goes_on_after_the_program_was_closed(opened: Callable[..., Journal]) -> None:
    put(opened(), "# 2025-01-22\n하나\n")
    put(opened(), "# 2025-01-22\n둘\n")

    later = opened()
    later.undo()

    assert text_of(later) == "# 2025-01-22\n하나\n"


def test_the_history_of_a_day_is_newest_first(journal: Journal, clock: Clock) -> None:
    put(journal, "# 2025-01-22\n")
    clock.set("10:00")
    journal.add_link(WEDNESDAY, "https://example.com")
    clock.set("11:00")
    journal.undo()

    history = journal.history(WEDNESDAY)

    assert [revision.action for revision in history] == ["undo", "link", "edit"]
    assert [revision.made_at for revision in history] == [at("11:00"), at("10:00"), at("09:00")]


def test_no_history_of_a_day_that_never_was(journal: Journal) -> None:
    with pytest.raises(NotFound, match="There is no history of 2025-01-22"):
        journal.history(WEDNESDAY)


def test_a_day_is_restored_to_an_earlier_revision(journal: Journal) -> None:
    first = put(journal, "# 2025-01-22\n하나\n")
    second = put(journal, "# 2025-01-22\n둘\n")

    outcome = journal.restore(WEDNESDAY, journal.history(WEDNESDAY)[-1].id)

    assert outcome.changed
    assert text_of(journal) == first
    journal.undo()
    assert text_of(journal) == second


def test_a_removed_day_is_restored(journal: Journal) -> None:
    text = put(journal, "# 2025-01-22\n하나\n")
    journal.delete_day(WEDNESDAY)
    removal, writing = journal.history(WEDNESDAY)

    with pytest.raises(NotFound, match="is the day's removal; choose an earlier one"):
        journal.restore(WEDNESDAY, removal.id)
    journal.restore(WEDNESDAY, writing.id)

    assert text_of(journal) == text


def test_restoring_what_is_there_changes_nothing(journal: Journal) -> None:
    put(journal, "# 2025-01-22\n하나\n")

    outcome = journal.restore(WEDNESDAY, journal.history(WEDNESDAY)[0].id)

    assert not outcome.changed
    assert journal.undo().action == "edit"


def test_a_revision_of_another_day_is_refused(journal: Journal) -> None:
    put(journal, "# 2025-01-22\n하나\n")
    put(journal, "# 2025-01-21\n하나\n", TUESDAY)

    with pytest.raises(NotFound, match=r"Revision 2 is not one of 2025-01-22. They are: studylog history 2025-01-22"):
        journal.restore(WEDNESDAY, journal.history(TUESDAY)[0].id)


def test_a_clock_that_was_far_ahead_for_once_costs_no_revision(journal: Journal, clock: Clock) -> None:
    for n in range(3):
        put(journal, f"# 2025-01-22\n{n}\n")
    clock.now += dt.timedelta(days=500)
    journal.open_day(WEDNESDAY + dt.timedelta(days=500))
    clock.now -= dt.timedelta(days=500)

    assert len(journal.history(WEDNESDAY)) == 3
    journal.undo()
    journal.undo()
    assert text_of(journal) == "# 2025-01-22\n1\n"


def test_old_revisions_go_and_the_newest_stays(journal: Journal, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.journal.journal._KEPT_CHANGES", 0)
    for n in range(5):
        put(journal, f"# 2025-01-22\n{n}\n")
    clock.now += dt.timedelta(days=500)
    put(journal, "# 2025-01-22\n한참 뒤\n")

    journal.prune()

    assert [revision.action for revision in journal.history(WEDNESDAY)] == ["edit", "edit"]
    journal.undo()
    assert text_of(journal) == "# 2025-01-22\n4\n"
    with pytest.raises(NotFound, match="nothing to undo"):
        journal.undo()


def test_the_index_is_filled_anew_from_the_texts(opened: Callable[..., Journal]) -> None:
    journal = opened(Config())
    put(journal, "# 2025-01-22\n## Goals\n- [ ] 볼륨\n\n## Reflection (study time 2:00:00)\n")
    before = journal.facts(WEDNESDAY, WEDNESDAY), journal.store.summaries(WEDNESDAY, WEDNESDAY)

    assert journal.read_all_again() == 1
    assert (journal.facts(WEDNESDAY, WEDNESDAY), journal.store.summaries(WEDNESDAY, WEDNESDAY)) == before

    journal.store.set_setting("reader_version", "0")
    assert opened(Config()).store.setting("reader_version") != "0"
