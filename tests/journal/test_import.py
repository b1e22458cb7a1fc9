"""Bringing logs in: whatever the folder looks like, nothing is changed, lost or taken twice."""

from __future__ import annotations

import datetime as dt
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journal.build import TUESDAY, WEDNESDAY, Clock, put, text_of
from tracker.errors import Cancelled, ImportRefused, NotFound
from tracker.journal import Journal, importing
from tracker.journal.exporting import Layout, export_files
from tracker.journal.importing import (
    ImportReport,
    SourceFile,
    WhereThere,
    decode_log,
    find_sources,
    import_files,
    likely_encoding,
)

Tree = Callable[[dict[str, str | bytes]], Path]
Stored = tuple[list[tuple[dt.date, str]], list[tuple[str, str, list[tuple[dt.date | None, str | None]]]]]


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """Return a function that writes files below a folder and returns the folder."""

    def write(files: dict[str, str | bytes]) -> Path:
        for name, text in files.items():
            path = tmp_path / "logs" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        return tmp_path / "logs"

    return write


def bring_in(journal: Journal, *paths: Path, where_there: WhereThere = WhereThere.ASK) -> ImportReport:
    """Import files and folders."""
    report = ImportReport()
    return import_files(journal, find_sources(paths, report), report, where_there=where_there)


def exported(journal: Journal) -> dict[str, str]:
    """Return all files as they would be given back, by name."""
    return {file.path: file.text for file in export_files(journal, journal.store.dates(), Layout.IMPORTED)}


def stored(journal: Journal) -> Stored:
    """Return every day and every piece of every file."""
    return (
        [(day, text_of(journal, day)) for day in journal.store.dates()],
        [
            (file.root, file.path, [(piece.date, piece.text) for piece in journal.store.pieces(file.id)])
            for file in journal.store.imported_files()
        ],
    )


def log(day: int, words: str = "볼륨") -> str:
    """Return a short log of a day of January 2025."""
    return f"# 2025-01-{day:02}\n\n## Goals\n- [ ] {words}\n"


def days(*numbers: int) -> list[dt.date]:
    """Return days of January 2025."""
    return [dt.date(2025, 1, number) for number in numbers]


def test_a_folder_and_the_folders_in_it(journal: Journal, tree: Tree) -> None:
    files: dict[str, str | bytes] = {
        "2025-01-20.md": log(20),
        "January/2025-01-21.md": log(21),
        "a/b/c/2025-01-22.txt": log(22),
    }

    report = bring_in(journal, tree(files))

    assert (report.files, report.new, report.complete) == (3, days(20, 21, 22), True)
    assert report.items["goals"] == 3
    assert exported(journal) == files


def test_only_logs_are_taken_from_a_folder(journal: Journal, tree: Tree) -> None:
    folder = tree(
        {
            "2025-01-20.md": log(20),
            "2025-01-21": log(21),
            "photo.png": b"\x89PNG",
            "2025-01-22.pdf": b"%PDF",
            "Makefile": "all:\n",
            ".git/2025-01-23.md": log(23),
            "node_modules/x/2025-01-24.md": log(24),
        }
    )

    report = bring_in(journal, folder)

    assert journal.store.dates() == days(20, 21)
    assert report.other_files == {".png": 1, ".pdf": 1, "Makefile": 1}
    assert report.complete


def test_a_file_named_by_itself_is_taken_whatever_it_is_called(journal: Journal, tree: Tree) -> None:
    folder = tree({"notes.org": log(20)})

    assert bring_in(journal, folder / "notes.org").new == days(20)


def test_several_folders_are_named_from_what_they_have_in_common(journal: Journal, tree: Tree) -> None:
    folder = tree({"til/2025-01-20.md": log(20), "diary/2025-01-21.md": log(21), "one/2025-01-22.md": log(22)})

    bring_in(journal, folder / "til", folder / "diary", folder / "one" / "2025-01-22.md")

    assert sorted(exported(journal)) == ["diary/2025-01-21.md", "one/2025-01-22.md", "til/2025-01-20.md"]


