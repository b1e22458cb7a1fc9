"""The pages that the shipped templates make: as they were read and found good, and true to the logs' own lines.

To accept what has changed: `python -m pytest tests/retro/test_pages.py --snapshot-update`, and read the pages.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from contextlib import closing
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from tests.retro.samples import ENGLISH, KOREAN, KST, LAST_EVENING, SHARED, bring_in, new_journal, sample_journal
from tracker.config import Config
from tracker.journal.index import index_page
from tracker.journal.retrospectives import context_of, made, period_of
from tracker.places import shipped
from tracker.timefmt import parse_duration

SAMPLE = shipped("sample")
TOTAL = re.compile(r"(?:총 ?공부 ?시간|study time) ?(\d+:\d\d:\d\d)")


class Page(SingleFileSnapshotExtension):
    """Keeps each page in a file of its own that can be read."""

    _write_mode = WriteMode.TEXT
    file_extension = "md"


@pytest.fixture
def page(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Return the pages of before."""
    return snapshot.use_extension(Page)


@pytest.mark.parametrize(
    ("kind", "day"),
    [("week", "2025-03-05"), ("week", "2025-03-20"), ("week", "2025-03-30"), ("month", "2025-03-01")],
)
def test_korean_pages(kind: str, day: str, page: SnapshotAssertion, tmp_path: Path) -> None:
    with sample_journal(tmp_path) as journal:
        assert made(journal, kind, dt.date.fromisoformat(day)) == page


@pytest.mark.parametrize(("kind", "day"), [("week", "2025-02-27"), ("month", "2025-02-27")])
def test_english_pages(kind: str, day: str, page: SnapshotAssertion, tmp_path: Path) -> None:
    with sample_journal(tmp_path, ENGLISH) as journal:
        assert made(journal, kind, dt.date.fromisoformat(day)) == page


@pytest.mark.parametrize("config", [KOREAN, ENGLISH], ids=["korean", "english"])
def test_indexes(config: Config, page: SnapshotAssertion, tmp_path: Path) -> None:
    with sample_journal(tmp_path, config) as journal:
        assert index_page(journal, None)[0] == page


def written_seconds(texts: list[str]) -> int:
    """Return the sum of the study times that the texts state, by a pattern that shares nothing with the reader."""
    whole = (unicodedata.normalize("NFC", text) for text in texts)
    return sum(parse_duration(match[1]) for text in whole for match in TOTAL.finditer(text))


def logs_of(folder: Path, first: dt.date, last: dt.date) -> list[str]:
    """Return the logs named by a date from `first` to `last`."""
    paths = [path for path in sorted(folder.rglob("*.md")) if re.fullmatch(r"\d{4}-\d\d-\d\d", path.stem)]
    return [path.read_text("utf-8") for path in paths if str(first) <= path.stem <= str(last)]


@pytest.mark.parametrize("day", ["2025-02-24", "2025-03-03", "2025-03-10", "2025-03-17", "2025-03-24"])
def test_a_weeks_total_is_the_sum_of_its_logs_own_lines(day: str, tmp_path: Path) -> None:
    monday = dt.date.fromisoformat(day)
    # Without sessions, which would stand for days that state no time.
    with closing(new_journal(tmp_path)) as journal:
        bring_in(journal, SAMPLE)
        found = context_of(journal, "week", monday)
        logs = logs_of(SAMPLE, *period_of("week", monday))

        assert found.seconds == written_seconds(logs) > 0
        assert found.logged_days == len(logs)
        assert found.topics
        assert sum(judge.count for judge in found.judges) == len(found.problems)


def test_the_day_is_posted_as_it_is_stored(tmp_path: Path) -> None:
    with sample_journal(tmp_path) as journal:
        for day in journal.dates():
            assert made(journal, "day", day) == journal.text(day)


corpus = pytest.mark.skipif(not SHARED.is_dir(), reason="the corpus is not there")

WEEKS = {
    "2024-11-06": "8dbc700029b9b8ade2e8d724c060c707ba26b0df620fb8a5f3477de3f095307c",
    "2024-12-11": "7fdaf01cbb13c3201ad6a3a25aaa5402694bea58775c0ad6fa58aac75135e2fc",
    "2025-01-14": "860c224529c7a6d8e5976392e9cc8f35fe6e288225bc81089c03f02f2834931a",
    "2025-02-08": "878f690d7497d5021258003b566b8212d2a335c55f8f8f48f5908415c40772f9",
    "2025-03-11": "f8cad7b0e9359d794782813dea672b7768d86f9c1201f7334c558b71bf94282a",
}
"""Weeks of the corpus, and the fingerprint of the page that was read; its words are other people's and stay there."""


@corpus
@pytest.mark.parametrize("day", WEEKS)
def test_pages_of_the_corpus_are_as_they_were_read(day: str, tmp_path: Path) -> None:
    with closing(new_journal(tmp_path, Config(course_start=dt.date(2024, 9, 30)))) as journal:
        bring_in(journal, SHARED / "corpus" / "a1")
        text = made(journal, "week", dt.date.fromisoformat(day))

    assert hashlib.sha256(text.encode()).hexdigest() == WEEKS[day]


@corpus
def test_totals_of_the_corpus_are_the_sums_of_its_logs_own_lines(tmp_path: Path) -> None:
    folder = SHARED / "corpus" / "a1"
    with closing(new_journal(tmp_path)) as journal:
        bring_in(journal, folder)
        weeks = {period_of("week", day) for day in journal.dates()}
        sums = {first: context_of(journal, "week", first).seconds for first, _last in weeks}

    assert sums == {first: written_seconds(logs_of(folder, first, last)) for first, last in weeks}
    assert sum(sums.values()) > 80 * 3600


@corpus
def test_every_day_of_the_corpus_is_posted_as_it_is_stored(tmp_path: Path) -> None:
    now = dt.datetime(2026, 1, 1, 12, tzinfo=KST)
    with closing(new_journal(tmp_path, KOREAN, now)) as journal:
        for folder in sorted((SHARED / "corpus").iterdir()):
            bring_in(journal, folder)
        days = journal.dates()
        assert len(days) > 50
        for day in days:
            assert made(journal, "day", day) == journal.text(day)


def test_the_page_does_not_change_with_the_hour(tmp_path: Path) -> None:
    with sample_journal(tmp_path) as journal:
        before = made(journal, "week", dt.date(2025, 3, 24))
        journal.clock = lambda: LAST_EVENING + dt.timedelta(days=90)
        assert made(journal, "week", dt.date(2025, 3, 24)) == before
