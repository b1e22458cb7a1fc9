"""Records of two machines, brought together by id."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tracker.merging.records import Record, Records, merge_records

MORNING: Record = {"subject": "자료구조", "ended_at": "2025-03-12T10:00:00+09:00", "seconds": 3600}
EVENING: Record = {"subject": "운영체제", "ended_at": "2025-03-12T21:00:00+09:00", "seconds": 1800}

records: st.SearchStrategy[Records] = st.dictionaries(
    st.sampled_from("abc"),
    st.fixed_dictionaries({"subject": st.sampled_from(["독서", "SQL", None]), "seconds": st.integers(0, 3)}),
)


def test_what_each_side_added_is_there() -> None:
    assert merge_records({}, {"a": MORNING}, {"b": EVENING}) == {"a": MORNING, "b": EVENING}


def test_a_change_wins_over_what_was_left_and_what_was_taken_out() -> None:
    longer: Record = {**MORNING, "seconds": 4000}

    assert merge_records({"a": MORNING}, {"a": longer}, {"a": MORNING}) == {"a": longer}
    assert merge_records({"a": MORNING}, {"a": longer}, {}) == {"a": longer}
    assert merge_records({"a": MORNING}, {"a": MORNING}, {}) == {}


def test_columns_are_changed_apart_from_each_other_and_of_one_the_larger_stays() -> None:
    mine: Record = {**MORNING, "subject": "트리", "seconds": 900}
    theirs: Record = {**MORNING, "ended_at": "2025-03-12T11:00:00+09:00", "seconds": 7200}

    assert merge_records({"a": MORNING}, {"a": mine}, {"a": theirs}) == {
        "a": {"subject": "트리", "ended_at": "2025-03-12T11:00:00+09:00", "seconds": 7200}
    }


@given(base=records, mine=records, theirs=records)
def test_nothing_depends_on_whose_is_whose_and_nothing_is_lost(base: Records, mine: Records, theirs: Records) -> None:
    merged = merge_records(base, mine, theirs)

    assert merge_records(base, theirs, mine) == merged
    assert merge_records(theirs, merged, theirs) == merged
    assert merge_records(base, mine, base) == dict(mine)
    for name in mine.keys() | theirs.keys():
        kept: list[Record | None] = [mine.get(name), theirs.get(name)]
        taken_out = name in base and base[name] in kept and None in kept
        assert (name in merged) is not taken_out
