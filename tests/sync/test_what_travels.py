"""What no text of a day can hold travels too; backups, full disks, and repositories that are there already."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import stat
from pathlib import Path
from typing import ClassVar

import pytest

from tests.journal.build import KST
from tests.sync.devices import DAY, Device, Machines, git
from tracker.errors import StoreError, TrackerError, UsageError
from tracker.files import write_atomically
from tracker.stored import PeriodKind, Publication, Retrospective
from tracker.sync import worktree

TEXT = "# 2025-03-12\n\n## Goals\n- 그래프 정리\n"
MONDAY = dt.date(2025, 3, 10)
TEMPLATE = "---\nname: mine\n---\n# {{ date }}\n\n## Goals\n- {{ goal }}\n"


def template(machine: Device, name: str) -> Path:
    """Return the file of one of the person's own templates."""
    machine.own_templates.mkdir(exist_ok=True)
    return machine.own_templates / name


def test_templates_and_judges_travel_and_are_taken_away_again(machines: Machines) -> None:
    laptop, desktop = machines.in_step(TEXT)
    template(laptop, "mine.md").write_text(TEMPLATE, "utf-8")
    template(laptop, "week.md.j2").write_text("# {{ period }}\n", "utf-8")
    (laptop.folder / "judges.yaml").write_text("- name: 우리 문제집\n", "utf-8")
    laptop.sync()
    desktop.sync()

    assert template(desktop, "mine.md").read_text("utf-8") == TEMPLATE
    assert template(desktop, "week.md.j2").read_text("utf-8") == "# {{ period }}\n"
    assert (desktop.folder / "judges.yaml").read_text("utf-8") == "- name: 우리 문제집\n"

    template(desktop, "mine.md").unlink()
    desktop.sync()
    laptop.sync()
    assert not template(laptop, "mine.md").exists()
    assert template(laptop, "week.md.j2").exists()


def test_a_template_that_would_keep_the_program_from_starting_is_not_taken(machines: Machines) -> None:
    laptop, desktop = machines.in_step(TEXT)
    (laptop.folder / "judges.yaml").write_text("- name: [\n", "utf-8")
    laptop.sync()

    assert desktop.sync().unreadable == ("templates/judges.yaml",)

    assert not (desktop.folder / "judges.yaml").exists()
    (laptop.folder / "judges.yaml").write_text("- name: 우리 문제집\n", "utf-8")
    laptop.sync()
    assert desktop.sync().unreadable == ()
    assert (desktop.folder / "judges.yaml").read_text("utf-8") == "- name: 우리 문제집\n"


def test_names_that_differ_by_case_alone_are_kept_apart(machines: Machines) -> None:
    laptop, desktop = machines.in_step(TEXT)
    template(laptop, "Mine.md").write_text(TEMPLATE, "utf-8")
    template(desktop, "mine.md").write_text(TEMPLATE + "<br/>\n", "utf-8")
    laptop.sync()

    assert desktop.sync().unreadable == ("templates/Mine.md",)
    assert laptop.sync().unreadable == ("templates/mine.md",)

    assert [path.name for path in laptop.own_templates.iterdir()] == ["Mine.md"]
    assert [path.name for path in desktop.own_templates.iterdir()] == ["mine.md"]
    assert {"templates/Mine.md", "templates/mine.md"} <= machines.files().keys()
    template(desktop, "mine.md").rename(template(desktop, "other.md"))
    desktop.sync()
    assert laptop.sync().unreadable == ()
    assert template(laptop, "other.md").read_text("utf-8") == TEMPLATE + "<br/>\n"


def test_a_name_has_one_form_whatever_the_disk_makes_of_it(machines: Machines) -> None:
    laptop, desktop = machines.in_step(TEXT)
    decomposed, composed = "\u1112\u1161\u11ab.md", "\ud55c.md"
    template(laptop, decomposed).write_text(TEMPLATE, "utf-8")
    laptop.sync()
    desktop.sync()
    assert template(desktop, composed).exists()

    template(desktop, composed).write_text(TEMPLATE + "\n", "utf-8")
    desktop.sync()
    laptop.sync()

    assert [path.name for path in laptop.own_templates.iterdir()] == [decomposed]
    assert template(laptop, decomposed).read_text("utf-8") == TEMPLATE + "\n"
    assert [path for path in machines.files() if "templates" in path] == [f"templates/{composed}"]


def retrospective(text: str) -> Retrospective:
    """Return the week's retrospective with a text."""
    now = dt.datetime(2025, 3, 16, 21, tzinfo=KST)
    return Retrospective(PeriodKind.WEEK, MONDAY, dt.date(2025, 3, 16), "week", text, "# 지난주\n", now)


