"""The pictures' letters stand in their cells; no picture is painted here."""

from __future__ import annotations

import io
import re
from pathlib import Path

from rich.console import Console
from rich.text import Text

from tests.pictures.scenes import PICTURES, drawn
from tests.pictures.svg import CELL_WIDTH, corrected, size_of


def exported(*lines: str) -> str:
    """Return lines as Rich exports them, in one style each."""
    console = Console(width=20, height=len(lines), file=io.StringIO(), record=True, force_terminal=True)
    for line in lines:
        console.print(Text(line, style="red on blue"), end="\n", soft_wrap=True)
    return console.export_svg(title="t")


def texts(svg: str) -> list[tuple[str, float, float | None]]:
    """Return each text of the screen, the cell it is anchored at, and the cells it is stretched to."""
    found = re.findall(r'<text class="[^"]*-r\d+" x="([\d.]+)" y="[\d.]+"( textLength="([\d.]+)")?[^>]*>([^<]*)<', svg)
    return [
        (
            text.replace("&#160;", " "),
            round(float(x) / CELL_WIDTH, 2),
            round(float(length) / CELL_WIDTH, 2) if length else None,
        )
        for x, _, length, text in found
    ]


def test_the_export_takes_two_wide_letters_for_two_cells() -> None:
    # Should this fail, the correction is no longer needed.
    assert 'textLength="24.4"' in exported("한글")


def test_narrow_letters_keep_their_cells_and_wide_ones_stand_in_the_middle_of_theirs() -> None:
    assert texts(corrected(exported("ab한글c"))) == [
        ("ab", 0, 2),
        ("한", 3, None),
        ("글", 5, None),
        ("c", 6, 1),
    ]


def test_an_emoji_of_several_characters_stays_whole() -> None:
    [(family, middle, _)] = [each for each in texts(corrected(exported("a👨‍👩‍👧b"))) if "👨" in each[0]]

    assert family == "👨‍👩‍👧"
    assert middle == 2


def test_borders_and_blocks_are_drawn_as_shapes_that_meet() -> None:
    svg = corrected(exported("╭──╮", "│▄▌│", "╰──╯"))

    assert texts(svg) == []
    shapes = re.findall(r'<rect class="[^"]*" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', svg)
    boxes = [tuple(round(float(number), 1) for number in shape) for shape in shapes]
    # The rule goes from cell 1 to cell 3; the lower half and the left half are what they are called.
    assert (12.2, 12.9, 24.4, 1.6) in boxes
    assert (12.2, 38.1, 12.2, 12.4) in boxes
    assert (24.4, 25.9, 6.1, 24.6) in boxes
    assert svg.count("<path") == 4


def test_nothing_is_fetched_from_the_net() -> None:
    svg = corrected(exported("a"))

    assert "@font-face" not in svg
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "").replace("https://www.textualize.io", "")
    assert "Noto Sans Mono CJK KR" in svg


def test_what_people_write_stays_what_it_is() -> None:
    [(text, _, _)] = texts(corrected(exported("<b> & 'x'")))

    assert text == "&lt;b&gt; &amp; &#x27;x&#x27;"


def test_the_size_is_in_whole_pixels() -> None:
    assert size_of('<svg viewBox="0 0 262 123.2">') == (262, 124)


def test_a_picture_is_the_same_each_time(tmp_path: Path) -> None:
    today = PICTURES[0]

    first = drawn(today, tmp_path / "first")
    second = drawn(today, tmp_path / "second")

    assert first == second
    assert "프" in first
    assert "0:38:12" in first
