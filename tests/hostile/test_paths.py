"""Names and files that lead astray: nothing is written outside the named folder, and no pipe or device is opened."""

from __future__ import annotations

import datetime as dt
import os
import socket
from contextlib import suppress
from pathlib import Path

import pytest

from tests.hostile.laws import assert_one_sentence
from tests.journal.build import WEDNESDAY, put
from tracker.errors import ImportRefused, StoreError, TrackerError, UsageError
from tracker.journal import Journal, importing
from tracker.journal.exporting import ExportFile, Layout, below, export_files, write_export
from tracker.journal.importing import ImportReport, SourceFile, find_sources, import_files
from tracker.patterns import Piece, check_pattern, detected_pattern, filled, fits_every_system
from tracker.places import find_places
from tracker.publish.publishing import Wish, prepare
from tracker.resources import load_judges, read_page_template, read_template, template_files
from tracker.settings import read_config
from tracker.stored import FilePiece

posix = pytest.mark.skipif(os.name == "nt", reason="links, pipes and such names are made freely there only")
LOG = "# 2025-01-22\n\n- 학습 목표 1 : 볼륨\n"


def bring_in(journal: Journal, *paths: Path) -> ImportReport:
    """Import folders and files."""
    report = ImportReport()
    return import_files(journal, find_sources(paths, report), report)


def everything_in(folder: Path) -> list[str]:
    """Return the names of all that lies in a folder, links not followed."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


# Import


@posix
@pytest.mark.parametrize(
    "name",
    [
        "2025-01-22\n.md",
        "2025-01-22\x1b[2J.md",
        "2025-01-22\x7f\x01.md",
        "\u202e2025-01-22.md",
        "2025-01-22" + "a" * 242 + ".md",
        "가" * 60 + "2025-01-22.md",
        "CON 2025-01-22.md",
        "NUL.md",
        "COM1.2025-01-22.md",
        "2025-01-22:stream.md",
        "2025-01-22. .md",
        "..2025-01-22.md",
        "...md",
        "a\\..\\2025-01-22.md",
        "C:\\2025-01-22.md",
        "-rf 2025-01-22.md",
        "~/2025-01-22.md",
        "con/aux /lpt1./2025-01-22.md",
        ".../..a/2025-01-22.md",
        "'; DROP TABLE days;--.md",
    ],
)
def test_a_file_of_any_name_comes_back_under_it(journal: Journal, tmp_path: Path, name: str) -> None:
    source = tmp_path / "in" / name
    source.parent.mkdir(parents=True)
    source.write_bytes(LOG.encode())

    bring_in(journal, tmp_path / "in")
    write_export(export_files(journal, journal.store.dates(), Layout.IMPORTED), tmp_path / "out")

    assert everything_in(tmp_path / "out") == everything_in(tmp_path / "in")
    assert (tmp_path / "out" / name).read_bytes() == LOG.encode()


@posix
def test_what_is_no_file_is_neither_opened_nor_followed(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    (folder / "2025-01-20").mkdir(parents=True)
    (folder / "2025-01-22.md").write_text(LOG, "utf-8")
    (tmp_path / "secret.md").write_text("# 2025-01-21\n비밀\n", "utf-8")
    os.mkfifo(folder / "2025-01-10.md")
    (folder / "2025-01-11.md").symlink_to("/dev/zero")
    (folder / "2025-01-12.md").symlink_to("2025-01-12.md")
    (folder / "2025-01-13.md").symlink_to("nowhere.md")
    (folder / "2025-01-14.md").symlink_to(tmp_path / "secret.md")
    (folder / "2025-01-20" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "2025-01-20" / "root").symlink_to("/", target_is_directory=True)
    with socket.socket(socket.AF_UNIX) as listening:
        # The name of a socket may not be long, so it is bound from within.
        monkeypatch.chdir(folder)
        listening.bind("2025-01-15.md")

    report = bring_in(journal, folder)

    assert report.new == [WEDNESDAY]
    assert report.other_files["links and devices"] == 6
    assert report.refused == []


@posix
@pytest.mark.parametrize("made", ["pipe", "device", "loop", "nowhere"])
def test_what_is_no_file_is_refused_when_it_is_named_itself(journal: Journal, tmp_path: Path, made: str) -> None:
    path = tmp_path / "2025-01-22.md"
    if made == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to({"device": "/dev/zero", "loop": "2025-01-22.md", "nowhere": "nowhere.md"}[made])

    try:
        report = bring_in(journal, path)
    except ImportRefused as refused:
        assert_one_sentence(refused)
    else:
        assert report.refused == [("2025-01-22.md", "is not a file")]
    assert journal.store.dates() == []


@posix
def test_a_file_without_an_end_is_read_only_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of the system's own say that they are empty, and need not end."""
    monkeypatch.setattr(importing, "LARGEST_FILE", 1000)
    source = Path("/proc/self/maps")
    if not source.exists():
        pytest.skip("there is no /proc here")

    (found,) = find_sources([source], ImportReport())

    assert len(found.read()) == 1001