def keep(machine: Device, text: str) -> None:
    """Keep the week's retrospective."""
    change = machine.journal.begin("retro", "week")
    machine.journal.store.put_retrospective(change, retrospective(text))


def test_retrospectives_travel_and_are_merged_line_by_line(machines: Machines) -> None:
    laptop, desktop = machines.in_step(TEXT)
    keep(laptop, "# 이번 주\n\n잘한 점\n\n고칠 점\n")
    laptop.sync()
    desktop.sync()
    assert desktop.journal.retrospective(PeriodKind.WEEK, MONDAY) == retrospective("# 이번 주\n\n잘한 점\n\n고칠 점\n")
    assert machines.files()["retrospectives/week-2025-03-10.md"] == "# 이번 주\n\n잘한 점\n\n고칠 점\n"

    keep(laptop, "# 이번 주\n\n잘한 점: 노트북\n\n고칠 점\n")
    keep(desktop, "# 이번 주\n\n잘한 점\n\n고칠 점: 데스크톱\n")
    laptop.sync()
    desktop.sync()
    laptop.sync()

    for machine in (laptop, desktop):
        kept = machine.journal.retrospective(PeriodKind.WEEK, MONDAY)
        assert kept is not None
        assert kept.text == "# 이번 주\n\n잘한 점: 노트북\n\n고칠 점: 데스크톱\n"


def test_a_retrospective_that_is_let_go_is_gone_everywhere(machines: Machines) -> None:
    laptop, desktop = machines.in_step(TEXT)
    keep(laptop, "# 이번 주\n")
    laptop.sync()
    desktop.sync()
    change = laptop.journal.begin("retro", "week")
    laptop.journal.store.remove_retrospective(change, PeriodKind.WEEK, MONDAY)

    laptop.sync()
    desktop.sync()

    assert desktop.journal.retrospective(PeriodKind.WEEK, MONDAY) is None
    assert not [path for path in machines.files() if "retrospective" in path]


def published(target: str) -> Publication:
    """Return that the day was published there."""
    at = dt.datetime(2025, 3, 12, 22, tzinfo=KST)
    return Publication("day 2025-03-12", target, "17", "ab" * 32, "https://github.com/me/til/issues/17", ("1", "2"), at)


def test_what_was_published_as_an_issue_is_known_everywhere_and_folders_are_not(machines: Machines) -> None:
    laptop, desktop = machines.in_step(TEXT)
    laptop.journal.store.put_publication(published("github:me/til"))
    laptop.journal.store.put_publication(published("/srv/TIL"))

    laptop.sync()
    desktop.sync()

    assert desktop.journal.store.publication("day 2025-03-12", "github:me/til") == published("github:me/til")
    assert desktop.journal.store.publication("day 2025-03-12", "/srv/TIL") is None


def test_an_older_backup_that_is_restored_catches_up(machines: Machines) -> None:
    laptop, desktop = machines.in_step(TEXT)
    backup = laptop.journal.back_up().backup
    laptop.write(TEXT + "- 트리\n")
    laptop.sync()
    desktop.sync()
    desktop.write(TEXT + "- 트리\n- 캐시\n")
    desktop.sync()

    laptop.journal.restore_backup(backup)
    assert laptop.text() == TEXT
    laptop.write(TEXT.replace("정리", "복습"))
    laptop.sync()

    assert laptop.text() == TEXT.replace("정리", "복습") + "- 트리\n- 캐시\n"


@pytest.mark.skipif(os.name == "nt", reason="modes are those of Unix")
def test_the_folder_is_the_persons_alone(machines: Machines) -> None:
    laptop = machines.new("laptop")
    laptop.init()
    desktop = machines.new("desktop")
    desktop.init(machines.remote)

    for machine in (laptop, desktop):
        assert stat.S_IMODE(machine.repository.stat().st_mode) == 0o700


def test_a_log_begun_anew_gets_everything_back(machines: Machines) -> None:
    laptop, _desktop = machines.in_step(TEXT)
    laptop.write(TEXT + "- 트리\n")
    laptop.sync()
    tablet = machines.new("tablet")

    tablet.init(machines.remote)
    tablet.sync()

    assert tablet.text() == TEXT + "- 트리\n"


