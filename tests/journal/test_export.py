"""Giving logs back, as days or as the files that came in, and writing them to a folder."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.journal.build import THURSDAY, TUESDAY, WEDNESDAY, put
from tracker.errors import Cancelled, NotFound, StoreError
from tracker.journal import Journal
from tracker.journal.exporting import ExportFile, Layout, days_csv, export_files, export_text, write_export
from tracker.journal.importing import ImportReport, find_sources, import_files

ONE, TWO = "# 2025-01-21\n하나\n", "# 2025-01-22\n둘"


@pytest.fixture
def two_days(journal: Journal) -> None:
    """Write two days, the second without a newline at its end."""
    put(journal, ONE, TUESDAY)
    put(journal, TWO)


def files(journal: Journal, layout: Layout, *days: dt.date) -> list[tuple[str, str]]:
    """Return names and texts of an export, of all days unless some are given."""
    return [(file.path, file.text) for file in export_files(journal, days or journal.store.dates(), layout)]


def bring_in(journal: Journal, folder: Path, logs: dict[str, str]) -> None:
    """Write files below a folder and import it."""
    for name, text in logs.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    report = ImportReport()
    import_files(journal, find_sources([folder], report), report)


@pytest.mark.usefixtures("two_days")
def test_a_single_day_is_its_text_and_nothing_else(journal: Journal) -> None:
    assert export_text(journal, [WEDNESDAY]) == TWO


@pytest.mark.usefixtures("two_days")
def test_several_days_follow_one_another_on_lines_of_their_own(journal: Journal) -> None:
    assert export_text(journal, [WEDNESDAY, TUESDAY]) == f"{TWO}\n{ONE}"
    assert export_text(journal, []) == ""
    with pytest.raises(NotFound, match="There is no log of 2025-01-23 yet"):
        export_text(journal, [THURSDAY])


@pytest.mark.usefixtures("two_days")
def test_a_file_a_day(journal: Journal) -> None:
    assert files(journal, Layout.DAYS) == [("2025-01-21.md", ONE), ("2025-01-22.md", TWO)]
    assert files(journal, Layout.DAYS, WEDNESDAY) == [("2025-01-22.md", TWO)]


def test_days_written_since_are_files_of_their_own(journal: Journal, tmp_path: Path) -> None:
    bring_in(journal, tmp_path / "logs", {"January/til.md": ONE})
    put(journal, TWO)

    assert files(journal, Layout.IMPORTED) == [("January/til.md", ONE), ("2025-01-22.md", TWO)]
    assert files(journal, Layout.DAYS) == [("2025-01-21.md", ONE), ("2025-01-22.md", TWO)]


def test_one_day_as_imported_is_its_file_with_its_other_days(journal: Journal, tmp_path: Path) -> None:
    both = "# 2025-01-22\n둘\n# 2025-01-21\n하나\n"
    bring_in(journal, tmp_path / "logs", {"til.md": both, "2025-01-20.md": "# 2025-01-20\n"})

    assert files(journal, Layout.IMPORTED, TUESDAY) == [("til.md", both)]


def test_a_file_that_no_day_took_over_comes_with_everything_only(journal: Journal, tmp_path: Path) -> None:
    put(journal, TWO)
    put(journal, ONE, TUESDAY)
    bring_in(journal, tmp_path / "logs", {"2025-01-22.md": "# 2025-01-22\n다른 것\n"})

    assert files(journal, Layout.IMPORTED, TUESDAY) == [("2025-01-21.md", ONE)]
    assert dict(files(journal, Layout.IMPORTED)) == {
        "2025-01-22.md": "# 2025-01-22\n다른 것\n",
        "2025-01-21.md": ONE,
        "2025-01-22 (2).md": TWO,
    }


def test_a_new_day_takes_no_imported_files_name(journal: Journal, tmp_path: Path) -> None:
    of_a_range = "# 2025-01-20 ~ 2025-01-22\n사흘\n"
    bring_in(journal, tmp_path / "logs", {"2025-01-22.md": of_a_range})
    put(journal, TWO)

    assert files(journal, Layout.IMPORTED) == [("2025-01-22.md", of_a_range), ("2025-01-22 (2).md", TWO)]


@pytest.mark.usefixtures("two_days")
def test_files_are_written_once(journal: Journal, tmp_path: Path) -> None:
    target = tmp_path / "new" / "out"

    assert write_export(export_files(journal, journal.store.dates(), Layout.DAYS), target) == (2, 0)
    assert (target / "2025-01-22.md").read_bytes() == TWO.encode()
    assert write_export(export_files(journal, journal.store.dates(), Layout.DAYS), target) == (0, 2)
    assert sorted(path.name for path in target.iterdir()) == ["2025-01-21.md", "2025-01-22.md"]


@pytest.mark.usefixtures("two_days")
def test_an_export_can_be_gone_through_again_and_sees_what_was_written_since(journal: Journal) -> None:
    export = export_files(journal, [TUESDAY, WEDNESDAY], Layout.DAYS)

    assert [file.text for file in export] == [ONE, TWO]
    put(journal, ONE + "또\n", TUESDAY)
    assert [file.text for file in export] == [ONE + "또\n", TWO]


def test_files_that_come_but_once_are_all_written(tmp_path: Path) -> None:
    once = (ExportFile(f"{n}.md", str(n)) for n in range(3))

    assert write_export(once, tmp_path) == (3, 0)
    assert sorted(path.read_text() for path in tmp_path.iterdir()) == ["0", "1", "2"]


def test_a_file_with_other_contents_stops_the_export_before_it_begins(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("mine")
    export = [ExportFile("a.md", "a"), ExportFile("b.md", "b")]

    with pytest.raises(
        StoreError, match=r"b\.md is there with other contents; nothing was written\. To overwrite: --force"
    ):
        write_export(export, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["b.md"]

    assert write_export(export, tmp_path, force=True) == (2, 0)
    assert (tmp_path / "b.md").read_text() == "b"


def test_force_leaves_what_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("a")
    before = (tmp_path / "a.md").stat().st_mtime_ns

    assert write_export([ExportFile("a.md", "a"), ExportFile("b.md", "b")], tmp_path, force=True) == (1, 1)
    assert (tmp_path / "a.md").stat().st_mtime_ns == before


@pytest.mark.parametrize("name", ["../up.md", "a/../../up.md", "/etc/up.md", "", "."])
def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    target = tmp_path / "out"

    with pytest.raises(StoreError, match=r"leads out of .*; nothing was written"):
        write_export([ExportFile("fine.md", ""), ExportFile(name, "x")], target, force=True)

    assert list(tmp_path.iterdir()) == []


def test_a_link_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    target, outside = tmp_path / "out", tmp_path / "outside"
    target.mkdir()
    outside.mkdir()
    (target / "link").symlink_to(outside)

    with pytest.raises(StoreError, match=r"lies outside .*, through a link; nothing was written"):
        write_export([ExportFile("link/a.md", "x")], target, force=True)

    assert list(outside.iterdir()) == []


def test_a_link_in_place_of_a_file_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("precious")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.md").symlink_to(tmp_path / "precious")

    write_export([ExportFile("a.md", "a")], tmp_path / "out", force=True)

    assert (tmp_path / "precious").read_text() == "precious"
    assert (tmp_path / "out" / "a.md").read_text() == "a"


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()

    with pytest.raises(StoreError, match=r"a\.md is in the way \(Is a directory\); nothing was written"):
        write_export([ExportFile("a.md", "a")], tmp_path, force=True)


def test_a_table_of_days(journal: Journal) -> None:
    put(
        journal,
        "# 2025-01-22\n\n### 도전 과제\n- (지난) 도전 과제 1: 하나 ✅\n- (지난) 도전 과제 2: 둘\n\n"
        "### 오늘의 회고 (총 공부 시간 2:00:00)\n",
    )
    put(journal, ONE, TUESDAY)
    journal.timer.add(WEDNESDAY, "독서", seconds=600)

    header, *rows = days_csv(journal, [TUESDAY, WEDNESDAY])

    assert [dict(zip(header, row, strict=True)) for row in rows] == [
        {
            "date": "2025-01-21", "study_seconds": "", "clocked_seconds": "0", "goals": "0", "topics": "0",
            "problems": "0", "done": "0", "partial": "0", "missed": "0", "open": "0",
        },
        {
            "date": "2025-01-22", "study_seconds": "7800", "clocked_seconds": "600", "goals": "0", "topics": "0",
            "problems": "0", "done": "1", "partial": "0", "missed": "0", "open": "1",
        },
    ]  # fmt: skip


def test_an_export_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    (tmp_path / "a.md").write_text("a")

    export = [ExportFile(name, "a") for name in ("a.md", "b.md", "c.md")]
    write_export(export, tmp_path, progress=lambda done, total: told.append((done, total)))

    assert told == [(0, 2), (1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("asked", "said", "written"),
    [
        (0, "nothing was written", []),
        (2, "nothing was written", []),
        (3, "1 file was written", ["a.md"]),
    ],
)
def test_an_export_that_is_stopped_leaves_whole_files(
    tmp_path: Path, asked: int, said: str, written: list[str]
) -> None:
    left = [False] * asked

    with pytest.raises(Cancelled, match=f"The export was stopped; {said}"):
        write_export(
            [ExportFile("a.md", "a"), ExportFile("b.md", "b")],
            tmp_path,
            cancelled=lambda: not (left and not left.pop()),
        )

    assert sorted(path.name for path in tmp_path.iterdir()) == written
