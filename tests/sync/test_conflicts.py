"""What two machines changed each in its own way: kept whole, and put before the person on every machine."""

from __future__ import annotations

import json

import pytest

from tests.sync.devices import DAY, Device, Machines
from tracker.errors import NotFound, Prefer, StaleEdit
from tracker.sync.choosing import choose, conflict_named, date_of, sides_of

TEXT = "# 2025-03-12\n\n## Goals\n- 그래프 정리\n\n## Notes\n아침에 읽은 것.\n"
LAPTOP = TEXT.replace("아침에 읽은 것.", "아침에 캐시를 읽음.")
DESKTOP = TEXT.replace("아침에 읽은 것.", "아침에 트랜잭션 격리 수준을 읽음.")


def disagree(machines: Machines) -> tuple[Device, Device]:
    """Return two machines that changed a line each in its own way, both in step since."""
    laptop, desktop = machines.in_step(TEXT)
    laptop.write(LAPTOP)
    desktop.write(DESKTOP)
    laptop.sync()
    assert desktop.sync().conflicts == 1
    assert laptop.sync().conflicts == 1
    return laptop, desktop


def test_the_larger_stands_in_the_day_and_the_other_is_kept(machines: Machines) -> None:
    laptop, desktop = disagree(machines)

    for machine in (laptop, desktop):
        assert machine.text() == DESKTOP
        (conflict,) = machine.conflicts()
        assert (conflict.base, conflict.kept, conflict.other) == (
            "아침에 읽은 것.\n",
            "아침에 트랜잭션 격리 수준을 읽음.\n",
            "아침에 캐시를 읽음.\n",
        )
        assert date_of(machine.journal, conflict) == DAY
    (line,) = machines.files()["conflicts.jsonl"].splitlines()
    assert {**json.loads(line), "id": ""} == {
        "id": "",
        "path": "days/2025/03/2025-03-12.md",
        "base": "아침에 읽은 것.\n",
        "kept": "아침에 트랜잭션 격리 수준을 읽음.\n",
        "other": "아침에 캐시를 읽음.\n",
    }


def test_each_machine_knows_which_is_its_own(machines: Machines) -> None:
    laptop, desktop = disagree(machines)

    assert sides_of(laptop.conflicts()[0]) == ("아침에 캐시를 읽음.\n", "아침에 트랜잭션 격리 수준을 읽음.\n")
    assert sides_of(desktop.conflicts()[0]) == ("아침에 트랜잭션 격리 수준을 읽음.\n", "아침에 캐시를 읽음.\n")


@pytest.mark.parametrize(
    ("prefer", "lines"),
    [
        (Prefer.MINE, "아침에 캐시를 읽음.\n"),
        (Prefer.THEIRS, "아침에 트랜잭션 격리 수준을 읽음.\n"),
        (Prefer.BOTH, "아침에 캐시를 읽음.\n아침에 트랜잭션 격리 수준을 읽음.\n"),
        (None, "아침에 트랜잭션 격리 수준을 읽음.\n"),
    ],
)
def test_what_is_chosen_on_one_is_settled_on_both(machines: Machines, prefer: Prefer | None, lines: str) -> None:
    laptop, desktop = disagree(machines)

    choose(laptop.journal, conflict_named(laptop.journal, "1"), prefer)
    laptop.sync()
    desktop.sync()

    for machine in (laptop, desktop):
        assert machine.text() == TEXT.replace("아침에 읽은 것.\n", lines)
        assert machine.conflicts() == []
    assert "conflicts.jsonl" not in machines.files()


def test_goals_of_both_count_on(machines: Machines) -> None:
    goals = "## 📅 날짜: 2025-03-12\n\n### 💬 학습 목표\n- 학습 목표 1 : 그래프 정리\n- 학습 목표 2 : 해시\n"
    laptop, desktop = machines.in_step(goals)
    laptop.write(goals.replace("그래프 정리", "그래프 그리기"))
    desktop.write(goals.replace("그래프 정리", "트리와 그래프 정리"))
    laptop.sync()
    desktop.sync()

    choose(desktop.journal, conflict_named(desktop.journal, "1"), Prefer.BOTH)

    assert desktop.text() == goals.replace(
        "- 학습 목표 1 : 그래프 정리\n- 학습 목표 2 : 해시\n",
        "- 학습 목표 1 : 트리와 그래프 정리\n- 학습 목표 2 : 그래프 그리기\n- 학습 목표 3 : 해시\n",
    )


def test_lines_that_were_edited_since_are_left_to_the_person(machines: Machines) -> None:
    laptop, _desktop = disagree(machines)
    (conflict,) = laptop.conflicts()
    laptop.write(TEXT.replace("아침에 읽은 것.", "둘 다 읽음."))

    with pytest.raises(StaleEdit, match=f"then: studylog conflicts {conflict.id} --done"):
        choose(laptop.journal, conflict, Prefer.MINE)
    choose(laptop.journal, conflict, None)

    assert laptop.conflicts() == []
    assert laptop.text() == TEXT.replace("아침에 읽은 것.", "둘 다 읽음.")


def test_a_choice_can_be_undone(machines: Machines) -> None:
    laptop, _desktop = disagree(machines)
    choose(laptop.journal, laptop.conflicts()[0], Prefer.MINE)

    laptop.journal.undo()

    assert laptop.text() == DESKTOP


def test_a_conflict_is_named_by_number_or_by_the_beginning_of_its_id(machines: Machines) -> None:
    laptop, _desktop = disagree(machines)
    (conflict,) = laptop.conflicts()

    assert conflict_named(laptop.journal, "1") == conflict_named(laptop.journal, conflict.id[:6]) == conflict
    with pytest.raises(NotFound, match="There is no conflict 2; see: studylog conflicts"):
        conflict_named(laptop.journal, "2")


def test_of_two_choices_the_one_that_changes_the_day_stays(machines: Machines) -> None:
    laptop, desktop = disagree(machines)
    choose(laptop.journal, laptop.conflicts()[0], Prefer.MINE)
    choose(desktop.journal, desktop.conflicts()[0], Prefer.MINE)

    laptop.sync()
    desktop.sync()
    laptop.sync()

    assert laptop.text() == desktop.text() == LAPTOP
    assert laptop.conflicts() == desktop.conflicts() == []


def test_a_conflict_does_not_keep_other_days_from_being_synced(machines: Machines) -> None:
    laptop, desktop = disagree(machines)
    desktop.write("# 2025-03-13\n", DAY.replace(day=13))

    desktop.sync()
    laptop.sync()

    assert laptop.text(DAY.replace(day=13)) == "# 2025-03-13\n"


def test_a_template_that_both_changed_is_chosen_like_a_day(machines: Machines) -> None:
    laptop, desktop = machines.in_step(TEXT)
    (laptop.own_templates).mkdir()
    (laptop.own_templates / "week.md.j2").write_text("한 줄\n둘째 줄\n", "utf-8")
    laptop.sync()
    desktop.sync()
    (laptop.own_templates / "week.md.j2").write_text("짧게\n둘째 줄\n", "utf-8")
    (desktop.own_templates / "week.md.j2").write_text("훨씬 길게 쓴 줄\n둘째 줄\n", "utf-8")
    laptop.sync()
    desktop.sync()
    laptop.sync()
    (conflict,) = laptop.conflicts()
    assert conflict.path == "templates/week.md.j2"

    choose(laptop.journal, conflict, Prefer.MINE)
    laptop.sync()
    desktop.sync()

    assert (desktop.own_templates / "week.md.j2").read_text("utf-8") == "짧게\n둘째 줄\n"
    assert laptop.conflicts() == desktop.conflicts() == []