def test_a_file_named_twice_is_taken_once(journal: Journal, tree: Tree) -> None:
    folder = tree({"2025-01-20.md": log(20)})

    report = bring_in(journal, folder, folder / "2025-01-20.md")

    assert (report.files, report.new) == (1, days(20))


def test_files_of_one_name_in_two_folders_stay_two_files(journal: Journal, tree: Tree) -> None:
    folder = tree(
        {
            "kim/til/log.md": log(20, "김"),
            "lee/til/log.md": log(21, "이"),
            "park/til/log.md": log(22, "박"),
            "park/log.md": log(23),
        }
    )

    for person in ("kim", "lee", "park"):
        bring_in(journal, folder / person / "til")
    bring_in(journal, folder / "park")

    files = exported(journal)
    assert sorted(files.values()) == sorted([log(20, "김"), log(21, "이"), log(22, "박"), log(23)])
    assert files["log.md"] == log(20, "김")
    assert files["til/log.md"] == log(21, "이")
    assert files["park/til/log.md"] == log(22, "박")
    before = stored(journal)
    for person in ("park", "lee", "kim"):
        bring_in(journal, folder / person / "til")
    bring_in(journal, folder / "park")
    assert stored(journal) == before


def test_a_folder_imported_again_from_above_brings_no_second_file(journal: Journal, tree: Tree) -> None:
    folder = tree({"2025/2025-01-20.md": log(20), "2025/2025-01-21.md": log(21)})
    bring_in(journal, folder / "2025")
    before = stored(journal)

    report = bring_in(journal, folder)

    assert report.unchanged == days(20, 21)
    assert stored(journal) == before


def test_a_folder_that_moved_brings_no_second_file(journal: Journal, tree: Tree) -> None:
    folder = tree({"2025-01-20.md": log(20), "2025-01-21.md": log(21)})
    bring_in(journal, folder)
    before = stored(journal)

    moved = folder.rename(folder.with_name("moved"))
    bring_in(journal, moved)

    assert stored(journal) == before


@pytest.mark.parametrize("rule", list(WhereThere))
def test_importing_again_changes_nothing(journal: Journal, tree: Tree, clock: Clock, rule: WhereThere) -> None:
    folder = tree(
        {
            "2025-01-20.md": log(20),
            "2025-01-21.md": "\ufeff" + log(21).replace("\n", "\r\n"),
            "2025-01-22.md": unicodedata.normalize("NFD", log(22)) + "끝에 줄바꿈 없음 \t",
            "many.md": "머리말\n\n# 2025-01-24\n둘\n\n# 2025-01-23\n하나\n",
        }
    )
    bring_in(journal, folder)
    before = stored(journal)
    revisions = [len(journal.history(day)) for day in journal.store.dates()]
    clock.forward(days=1)

    report = bring_in(journal, folder, where_there=rule)

    assert (report.new, report.replaced, report.conflicts) == ([], [], [])
    assert sorted(report.unchanged) == days(20, 21, 22, 23, 24)
    assert stored(journal) == before
    assert [len(journal.history(day)) for day in journal.store.dates()] == revisions


def test_every_byte_comes_back(journal: Journal, tree: Tree) -> None:
    texts = [
        "# 2025-01-20\r\n\r\nCRLF\r\n",
        "# 2025-01-20\nkeine\u00a0Lücke \t \n\n\n",
        "# 2025-01-20\n" + unicodedata.normalize("NFD", "볼륨") + "\u2028\x0b\x85\n",
        "\ufeff# 2025-01-20\nBOM",
        "# 2025-01-20\n\U0001f9d1\u200d \ufe0f \ufffd\x1b[0m\n",
        "\n\n\n# 2025-01-20\r\n한 줄\n두 줄\r",
    ]
    for n, text in enumerate(texts):
        folder = tree({f"{n}.md": text.replace("2025-01-20", f"2025-01-{20 + n}")})

    bring_in(journal, folder)

    assert [exported(journal)[f"{n}.md"] for n in range(len(texts))] == [
        text.replace("2025-01-20", f"2025-01-{20 + n}") for n, text in enumerate(texts)
    ]


