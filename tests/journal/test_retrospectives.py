"""Retrospectives that are kept: edited by hand, made again around the edits, searched, undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journal.build import THURSDAY, TUESDAY, WEDNESDAY, new_journal, put
from tracker.errors import Conflicting, NotFound, Prefer
from tracker.journal import Journal
from tracker.journal.importing import ImportReport, find_sources, import_files
from tracker.journal.retrospectives import all_kept, keep, kept, let_go, made, present, save
from tracker.stored import PeriodKind

WEEK, MONTH = PeriodKind.WEEK, PeriodKind.MONTH
TEMPLATE = """## {{ week }}주차 ({{ seconds | duration }})

{% for day in entries %}
- {{ day.date }} {{ day.seconds | duration }}
{% endfor %}

### 내 말

-
"""
MADE = """## 4주차 (8:00:00)

- 2025-01-21 3:00:00
- 2025-01-22 5:00:00

### 내 말

-
"""


def log(day: dt.date, hours: int) -> str:
    """Return a log that states a study time."""
    return f"## 📅 날짜: {day}\n\n### 💭 오늘의 회고 (총 공부 시간 {hours}:00:00)\n"


@pytest.fixture
def journal(template_database: Path, tmp_path: Path) -> Iterator[Journal]:
    """Return a journal of two days, with a short template for weeks and months."""
    with new_journal(template_database) as (journal, _clock):
        journal.own_templates = tmp_path
        for name in ("week", "month"):
            (tmp_path / f"{name}.md.j2").write_text(TEMPLATE, "utf-8")
        put(journal, log(TUESDAY, 3), TUESDAY)
        put(journal, log(WEDNESDAY, 5), WEDNESDAY)
        yield journal


def text_of(journal: Journal) -> str:
    """Return the text of the week's retrospective that is kept."""
    found = kept(journal, WEEK, WEDNESDAY)
    assert found is not None
    return found.text


def test_a_retrospective_is_made_from_the_persons_own_template(journal: Journal) -> None:
    assert made(journal, "week", WEDNESDAY) == present(journal, "week", WEDNESDAY) == MADE
    assert kept(journal, WEEK, WEDNESDAY) is None


def test_without_a_log_there_is_nothing_to_look_back_on(journal: Journal) -> None:
    with pytest.raises(NotFound, match=r"There is no log of 2025-W05 to look back on"):
        made(journal, "week", WEDNESDAY + dt.timedelta(days=7))
    with pytest.raises(NotFound, match="There is no log of 2025-02"):
        keep(journal, MONTH, dt.date(2025, 2, 1))


def test_what_is_kept_is_what_was_made_until_someone_writes_in_it(journal: Journal) -> None:
    outcome = keep(journal, WEEK, WEDNESDAY)

    assert outcome.changed
    assert (outcome.retrospective.first, outcome.retrospective.last) == (dt.date(2025, 1, 20), dt.date(2025, 1, 26))
    assert not outcome.retrospective.edited
    assert not keep(journal, WEEK, TUESDAY).changed

    written = MADE.replace("-\n", "- 꾸준했다\n")
    assert save(journal, WEEK, WEDNESDAY, written, base=MADE).retrospective.edited
    assert present(journal, "week", TUESDAY) == written


def test_made_again_it_changes_around_what_was_written(journal: Journal) -> None:
    keep(journal, WEEK, WEDNESDAY)
    save(journal, WEEK, WEDNESDAY, MADE.replace("\n-\n", "\n- 꾸준했다\n"), base=MADE)
    put(journal, log(THURSDAY, 1), THURSDAY)

    keep(journal, WEEK, WEDNESDAY)

    assert text_of(journal) == (
        "## 4주차 (9:00:00)\n\n- 2025-01-21 3:00:00\n- 2025-01-22 5:00:00\n- 2025-01-23 1:00:00\n"
        "\n### 내 말\n\n- 꾸준했다\n"
    )


REWORDED = MADE.replace("## 4주차 (8:00:00)", "## 4주차 여덟 시간!")


