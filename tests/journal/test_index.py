"""The index of a folder of days: every link leads to a file, the second time changes nothing, the rest stays."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import stat
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.retro.samples import KOREAN, SHARED, bring_in, new_journal
from tracker.config import Config
from tracker.errors import NotFound, StoreError
from tracker.journal import Journal
from tracker.journal.index import index_context, index_page, write_index
from tracker.journal.retrospectives import keep
from tracker.journal.shelf import Shelf
from tracker.retro.marked import BEGIN, END
from tracker.stored import PeriodKind
from tracker.values import replace

LINK = re.compile(r"\]\(([^)]+)\)")
README = f"# TIL\r\n\r\n내가 쓴 소개.\u2028한 줄 더\r\n\r\n{BEGIN}\r\n{END}\r\n\r\n## 다른 글\n끝"


def log(day: str, topic: str, note: str = "") -> str:
    """Return a short log."""
    return f"## 📅 날짜: {day}{note}\n\n### 🤿 딥다이브 - 네트워크\n#### | {topic}\n글\n"


@pytest.fixture
def til(tmp_path: Path) -> Path:
    """Return a folder of logs in the manner of a TIL repository."""
    folder = tmp_path / "TIL 공부"
    days = {
        "January/2025-01-21.md": log("2025-01-21", "소켓 [1]"),
        "January/2025-01-22.md": log("2025-01-22", "포트", " 네트워킹 행사"),
        "February/2025-02-03.md": log("2025-02-03", "라우팅"),
    }
    for name, text in days.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def journal_of(folder: Path, til: Path, config: Config = KOREAN) -> Journal:
    """Return a journal into which the folder was brought in."""
    folder.mkdir(exist_ok=True)
    journal = new_journal(folder, config)
    bring_in(journal, til)
    return journal


def links_of(path: Path) -> list[Path]:
    """Return where the links of a page lead."""
    return [path.parent / unquote(address) for address in LINK.findall(path.read_text("utf-8"))]


def test_weeks_and_days_newest_first_with_link_and_headline(tmp_path: Path, til: Path) -> None:
    config = replace(KOREAN, course_start=dt.date(2025, 1, 13), week_labels={4: "라우터"})
    with closing(journal_of(tmp_path / "log", til, config)) as journal:
        assert index_page(journal, til)[0] == (
            "### 4주차 (2025/2/3 – 2/9) 라우터\n\n"
            "- [2/3 월](February/2025-02-03.md) 라우팅\n\n"
            "### 2주차 (2025/1/20 – 1/26) 네트워크\n\n"
            "- [1/22 수](January/2025-01-22.md) 포트 (네트워킹 행사)\n"
            "- [1/21 화](January/2025-01-21.md) 소켓 [1]\n\n"
        )


def test_it_is_written_between_the_markers_and_nothing_else_changes(tmp_path: Path, til: Path) -> None:
    readme = til / "README.md"
    readme.write_bytes(README.encode())
    with closing(journal_of(tmp_path / "log", til)) as journal:
        first = write_index(journal, readme)
        written = readme.read_bytes()
        again = write_index(journal, readme)

    head, _begin, rest = README.partition(f"{BEGIN}\r\n")
    assert (first.days, first.changed, first.without_file) == (3, True, ())
    assert written.decode().startswith(head + BEGIN)
    assert written.decode().endswith(rest)
    assert not again.changed
    assert readme.read_bytes() == written
    assert all(path.is_file() for path in links_of(readme))
    assert len(links_of(readme)) == 3


def test_a_file_that_is_not_there_yet_holds_the_index_alone(tmp_path: Path, til: Path) -> None:
    with closing(journal_of(tmp_path / "log", til)) as journal:
        write_index(journal, til / "INDEX.md")

    text = (til / "INDEX.md").read_text("utf-8")
    assert text.startswith(f"{BEGIN}\n### ")
    assert text.endswith(f"\n{END}\n")


def test_a_file_without_markers_is_left_alone_unless_asked(tmp_path: Path, til: Path) -> None:
    readme = til / "README.md"
    readme.write_bytes(b"# TIL")
    with closing(journal_of(tmp_path / "log", til)) as journal:
        with pytest.raises(StoreError) as refused:
            write_index(journal, readme)
        assert readme.read_bytes() == b"# TIL"
        assert "README.md: there is no place for the index; put these two lines" in refused.value.sentence
        assert refused.value.shell == "Or have them put at its end: --append"

        write_index(journal, readme, append=True)
        assert readme.read_text("utf-8").startswith(f"# TIL\n\n{BEGIN}\n")
        before = readme.read_bytes()
        write_index(journal, readme, append=True)
        assert readme.read_bytes() == before


def test_an_open_block_of_code_would_swallow_it(tmp_path: Path, til: Path) -> None:
    readme = til / "README.md"
    with closing(journal_of(tmp_path / "log", til)) as journal:
        readme.write_bytes(b"```\nopen")
        with pytest.raises(StoreError, match="a block of code is still open at its end"):
            write_index(journal, readme, append=True)
    assert readme.read_bytes() == b"```\nopen"


@pytest.mark.skipif(os.name == "nt", reason="has no links and modes")
def test_a_link_stays_a_link_and_who_may_read_it_stays_so(tmp_path: Path, til: Path) -> None:
    real, link = til / "INDEX.md", til / "README.md"
    with closing(journal_of(tmp_path / "log", til)) as journal:
        real.write_text(f"{BEGIN}\n{END}\n", "utf-8")
        real.chmod(0o600)
        link.symlink_to(real)
        write_index(journal, link)

    assert link.is_symlink()
    assert "라우팅" in real.read_text("utf-8")
    assert stat.S_IMODE(real.stat().st_mode) == 0o600


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no pipes")
def test_a_pipe_is_no_file_to_write_into(tmp_path: Path, til: Path) -> None:
    with closing(journal_of(tmp_path / "log", til)) as journal:
        os.mkfifo(til / "README.md")
        with pytest.raises(StoreError, match="is no file that can be written into"):
            write_index(journal, til / "README.md")


def test_from_a_copy_and_from_a_folder_inside_links_lead_to_files(tmp_path: Path, til: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(til, copy)
    (til / "docs").mkdir()
    with closing(journal_of(tmp_path / "log", til)) as journal:
        for readme in (copy / "README.md", til / "docs" / "INDEX.md", tmp_path / "ABOVE.md"):
            assert write_index(journal, readme).without_file == ()
            assert len(links_of(readme)) == 3
            assert all(path.is_file() for path in links_of(readme)), readme


def test_a_day_without_a_file_there_is_listed_without_a_link(tmp_path: Path, til: Path) -> None:
    with closing(journal_of(tmp_path / "log", til)) as journal:
        (til / "January" / "2025-01-21.md").unlink()
        journal.save_text(dt.date(2025, 2, 4), log("2025-02-04", "새 글"), base=None)

        done = write_index(journal, til / "README.md")

    assert done.without_file == (dt.date(2025, 2, 4), dt.date(2025, 1, 21))
    assert "\n- 2/4 화 새 글\n" in (til / "README.md").read_text("utf-8")


def test_a_kept_retrospective_is_linked_once_its_file_is_there(tmp_path: Path, til: Path) -> None:
    with closing(journal_of(tmp_path / "log", til)) as journal:
        keep(journal, PeriodKind.WEEK, dt.date(2025, 2, 3))
        assert index_context(journal, til).weeks[0].link == ""
        (til / "retro").mkdir()
        (til / "retro" / "2025-W06.md").write_text("회고", "utf-8")

        assert index_context(journal, til).weeks[0].link == "retro/2025-W06.md"
        assert "[주간 회고](retro/2025-W06.md)" in index_page(journal, til)[0]


def test_the_pattern_of_the_imported_files_names_days_written_since(tmp_path: Path, til: Path) -> None:
    with closing(journal_of(tmp_path / "log", til)) as journal:
        shelf = Shelf.of(journal)
        assert (shelf.folder, shelf.pattern) == (til, "{month}/{date}.md")

        journal.save_text(dt.date(2025, 3, 4), log("2025-03-04", "새 글"), base=None)
        assert "[3/4 화](March/2025-03-04.md)" in index_page(journal, None)[0]

    config = replace(KOREAN, publish_path="{year}/{mm}/{dd}.md")
    with closing(journal_of(tmp_path / "other", til, config)) as journal:
        assert Shelf.of(journal).pattern == "{year}/{mm}/{dd}.md"
        assert "(January/2025-01-22.md)" in index_page(journal, None)[0]


def test_without_days_there_is_nothing_to_list(tmp_path: Path) -> None:
    with closing(new_journal(tmp_path)) as journal, pytest.raises(NotFound, match="There are no days to list yet"):
        index_page(journal, None)


def test_a_file_that_is_no_text_is_left_alone(tmp_path: Path, til: Path) -> None:
    readme = til / "README.md"
    with closing(journal_of(tmp_path / "log", til)) as journal:
        readme.write_bytes(b"\xff\xfe")
        with pytest.raises(StoreError, match="it is not UTF-8"):
            write_index(journal, readme)
    assert readme.read_bytes() == b"\xff\xfe"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpus is not there")
@pytest.mark.parametrize("name", ["a1", "a2", "a3c", "ko", "ja1", "ja2"])
def test_on_a_copy_of_a_folder_of_the_corpus(name: str, tmp_path: Path) -> None:
    copy = tmp_path / name
    shutil.copytree(SHARED / "corpus" / name, copy)
    readme = copy / "README.md"
    readme.write_bytes(README.encode())
    with closing(journal_of(tmp_path / "log", SHARED / "corpus" / name)) as journal:
        done = write_index(journal, readme)
        written = readme.read_bytes()
        write_index(journal, readme)

    assert readme.read_bytes() == written
    assert done.without_file == ()
    assert len([path for path in links_of(readme) if path.is_file()]) >= done.days > 0
    assert README.partition(BEGIN)[0].encode() == written[: written.index(BEGIN.encode())]