def test_many_days_in_one_file_newest_first(journal: Journal, tree: Tree) -> None:
    text = "# TIL\n\n## 2025-01-22\n셋\n\n## 2025-01-21\n둘\n\n## 2025-01-20\n하나\n"

    report = bring_in(journal, tree({"TIL.md": text}))

    assert (report.files, report.new) == (1, days(22, 21, 20))
    assert text_of(journal, TUESDAY) == "## 2025-01-21\n둘\n\n"
    assert exported(journal) == {"TIL.md": text}

    put(journal, text_of(journal, TUESDAY).replace("둘", "둘과 셋"), TUESDAY)
    assert exported(journal) == {"TIL.md": text.replace("둘\n", "둘과 셋\n")}


def test_a_day_that_stands_in_a_file_twice_is_kept_twice(journal: Journal, tree: Tree) -> None:
    text = "## 2025-01-22\n저녁\n\n## 2025-01-21\n둘\n\n## 2025-01-22\n아침\n"
    folder = tree({"TIL.md": text})

    report = bring_in(journal, folder)

    assert report.conflicts == [("TIL.md", WEDNESDAY)]
    assert text_of(journal) == "## 2025-01-22\n저녁\n\n"
    assert exported(journal) == {"TIL.md": text}
    before = stored(journal)
    bring_in(journal, folder, where_there=WhereThere.REPLACE)
    assert stored(journal) == before


def test_the_name_of_the_folder_dates_a_file(journal: Journal, tree: Tree) -> None:
    folder = tree({"2025/01/20.md": "메모\n"})

    assert bring_in(journal, folder / "2025").new == days(20)


def test_files_without_a_date_are_listed(journal: Journal, tree: Tree) -> None:
    report = bring_in(
        journal,
        tree({"README.md": "# 나의 TIL\n", "2025-01-20.md": log(20), "bad.md": "# 2025-02-30\n"}),
    )

    assert report.new == days(20)
    assert report.undated == [
        ("README.md", "has no date, in a heading or in its name; rename it like 2025-01-22.md"),
        ("bad.md", "says 2025-02-30, a date that does not exist; correct the heading"),
    ]


def test_a_heading_that_was_forgotten_is_told(journal: Journal, tree: Tree) -> None:
    report = bring_in(journal, tree({"2025-01-22.md": log(21)}))

    assert report.new == days(22)
    assert report.mismatches == [("2025-01-22.md", "The heading says 2025-01-21, this is the log of 2025-01-22.")]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty; nothing to take in"),
        (b" \r\n\n", "is empty; nothing to take in"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is not text (byte 0 is 0x89). Leave it out"),
        (
            "# 2025-01-20\n한글\n".encode("utf-16"),
            "looks like UTF-16, not UTF-8. Convert it: iconv -f UTF-16 -t UTF-8 OLD > NEW",
        ),
        ("# 2025-01-20\n".encode("utf-16-be"), "is not text (it has NUL bytes). Leave it out"),
        (
            "# 2025-01-20\n오늘은 볼륨을 배웠다\n".encode("cp949"),
            "is not UTF-8 but looks like CP949. Convert it: iconv -f CP949 -t UTF-8 OLD > NEW",
        ),
        (
            "# 2025-01-20\n今日はカタカナとひらがなをまなんだ\n".encode("shift_jis"),
            "is not UTF-8 but looks like SHIFT_JIS. Convert it: iconv -f SHIFT_JIS -t UTF-8 OLD > NEW",
        ),
        (b"# 2025-01-20\n\x00\n", "is not text (it has NUL bytes). Leave it out"),
    ],
)
def test_what_is_no_log_is_refused_with_the_reason(journal: Journal, tree: Tree, data: bytes, why: str) -> None:
    report = bring_in(journal, tree({"2025-01-20.md": data, "2025-01-21.md": log(21)}))

    assert report.refused == [("2025-01-20.md", why)]
    assert report.new == days(21)
    assert not report.complete


