"""SECURITY.md names tests and rows that exist."""

from __future__ import annotations

import re
from pathlib import Path

from tests.faults.catalogue import ROWS

REPOSITORY = Path(__file__).parents[2]
SECURITY = (REPOSITORY / "SECURITY.md").read_text("utf-8")


def test_every_test_that_holds_a_promise_is_there() -> None:
    named = set(re.findall(r"`(tests/[\w/.]+)`", SECURITY))

    assert len(named) > 20
    assert [name for name in sorted(named) if not (REPOSITORY / name).exists()] == []


def test_every_row_that_holds_a_promise_is_there() -> None:
    named = {
        name for line in re.findall(r"\| rows? ([^;|]+)", SECURITY) for name in re.findall(r"`([a-z0-9-]+)`", line)
    }
    rows = [row.name for row in ROWS]

    assert len(named) > 20
    assert [name for name in sorted(named) if not any(row.startswith(name) for row in rows)] == []
    # And no row holds nothing.
    unnamed = [row for row in rows if not any(row.startswith(name) for name in named)]
    assert unnamed == ["kill-before-begin"]