@pytest.mark.parametrize(
    ("prefer", "heading"),
    [
        (Prefer.MINE, "## 4주차 여덟 시간!\n"),
        (Prefer.THEIRS, "## 4주차 (9:00:00)\n"),
        (Prefer.BOTH, "## 4주차 (9:00:00)\n## 4주차 여덟 시간!\n"),
    ],
)
def test_where_both_changed_a_line_the_person_is_asked(journal: Journal, prefer: Prefer, heading: str) -> None:
    keep(journal, WEEK, WEDNESDAY)
    save(journal, WEEK, WEDNESDAY, REWORDED, base=MADE)
    put(journal, log(WEDNESDAY, 6))

    with pytest.raises(Conflicting) as asked:
        keep(journal, WEEK, WEDNESDAY)
    assert text_of(journal) == REWORDED
    assert [(each.mine, each.theirs) for each in asked.value.conflicts] == [
        ("## 4주차 여덟 시간!\n", "## 4주차 (9:00:00)\n")
    ]

    asked.value.settle(prefer)
    assert text_of(journal) == heading + "\n- 2025-01-21 3:00:00\n- 2025-01-22 6:00:00\n\n### 내 말\n\n-\n"


def test_an_answer_settles_only_what_was_asked_about(journal: Journal) -> None:
    keep(journal, WEEK, WEDNESDAY)
    save(journal, WEEK, WEDNESDAY, REWORDED, base=MADE)
    put(journal, log(WEDNESDAY, 6))
    with pytest.raises(Conflicting) as asked:
        keep(journal, WEEK, WEDNESDAY)
    save(journal, WEEK, WEDNESDAY, REWORDED.replace("!", "!!"), base=REWORDED)

    with pytest.raises(Conflicting):
        asked.value.settle(Prefer.THEIRS)
    assert "여덟 시간!!" in text_of(journal)


def test_making_it_again_twice_changes_nothing_the_second_time(journal: Journal) -> None:
    keep(journal, WEEK, WEDNESDAY)
    save(journal, WEEK, WEDNESDAY, REWORDED, base=MADE)
    put(journal, log(WEDNESDAY, 6))
    keep(journal, WEEK, WEDNESDAY, prefer=Prefer.MINE)
    before = text_of(journal)

    assert not keep(journal, WEEK, WEDNESDAY).changed
    assert text_of(journal) == before


def test_two_windows_write_in_different_places(journal: Journal) -> None:
    keep(journal, WEEK, WEDNESDAY)
    save(journal, WEEK, WEDNESDAY, MADE.replace("### 내 말", "### 우리 말"), base=MADE)

    outcome = save(journal, WEEK, WEDNESDAY, MADE.replace("\n-\n", "\n- 나\n"), base=MADE)

    assert outcome.merged is not None
    assert text_of(journal).endswith("### 우리 말\n\n- 나\n")


def test_two_windows_write_on_one_line(journal: Journal) -> None:
    keep(journal, WEEK, WEDNESDAY)
    save(journal, WEEK, WEDNESDAY, MADE.replace("\n-\n", "\n- 너\n"), base=MADE)

    with pytest.raises(Conflicting) as asked:
        save(journal, WEEK, WEDNESDAY, MADE.replace("\n-\n", "\n- 나\n"), base=MADE)
    assert text_of(journal).endswith("- 너\n")

    asked.value.settle(Prefer.BOTH)
    assert text_of(journal).endswith("- 너\n- 나\n")


def test_an_undo_takes_back_what_was_kept_written_and_let_go(journal: Journal) -> None:
    keep(journal, WEEK, WEDNESDAY)
    save(journal, WEEK, WEDNESDAY, REWORDED, base=MADE)
    let_go(journal, WEEK, WEDNESDAY)
    assert kept(journal, WEEK, WEDNESDAY) is None

    journal.undo()
    assert text_of(journal) == REWORDED
    journal.undo()
    assert text_of(journal) == MADE
    journal.undo()
    assert kept(journal, WEEK, WEDNESDAY) is None
    for expected in (MADE, REWORDED):
        journal.redo()
        assert text_of(journal) == expected
    journal.redo()
    assert kept(journal, WEEK, WEDNESDAY) is None


