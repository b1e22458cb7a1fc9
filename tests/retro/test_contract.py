"""What templates are given: every name is described in templates/README.md, and each does say something."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.retro.pages import page
from tests.retro.samples import ENGLISH, KOREAN, KST, sample_journal
from tracker.journal.index import index_context
from tracker.journal.retrospectives import context_of, keep
from tracker.retro import context
from tracker.retro.context import IndexContext, RetroContext, names_of
from tracker.retro.sandbox import _FILTERS, OWN_FILTERS
from tracker.stored import PeriodKind
from tracker.timefmt import WEEKDAY_NAMES
from tracker.values import fields

README = Path(__file__).parents[2] / "templates" / "README.md"


def is_frozen(kind: object) -> bool:
    """Return whether something is a class of frozen values."""
    return isinstance(kind, type) and hasattr(kind, "__value_fields__")


SHAPES = {name: shape for name, shape in vars(context).items() if is_frozen(shape)}
"""The kinds of object that templates are given."""
TYPES = {
    "str": "text",
    "int": "number",
    "float": "number",
    "bool": "yes or no",
    "dt.date": "date",
}


def described() -> dict[str, dict[str, str]]:
    """Return names and types as the README has them, by the kind of object."""
    found: dict[str, dict[str, str]] = {}
    here = ""
    for line in README.read_text("utf-8").split("\n"):
        if line.startswith(("## ", "### ")):
            here = {"## What a day": "RetroContext", "## What the i": "IndexContext"}.get(line[:13], line.lstrip("# "))
        row = re.fullmatch(r"\| `(\w+)` \| ([^|]+) \| (.+) \|", line)
        if row is not None and here in SHAPES:
            assert row[3].strip()
            found.setdefault(here, {})[row[1]] = row[2]
    return found


def written(annotation: str) -> str:
    """Return a type as the README writes it."""
    bare, optional = annotation.removesuffix(" | None"), annotation.endswith(" | None")
    many = re.fullmatch(r"tuple\[(\w+), \.\.\.\]", bare)
    words = f"list of {many[1]}" if many else TYPES.get(bare, bare)
    return f"{words} or none" if optional else words


def test_every_name_is_described_with_its_type_and_no_other() -> None:
    assert described() == {
        shape: {name: written(SHAPES[shape].__annotations__[name]) for name in fields(SHAPES[shape])}
        for shape in SHAPES
    }


def test_every_filter_is_described_and_no_other() -> None:
    text = README.read_text("utf-8").partition("## Filters")[2].partition("## What a day")[0]
    own = {name for line in re.findall(r"^\| (`.+?) \|", text, re.MULTILINE) for name in re.findall(r"`(\w+)", line)}
    jinjas = set(re.findall(r"`(\w+)`", text.partition("Jinja's own:")[2]))

    assert own == set(OWN_FILTERS)
    assert jinjas == set(_FILTERS)


def _hole(name: str, value: object) -> str:
    if isinstance(value, tuple):
        return f"it.{name} | count"
    # An object is not written as a whole.
    return f"it.{name} is not none" if is_frozen(type(value)) else f"it.{name}"


def said_by(value: object, shape: str) -> Iterator[tuple[str, str]]:
    """Yield what a template makes of every name of an object and of those below it, as `Shape.name` and words."""
    values = {name: getattr(value, name) for name in fields(SHAPES[shape])}
    holes = [_hole(name, below) for name, below in values.items()]
    said = page("\x1f".join(f"{{{{ {hole} }}}}" for hole in holes), {"it": value}).split("\x1f")
    for (name, below), words in zip(values.items(), said, strict=True):
        yield f"{shape}.{name}", words
        for each in below if isinstance(below, tuple) else (below,):
            if is_frozen(type(each)):
                yield from said_by(each, type(each).__name__)


LAST_DAY = """
## 📅 날짜: 2025-03-31 수료식

### 💬 학습 목표

