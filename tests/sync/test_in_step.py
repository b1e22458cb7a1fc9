"""Two machines that are brought in step, and what lies in the repository then."""

from __future__ import annotations

import datetime as dt

from tests.journal.build import KST
from tests.sync.devices import DAY, Machines
from tracker.model import Session

TEXT = """# 2025-03-12

## Goals
- 그래프 정리

## Reflection (study time 1:00:00)
- Keep: 쉬기
"""
SESSION = Session(
    "s1", DAY, "독서", dt.datetime(2025, 3, 12, 9, tzinfo=KST), dt.datetime(2025, 3, 12, 10, tzinfo=KST), 3600
)


def test_the_repository_holds_each_day_as_it_is_and_all_else_in_sorted_files(machines: Machines) -> None:
    (laptop,) = machines.ready("laptop")
    laptop.write(TEXT)
    change = laptop.journal.begin("time", "독서")
    laptop.journal.store.put_session(change, SESSION)

    laptop.sync()

    assert machines.files() == {
        ".gitattributes": (
            "/days/*/*/*.md -text merge=studylog\n"
            "/*.jsonl -text merge=studylog\n"
            "/sessions/* -text merge=studylog\n"
            "/retrospectives/* -text merge=studylog\n"
            "/templates/* -text merge=studylog\n"
        ),
        "days/2025/03/2025-03-12.md": TEXT,
        "sessions/2025-03.jsonl": (
            '{"id": "s1", "date": "2025-03-12", "ended_at": "2025-03-12T10:00:00+09:00", "seconds": 3600,'
            ' "started_at": "2025-03-12T09:00:00+09:00", "subject": "독서"}\n'
        ),
        "studylog.json": '{"format": 1, "days": "days/{year}/{mm}/{date}.md"}\n',
    }
    assert laptop.file("days/2025/03/2025-03-12.md") == TEXT.encode()
    assert laptop.git("status", "--short") == ""


def test_another_machine_gets_days_and_sessions(machines: Machines) -> None:
    laptop, desktop = machines.ready("laptop", "desktop")
    laptop.write(TEXT)
    change = laptop.journal.begin("time", "독서")
    laptop.journal.store.put_session(change, SESSION)
    laptop.sync()

    synced = desktop.sync()

    assert (synced.sent, synced.received) == (0, 2)
    assert desktop.text() == TEXT
    assert desktop.journal.timer.sessions(DAY) == [SESSION]
    assert desktop.file("days/2025/03/2025-03-12.md") == TEXT.encode()
    assert desktop.git("status", "--short") == ""


def test_every_byte_stays(machines: Machines) -> None:
    text = "# 2025-03-12\r\n\n- 한글 \u00a0탭\t \r\n- NFD: \u1112\u1161\u11ab\n\u2028x\x0b\x85\n👩🏽‍💻\u200d끝 없는 줄"
    laptop, desktop = machines.ready("laptop", "desktop")
    with (machines.folder / "gitconfig").open("a") as settings:
        settings.write("[core]\nautocrlf = true\n")
    laptop.write(text)

    laptop.sync()
    desktop.sync()

    assert desktop.text() == text
    assert laptop.file("days/2025/03/2025-03-12.md") == desktop.file("days/2025/03/2025-03-12.md") == text.encode()
    assert machines.at_remote("cat-file", "-s", "main:days/2025/03/2025-03-12.md") == f"{len(text.encode())}\n"
    assert laptop.git("status", "--short") == desktop.git("status", "--short") == ""


def test_nothing_new_makes_no_commit(machines: Machines) -> None:
    laptop, desktop = machines.in_step(TEXT)
    before = machines.messages()

    synced = [laptop.sync(), desktop.sync(), laptop.sync()]

    assert [(one.sent, one.received) for one in synced] == [(0, 0), (0, 0), (0, 0)]
    assert machines.messages() == before


def test_a_first_sync_is_a_commit_for_each_month(machines: Machines) -> None:
    (laptop,) = machines.ready("laptop")
    for day in (dt.date(2024, 12, 30), dt.date(2024, 12, 31), dt.date(2025, 1, 2), DAY):
        laptop.write(f"# {day}\n", day)
    change = laptop.journal.begin("time", "독서")
    laptop.journal.store.put_session(change, SESSION)

    laptop.sync()

    assert machines.messages() == [
        "studylog: what is kept beside the days",
        "studylog: 1 day of 2025-03",
        "studylog: 1 day of 2025-01",
        "studylog: 2 days of 2024-12",
    ]


def test_a_first_sync_into_a_repository_with_a_history_goes_month_by_month_too(machines: Machines) -> None:
    laptop, desktop = machines.ready("laptop", "desktop")
    laptop.write(TEXT)
    laptop.sync()
    for day in (dt.date(2025, 1, 2), dt.date(2025, 2, 3)):
        desktop.write(f"# {day}\n", day)

    desktop.sync()

    assert machines.messages()[:2] == ["studylog: 1 day of 2025-02", "studylog: 1 day of 2025-01"]
    assert machines.files()["days/2025/03/2025-03-12.md"] == TEXT


