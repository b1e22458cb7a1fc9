"""A preview of what no one writes: everything is shown, and nothing is looked for in it without end."""

from __future__ import annotations

import pytest

from tracker.tui.preview import preview_of
from tracker.tui.preview_blocks import MOST_PARSED

HUGE = MOST_PARSED * 40


@pytest.mark.parametrize(
    "piece", ["[a](b) ", "**a", "*a ", "`" * 3 + " ", "a@b.cc ", "http://a ", "<a ", "가\u0f71\u0f72", "_a", "![", "&#"]
)
def test_a_huge_paragraph_is_shown_as_it_is_written(piece: str) -> None:
    # Of quadratic work at this size no one would see the end.
    text = piece * (HUGE // len(piece))

    assert len(preview_of("글\n\n" + text, 80).lines) > 100


def test_a_long_paragraph_of_ones_own_is_read_as_ever() -> None:
    text = "**굵은** 글 " * (MOST_PARSED // 10)

    assert len(text) <= MOST_PARSED
    styles = {segment.style for drawn in preview_of(text, 80).lines for segment in drawn.line}
    assert "preview-strong" in styles
