"""What a person, or someone else, does with the files in the repository's folder."""

from __future__ import annotations

import subprocess

import pytest

from tests.sync.devices import DAY, Device, Machines
from tracker.publish.programs import ProgramFailed
from tracker.sync.remote import SyncRefused

TEXT = "# 2025-03-12\n\n## Goals\n- 그래프 정리\n\n## Notes\n아침에 읽은 것.\n"
PATH = "days/2025/03/2025-03-12.md"
NOT_UTF_8 = "# 2025-03-12\n그래프".encode("euc-kr")


def test_a_day_edited_in_the_folder_goes_everywhere(machines: Machines) -> None:
    laptop, desktop = machines.in_step(TEXT)
    laptop.put(PATH, TEXT.replace("정리", "복습").encode())
    laptop.put("days/2025/03/2025-03-13.md", b"# 2025-03-13\r\n")

    laptop.sync()
    desktop.sync()

    for machine in (laptop, desktop):
        assert machine.text() == TEXT.replace("정리", "복습")
        assert machine.text(DAY.replace(day=13)) == "# 2025-03-13\r\n"
    assert "studylog: written in the folder" in machines.messages()


def test_a_day_edited_in_the_folder_and_in_the_log_has_both(machines: Machines) -> None:
    laptop, _desktop = machines.in_step(TEXT)
    laptop.put(PATH, TEXT.replace("- 그래프 정리\n", "- 그래프 정리\n- 손으로\n").encode())
    laptop.write(TEXT + "저녁에 쓴 것.\n")

    laptop.sync()

    assert laptop.text() == TEXT.replace("- 그래프 정리\n", "- 그래프 정리\n- 손으로\n") + "저녁에 쓴 것.\n"
    assert laptop.file(PATH).decode() == laptop.text()


def test_a_day_deleted_in_the_folder_is_gone(machines: Machines) -> None:
    laptop, desktop = machines.in_step(TEXT)
    (laptop.repository / PATH).unlink()

    laptop.sync()
    desktop.sync()

    assert laptop.journal.text(DAY) is None
    assert desktop.journal.text(DAY) is None