- 학습 목표 1 : 정리 ✅

### 🧑‍🧒‍🧒 팀 스터디 - 코딩테스트

- (3/28) 프로그래머스 Lv.1 배열 뒤집기 (완)

### 🔥 도전 과제 달성 확인, 내일의 도전과제 설정
- (지난) 도전 과제 1: 발표 자료 다듬기
"""
"""A day with what no sample day has: other words in the date, a challenge nobody checked, a problem of another day."""


def test_every_name_says_something_somewhere(tmp_path: Path) -> None:
    found: dict[str, set[str]] = {}
    monday = dt.datetime(2025, 3, 31, 9, 0, tzinfo=KST)
    with sample_journal(tmp_path, KOREAN, monday) as journal:
        journal.save_text(monday.date(), LAST_DAY, base=None)
        keep(journal, PeriodKind.WEEK, dt.date(2025, 3, 24))
        for made in (
            context_of(journal, "day", dt.date(2025, 3, 24)),
            context_of(journal, "day", dt.date(2025, 3, 6)),
            context_of(journal, "month", monday.date()),
            index_context(journal, None),
        ):
            for name, words in said_by(made, type(made).__name__):
                found.setdefault(name, set()).add(words)

    names = {f"{shape}.{name}" for shape in SHAPES for name in fields(SHAPES[shape])}
    assert set(found) == names
    assert {name for name in names if not found[name] - {"", "None", "0"}} == set()


def test_names_of_the_root_are_those_of_the_object(tmp_path: Path) -> None:
    with sample_journal(tmp_path, ENGLISH) as journal:
        made = names_of(context_of(journal, "week", dt.date(2025, 2, 27)))
        index = names_of(index_context(journal, None))

    assert set(made) == set(fields(RetroContext))
    assert set(index) == set(fields(IndexContext))
    assert page("{{ kind }} {{ period }} {{ language }} {{ days | count }} {{ entries | count }}", made) == (
        "week 2025-W09 en 7 6"
    )
    assert page("{% for day in days %}{{ day.weekday }} {% endfor %}", made).split() == list(WEEKDAY_NAMES["en"])


DAY = dt.date(2025, 3, 4)


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("{{ 27378 | duration }} {{ 27378 | hours }} {{ none | duration }}", "7:36:18 7:36 "),
        ("{{ 3600 | difference }} {{ -60 | difference }} {{ 0 | difference }}", "+1:00:00 -0:01:00 ±0:00:00"),
        ("{{ 0.834 | percent }} {{ 0.835 | percent }} {{ none | percent }}", "83% 84% "),
        ("{{ d | date }} {{ d | date('YY/M/D W') }} {{ d | date('W MM.DD', 'en') }}", "2025-03-04 25/3/4 화 Tue 03.04"),
        ("{{ none | date }}", ""),
        ("{{ 'a|b\n\nc' | cell }}", "a\\|b<br><br>c"),
        ("{{ ' a\n b ' | one_line }}", "a b"),
        ("{{ '가나' | fit(6) }}|{{ '가나다라' | fit(5) }}|{{ '1' | fit(3, 'right') }}|", "가나  |가나…|  1|"),
        ("{{ '말' | linked('a.md') }} {{ '말' | linked('') }} {{ 'a[b' | linked('x') }}", "[말](a.md) 말 [a\\[b](x)"),
        ("{{ 1800 | bar(4, 3600) }}|{{ none | bar(4, 3600) }}", "██|"),
        ("{{ '가나다라' | truncate(3) }} {{ '가나' | truncate(2) }}", "가나… 가나"),
        ("{{ [1, 2] | join('-') }} {{ 'aba' | replace('a', 'c') }}", "1-2 cbc"),
        ("{{ ['x', 'y'] | map('upper') | join }}", "XY"),
    ],
)
def test_filters(source: str, made: str) -> None:
    assert page(source, {"d": DAY}) == made
