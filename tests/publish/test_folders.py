"""Publishing into a folder: the very bytes, and nothing that someone else wrote."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.publish.build import MONDAY, NOW, Memory, Person, a_day, a_week, into_folder
from tracker.errors import StoreError, UsageError
from tracker.publish import ChangedElsewhere, Folder, PublishRefused, carry_out, plan_folder
from tracker.publish.steps import WriteFile
from tracker.stored import Publication


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an empty folder to publish into."""
    path = tmp_path / "til"
    path.mkdir()
    return path


def into(folder: Path, pattern: str = "{month}/{date}.md") -> Folder:
    """Return the target: files in that folder, without git."""
    return Folder(folder, pattern, commit=False, push=False, message="")


def test_the_bytes_of_the_text_are_written(folder: Path, person: Person, memory: Memory) -> None:
    text = "# 2025-03-24\r\n\r\n한 줄\u2028한 줄 끝에 줄바꿈 없음"

    plan = into_folder(a_day(text), into(folder), memory, person.environment)

    assert (folder / "March" / "2025-03-24.md").read_bytes() == text.encode()
    assert [step.line() for step in plan.steps] == [f"Write {folder / 'March' / '2025-03-24.md'} (57 bytes)."]
    assert memory.all == [
        Publication("day 2025-03-24", str(folder), "March/2025-03-24.md", memory.all[0].sha256, None, (), NOW)
    ]


def test_a_plan_touches_nothing(folder: Path, person: Person) -> None:
    plan_folder(a_day(), into(folder), None, force=False, environment=person.environment)

    assert list(folder.iterdir()) == []


def test_the_same_again_is_nothing_to_do(folder: Path, person: Person, memory: Memory) -> None:
    into_folder(a_day(), into(folder), memory, person.environment)

    again = into_folder(a_day(), into(folder), memory, person.environment)

    assert again.nothing_to_do
    assert len(memory.all) == 1


def test_what_was_published_is_replaced_by_the_new_text(folder: Path, person: Person, memory: Memory) -> None:
    into_folder(a_day("# 하나\n"), into(folder), memory, person.environment)
    plan = into_folder(a_day("# 둘\n"), into(folder), memory, person.environment)

    path = folder / "March" / "2025-03-24.md"
    assert path.read_text("utf-8") == "# 둘\n"
    assert plan.lines() == (f"Write {path} anew (6 bytes).",)


def test_a_file_changed_by_hand_is_kept_unless_forced(folder: Path, person: Person, memory: Memory) -> None:
    into_folder(a_day("# 하나\n"), into(folder, "{date}.md"), memory, person.environment)
    path = folder / "2025-03-24.md"
    path.write_text("# 손으로 고침\n", "utf-8")

    with pytest.raises(ChangedElsewhere) as refused:
        into_folder(a_day("# 둘\n"), into(folder, "{date}.md"), memory, person.environment)
    assert refused.value.sentence == f"{path} was changed by hand since it was published; nothing was touched."
    assert refused.value.shell == (
        f"See the difference: studylog export 2025-03-24 | diff - {path} · To overwrite: --force"
    )
    assert path.read_text("utf-8") == "# 손으로 고침\n"

    into_folder(a_day("# 둘\n"), into(folder, "{date}.md"), memory, person.environment, force=True)
    assert path.read_text("utf-8") == "# 둘\n"


def test_a_file_that_is_not_ours_is_kept_unless_forced(folder: Path, person: Person, memory: Memory) -> None:
    (folder / "2025-03-24.md").write_text("# 남의 글\n", "utf-8")

    with pytest.raises(ChangedElsewhere, match="other contents, which are not from here"):
        into_folder(a_day(), into(folder, "{date}.md"), memory, person.environment)

    (folder / "2025-03-24.md").write_text(a_day().text, "utf-8")
    assert into_folder(a_day(), into(folder, "{date}.md"), memory, person.environment).nothing_to_do
    assert memory.last is not None


def test_line_endings_that_git_changed_are_no_change_by_hand(folder: Path, person: Person, memory: Memory) -> None:
    into_folder(a_day("# 하나\n"), into(folder, "{date}.md"), memory, person.environment)
    (folder / "2025-03-24.md").write_bytes("# 하나\r\n".encode())

    into_folder(a_day("# 둘\n"), into(folder, "{date}.md"), memory, person.environment)

    assert (folder / "2025-03-24.md").read_bytes() == "# 둘\n".encode()


def test_another_pattern_leaves_the_old_file_and_says_so(folder: Path, person: Person, memory: Memory) -> None:
    into_folder(a_day(), into(folder, "{date}.md"), memory, person.environment)

    plan = into_folder(a_day(), into(folder, "{mon}/{date}.md"), memory, person.environment)

    assert plan.notes == ("It was published to 2025-03-24.md until now; that file stays.",)
    assert sorted(path.name for path in folder.rglob("*.md")) == ["2025-03-24.md", "2025-03-24.md"]