def test_other_encodings_are_named() -> None:
    assert likely_encoding("été à la plage, déjà vu, façade, œuvre, naïf".encode("cp1252")) == "WINDOWS-1252"
    assert likely_encoding("今日はカタカナとひらがなをまなんだ".encode("euc_jp")) == "EUC-JP"
    assert likely_encoding("今天学习了容器的存储卷,明天继续复习算法".encode("gb18030")) == "GB18030"
    assert likely_encoding("쿠버네티스의 볼륨을 배웠다. 햏햏".encode("cp949")) == "CP949"
    assert likely_encoding(bytes(range(128, 160)) * 4) is None
    with pytest.raises(ImportRefused, match=r"is not text \(byte 0 is 0x80\)"):
        decode_log(b"\x80\x81\x8d\x8f\x90\x9d\x00")


def test_a_file_that_is_too_large_is_not_even_read(
    journal: Journal, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "LARGEST_FILE", 2_000_000)
    folder = tree({"2025-01-20.md": b"# 2025-01-20\n" + b"x" * 3_000_000, "2025-01-21.md": log(21)})

    report = bring_in(journal, folder)

    assert report.refused == [("2025-01-20.md", "has 3 MB; a log is text of at most 2 MB. Split it, or leave it out")]
    assert report.new == days(21)
    with pytest.raises(ImportRefused, match="has 3 MB; a log is text of at most 2 MB"):
        decode_log(b"x" * 3_000_000)


def test_links_in_a_folder_are_not_followed(journal: Journal, tree: Tree, tmp_path: Path) -> None:
    folder = tree({"2025-01-20.md": log(20)})
    (tmp_path / "secret.md").write_text(log(21), "utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "2025-01-22.md").write_text(log(22), "utf-8")
    (folder / "2025-01-21.md").symlink_to(tmp_path / "secret.md")
    (folder / "further").symlink_to(tmp_path / "elsewhere")
    (folder / "round").symlink_to(folder)
    os.mkfifo(folder / "2025-01-23.md")

    report = bring_in(journal, folder)

    assert report.new == days(20)
    assert report.other_files == {"links and devices": 2}


def test_a_path_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match=r"logz does not exist; check the path\."):
        find_sources([tmp_path, tmp_path / "logz"], ImportReport())


def test_a_file_that_went_away_is_refused(journal: Journal, tree: Tree) -> None:
    folder = tree({"2025-01-20.md": log(20), "2025-01-21.md": log(21)})
    report = ImportReport()
    sources = find_sources([folder], report)
    (folder / "2025-01-20.md").unlink()

    import_files(journal, sources, report)

    assert report.refused == [("2025-01-20.md", "cannot be read: No such file or directory")]
    assert report.new == days(21)


@pytest.mark.skipif(os.getuid() == 0, reason="root can read every folder")
def test_a_folder_that_cannot_be_read_is_told(journal: Journal, tree: Tree) -> None:
    folder = tree({"2025-01-20.md": log(20), "locked/2025-01-21.md": log(21)})
    (folder / "locked").chmod(0)

    report = bring_in(journal, folder)
    (folder / "locked").chmod(0o700)

    assert report.refused == [(str(folder / "locked"), "cannot be read: Permission denied")]