class TestFaults:
    """A disk that is full, a log that can only be read: nothing half-done, and the next sync goes on."""

    def begin(self, machines: Machines) -> tuple[Device, Device]:
        laptop, desktop = machines.in_step(TEXT)
        desktop.write(TEXT + "- 데스크톱에서\n")
        desktop.sync()
        laptop.write(TEXT.replace("정리", "복습"))
        return laptop, desktop

    def check(self, laptop: Device, desktop: Device) -> None:
        laptop.sync()
        desktop.sync()
        assert laptop.text() == desktop.text() == TEXT.replace("정리", "복습") + "- 데스크톱에서\n"
        assert laptop.file("days/2025/03/2025-03-12.md") == laptop.text().encode()
        assert laptop.git("status", "--short") == ""

    def test_the_database_cannot_grow(self, machines: Machines) -> None:
        laptop, desktop = self.begin(machines)
        database = sqlite3.connect(laptop.folder / "studylog.db", isolation_level=None)
        pages = laptop.journal.store._database.rows("PRAGMA page_count")[0][0]
        database.close()
        laptop.journal.store._database.execute(f"PRAGMA max_page_count = {pages}")
        desktop.write(desktop.text() + "".join(f"- 긴 목표 {n} 번째 {n * 977}\n" for n in range(4000)))
        desktop.sync()

        with pytest.raises(StoreError, match="full"):
            laptop.sync()

        assert laptop.text() == TEXT.replace("정리", "복습")
        laptop.journal.store._database.execute("PRAGMA max_page_count = 1000000")
        laptop.sync()
        desktop.sync()
        assert laptop.text() == desktop.text()
        assert "- 긴 목표 3999 번째" in laptop.text()
        assert "복습" in laptop.text()

    def test_a_log_that_can_only_be_read_is_not_begun_with(self, machines: Machines) -> None:
        laptop, desktop = self.begin(machines)
        before = laptop.git("rev-parse", "HEAD")
        laptop.journal.store._database.writable = False

        with pytest.raises(StoreError, match="can only be read; make the file and its folder writable"):
            laptop.sync()

        assert laptop.git("rev-parse", "HEAD") == before
        laptop.journal.store._database.writable = True
        self.check(laptop, desktop)

    def test_a_file_in_the_folder_cannot_be_written(self, machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
        laptop, desktop = self.begin(machines)
        write = write_atomically

        def full(path: Path, data: bytes, *, private: bool = False, flush: bool = True) -> None:
            if path.suffix == ".md":
                raise StoreError(f"{path} cannot be written: No space left on device.")
            write(path, data, private=private, flush=flush)

        with monkeypatch.context() as patch:
            patch.setattr(worktree, "write_atomically", full)
            with pytest.raises(StoreError, match="No space left on device"):
                laptop.sync()

        assert laptop.text() == TEXT.replace("정리", "복습")
        self.check(laptop, desktop)

    def test_a_power_cut_leaves_files_empty(self, machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
        laptop, desktop = self.begin(machines)
        write = write_atomically

        def cut(path: Path, data: bytes, *, private: bool = False, flush: bool = True) -> None:
            write(path, data if path.suffix != ".md" else b"", private=private, flush=flush)
            if path.suffix == ".md":
                raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(worktree, "write_atomically", cut)
            with pytest.raises(KeyboardInterrupt):
                laptop.sync()

        assert laptop.file("days/2025/03/2025-03-12.md") == b""
        self.check(laptop, desktop)

    def test_many_files_are_given_to_the_disk_at_once(
        self, machines: Machines, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        laptop, desktop = machines.in_step(TEXT)
        for n in range(60):
            laptop.write(f"# {n}\n", DAY - dt.timedelta(days=n + 1))
        flushed: list[str] = []
        monkeypatch.setattr(os, "fsync", lambda file: flushed.append("one"))
        monkeypatch.setattr(os, "sync", lambda: flushed.append("all"))

        laptop.sync()

        assert "all" in flushed
        assert len(flushed) < 10
        desktop.sync()
        assert desktop.text(DAY - dt.timedelta(days=60)) == "# 59\n"

    def test_git_cannot_write(self, machines: Machines) -> None:
        laptop, desktop = self.begin(machines)
        programs = machines.folder / "programs"
        programs.mkdir()
        (programs / "git").write_text(
            '#!/bin/sh\ncase "$*" in *fast-import*) echo "fatal: No space left on device" >&2; exit 128;; esac\n'
            f'PATH={laptop.environment["PATH"]} exec git "$@"\n',
            "utf-8",
        )
        (programs / "git").chmod(0o755)
        laptop.environment = {**machines.environment, "PATH": f"{programs}:{machines.environment['PATH']}"}

        with pytest.raises(TrackerError, match=r"git fast-import failed in .*/sync: No space left on device"):
            laptop.sync()

        laptop.environment = machines.environment
        self.check(laptop, desktop)


def til(machine: Device, files: dict[str, str]) -> Path:
    """Make a repository that holds a person's logs already."""
    folder = machine.folder / "TIL"
    folder.mkdir()
    git(folder, machine.environment, "init", "--quiet")
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    git(folder, machine.environment, "add", "--all")
    git(folder, machine.environment, "commit", "--quiet", "--message", "begun")
    return folder


class TestRepositoryThatIsThere:
    """A person's own repository of logs is the target: days stay where they are."""

    FILES: ClassVar = {
        "README.md": "# TIL\n",
        ".gitattributes": "* text=auto\n",
        "2025/03/2025-03-10.md": "# 2025-03-10\r\n",
        "2025/03/2025-03-11.md": "# 2025-03-11\n",
        "2025/02/2025-02-28.md": "# 2025-02-28\n",
    }

    def test_days_keep_their_paths_and_all_else_lies_below_a_folder(self, machines: Machines) -> None:
        laptop = machines.new("laptop")
        folder = til(laptop, self.FILES)
        laptop.init(folder=folder)
        laptop.write(TEXT)
        laptop.journal.timer.add(DAY, "독서", seconds=600)

        laptop.sync()

        listed = git(folder, laptop.environment, "ls-tree", "-r", "--name-only", "HEAD").splitlines()
        assert listed == [
            ".gitattributes",
            ".studylog/sessions/2025-03.jsonl",
            ".studylog/studylog.json",
            "2025/02/2025-02-28.md",
            "2025/03/2025-03-10.md",
            "2025/03/2025-03-11.md",
            "2025/03/2025-03-12.md",
            "README.md",
        ]
        # git had turned its line endings into others long ago: all have it as the repository does.
        assert laptop.text(DAY.replace(day=10)) == "# 2025-03-10\n"
        assert (folder / "2025/03/2025-03-10.md").read_bytes() == b"# 2025-03-10\n"
        assert git(folder, laptop.environment, "status", "--short") == ""

    def test_a_day_edited_before_it_was_set_up_goes_along(self, machines: Machines) -> None:
        laptop = machines.new("laptop")
        folder = til(laptop, self.FILES)
        (folder / "2025/03/2025-03-11.md").write_bytes(b"# 2025-03-11\r\n- x\r\n")

        laptop.init(folder=folder)
        laptop.sync()

        assert laptop.text(DAY.replace(day=11)) == "# 2025-03-11\r\n- x\r\n"

    def test_another_machine_finds_the_same_paths(self, machines: Machines) -> None:
        laptop, desktop = machines.new("laptop"), machines.new("desktop")
        laptop.init(machines.remote, folder=til(laptop, self.FILES))
        laptop.sync()

        desktop.init(machines.remote)
        desktop.sync()
        desktop.write(TEXT)
        desktop.sync()

        assert desktop.journal.dates() == [dt.date(2025, 2, 28), dt.date(2025, 3, 10), dt.date(2025, 3, 11), DAY]
        assert machines.files()["2025/03/2025-03-12.md"] == TEXT

    def test_a_pattern_that_is_given_is_taken(self, machines: Machines) -> None:
        laptop = machines.new("laptop")
        folder = til(laptop, {"README.md": "# TIL\n", "공부 기록/25년 3월 9일.md": "# 2025-03-09\n"})
        laptop.init(folder=folder, pattern="공부 기록/{yy}년 {m}월 {d}일.md")
        laptop.write(TEXT)

        laptop.sync()

        assert laptop.text(DAY.replace(day=9)) == "# 2025-03-09\n"
        assert (folder / "공부 기록/25년 3월 12일.md").read_text("utf-8") == TEXT
        attributes = (folder / ".git/info/attributes").read_text("utf-8")
        assert attributes.startswith('"/공부 기록/*년 *월 *일.md" -text merge=studylog\n')

    @pytest.mark.parametrize("pattern", ["{year}/{mm}.md", "{dd}.md", "{year}/{mm}/{week}.md"])
    def test_a_pattern_that_says_no_whole_date_is_refused(self, machines: Machines, pattern: str) -> None:
        laptop = machines.new("laptop")

        with pytest.raises(UsageError, match="pattern"):
            laptop.init(machines.remote, pattern=pattern)

        assert not laptop.repository.exists()

    def test_another_pattern_than_the_one_that_is_kept_to_is_refused(self, machines: Machines) -> None:
        laptop, _desktop = machines.in_step(TEXT)

        with pytest.raises(UsageError, match=r"Days lie at days/\{year\}/\{mm\}/\{date\}.md in .* already"):
            laptop.init(pattern="{date}.md")

    def test_a_folder_of_other_files_is_refused(self, machines: Machines) -> None:
        laptop = machines.new("laptop")
        (laptop.folder / "photos").mkdir()
        (laptop.folder / "photos" / "cat.jpg").write_bytes(b"")

        with pytest.raises(UsageError, match="photos holds other files and is no git repository; name another folder"):
            laptop.init(folder=laptop.folder / "photos")