def test_both_write_in_one_day(machines: Machines) -> None:
    laptop, desktop = machines.in_step(TEXT)
    laptop.write(TEXT.replace("- 그래프 정리\n", "- 그래프 정리\n- 트리 복습\n"))
    desktop.write(TEXT.replace("- Keep: 쉬기\n", "- Keep: 쉬기\n- Try: 일찍 자기\n"))

    laptop.sync()
    desktop.sync()
    laptop.sync()

    assert (
        laptop.text()
        == desktop.text()
        == (
            "# 2025-03-12\n\n## Goals\n- 그래프 정리\n- 트리 복습\n\n"
            "## Reflection (study time 1:00:00)\n- Keep: 쉬기\n- Try: 일찍 자기\n"
        )
    )
    assert machines.messages()[0] == "studylog: two machines brought together"
    assert laptop.conflicts() == desktop.conflicts() == []


def test_study_times_of_both_add_up(machines: Machines) -> None:
    laptop, desktop = machines.in_step(TEXT)
    laptop.journal.timer.add(DAY, "SQL", seconds=600)
    desktop.journal.timer.add(DAY, "운동", seconds=1200)

    laptop.sync()
    desktop.sync()
    laptop.sync()

    assert "(study time 1:30:00)" in laptop.text()
    assert laptop.text() == desktop.text()
    for machine in (laptop, desktop):
        assert sorted((one.subject, one.seconds) for one in machine.journal.timer.sessions(DAY)) == [
            ("SQL", 600),
            ("운동", 1200),
        ]


def test_a_timer_that_runs_stays_on_its_machine_until_it_ends(machines: Machines) -> None:
    laptop, desktop = machines.in_step(TEXT)
    laptop.journal.timer.start("독서")
    laptop.sync()
    desktop.journal.timer.start("운동")

    desktop.sync()

    assert [one.subject for one in desktop.journal.timer.sessions(DAY)] == ["운동"]
    laptop.clock.forward(minutes=10)
    laptop.journal.timer.stop()
    laptop.sync()
    desktop.sync()
    assert sorted(one.subject for one in desktop.journal.timer.sessions(DAY)) == ["독서", "운동"]


def test_a_day_deleted_here_is_gone_there(machines: Machines) -> None:
    laptop, desktop = machines.in_step(TEXT)
    laptop.journal.delete_day(DAY)

    laptop.sync()
    desktop.sync()

    assert desktop.journal.text(DAY) is None
    assert not (desktop.repository / "days").exists()
    assert "days/2025/03/2025-03-12.md" not in machines.files()


def test_a_day_deleted_here_and_changed_there_stays(machines: Machines) -> None:
    laptop, desktop = machines.in_step(TEXT)
    laptop.journal.delete_day(DAY)
    desktop.write(TEXT + "- Try: 일찍 자기\n")

    laptop.sync()
    desktop.sync()
    laptop.sync()

    assert laptop.text() == desktop.text() == TEXT + "- Try: 일찍 자기\n"


def test_machines_in_two_time_zones_keep_each_session_as_it_was_clocked(machines: Machines) -> None:
    laptop, desktop = machines.in_step(TEXT)
    new_york = dt.timezone(dt.timedelta(hours=-4))
    start = dt.datetime(2025, 3, 12, 8, tzinfo=new_york)
    desktop.clock.now = start + dt.timedelta(hours=3)
    change = desktop.journal.begin("time", "SQL")
    desktop.journal.store.put_session(change, Session("ny", DAY, "SQL", start, start + dt.timedelta(hours=1), 3600))

    desktop.sync()
    laptop.sync()

    (session,) = laptop.journal.timer.sessions(DAY)
    assert session.started_at is not None
    assert session.started_at.isoformat() == "2025-03-12T08:00:00-04:00"


def test_a_clock_that_is_a_year_behind_loses_nothing(machines: Machines) -> None:
    (laptop,) = machines.ready("laptop")
    behind = machines.new("old", now="2024-03-12 21:00")
    behind.init(machines.remote)
    laptop.write(TEXT)
    laptop.sync()
    behind.sync()
    behind.write(TEXT + "- Try: 늦은 시계\n")

    behind.sync()
    laptop.sync()

    assert laptop.text() == TEXT + "- Try: 늦은 시계\n"


def test_machines_with_different_templates_merge_alike(machines: Machines) -> None:
    laptop = machines.new("laptop", template="bootcamp-ko")
    desktop = machines.new("desktop", template="english")
    for machine in (laptop, desktop):
        machine.init(machines.remote)
    laptop.write(TEXT)
    laptop.sync()
    desktop.sync()
    laptop.journal.add_goal(DAY, "트리")
    desktop.journal.add_goal(DAY, "캐시")

    laptop.sync()
    desktop.sync()
    laptop.sync()

    assert laptop.text() == desktop.text()
    assert "- 그래프 정리\n- 캐시\n- 트리\n" in laptop.text()


def test_undo_after_a_sync_takes_back_ones_own_edit_alone(machines: Machines) -> None:
    laptop, desktop = machines.in_step(TEXT)
    laptop.journal.add_goal(DAY, "트리 복습")
    desktop.write(TEXT.replace("쉬기", "걷기"))
    desktop.sync()
    laptop.sync()

    laptop.journal.undo()

    assert laptop.text() == TEXT.replace("쉬기", "걷기")
    laptop.sync()
    desktop.sync()
    assert desktop.text() == TEXT.replace("쉬기", "걷기")


def test_what_came_from_elsewhere_is_no_change_to_undo(machines: Machines) -> None:
    laptop, desktop = machines.in_step(TEXT)
    other = DAY + dt.timedelta(days=1)
    laptop.write("# 2025-03-13\n", other)
    desktop.write(TEXT + "- Try: 걷기\n")
    desktop.sync()
    laptop.sync()

    laptop.journal.undo()

    assert laptop.journal.text(other) is None
    assert laptop.text() == TEXT + "- Try: 걷기\n"
