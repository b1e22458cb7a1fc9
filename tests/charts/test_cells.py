"""Texts are measured as Rich measures them, without Rich where that is plain."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tracker.cells import _NARROW_SIGNS, cells

PLAIN = [*range(0x20, 0x7F), *range(0x2500, 0x25A0), *map(ord, _NARROW_SIGNS), *range(ord("가"), ord("힣") + 1)]


def test_every_plain_character_is_as_wide_as_rich_says() -> None:
    assert [code for code in PLAIN if cells(chr(code)) != cell_len(chr(code))] == []
    assert cells("".join(map(chr, PLAIN))) == sum(map(cell_len, map(chr, PLAIN)))


@given(st.text(st.one_of(st.sampled_from([chr(code) for code in PLAIN[::50]]), st.characters())))
def test_any_text_is_as_wide_as_rich_says(text: str) -> None:
    assert cells(text) == cell_len(text)


@pytest.mark.parametrize(("text", "loads"), [("6월 30일 ▓▓░ · ┊", False), ("회고 ✅", True)])
def test_rich_is_loaded_for_what_is_not_plain(text: str, loads: bool) -> None:
    script = f"import sys; from tracker.cells import cells; cells({text!r}); print('rich' in sys.modules)"

    said = subprocess.run([sys.executable, "-X", "utf8", "-c", script], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == str(loads)
