"""The law over real logs: in and out again they are the same, and whatever stands in them is found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import pytest

from tests.journal.build import Clock, at, open_journal
from tracker.journal import Journal
from tracker.journal.exporting import Layout, export_files, write_export
from tracker.journal.importing import ImportReport, WhereThere, find_sources, import_files

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not part of the distribution")

_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"


def files_below(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder, by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def bring_in(journal: Journal, where_there: WhereThere = WhereThere.ASK) -> ImportReport:
    """Import the corpus."""
    report = ImportReport()
    return import_files(journal, find_sources([CORPUS], report), report, where_there=where_there)


def dump(journal: Journal) -> list[object]:
    """Return what is stored of days, items and files, and how often anything was saved."""
    days = [(day, journal.store.day(day), len(journal.history(day))) for day in journal.store.dates()]
    files = [(file.root, file.path, journal.store.pieces(file.id)) for file in journal.store.imported_files()]
    return [days, files, journal.store.summaries(days[0][0], days[-1][0]), journal.store.last_undoable()]


def initials_of(word: str) -> str:
    """Return the consonants that a word's syllables begin with."""
    return "".join(_INITIALS[(ord(syllable) - ord("가")) // 588] for syllable in word)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """Return a study log with the corpus in it."""
    journal = open_journal(tmp_path_factory.mktemp("corpus") / "s.db", Clock(at("09:00")))
    bring_in(journal)
    yield journal
    journal.store.close()


@pytest.fixture(scope="module")
def lines(filled: Journal) -> list[tuple[str, int, str]]:
    """Return day, number and folded text of every line that is stored."""
    return [
        (str(record.day.date), number, normalize("NFC", line).casefold())
        for record in filled.records(filled.dates())
        for number, line in enumerate(record.text.split("\n"), 1)
    ]


@pytest.fixture(scope="module")
def commonest_words(lines: list[tuple[str, int, str]]) -> list[str]:
    """Return the two hundred commonest Korean words of two syllables and more."""
    words = Counter(word for _, _, line in lines for word in re.findall("[가-힣]{2,}", line))
    return [word for word, _ in words.most_common(200)]


def test_every_file_is_taken_in(filled: Journal) -> None:
    files = files_below(CORPUS)

    assert len(files) > 40
    assert len(filled.store.imported_files()) == len(files)


def test_every_file_comes_back_byte_for_byte(filled: Journal, tmp_path: Path) -> None:
    write_export(export_files(filled, filled.store.dates(), Layout.IMPORTED), tmp_path)

    assert files_below(tmp_path) == files_below(CORPUS)


@pytest.mark.parametrize("rule", [WhereThere.ASK, WhereThere.KEEP])
def test_importing_again_changes_nothing(filled: Journal, rule: WhereThere) -> None:
    before = dump(filled)

    report = bring_in(filled, rule)

    assert (report.new, report.replaced) == ([], [])
    assert dump(filled) == before


def test_replacing_gives_every_file_back_too(tmp_path: Path) -> None:
    journal = open_journal(tmp_path / "s.db", Clock(at("09:00")))
    bring_in(journal, WhereThere.REPLACE)
    bring_in(journal, WhereThere.REPLACE)

    write_export(export_files(journal, journal.store.dates(), Layout.IMPORTED), tmp_path / "out")

    assert files_below(tmp_path / "out") == files_below(CORPUS)
    journal.undo()
    journal.undo()
    assert journal.store.dates() == []
    journal.store.close()


def test_the_commonest_words_are_found_wherever_they_stand(
    filled: Journal, lines: list[tuple[str, int, str]], commonest_words: list[str]
) -> None:
    assert len(commonest_words) == 200
    for word in commonest_words:
        expected = {(day, number) for day, number, line in lines if word in line}
        assert {(str(hit.date), hit.line) for hit in filled.store.search([word])} == expected


def test_words_are_found_by_their_initial_consonants(
    filled: Journal, lines: list[tuple[str, int, str]], commonest_words: list[str]
) -> None:
    for word in commonest_words:
        expected = {(day, number) for day, number, line in lines if word in line}
        found = {(str(hit.date), hit.line) for hit in filled.store.search([initials_of(word)])}
        assert expected <= found


def test_words_are_found_in_whatever_form_they_are_typed(filled: Journal, commonest_words: list[str]) -> None:
    for word in commonest_words[:5]:
        results = list(filled.search([word]))
        assert list(filled.search([normalize("NFD", word)])) == results
        assert [(hit.date, hit.line) for hit in filled.store.search([word])] == [
            (hit.date, hit.line) for hit in results
        ]
