"""The seed, composed in an empty database through the public verbs alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.compose_seed import compose, words_of
from tests.cli.shell import SHARED

SEED = SHARED / "seed" / "2025-01-22.md"


@pytest.mark.skipif(not SEED.exists(), reason="the seed is not part of the repository")
def test_it_is_the_seed_byte_for_byte(tmp_path: Path, empty_home: dict[str, str]) -> None:
    seed = SEED.read_bytes()

    assert compose(words_of(seed.decode()), tmp_path / "studylog.db", empty_home) == seed