def test_an_interruption_leaves_nothing(journal: Journal, tree: Tree) -> None:
    folder = tree({f"2025-01-{n}.md": log(n) for n in range(10, 20)})
    report = ImportReport()

    def interrupt(done: int, files: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_files(journal, find_sources([folder], report), report, progress=interrupt)

    assert stored(journal) == ([], [])
    assert list(journal.search(["볼륨"])) == []
    assert len(bring_in(journal, folder).new) == 10
    assert len(list(journal.search(["볼륨"]))) == 10


def test_progress_is_told_by_the_file(journal: Journal, tree: Tree) -> None:
    folder = tree({f"2025-01-{n}.md": log(n) for n in range(10, 13)})
    told: list[tuple[int, int]] = []

    import_files(
        journal, find_sources([folder], ImportReport()), ImportReport(), progress=lambda *counts: told.append(counts)
    )

    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


MINE, THEIRS = log(22, "내 것"), log(22, "남의 것")


def test_a_day_that_is_there_with_another_text_stays_and_is_told(journal: Journal, tree: Tree) -> None:
    put(journal, MINE)

    report = bring_in(journal, tree({"2025-01-22.md": THEIRS}))

    assert (report.conflicts, report.complete) == ([("2025-01-22.md", WEDNESDAY)], False)
    assert text_of(journal) == MINE


def test_the_stored_day_is_kept_when_that_is_asked(journal: Journal, tree: Tree) -> None:
    put(journal, MINE)

    report = bring_in(journal, tree({"2025-01-22.md": THEIRS}), where_there=WhereThere.KEEP)

    assert (report.kept, report.complete) == ([WEDNESDAY], True)
    assert text_of(journal) == MINE


def test_the_files_day_is_taken_when_that_is_asked(journal: Journal, tree: Tree) -> None:
    put(journal, MINE)

    report = bring_in(journal, tree({"2025-01-22.md": THEIRS}), where_there=WhereThere.REPLACE)

    assert (report.replaced, report.complete) == ([WEDNESDAY], True)
    assert text_of(journal) == THEIRS
    journal.undo()
    assert text_of(journal) == MINE


@pytest.mark.parametrize("rule", list(WhereThere))
def test_two_files_of_one_day_are_both_given_back(journal: Journal, tree: Tree, rule: WhereThere) -> None:
    folder = tree({"a/2025-01-22.md": MINE, "b/2025-01-22.md": THEIRS})

    bring_in(journal, folder, where_there=rule)
    assert text_of(journal) == (THEIRS if rule is WhereThere.REPLACE else MINE)
    assert exported(journal) == {"a/2025-01-22.md": MINE, "b/2025-01-22.md": THEIRS}

    bring_in(journal, folder, where_there=rule)
    assert exported(journal) == {"a/2025-01-22.md": MINE, "b/2025-01-22.md": THEIRS}


def test_an_edited_day_is_not_overwritten_by_its_old_file(journal: Journal, tree: Tree) -> None:
    folder = tree({"2025-01-22.md": log(22)})
    bring_in(journal, folder)
    edited = put(journal, log(22, "고친 것"))

    report = bring_in(journal, folder)

    assert (report.conflicts, report.edited_since) == ([], [WEDNESDAY])
    assert text_of(journal) == edited
    assert exported(journal) == {"2025-01-22.md": edited}


def test_an_edit_shows_in_its_own_file_only(journal: Journal, tree: Tree) -> None:
    folder = tree({"a/2025-01-22.md": MINE, "b/2025-01-22.md": THEIRS, "c/2025-01-21.md": log(21)})
    bring_in(journal, folder)

    edited = put(journal, MINE + "한 줄 더\n")

    assert exported(journal) == {"a/2025-01-22.md": edited, "b/2025-01-22.md": THEIRS, "c/2025-01-21.md": log(21)}


def test_a_file_with_text_that_belongs_to_no_day_gives_it_back(journal: Journal, tree: Tree) -> None:
    text = "머리말\n---\n# 2025-01-21\n하나\n# 2025-02-30\n없는 날\n# 2025-01-22\n둘\n"

    report = bring_in(journal, tree({"log.md": text}))

    assert report.new == days(21, 22)
    assert len(report.undated) == 1
    assert exported(journal) == {"log.md": text}


def test_a_day_that_was_removed_leaves_its_file(journal: Journal, tree: Tree) -> None:
    folder = tree({"log.md": "# 2025-01-22\n둘\n# 2025-01-21\n하나\n"})
    bring_in(journal, folder)

    journal.delete_day(WEDNESDAY)
    assert exported(journal) == {"log.md": "# 2025-01-21\n하나\n"}

    assert bring_in(journal, folder).new == [WEDNESDAY]
    assert exported(journal) == {"log.md": "# 2025-01-22\n둘\n# 2025-01-21\n하나\n"}


def test_standard_input_is_a_source_like_any_other(journal: Journal) -> None:
    report = ImportReport()

    import_files(journal, [SourceFile("-", "2025-01-22.md", lambda: log(22).encode())], report)

    assert report.new == [WEDNESDAY]
    assert exported(journal) == {"2025-01-22.md": log(22)}


def test_an_import_takes_the_study_time_in(journal: Journal, tree: Tree) -> None:
    report = bring_in(journal, tree({"2025-01-22.md": "# 2025-01-22\n\n### 오늘의 회고 (총 공부 시간 8:02:38)\n"}))

    assert report.totals == 1
    assert [fact.seconds for fact in journal.facts(WEDNESDAY, WEDNESDAY)] == [28958]


def test_sessions_that_stayed_when_their_day_went_are_its_study_time_again(journal: Journal, tree: Tree) -> None:
    journal.timer.add(TUESDAY, "독서", seconds=1800)
    journal.delete_day(TUESDAY)

    report = bring_in(journal, tree({"2025-01-21.md": "### 목표\n- 읽기\n"}))

    (summary,) = journal.overview(TUESDAY, TUESDAY)
    assert (report.new, summary.study_seconds) == ([TUESDAY], 1800)


def test_of_many_files_none_is_left_behind_and_two_of_one_day_meet(journal: Journal, tree: Tree) -> None:
    first = dt.date(2024, 3, 1)
    days = [first + dt.timedelta(days=n) for n in range(150)]
    files: dict[str, str | bytes] = {f"{day}.md": f"# {day}\n- {day:%j}\n" for day in days}
    # One whose day was read just before it, one whose day was saved long ago.
    files |= {"2024-03-02z.md": "# 2024-03-02\n다른 것\n", "zz/2024-03-03.md": "# 2024-03-03\n또\n"}
    files["zz/2025-01-21.md"] = "# 2025-01-21\n하나\n"

    report = bring_in(journal, tree(files))

    assert report.new == [*days, TUESDAY]
    assert [path for path, _day in report.conflicts] == ["2024-03-02z.md", "zz/2024-03-03.md"]
    assert [text_of(journal, day) for day in days] == [files[f"{day}.md"] for day in days]
    assert exported(journal) == files


def test_lines_that_stay_text_are_counted(journal: Journal, tree: Tree) -> None:
    assert bring_in(journal, tree({"2025-01-22.md": "# 2025-01-22\n\n아무 말\n또 한 마디\n"})).plain_lines == 2


def answers(*said: bool) -> Callable[[], bool]:
    """Return a question that is answered so, one after the other, and the last answer from then on."""
    left = list(said)
    return lambda: left.pop(0) if len(left) > 1 else left[0]


@pytest.mark.parametrize("asked", range(5))
def test_an_import_that_is_stopped_took_nothing_in(journal: Journal, tree: Tree, asked: int) -> None:
    put(journal, "# 2025-01-22\n볼륨\n")
    before = stored(journal)
    folder = tree({f"2025-01-{n}.md": f"# 2025-01-{n}\n쿠버네티스 {n}\n" for n in (20, 21, 22)})
    report = ImportReport()
    sources = find_sources([folder], report)

    # Before each of three files, and before the day with another text is indexed; the fifth time nobody asks.
    cancelled = answers(*[False] * asked, True)
    if asked < 4:
        with pytest.raises(Cancelled, match=r"The import was stopped; nothing was taken in\."):
            import_files(journal, sources, report, where_there=WhereThere.REPLACE, cancelled=cancelled)

        assert stored(journal) == before
        assert [hit.text for hit in journal.search(["볼륨"])] == ["볼륨"]
        assert list(journal.search(["쿠버네티스"])) == []
        assert journal.undo().action == "edit"
        with pytest.raises(NotFound):
            journal.undo()
    else:
        import_files(journal, sources, report, where_there=WhereThere.REPLACE, cancelled=cancelled)
        assert len(list(journal.search(["쿠버네티스"]))) == 3


def test_looking_for_files_can_be_stopped(tree: Tree) -> None:
    folder = tree({"a/2025-01-20.md": "", "b/2025-01-21.md": ""})

    with pytest.raises(Cancelled):
        find_sources([folder], ImportReport(), cancelled=answers(False, False, True))
    assert len(find_sources([folder], ImportReport(), cancelled=answers(False))) == 2


def test_after_an_import_was_stopped_the_same_can_be_brought_in(journal: Journal, tree: Tree) -> None:
    folder = tree({"2025-01-20.md": "# 2025-01-20\n", "2025-01-21.md": "# 2025-01-21\n"})
    report = ImportReport()
    with pytest.raises(Cancelled):
        import_files(journal, find_sources([folder], report), report, cancelled=answers(False, True))

    assert bring_in(journal, folder).new == days(20, 21)
