"""What a frame sends: the same picture, told in fewer bytes."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.tui.frames import compact

RED, BLUE = "38;2;200;0;0", "48;2;0;0;90"
CASES = {
    "text without a style": ("\x1b[1;1Hab\ncd", "\x1b[1;1Hab\ncd"),
    "one style in two pieces": (f"\x1b[{RED}mab\x1b[0m\x1b[{RED}mcd\x1b[0m", f"\x1b[{RED}mabcd\x1b[0m"),
    "another colour": (f"\x1b[{RED}mab\x1b[0m\x1b[31mcd\x1b[0m", f"\x1b[{RED}mab\x1b[31mcd\x1b[0m"),
    "the ground stays": (
        f"\x1b[{RED};{BLUE}mab\x1b[0m\x1b[38;5;9;{BLUE}mcd\x1b[0m",
        f"\x1b[{RED};{BLUE}mab\x1b[38;5;9mcd\x1b[0m",
    ),
    "the ground goes": (f"\x1b[{RED};{BLUE}mab\x1b[0m\x1b[{RED}mcd\x1b[0m", f"\x1b[{RED};{BLUE}mab\x1b[49mcd\x1b[0m"),
    "the letters' colour goes": (f"\x1b[{RED};41mab\x1b[0m\x1b[41mcd\x1b[0m", f"\x1b[{RED};41mab\x1b[39mcd\x1b[0m"),
    "it is no longer bold": (f"\x1b[1;{RED}mab\x1b[0m\x1b[{RED}mcd\x1b[0m", f"\x1b[1;{RED}mab\x1b[0;{RED}mcd\x1b[0m"),
    "back to the terminal's own": (f"\x1b[{RED}mab\x1b[0m\x1b[2;1Hcd", f"\x1b[{RED}mab\x1b[0m\x1b[2;1Hcd"),
    "a link": (
        f"\x1b]8;id=1;x\x1b\\\x1b[{RED}mab\x1b[0m\x1b]8;;\x1b\\c",
        f"\x1b]8;id=1;x\x1b\\\x1b[{RED}mab\x1b[0m\x1b]8;;\x1b\\c",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_only_what_changes_is_told(case: str) -> None:
    frame, sent = CASES[case]

    assert compact(frame) == sent


COLOURS = [str(n) for n in (*range(30, 38), *range(90, 98))] + ["38;5;7", "38;5;48", "38;2;1;38;48", RED, ""]
GROUNDS = [str(n) for n in (*range(40, 48), *range(100, 108))] + ["48;5;7", "48;5;38", "48;2;48;2;38", BLUE, ""]
STYLES = st.tuples(
    st.sets(st.sampled_from(["1", "3", "4", "7", "9"])), st.sampled_from(COLOURS), st.sampled_from(GROUNDS)
)
PIECES = st.lists(st.tuples(STYLES, st.sampled_from(["a", "  ", "b\r\n", "\x1b[2;3H", ""])), max_size=12)


def drawn(frame: str) -> list[list[pyte.screens.Char]]:
    """Return the cells that a terminal shows."""
    screen = pyte.Screen(20, 6)
    pyte.Stream(screen).feed(frame)
    return [[screen.buffer[row][column] for column in range(20)] for row in range(6)]


@given(PIECES)
def test_the_picture_is_the_same(pieces: list[tuple[tuple[set[str], str, str], str]]) -> None:
    frame = ""
    for (attributes, letters, ground), text in pieces:
        codes = ";".join(filter(None, (*sorted(attributes), letters, ground)))
        frame += f"\x1b[{codes}m{text}\x1b[0m" if codes else text

    assert drawn(compact(frame)) == drawn(frame)
    assert len(compact(frame)) <= len(frame)