def test_a_huge_file_is_refused_by_its_size(journal: Journal, tmp_path: Path) -> None:
    with (tmp_path / "2025-01-22.md").open("wb") as file:
        file.truncate(10**12)

    (refused,) = bring_in(journal, tmp_path / "2025-01-22.md").refused

    assert refused == (
        "2025-01-22.md",
        "has 1000000 MB; a log is text of at most 20 MB. Split it, or leave it out",
    )


@posix
def test_folders_in_folders_may_be_as_deep_as_they_like(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the two files, only one has a path that can be opened; the folders go on far below it."""
    top, depth = tmp_path / "in", 2100
    top.mkdir()
    monkeypatch.chdir(top)
    try:
        for level in range(depth):
            if level in (1200, depth - 1):
                Path("2025-01-22.md").write_text(LOG, "utf-8")
            os.mkdir("d")
            os.chdir("d")

        report = bring_in(journal, top)
    finally:
        # Whoever clears up after tests would come to an end of its own.
        while not Path("in").exists():
            os.chdir("..")
            Path("2025-01-22.md").unlink(missing_ok=True)
            with suppress(OSError):
                os.rmdir("d")
    assert report.new == [WEDNESDAY]
    assert [why for _path, why in report.refused] == ["cannot be read: File name too long"]


# Export


def remember(journal: Journal, root: str, path: str) -> None:
    """Write into the database that the day came from a file of that name, whoever made it say so."""
    put(journal, LOG)
    journal.store.put_imported_file(root, path, [FilePiece(WEDNESDAY, None)], journal.now())


@pytest.mark.parametrize(
    "stored",
    [
        "../up.md",
        "a/../../up.md",
        "/tmp/absolute.md",
        "//server/share/up.md",
        "..",
        "",
        ".",
        "a\x00b.md",
        "link/up.md",
        "link/../up.md",
        "loop/up.md",
    ],
)
@posix
def test_a_stored_name_that_leads_out_is_refused_and_nothing_is_written(
    journal: Journal, tmp_path: Path, stored: str
) -> None:
    target, outside = tmp_path / "out", tmp_path / "outside"
    target.mkdir()
    outside.mkdir()
    (target / "link").symlink_to(outside, target_is_directory=True)
    (target / "loop").symlink_to("loop")
    remember(journal, str(tmp_path), stored)
    before = everything_in(tmp_path)

    with pytest.raises(StoreError) as refused:
        write_export(
            [ExportFile("first.md", "하루\n"), *export_files(journal, [WEDNESDAY], Layout.IMPORTED)], target, force=True
        )

    assert_one_sentence(refused.value)
    assert "nothing was written" in str(refused.value)
    assert everything_in(tmp_path) == before


@posix
@pytest.mark.parametrize("stored", ["C:\\Windows\\up.md", "..\\up.md", "C:up.md", "~/up.md", "$HOME/up.md", "a//b.md"])
def test_a_name_that_leads_out_elsewhere_stays_below_the_folder_here(
    journal: Journal, tmp_path: Path, stored: str
) -> None:
    remember(journal, str(tmp_path), stored)

    write_export(export_files(journal, [WEDNESDAY], Layout.IMPORTED), tmp_path / "out")

    (written,) = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert written == tmp_path / "out" / stored
    assert written.read_bytes() == LOG.encode()


@pytest.mark.parametrize(
    "name",
    [
        "C:/up.md",
        "C:up.md",
        "..\\up.md",
        "a\\b.md",
        "CON",
        "nul.md",
        "COM1.md",
        "com¹.md",
        "CONOUT$",
        "a/aux/b.md",
        "a.",
        "a ",
        "a./b.md",
        "2025-01-22.md:stream",
        "a?.md",
        "a\n.md",
    ],
)
def test_on_windows_a_name_that_is_none_there_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError, match=r"Windows takes no file named .*; nothing was written\."):
        below(tmp_path, name, windows=True)


def test_on_windows_other_names_are_taken(tmp_path: Path) -> None:
    assert below(tmp_path, "a/2025-01-22 (수).md", windows=True) == tmp_path / "a" / "2025-01-22 (수).md"
    assert fits_every_system("console.md")
    assert fits_every_system(".md")


@posix
@pytest.mark.parametrize("made", ["pipe", "device", "folder", "link to a pipe"])
def test_what_is_no_file_in_the_place_of_one_stops_the_export(tmp_path: Path, made: str) -> None:
    path = tmp_path / "out" / "2025-01-22.md"
    path.parent.mkdir()
    match made:
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")
        case "folder":
            path.mkdir()
        case _:
            os.mkfifo(tmp_path / "pipe")
            path.symlink_to(tmp_path / "pipe")

    with pytest.raises(StoreError, match=r"2025-01-22\.md is in the way \(.*\); nothing was written\.") as refused:
        write_export([ExportFile("2025-01-22.md", LOG)], tmp_path / "out", force=True)

    assert_one_sentence(refused.value)


@posix
def test_a_link_that_leads_nowhere_is_not_overwritten_unasked(tmp_path: Path) -> None:
    (tmp_path / "2025-01-22.md").symlink_to(tmp_path / "elsewhere.md")

    with pytest.raises(StoreError, match="is there with other contents; nothing was written"):
        write_export([ExportFile("2025-01-22.md", LOG)], tmp_path)
    write_export([ExportFile("2025-01-22.md", LOG)], tmp_path, force=True)

    assert not (tmp_path / "elsewhere.md").exists()
    assert (tmp_path / "2025-01-22.md").read_bytes() == LOG.encode()


def test_a_file_that_would_have_to_be_a_folder_as_well_stops_the_export_before_it_begins(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"2025 would have to be a file and a folder at once; nothing was written\."):
        write_export([ExportFile("a.md", "a"), ExportFile("2025/1.md", "b"), ExportFile("2025", "c")], tmp_path)

    assert everything_in(tmp_path) == []


@posix
def test_a_day_that_came_from_outside_the_folder_is_not_published_there(journal: Journal, tmp_path: Path) -> None:
    folder = tmp_path / "til"
    folder.mkdir()
    remember(journal, str(folder), "../../up.md")

    with pytest.raises(TrackerError) as refused:
        prepare(journal, "day", WEDNESDAY, Wish(target=str(folder)), {})

    assert_one_sentence(refused.value)
    assert everything_in(folder) == []


# Patterns and templates


@pytest.mark.parametrize(
    "pattern",
    [
        "../{date}.md",
        "a/../../{date}.md",
        "/etc/{date}.md",
        "\\\\server\\{date}.md",
        "~/{date}.md",
        "C:{date}.md",
        "a\\{date}.md",
        "{date}.md:stream",
        "CON/{date}.md",
        "com¹.{date}.md",
        "{date}.",
        "{date} /a.md",
        ".git/{date}.md",
        "a/.GIT/{date}",
        "{date}\n.md",
        "a//{date}.md",
        "./{date}.md",
        "{date}" * 400,
    ],
)
def test_a_pattern_that_leads_astray_is_refused(pattern: str) -> None:
    with pytest.raises(UsageError) as refused:
        check_pattern(pattern, path=True)

    assert "\n" not in str(refused.value)


def test_values_lead_nowhere_either() -> None:
    piece = Piece("day", dt.date(2025, 1, 22), "../..", 4, "..\\/", "../../up", "\x00../", LOG)

    assert filled("{weekday}x{period}/{date}.md", piece, path=True) == "--x-/2025-01-22.md"


def test_a_name_of_ones_is_read_in_some_ways_only() -> None:
    ones = dt.date(2011, 11, 11)

    assert detected_pattern([("1" * 20 + ".md", ones), ("1" * 16 + ".md", ones)]) is None


@posix
@pytest.mark.parametrize("made", ["pipe", "device", "folder"])
def test_a_template_that_is_no_file_is_not_opened(tmp_path: Path, made: str) -> None:
    path = tmp_path / "templates" / "mine.md"
    path.parent.mkdir()
    if made == "pipe":
        os.mkfifo(path)
    elif made == "device":
        path.symlink_to("/dev/zero")
    else:
        path.mkdir()
    places = find_places({"STUDYLOG_DB": str(tmp_path / "s.db"), "STUDYLOG_CONFIG": str(tmp_path / "config.yaml")})

    for read in (lambda: read_template(path), lambda: read_page_template(path), lambda: list(template_files(places))):
        with pytest.raises(UsageError, match=r"mine\.md is no file; put a template in its place, or take it away\."):
            read()


def test_a_template_larger_than_any_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("# {{ date }}\n" * 20_000, "utf-8")

    with pytest.raises(UsageError, match=r"mine\.md is larger than any template\."):
        read_template(tmp_path / "mine.md")


@posix
def test_settings_that_do_not_end_are_refused(tmp_path: Path) -> None:
    places = find_places({"STUDYLOG_DB": str(tmp_path / "s.db"), "STUDYLOG_CONFIG": str(tmp_path / "config.yaml")})
    places.config.symlink_to("/dev/zero")
    places.judges.symlink_to("/dev/zero")

    for read in (lambda: read_config(places.config), lambda: load_judges(places)):
        with pytest.raises(UsageError, match=r"yaml: the file is larger than any settings\."):
            read()


def test_a_template_is_known_by_any_name_and_writes_no_file_of_it(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text('---\nname: "../../../up"\n---\n# {{ date }}\n', "utf-8")

    assert read_template(tmp_path / "mine.md").name == "../../../up"
    assert everything_in(tmp_path) == ["mine.md"]


def test_a_file_whose_name_no_text_can_hold_is_refused_and_the_others_come_in(journal: Journal) -> None:
    names = [("in", "2025-01-21\udcff.md"), ("in\udcff", "2025-01-23.md"), ("in", "2025-01-22.md")]

    report = import_files(journal, [SourceFile(root, name, LOG.encode) for root, name in names], ImportReport())

    assert report.refused == [
        ("2025-01-21\ufffd.md", "has a name that is not UTF-8; rename it"),
        ("2025-01-23.md", "has a name that is not UTF-8; rename it"),
    ]
    assert report.new == [WEDNESDAY]