def test_a_file_that_is_gone_is_written_again(folder: Path, person: Person, memory: Memory) -> None:
    into_folder(a_day(), into(folder, "{date}.md"), memory, person.environment)
    (folder / "2025-03-24.md").unlink()

    plan = into_folder(a_day(), into(folder, "{date}.md"), memory, person.environment)

    assert plan.notes == (f"{folder / '2025-03-24.md'} is gone; it is written again.",)
    assert (folder / "2025-03-24.md").exists()


def test_a_file_changed_between_plan_and_writing_is_kept(folder: Path, person: Person, memory: Memory) -> None:
    plan = plan_folder(a_day(), into(folder, "{date}.md"), None, force=True, environment=person.environment)
    (folder / "2025-03-24.md").write_text("# 그 사이에\n", "utf-8")

    with pytest.raises(ChangedElsewhere, match="was changed a moment ago"):
        carry_out(plan, memory, person.environment, NOW)
    assert (folder / "2025-03-24.md").read_text("utf-8") == "# 그 사이에\n"
    assert memory.all == []


def test_a_week_goes_where_its_pattern_says(folder: Path, person: Person, memory: Memory) -> None:
    into_folder(a_week(), into(folder, "weeks/{period}.md"), memory, person.environment)

    assert (folder / "weeks" / "2025-W13.md").read_text("utf-8") == "# 한 주\n"


def test_what_is_in_the_way_is_said_before(folder: Path, tmp_path: Path, person: Person) -> None:
    def refused(target: Folder, text: str = "# 하루\n") -> str:
        with pytest.raises(PublishRefused) as error:
            plan_folder(a_day(text), target, None, force=True, environment=person.environment)
        return str(error.value)

    gone = tmp_path / "gone"
    assert refused(into(gone)) == f"There is no folder {gone}; make it first: mkdir -p {gone}"
    (tmp_path / "file").write_text("", "utf-8")
    assert "is not a folder" in refused(into(tmp_path / "file"))
    (folder / "2025-03-24.md").mkdir()
    assert "is a folder; choose another pattern" in refused(into(folder, "{date}.md"))
    (folder / "March").write_text("", "utf-8")
    assert "is a file, where a folder should be" in refused(into(folder))
    assert refused(into(folder), " \n") == "2025-03-24 is empty; there is nothing to publish."


def test_links_lead_nowhere_else(folder: Path, tmp_path: Path, person: Person) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "2025-03-24.md").write_text("# 남의 글\n", "utf-8")
    (folder / "March").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (folder / "2025-03-24.md").symlink_to(tmp_path / "elsewhere" / "2025-03-24.md")

    for pattern in ("{month}/{date}.md", "{date}.md"):
        with pytest.raises(PublishRefused, match="leads elsewhere, through a link"):
            plan_folder(a_day(), into(folder, pattern), None, force=True, environment=person.environment)


def test_a_folder_known_by_a_link_is_fine(folder: Path, tmp_path: Path, person: Person, memory: Memory) -> None:
    (tmp_path / "link").symlink_to(folder, target_is_directory=True)

    into_folder(a_day(), into(tmp_path / "link"), memory, person.environment)

    assert (folder / "March" / "2025-03-24.md").exists()


def test_a_folder_that_may_not_be_written_in(folder: Path, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    # Root may write anywhere, so the answer is given for it.
    monkeypatch.setattr(os, "access", lambda path, mode: False)

    with pytest.raises(PublishRefused, match=f"Nothing may be written in {folder}"):
        plan_folder(a_day(), into(folder), None, force=False, environment=person.environment)


def test_half_a_character_is_refused_before(folder: Path, person: Person) -> None:
    with pytest.raises(StoreError, match="half a character"):
        plan_folder(a_day("# \ud83d\n"), into(folder), None, force=False, environment=person.environment)


def test_patterns_are_checked_before(folder: Path, person: Person) -> None:
    with pytest.raises(UsageError, match="leads out of its folder"):
        plan_folder(a_day(), into(folder, "../{date}.md"), None, force=False, environment=person.environment)
    with pytest.raises(UsageError, match="Pushing needs a commit"):
        plan_folder(a_day(), Folder(folder, "{date}.md", False, True, "{date}"), None, force=False, environment={})


def test_signs_that_steer_a_terminal_are_shown_as_signs(folder: Path) -> None:
    line = WriteFile(folder / "\x1b[2J.md", "# 하루\n", None).line()

    assert "\x1b" not in line
    assert "\n" not in line


def test_the_key_and_the_day_are_what_is_remembered(folder: Path, person: Person, memory: Memory) -> None:
    into_folder(a_day(day=MONDAY), into(folder), memory, person.environment)

    assert memory.last is not None
    assert (memory.last.key, memory.last.place, memory.last.url) == ("day 2025-03-24", "March/2025-03-24.md", None)