def test_a_long_time_at_an_editor_is_one_undo(journal: Journal) -> None:
    keep(journal, WEEK, WEDNESDAY)
    first = save(journal, WEEK, WEDNESDAY, MADE + "가", base=MADE)
    again = save(journal, WEEK, WEDNESDAY, MADE + "가나", base=MADE + "가", amend=first.change)

    assert again.change == first.change
    journal.undo()
    assert text_of(journal) == MADE
    journal.redo()
    assert text_of(journal) == MADE + "가나"


def test_an_amended_change_is_left_alone_once_another_came_after_it(journal: Journal) -> None:
    keep(journal, WEEK, WEDNESDAY)
    first = save(journal, WEEK, WEDNESDAY, MADE + "가", base=MADE)
    save(journal, WEEK, WEDNESDAY, MADE + "나", base=MADE + "가")
    third = save(journal, WEEK, WEDNESDAY, MADE + "다", base=MADE + "나", amend=first.change)

    assert third.change != first.change
    journal.undo()
    assert text_of(journal) == MADE + "나"


def test_words_are_found_in_what_is_kept_and_no_longer_in_what_is_not(journal: Journal) -> None:
    keep(journal, WEEK, WEDNESDAY)
    keep(journal, MONTH, WEDNESDAY)
    save(journal, WEEK, WEDNESDAY, MADE.replace("\n-\n", "\n- 쿠버네티스를 꾸준히\n"), base=MADE)

    hits = [(hit.date, hit.kind, hit.section, hit.line, hit.text, hit.of) for hit in journal.search(["쿠버네티스"])]
    assert hits == [(dt.date(2025, 1, 20), "retrospective", "2025-W04", 8, "- 쿠버네티스를 꾸준히", WEEK)]
    assert [hit.section for hit in journal.search(["ㅋㅂㄴ"], kind="retrospective")] == ["2025-W04"]
    assert list(journal.search(["쿠버네티스"], kind="goal")) == []
    assert list(journal.search(["쿠버네티스"], since=dt.date(2025, 1, 27))) == []
    assert [hit.section for hit in journal.search(["내 말"])] == ["2025-01", "2025-W04"]

    let_go(journal, WEEK, WEDNESDAY)
    assert list(journal.search(["쿠버네티스"])) == []
    journal.undo()
    journal.rebuild_search_index()
    assert [hit.section for hit in journal.search(["쿠버네티스"])] == ["2025-W04"]


def test_they_are_listed_newest_first(journal: Journal) -> None:
    keep(journal, WEEK, WEDNESDAY)
    keep(journal, MONTH, WEDNESDAY)

    assert [(each.kind, each.first) for each in all_kept(journal)] == [
        (MONTH, dt.date(2025, 1, 1)),
        (WEEK, dt.date(2025, 1, 20)),
    ]


def test_let_go_of_under_an_open_editor_its_words_stay_through_making_it_again(journal: Journal) -> None:
    keep(journal, WEEK, WEDNESDAY)
    first = MADE.replace("### 내 말", "### 내 말\n\n처음 쓴 줄")
    save(journal, WEEK, WEDNESDAY, first, base=MADE)
    let_go(journal, WEEK, WEDNESDAY)

    save(journal, WEEK, WEDNESDAY, first + "나중에 쓴 줄\n", base=first)
    put(journal, log(THURSDAY, 1), THURSDAY)
    keep(journal, WEEK, WEDNESDAY)

    assert "처음 쓴 줄" in text_of(journal)
    assert "나중에 쓴 줄" in text_of(journal)
    assert "2025-01-23 1:00:00" in text_of(journal)


def test_letting_go_of_what_is_not_kept_is_refused(journal: Journal) -> None:
    with pytest.raises(NotFound, match="No retrospective of 2025-W04 is kept"):
        let_go(journal, WEEK, WEDNESDAY)


def test_pages_among_the_logs_are_not_taken_for_days(journal: Journal, tmp_path: Path) -> None:
    journal.own_templates = None
    folder = tmp_path / "retro"
    folder.mkdir()
    for kind in ("week", "month"):
        (folder / f"2025-{kind}.md").write_text(made(journal, kind, WEDNESDAY), "utf-8")
    days = journal.dates()

    report = ImportReport()
    import_files(journal, find_sources([folder], report), report)

    assert journal.dates() == days
    assert len(report.undated) == 2
