"""Colours that can be read, words that fit, and legends that wrap."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.charts.days import words as any_words
from tests.report.given import LONG_NAME
from tracker.report.colours import AREAS, DARK, GRAINS, LIGHT, TEXTS
from tracker.report.columns import scale_step
from tracker.report.svg import Drawing, Entry, fitted, text_width

both = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, as WCAG 2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_that_of_the_definition() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_both_schemes_have_the_same_colours() -> None:
    assert LIGHT.keys() == DARK.keys()


@both
def test_words_can_be_read_on_what_is_below_them(colours: dict[str, str]) -> None:
    poor = {
        (name, ground): contrast(colours[name], colours[ground])
        for name in TEXTS
        for ground in ("surface", "page")
        if contrast(colours[name], colours[ground]) < 4.5
    }

    assert poor == {}


@both
def test_areas_stand_out_from_the_surface(colours: dict[str, str]) -> None:
    assert {name: colours[name] for name in AREAS if contrast(colours[name], colours["surface"]) < 3} == {}


@both
def test_more_time_is_more_contrast(colours: dict[str, str]) -> None:
    shades = [contrast(colours[f"heat-{level}"], colours["surface"]) for level in range(1, 5)]

    assert shades == sorted(shades)


def test_areas_differ_without_colours() -> None:
    subjects = [GRAINS.get(f"subject-{n}", "") for n in range(8)]
    marks = [GRAINS.get(f"mark-{name}", "") for name in ("done", "partial", "missed", "open")]

    assert len(set(subjects)) == 8
    assert len(set(marks)) == 4


@given(text=st.text(max_size=80) | any_words, width=st.floats(0, 400), size=st.sampled_from([11, 13, 14]))
def test_fitted_words_fit(text: str, width: float, size: float) -> None:
    assert text_width(fitted(text, width, size), size) <= max(width, 0)


def test_a_long_name_is_cut_where_it_ends() -> None:
    assert fitted("딥다이브", 200, 14) == "딥다이브"
    assert fitted(LONG_NAME, 100, 14).endswith("…")


def test_a_legend_wraps_within_the_drawing() -> None:
    drawing = Drawing("a", 200)
    end = drawing.legend(0, 0, [Entry("subject-0", LONG_NAME), Entry("subject-1", "강의"), Entry("target", "목표")])
    texts = list(fromstring(drawing.markup(end, "t", "d")).iter("text"))

    assert end == 44
    assert [float(text.get("y", "")) > 22 for text in texts] == [False, True, True]
    assert all(float(text.get("x", "")) + text_width(text.text or "", 13) <= 200 for text in texts)


@given(seconds=st.integers(1, 10**8))
def test_a_scale_has_few_lines_and_reaches_the_longest(seconds: int) -> None:
    step = scale_step(seconds)

    assert 6 * step >= seconds
    assert step % 60 == 0
