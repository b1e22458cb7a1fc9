"""What holds however a day was written on two machines; `make test-faults` tries ten thousand."""

from __future__ import annotations

import pytest

from tests.merging.divergences import BY_VERBS, broken_laws, broken_laws_of_items, divergence

SAMPLE, AT_ONCE = 200, 50


@pytest.mark.parametrize("first", range(0, SAMPLE, AT_ONCE))
def test_the_laws_hold(first: int) -> None:
    for seed in range(first, first + AT_ONCE):
        assert broken_laws(divergence(seed)) == [], seed


@pytest.mark.parametrize("first", range(BY_VERBS, BY_VERBS + SAMPLE, AT_ONCE))
def test_the_laws_hold_of_items_where_verbs_alone_were_used(first: int) -> None:
    for seed in range(first, first + AT_ONCE):
        case = divergence(seed)
        assert broken_laws(case) + broken_laws_of_items(case) == [], seed
