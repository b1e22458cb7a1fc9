"""What holds however a day was written on two machines; `make test-faults` tries ten thousand."""

from __future__ import annotations

import pytest

from tests.merging.divergences import broken_laws, divergence

SAMPLE = range(600)


@pytest.mark.parametrize("tens", range(0, len(SAMPLE), 100))
def test_the_laws_hold(tens: int) -> None:
    for seed in SAMPLE[tens : tens + 100]:
        assert broken_laws(divergence(seed)) == [], seed
