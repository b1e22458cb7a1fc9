"""Patterns filled in, checked, and found again in the names of a folder."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.publish.build import a_day, a_week
from tracker.errors import UsageError
from tracker.publish import check_pattern, detected_pattern, filled
from tracker.values import replace

JANUARY_22 = dt.date(2025, 1, 22)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("{month}/{date}.md", "January/2025-01-22.md"),
        ("{mon}/{date}.md", "Jan/2025-01-22.md"),
        ("{year}/{mm}/{dd}.md", "2025/01/22.md"),
        ("{year}/{m}/{d}.md", "2025/1/22.md"),
        ("til_{yy}{mm}{dd}.md", "til_250122.md"),
        ("{year}-W{isoweek}/{weekday}.md", "2025-W04/수.md"),
        ("week{week}/{date}.md", "week13/2025-01-22.md"),
        (".til/{{{date}}}.md", ".til/{2025-01-22}.md"),
    ],
)
def test_a_path_says_the_day(pattern: str, path: str) -> None:
    assert filled(pattern, a_day(day=JANUARY_22), path=True) == path


def test_a_retrospective_goes_by_its_period() -> None:
    assert filled("weeks/{period}.md", a_week(), path=True) == "weeks/2025-W13.md"


@pytest.mark.parametrize(
    ("pattern", "title"),
    [
        ("{date} {headline}", "2025-01-22"),
        ("{headline} {date}", "2025-01-22"),
        ("TIL {note} {date}", "TIL 2025-01-22"),
        ("{date} - {headline}", "2025-01-22"),
        ("{note}: {date}", "2025-01-22"),
        ("{date} - {note} - 13주", "2025-01-22 - 13주"),
        ("{date} ({note})", "2025-01-22"),
        ("[{period}] {date}", "2025-01-22"),
        ("{note} {headline}", ""),
        ("{period}-{date}", "-2025-01-22"),
    ],
)
def test_an_empty_field_takes_the_spaces_around_it_along(pattern: str, title: str) -> None:
    assert filled(pattern, a_day(day=JANUARY_22, headline="")) == title


def test_titles_take_headline_and_note_as_one_line() -> None:
    piece = a_day(day=JANUARY_22, headline="큐와\n  스택", note="보충")

    assert filled("{date}({weekday}) {note} · {headline}", piece) == "2025-01-22(수) 보충 · 큐와 스택"
    assert filled("{date}\n\n{headline}", piece) == "2025-01-22\n\n큐와 스택"


def test_values_are_made_safe_for_file_names() -> None:
    piece = replace(a_day(day=JANUARY_22), weekday='mer/cre: "di".')

    assert filled("{weekday}/{date}.md", piece, path=True) == "mer-cre- -di-/2025-01-22.md"


def test_a_path_without_a_name_is_refused() -> None:
    with pytest.raises(UsageError, match=r"makes an empty name \('\.md'\)"):
        filled("{period}.md", a_day(), path=True)
    with pytest.raises(UsageError, match="makes an empty name"):
        filled("{period}/{date}.md", a_day(), path=True)


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("{dat}.md", "has no field 'dat'. Did you mean 'date'?"),
        ("{headline}.md", "{headline} may stand in titles and messages, not in a path"),
        ("{date.md", "has a lone {"),
        ("/til/{date}.md", "should be a path below the folder"),
        ("~/til/{date}.md", "should be a path below the folder"),
        ("C:/til/{date}.md", "should be a path below the folder"),
        ("../{date}.md", "leads out of its folder"),
        ("a/../../{date}.md", "leads out of its folder"),
        ("a//{date}.md", "makes an empty name"),
        ("{date}/", "makes an empty name"),
        ("./{date}.md", "makes an empty name"),
        ("", "A pattern is empty"),
        ("CON.md", "The name 'CON.md' cannot be used everywhere"),
        ("nul/{date}.md", "The name 'nul' cannot be used everywhere"),
        ("lpt1.{date}.md", "cannot be used everywhere"),
        (".GIT/hooks/{date}", "The name '.GIT' cannot be used everywhere"),
        ("{date}.", "cannot be used everywhere"),
        ("{date}?.md", "No file name can have '?' in it everywhere"),
        ("{date}\t.md", "No file name can have"),
        ("a\\{date}.md", "No file name can have"),
    ],
)
def test_a_path_that_cannot_be_is_refused(pattern: str, problem: str) -> None:
    with pytest.raises(UsageError) as refused:
        check_pattern(pattern, path=True)
    assert problem in refused.value.sentence


def test_titles_have_fewer_rules() -> None:
    check_pattern("{date}: {headline}? //", path=False)
    with pytest.raises(UsageError, match="Did you mean 'headline'"):
        check_pattern("{headlin}", path=False)
    with pytest.raises(UsageError, match="A pattern is empty"):
        check_pattern(" ", path=False)


def named(*names: str) -> list[tuple[str, dt.date]]:
    """Return names with the day each ends with, as `name=2025-01-22`."""
    pairs = [name.rpartition("=") for name in names]
    return [(name, dt.date.fromisoformat(day)) for name, _, day in pairs]


@pytest.mark.parametrize(
    ("names", "pattern"),
    [
        (["January/2025-01-22.md=2025-01-22"], "{month}/{date}.md"),
        (["Dec/2024-12-20.md=2024-12-20"], "{mon}/{date}.md"),
        (["2024/08/16.md=2024-08-16"], "{year}/{mm}/{dd}.md"),
        (["2024/4/13.md=2024-04-13"], "{year}/{m}/{d}.md"),
        (["til_250122.md=2025-01-22"], "til_{yy}{mm}{dd}.md"),
        (["20250122.md=2025-01-22"], "{year}{mm}{dd}.md"),
        (["2025년 1월 26일.md=2025-01-26"], "{year}년 {m}월 {d}일.md"),
        (["2025-W04/2025-01-22.md=2025-01-22"], "{year}-W{isoweek}/{date}.md"),
        (["22.05.2025.md=2025-05-22", "05.05.2025.md=2025-05-05"], "{dd}.{mm}.{year}.md"),
        (["{x} 2025-01-22.md=2025-01-22"], "{{x}} {date}.md"),
        # May is both its name and its short one; the others tell.
        (["May/2025-05-01.md=2025-05-01", "Jun/2025-06-01.md=2025-06-01"], "{mon}/{date}.md"),
        (["May/2025-05-01.md=2025-05-01"], "{month}/{date}.md"),
        # 12 is `{m}` and `{mm}`; the others tell.
        (["2024/12/25.md=2024-12-25", "2025/1/3.md=2025-01-03"], "{year}/{m}/{d}.md"),
        # Words and numbers that only look like a part of the date stay.
        (["Mayor/2025-05-05.md=2025-05-05"], "Mayor/{date}.md"),
        (["1220/2025-12-03.md=2025-12-03"], "1220/{date}.md"),
        (["007/2025-01-22.md=2025-01-22", "007/2025-01-23.md=2025-01-23"], "007/{date}.md"),
    ],
)
def test_the_pattern_of_a_folder_is_found(names: list[str], pattern: str) -> None:
    assert detected_pattern(named(*names)) == pattern


def test_most_names_decide() -> None:
    names = ["Jan/2025-01-02.md=2025-01-02", "Feb/2025-02-03.md=2025-02-03", "2025-02-04.md=2025-02-04"]

    assert detected_pattern(named(*names, "til.md=2025-02-05")) == "{mon}/{date}.md"
    assert detected_pattern(named(*names, "til.md=2025-02-05", "til.md=2025-02-06")) is None


def test_no_pattern_is_better_than_a_guess() -> None:
    assert detected_pattern([]) is None
    assert detected_pattern(named("README.md=2025-01-01")) is None
    assert detected_pattern(named("01.md=2025-01-22")) is None
    assert detected_pattern(named("2025-01-21.md=2025-01-22")) is None
    assert detected_pattern(named("a 2025-01-22.md=2025-01-22", "b/2025.01.23.md=2025-01-23")) is None
    # A file can be called what no path of ours may be.
    assert detected_pattern(named("2025:01:22.md=2025-01-22")) is None


def test_names_full_of_coincidences_are_read_in_some_way() -> None:
    found = detected_pattern(named(" ".join(["01"] * 40) + " 2001.md=2001-01-01"))

    assert found is not None
    assert filled(found, a_day(day=dt.date(2001, 1, 1)), path=True) == " ".join(["01"] * 40) + " 2001.md"


FULL_DATES = ("{date}", "{year}{mm}{dd}", "{year}-{m}-{d}", "{yy}{mm}{dd}", "{dd}.{mm}.{year}", "{mon} {d} {year}")
OTHERS = ("{year}", "{month}", "{mon}", "{mm}", "{isoweek}", "til", "기록", "notes-", "W{isoweek}", "{year}년 {m}월")


@st.composite
def path_patterns(draw: st.DrawFn) -> str:
    """Return a path pattern with a full date, its fields bounded by signs."""
    pieces = [*draw(st.lists(st.sampled_from(OTHERS), max_size=3)), draw(st.sampled_from(FULL_DATES))]
    pieces = draw(st.permutations(pieces))
    pattern = pieces[0]
    for piece in pieces[1:]:
        pattern += draw(st.sampled_from(["/", "_", " - "])) + piece
    return pattern + ".md"


@given(path_patterns(), st.lists(st.dates(dt.date(2001, 1, 1), dt.date(2079, 12, 31)), min_size=1, max_size=8))
def test_a_pattern_found_makes_the_same_names(pattern: str, days: list[dt.date]) -> None:
    names = [(filled(pattern, a_day(day=day), path=True), day) for day in days]

    found = detected_pattern(names)

    assert found is not None
    assert [filled(found, a_day(day=day), path=True) for day in days] == [name for name, _ in names]
