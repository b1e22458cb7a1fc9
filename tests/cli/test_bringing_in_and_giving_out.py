"""Import and export: everything comes back byte for byte, and nothing is overwritten unasked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.shell import SHARED, Shell

MONDAY = "# 2025-03-10\r\n\r\n- 할 일 \u00a0\r\n끝"
TUESDAY = "# 2025-03-11\n\n오늘은 짧게\n"


def files_below(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file, by its path below the folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    """Return a folder with three logs in folders, and a picture."""
    folder = tmp_path / "til"
    (folder / "2025" / "03").mkdir(parents=True)
    (folder / "2025" / "03" / "10.md").write_bytes(MONDAY.encode())
    (folder / "2025" / "03" / "tuesday.md").write_bytes(TUESDAY.encode())
    (folder / "two days.md").write_bytes(b"# 2025-01-01\n\nA\n\n# 2025-01-02\n\nB")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    return folder


def test_a_folder_comes_in_and_goes_out_as_it_was(studylog: Shell, logs: Path, tmp_path: Path) -> None:
    told = studylog("import", str(logs)).split("\n")

    assert told[0] == "3 files; days: 4 new"
    assert told[-2] == "left alone:  1 file that is no log (1 .png)"
    assert studylog("export", "--to", str(tmp_path / "out"), "--layout", "imported") == (
        f"3 files written to {tmp_path / 'out'}\n"
    )
    (logs / "picture.png").unlink()
    assert files_below(tmp_path / "out") == files_below(logs)
    assert studylog("export", "--to", str(tmp_path / "out"), "--layout", "imported") == (
        f"0 files written to {tmp_path / 'out'}; 3 there already, the same\n"
    )


def test_importing_again_changes_nothing(studylog: Shell, logs: Path) -> None:
    studylog("import", str(logs))
    text = studylog("export")

    assert studylog("import", str(logs)).startswith("3 files; days: 4 as before\n")
    assert studylog("export") == text


def test_what_could_be_taken_in_is_beside_a_day_in_conflict(studylog: Shell, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(MONDAY.encode())
    (tmp_path / "b.md").write_bytes(MONDAY.encode() + "\n한 줄 더".encode())

    called = studylog.call("import", str(tmp_path))

    assert (called.code, called.err) == (
        0,
        "studylog: 1 day is there already with another text and stayed as it was; to settle it: --keep or --replace.\n",
    )
    assert called.out.startswith("2 files; days: 1 new, 1 in conflict\n")


def test_lines_that_stayed_text_are_named(studylog: Shell, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 2025-03-10\n\n그냥 한 줄\n\n## Goals\n- [ ] 읽기\n", "utf-8")
    assert json.loads(studylog("import", str(tmp_path), "--json"))["plain_places"] == [{"file": "a.md", "line": 3}]


def test_a_day_that_is_there_is_kept_unless_asked(studylog: Shell, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(MONDAY.encode())
    studylog("import", str(tmp_path / "a.md"))
    (tmp_path / "a.md").write_bytes(MONDAY.encode() + "\n한 줄 더".encode())

    called = studylog.call("import", str(tmp_path / "a.md"))
    assert called.code == 1
    assert called.err == (
        "studylog: 1 day is there already with another text and stayed as it was; to settle it: --keep or --replace.\n"
    )
    assert called.out == (
        "1 file; days: 1 in conflict\nconflict:    a.md: 2025-03-10 is there with another text; the stored one stayed\n"
    )
    assert studylog("export", "mon") == MONDAY
    assert studylog("import", str(tmp_path / "a.md"), "--keep") == "1 file; days: 1 kept\n"
    assert studylog("export", "mon") == MONDAY
    assert studylog("import", str(tmp_path / "a.md"), "--replace").startswith("1 file; days: 1 replaced\n")
    assert studylog("export", "mon") == MONDAY + "\n한 줄 더"
    studylog("undo")
    assert studylog("export", "mon") == MONDAY


def test_standard_input(studylog: Shell) -> None:
    assert studylog("import", "-", given=TUESDAY) == (
        "1 file; days: 1 new\nread:        no items; no study times\nstayed text: 1 line, kept and shown as written\n"
    )
    assert studylog("export", "tue") == TUESDAY
    studylog("import", "-", "-d", "3/1", given="날짜가 없는 글")
    assert studylog("export", "3/1") == "날짜가 없는 글"


def test_a_file_without_a_date_is_given_one(studylog: Shell, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("날짜가 없는 글", "utf-8")

    assert studylog.refused("import", str(tmp_path / "notes.md"), changes=True) == (
        "notes.md has no date, in a heading or in its name;"
        " rename it like 2025-01-22.md, or say the day: -d 2025-01-22."
    )
    studylog("import", str(tmp_path / "notes.md"), "-d", "어제")
    assert studylog("export", "어제") == "날짜가 없는 글"


def test_a_report_for_programs(studylog: Shell, logs: Path) -> None:
    (logs / "notes.md").write_text("날짜가 없는 글", "utf-8")
    report = json.loads(studylog("import", str(logs), "--json"))

    assert sorted(report["new"]) == ["2025-01-01", "2025-01-02", "2025-03-10", "2025-03-11"]
    assert [entry["file"] for entry in report["undated"]] == ["notes.md"]
    assert report["other_files"] == {".png": 1}
    assert (report["conflicts"], report["refused"], report["replaced"]) == ([], [], [])


def test_days_one_after_another(studylog: Shell, logs: Path) -> None:
    studylog("import", str(logs / "2025"))

    assert studylog("export") == f"{MONDAY}\n{TUESDAY}"
    assert studylog("export", "tue", "mon", "화") == f"{TUESDAY}{MONDAY}"
    assert [day["date"] for day in json.loads(studylog("export", "--json"))] == ["2025-03-10", "2025-03-11"]


def test_a_table(studylog: Shell) -> None:
    studylog("goal", "하나")
    studylog("time", "add", "1h", "영어")
    studylog("time", "total", "1:30:00")

    assert studylog("export", "--csv") == (
        "date,study_seconds,clocked_seconds,goals,topics,problems,done,partial,missed,open\n"
        "2025-03-12,5400,3600,1,0,0,0,0,0,0\n"
    )


def test_a_file_for_each_day(studylog: Shell, logs: Path, tmp_path: Path) -> None:
    studylog("import", str(logs / "2025"))
    out = tmp_path / "out"
    out.mkdir()
    (out / "2025-03-11.md").write_text("mine", "utf-8")

    assert studylog.refused("export", "--to", str(out)) == (
        f"{out / '2025-03-11.md'} is there with other contents; nothing was written. To overwrite: --force"
    )
    assert files_below(out) == {"2025-03-11.md": b"mine"}
    assert studylog("export", "--to", str(out), "--force") == f"2 files written to {out}\n"
    assert files_below(out) == {"2025-03-10.md": MONDAY.encode(), "2025-03-11.md": TUESDAY.encode()}


needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the logs of real people are not part of the repository")


@needs_shared
def test_the_seed_comes_back(studylog: Shell) -> None:
    seed = SHARED / "seed" / "2025-01-22.md"
    studylog("import", str(seed))

    assert studylog("export", "2025-01-22").encode() == seed.read_bytes()


@needs_shared
def test_the_seed_counted_by_hand(studylog: Shell) -> None:
    studylog("import", str(SHARED / "seed"))
    day = json.loads(studylog("show", "2025-01-22", "--json"))

    assert len(day["goals"]) == 2
    assert [topic["presenter"] for topic in day["topics"]] == [None, "빅토리아", "리로이", "테디", None, None]
    assert [(p["judge"], p["id"], p["week"]) for p in day["problems"]] == [("백준", "5065", 8), ("백준", "10102", 8)]
    assert [(c["when"], c["mark"]) for c in day["challenges"]] == [("past", "done"), ("next", None)]
    assert day["study_seconds"] == 28_958
    assert len(day["reflections"]) == 2
    assert day["diagnostics"] == []


@needs_shared
def test_checking_off_and_on_again_gives_the_seed_back(studylog: Shell) -> None:
    studylog("import", str(SHARED / "seed"))
    seed = studylog("export")
    studylog.set("STUDYLOG_NOW", "2025-01-22T20:00:00+09:00")

    studylog("check", "1", "--missed")
    missed = studylog("export")
    studylog("check", "1")

    differing = [pair for pair in zip(seed.split("\n"), missed.split("\n"), strict=True) if pair[0] != pair[1]]
    assert len(differing) == 1
    assert studylog("export") == seed


@needs_shared
def test_the_corpus_goes_out_as_the_same_files(studylog: Shell, tmp_path: Path) -> None:
    report = json.loads(studylog.call("import", str(SHARED / "corpus"), "--json").out)
    studylog("export", "--to", str(tmp_path / "out"), "--layout", "imported")

    undated = {entry["file"] for entry in report["undated"]}
    assert report["refused"] == []
    there = {path: data for path, data in files_below(SHARED / "corpus").items() if path not in undated}
    came_back = files_below(tmp_path / "out")
    assert {path: data for path, data in came_back.items() if path not in undated} == there
