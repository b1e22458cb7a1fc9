"""Frozen values behave as those of `dataclasses` do, and cost nothing before one is made."""

from __future__ import annotations

import copy
import datetime as dt
import inspect
import pickle
from dataclasses import dataclass
from functools import cached_property

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.values import FrozenError, as_dict, field, fields, frozen, replace


@frozen
class Lesson:
    """A lesson of an invented school."""

    title: str
    day: dt.date
    minutes: int = 50
    tags: tuple[str, ...] = ()
    notes: dict[str, str] = field(default_factory=dict, hash=False)
    source: str = field(default="", compare=False)

    @property
    def is_long(self) -> bool:
        """Whether it takes more than an hour."""
        return self.minutes > 60


@frozen
class Range:
    """Two numbers of which the second is not below the first."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("backwards")


@frozen
class NamedRange(Range):
    """One with a name."""

    name: str = "?"


@frozen(slots=False)
class Page:
    """A text that remembers its lines."""

    text: str
    width: int = 80

    @cached_property
    def lines(self) -> list[str]:
        """The lines, counted once."""
        return self.text.split("\n")


@dataclass(frozen=True, slots=True)
class PlainRange:
    """What `dataclasses` makes of the same fields."""

    first: int
    last: int


FRIDAY = dt.date(2025, 3, 14)


def test_fields_are_given_by_place_or_by_name_and_have_defaults() -> None:
    lesson = Lesson("볼륨", FRIDAY, tags=("k8s",))

    assert (lesson.title, lesson.day, lesson.minutes, lesson.tags, lesson.notes) == ("볼륨", FRIDAY, 50, ("k8s",), {})
    assert Lesson("a", FRIDAY).notes is not Lesson("b", FRIDAY).notes
    assert fields(Lesson) == ("title", "day", "minutes", "tags", "notes", "source")
    assert as_dict(Range(1, 2)) == {"first": 1, "last": 2}


@pytest.mark.parametrize(
    ("given_fields", "names"),
    [((), {}), (("볼륨",), {}), (("볼륨", FRIDAY), {"hours": 1}), (("볼륨", FRIDAY), {"title": "again"})],
)
def test_a_field_that_is_missing_unknown_or_given_twice_is_a_mistake(
    given_fields: tuple[object, ...], names: dict[str, object]
) -> None:
    with pytest.raises(TypeError):
        Lesson(*given_fields, **names)  # type: ignore[arg-type]


def test_a_value_is_never_changed() -> None:
    lesson = Lesson("볼륨", FRIDAY)

    for name in ("title", "hours"):
        with pytest.raises(FrozenError, match=name):
            setattr(lesson, name, "x")
    with pytest.raises(FrozenError):
        del lesson.title
    with pytest.raises(FrozenError):
        Page("a").width = 3  # type: ignore[misc]
    assert not hasattr(lesson, "__dict__")


def test_another_value_is_made_with_some_fields_changed() -> None:
    lesson = Lesson("볼륨", FRIDAY, 70)

    assert replace(lesson, title="파드") == Lesson("파드", FRIDAY, 70)
    assert lesson.title == "볼륨"
    assert lesson.is_long
    with pytest.raises(TypeError, match="hours"):
        replace(lesson, hours=1)


def test_what_is_said_after_the_fields_are_set_is_heeded_also_by_what_inherits() -> None:
    assert NamedRange(1, 2) == NamedRange(1, 2, "?")
    assert fields(NamedRange) == ("first", "last", "name")
    for kind in (Range, NamedRange):
        with pytest.raises(ValueError, match="backwards"):
            kind(2, 1)
    with pytest.raises(ValueError, match="backwards"):
        replace(Range(1, 2), last=0)
    assert Range(1, 2) != NamedRange(1, 2)


@given(st.tuples(st.integers(0, 3), st.integers(3, 6)), st.tuples(st.integers(0, 3), st.integers(3, 6)))
def test_two_are_equal_shown_and_hashed_as_those_of_dataclasses(one: tuple[int, int], other: tuple[int, int]) -> None:
    ours, plain = (Range(*one), Range(*other)), (PlainRange(*one), PlainRange(*other))

    assert (ours[0] == ours[1]) == (plain[0] == plain[1])
    assert len(set(ours)) == len(set(plain))
    assert repr(ours[0]) == repr(plain[0]).replace("PlainRange", "Range")
    others: tuple[object, ...] = (plain[0], one)
    assert ours[0] not in others


def test_some_fields_do_not_count_when_two_are_compared_or_hashed() -> None:
    assert Lesson("a", FRIDAY, source="x") == Lesson("a", FRIDAY, source="y")
    assert Lesson("a", FRIDAY, notes={"k": "v"}) != Lesson("a", FRIDAY)
    assert hash(Lesson("a", FRIDAY, notes={"k": "v"})) == hash(Lesson("a", FRIDAY))


def test_copies_and_pickles_are_equal() -> None:
    lesson = Lesson("볼륨", FRIDAY, notes={"k": "v"})

    for again in (copy.copy(lesson), copy.deepcopy(lesson), pickle.loads(pickle.dumps(lesson))):
        assert again == lesson
        assert again is not lesson
    assert copy.copy(Page("a\nb")).lines == ["a", "b"]


def test_one_is_matched_by_place() -> None:
    match Range(1, 2):
        case Range(first, last):
            assert (first, last) == (1, 2)


def test_without_slots_it_remembers_what_it_worked_out() -> None:
    page = Page("a\nb")

    assert page.lines is page.lines
    assert page == Page("a\nb")


def test_its_signature_is_known_before_one_is_made() -> None:
    @frozen
    class Fresh:
        """Never made."""

        first: int
        last: int = 2

    assert str(inspect.signature(Fresh)) == "(first, last=2)"


def test_its_method_is_written_once_when_many_are_made() -> None:
    @frozen
    class Counted:
        """Looked at before and after many are made."""

        first: int
        last: int = 9
        others: list[int] = field(default_factory=list)

    methods = []
    made = []
    for number in range(20):
        made.append(Counted(number) if number % 2 else Counted(last=number, first=1))
        methods.append(Counted.__init__)

    assert [value.first for value in made] == [1, 1, 1, 3, 1, 5, 1, 7, 1, 9, 1, 11, 1, 13, 1, 15, 1, 17, 1, 19]
    assert [value.last for value in made[:4]] == [0, 9, 2, 9]
    assert made[0].others is not made[2].others
    assert methods[0] is not methods[-1]
    assert methods[-2] is methods[-1]


def test_mistakes_are_told_alike_by_the_first_and_by_later_ones() -> None:
    told = []
    for count in (0, 20):
        ranges = [type("Fresh", (), {"__annotations__": {"first": "int", "last": "int"}})]
        fresh: type = frozen(ranges[0])
        for number in range(count):
            fresh(number, number)
        for args, kwargs in (((1,), {}), ((1, 2, 3), {}), ((1, 2), {"last": 3}), ((1, 2), {"middle": 3})):
            with pytest.raises(TypeError) as raised:
                fresh(*args, **kwargs)
            told.append(str(raised.value))

    assert told[:4] == told[4:]
