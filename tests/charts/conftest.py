"""The fixtures of the charts' tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.charts.speaking import speaking


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Speak English where a test says nothing else, whatever ran before."""
    with speaking("en"):
        yield