def test_a_hook_that_refuses_a_commit_is_told(machines: Machines) -> None:
    laptop, _desktop = machines.in_step(TEXT)
    hook = laptop.repository / ".git" / "hooks" / "pre-commit"
    hook.write_text("#!/bin/sh\necho 'no commits today' >&2\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    laptop.put(PATH, (TEXT + "x\n").encode())

    with pytest.raises(ProgramFailed, match=r"git commit failed in .*/sync: no commits today"):
        laptop.sync()

    hook.unlink()
    laptop.sync()
    assert laptop.text() == TEXT + "x\n"


class TestUnreadable:
    """A day that nobody can read any more waits in the repository; the log keeps what it has."""

    def test_it_stays_as_it_is_on_every_machine(self, machines: Machines) -> None:
        laptop, desktop = machines.in_step(TEXT)
        laptop.put(PATH, NOT_UTF_8)

        assert laptop.sync().unreadable == (PATH,)
        assert desktop.sync().unreadable == (PATH,)

        for machine in (laptop, desktop):
            assert machine.text() == TEXT
            assert machine.file(PATH) == NOT_UTF_8

    def test_it_is_told_again_and_other_days_go_on(self, machines: Machines) -> None:
        laptop, desktop = machines.in_step(TEXT)
        laptop.put(PATH, NOT_UTF_8)
        laptop.sync()
        laptop.write("# 2025-03-13\n", DAY.replace(day=13))

        assert laptop.sync().unreadable == (PATH,)
        assert laptop.sync().unreadable == (PATH,)
        desktop.sync()
        assert desktop.text(DAY.replace(day=13)) == "# 2025-03-13\n"

    def test_mended_it_is_merged_with_what_was_written_meanwhile(self, machines: Machines) -> None:
        laptop, desktop = machines.in_step(TEXT)
        laptop.put(PATH, NOT_UTF_8)
        laptop.sync()
        desktop.sync()
        laptop.write(TEXT + "노트북에서.\n")
        desktop.write(TEXT.replace("- 그래프 정리\n", "- 그래프 정리\n- 데스크톱에서\n"))
        laptop.sync()
        desktop.sync()
        assert machines.at_remote("cat-file", "-s", f"main:{PATH}") == f"{len(NOT_UTF_8)}\n"

        desktop.put(PATH, TEXT.replace("# 2025-03-12\n", "# 2025-03-12 고침\n").encode())
        desktop.sync()
        laptop.sync()
        desktop.sync()

        mended = TEXT.replace("# 2025-03-12\n", "# 2025-03-12 고침\n")
        both = mended.replace("- 그래프 정리\n", "- 그래프 정리\n- 데스크톱에서\n") + "노트북에서.\n"
        assert laptop.text() == desktop.text() == both
        assert laptop.sync().unreadable == desktop.sync().unreadable == ()
        assert laptop.file(PATH) == desktop.file(PATH) == both.encode()

    def test_what_is_sent_from_elsewhere_meanwhile_reaches_the_log(self, machines: Machines) -> None:
        laptop, desktop = machines.in_step(TEXT)
        desktop.write(TEXT + "데스크톱에서.\n")
        desktop.sync()
        laptop.put(PATH, NOT_UTF_8)

        laptop.sync()

        assert laptop.text() == TEXT + "데스크톱에서.\n"
        laptop.put(PATH, (TEXT + "고침.\n").encode())
        laptop.sync()
        assert "데스크톱에서.\n" in laptop.text()
        assert "고침.\n" in laptop.text()

    def test_records_that_are_no_records_wait_too(self, machines: Machines) -> None:
        laptop, desktop = machines.in_step(TEXT)
        laptop.journal.timer.add(DAY, "독서", seconds=600)
        laptop.sync()
        desktop.sync()
        for broken in (b"{]\n", b'{"id": "x"}\n', b'{"id": "x", "date": "2024-01-01", "subject": "", "seconds": 1}\n'):
            laptop.put("sessions/2025-03.jsonl", broken)

            assert laptop.sync().unreadable == ("sessions/2025-03.jsonl",)
            assert desktop.sync().unreadable == ("sessions/2025-03.jsonl",)

            assert [one.subject for one in desktop.journal.timer.sessions(DAY)] == ["독서"]

    def test_a_link_in_the_place_of_a_day_is_left_alone(self, machines: Machines) -> None:
        laptop, desktop = machines.in_step(TEXT)
        (laptop.repository / PATH).unlink()
        (laptop.repository / PATH).symlink_to("/etc/hostname")

        assert laptop.sync().unreadable == (PATH,)
        assert desktop.sync().unreadable == (PATH,)

        assert laptop.text() == desktop.text() == TEXT
        assert (desktop.repository / PATH).is_symlink()
        assert desktop.git("status", "--short") == ""


def test_marks_that_a_careless_commit_left_are_taken_out(machines: Machines) -> None:
    laptop, desktop = machines.in_step(TEXT)
    marked = TEXT.replace(
        "아침에 읽은 것.\n",
        "<<<<<<< HEAD\n아침에 캐시를 읽음.\n=======\n아침에 트랜잭션 격리 수준을 읽음.\n>>>>>>> feature\n",
    )
    laptop.put(PATH, marked.encode())
    laptop.git("commit", "--quiet", "--all", "--message", "merged, somehow")
    laptop.git("push", "--quiet")

    desktop.sync()
    laptop.sync()

    for machine in (desktop, laptop):
        assert machine.text() == TEXT.replace("아침에 읽은 것.\n", "아침에 트랜잭션 격리 수준을 읽음.\n")
        (conflict,) = machine.conflicts()
        assert (conflict.kept, conflict.other) == ("아침에 트랜잭션 격리 수준을 읽음.\n", "아침에 캐시를 읽음.\n")
    assert b"<<<<<<<" not in laptop.file(PATH)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_marks_with_the_base_between_them_are_taken_out_too(machines: Machines, ending: str) -> None:
    laptop, _desktop = machines.in_step(TEXT)
    marked = TEXT.replace(
        "- 그래프 정리\n",
        "<<<<<<< HEAD\n- 그래프 정리\n- 트리\n"
        "||||||| 1a2b3c4\n- 그래프 정리\n=======\n- 그래프 정리\n- 캐시\n>>>>>>> x\n",
    ).replace("\n", ending)
    laptop.put(PATH, marked.encode())

    laptop.sync()

    assert "- 그래프 정리\n- 캐시\n- 트리\n" in laptop.text().replace("\r\n", "\n")
    assert laptop.conflicts() == []


def test_notes_about_such_marks_stay_word_for_word(machines: Machines) -> None:
    laptop, desktop = machines.in_step(TEXT)
    notes = f"{TEXT}\n```\n<<<<<<< HEAD\n내 것\n=======\n남의 것\n>>>>>>> main\n```\n"
    laptop.write(notes)

    laptop.sync()
    desktop.sync()
    desktop.write(notes + "끝.\n")
    desktop.sync()
    laptop.sync()

    assert laptop.text() == desktop.text() == notes + "끝.\n"
    assert laptop.conflicts() == []


def test_another_branch_is_left_alone(machines: Machines) -> None:
    laptop, _desktop = machines.in_step(TEXT)
    laptop.git("switch", "--quiet", "--create", "draft")
    laptop.write(TEXT + "x\n")

    with pytest.raises(SyncRefused) as refused:
        laptop.sync()

    assert str(refused.value) == (
        f"{laptop.repository} is not on its branch main; go back to it, then sync again."
        f" Like this: git -C {laptop.repository} switch main"
    )
    laptop.git("switch", "--quiet", "main")
    laptop.sync()
    assert machines.files()[PATH] == TEXT + "x\n"


def test_a_merge_under_way_is_left_to_whoever_began_it(machines: Machines) -> None:
    laptop, _desktop = machines.in_step(TEXT)
    laptop.put("other.txt", "하나\n".encode())
    laptop.git("add", "other.txt")
    laptop.git("commit", "--quiet", "--message", "one")
    laptop.git("switch", "--quiet", "--create", "side", "HEAD~1")
    laptop.put("other.txt", "둘\n".encode())
    laptop.git("add", "other.txt")
    laptop.git("commit", "--quiet", "--message", "two")
    laptop.git("switch", "--quiet", "main")
    with pytest.raises(subprocess.CalledProcessError):
        laptop.git("merge", "side")

    with pytest.raises(SyncRefused, match=r"git merge is under way in .*/sync; finish or abort it, then sync again"):
        laptop.sync()

    laptop.git("merge", "--abort")
    laptop.sync()


class TestFilesOfOthers:
    """A README, a script: git's to carry, and never overwritten."""

    def begin(self, machines: Machines, text: str = "하나\n둘\n셋\n") -> tuple[Device, Device]:
        laptop, desktop = machines.in_step(TEXT)
        laptop.put("README.md", text.encode())
        laptop.git("add", "README.md")
        laptop.git("commit", "--quiet", "--message", "readme")
        laptop.sync()
        desktop.sync()
        assert desktop.file("README.md") == text.encode()
        assert desktop.git("status", "--short") == ""
        return laptop, desktop

    def commit(self, machine: Device, text: str) -> None:
        machine.put("README.md", text.encode())
        machine.git("commit", "--quiet", "--all", "--message", "changed")

    def test_changed_on_both_sides_apart_from_each_other_they_are_merged(self, machines: Machines) -> None:
        laptop, desktop = self.begin(machines)
        self.commit(laptop, "하나!\n둘\n셋\n")
        self.commit(desktop, "하나\n둘\n셋!\n")

        laptop.sync()
        desktop.sync()
        laptop.sync()

        assert laptop.file("README.md") == desktop.file("README.md") == "하나!\n둘\n셋!\n".encode()
        assert laptop.git("status", "--short") == ""

    def test_changed_on_both_sides_in_one_place_they_are_left_to_the_person(self, machines: Machines) -> None:
        laptop, desktop = self.begin(machines)
        self.commit(laptop, "노트북\n둘\n셋\n")
        self.commit(desktop, "데스크톱\n둘\n셋\n")
        desktop.write(TEXT + "x\n")
        laptop.sync()

        with pytest.raises(SyncRefused) as refused:
            desktop.sync()

        assert str(refused.value) == (
            "README.md was changed here and on the other side; bring it together yourself, then sync again."
            f" Like this: git -C {desktop.repository} merge origin/main"
        )
        assert desktop.file("README.md") == "데스크톱\n둘\n셋\n".encode()
        with pytest.raises(subprocess.CalledProcessError):
            desktop.git("merge", "origin/main")
        self.commit(desktop, "둘 다\n둘\n셋\n")
        desktop.sync()
        laptop.sync()
        assert laptop.file("README.md") == "둘 다\n둘\n셋\n".encode()
        assert laptop.text() == TEXT + "x\n"

    def test_edited_and_not_committed_they_are_not_written_over(self, machines: Machines) -> None:
        laptop, desktop = self.begin(machines)
        self.commit(laptop, "노트북\n둘\n셋\n")
        laptop.sync()
        desktop.put("README.md", "아직\n".encode())

        with pytest.raises(SyncRefused, match=r"README.md was changed here and on the other side"):
            desktop.sync()

        assert desktop.file("README.md") == "아직\n".encode()

    def test_one_that_nobody_else_changed_stays_in_the_making(self, machines: Machines) -> None:
        laptop, desktop = self.begin(machines)
        laptop.write(TEXT + "x\n")
        laptop.sync()
        desktop.put("README.md", "아직\n".encode())
        desktop.put("draft.txt", "초안\n".encode())

        desktop.sync()

        assert desktop.text() == TEXT + "x\n"
        assert desktop.file("README.md") == "아직\n".encode()
        assert desktop.git("status", "--short") == " M README.md\n?? draft.txt\n"

    def test_deleted_and_made_runnable_they_follow(self, machines: Machines) -> None:
        laptop, desktop = self.begin(machines)
        laptop.put("run.sh", b"#!/bin/sh\n")
        (laptop.repository / "run.sh").chmod(0o755)
        (laptop.repository / "README.md").unlink()
        (laptop.repository / "link").symlink_to("run.sh")
        laptop.git("add", "--all")
        laptop.git("commit", "--quiet", "--message", "script")

        laptop.sync()
        desktop.sync()

        assert not (desktop.repository / "README.md").exists()
        assert (desktop.repository / "run.sh").stat().st_mode & 0o111
        assert (desktop.repository / "link").readlink().name == "run.sh"
        assert desktop.git("status", "--short") == ""
