"""JSON over lines is what Python's own encoder writes."""

from __future__ import annotations

import json
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.cli.indented_json import indented_json


class Colour(StrEnum):
    """A word that is one of some."""

    RED = "red"


SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.just(Colour.RED))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(st.text(), inner, max_size=3),
    ),
)


@given(VALUES)
def test_it_is_what_the_encoder_of_python_writes(value: object) -> None:
    plain = json.dumps(value, ensure_ascii=False, indent=2)

    assert indented_json(value) == plain
    assert indented_json(value, "\n  ") == plain.replace("\n", "\n  ")


def test_what_json_has_no_word_for_is_refused() -> None:
    with pytest.raises(TypeError):
        indented_json({"day": [object()]})
