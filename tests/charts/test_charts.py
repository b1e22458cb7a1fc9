"""Charts, as the lines a person sees."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.charts.days import LAST_WEEK, MONTH, TARGET, TODAY, WEEK, day, many_days, words
from tests.charts.speaking import speaking
from tracker.cells import cells, fit, printable
from tracker.charts import (
    STYLES,
    Line,
    Segment,
    full_heat,
    heat,
    hours_minutes,
    line_cells,
    month_chart,
    month_chart_day_at,
    plain,
    progress,
    small_week,
    week_chart,
    year_chart,
    year_chart_day_at,
)
from tracker.stats import DayFacts, fill, month_days, previous_period, summarise, week_days, year_days
from tracker.wording import Language

LANGUAGES: tuple[Language, Language] = ("ko", "en")


def draw_week(
    days: Sequence[DayFacts] = WEEK,
    *,
    previous: Sequence[DayFacts] = LAST_WEEK,
    target: int | None = TARGET,
    width: int = 60,
    language: Language = "ko",
    in_plain: bool = True,
    today: date = TODAY,
    subjects: Sequence[str] = (),
    empty: str | None = None,
) -> list[Line]:
    first, last = week_days(today)
    with speaking(language):
        return week_chart(
            days,
            stats=summarise(days, first, last, previous=previous),
            previous=previous,
            target_seconds=target,
            width=width,
            today=today,
            course_week=8,
            subjects=subjects,
            plain=in_plain,
            empty=empty,
        )


def draw_month(days: Sequence[DayFacts], width: int, language: Language = "ko", in_plain: bool = True) -> list[Line]:
    stats = summarise(days, *month_days(TODAY))
    with speaking(language):
        return month_chart(days, stats=stats, target_seconds=TARGET, width=width, today=TODAY, plain=in_plain)


def draw_year(
    days: Sequence[DayFacts], width: int, language: Language = "ko", in_plain: bool = True, today: date = TODAY
) -> list[Line]:
    stats = summarise(days, *year_days(today))
    with speaking(language):
        return year_chart(days, stats=stats, target_seconds=TARGET, width=width, today=today, plain=in_plain)


WEEK_KO = """\
1/20 – 1/26 · 8주차   합계 29:45:00   지난주보다 +15:45:00
평균 5:57   최고 수 9:15   도전 2/3 66%

월  1/20 ████████████████·███████▓▓▓▓▓▓▓▓┊          8:00
화  1/21 ████████████░░░░░░░░░░░░░░      ·          6:30
수  1/22 ████▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓░░░░░░░░░░░░┊░░░░      9:15
목  1/23 ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒            ┊          5:00
금  1/24 ░░░░                            ┊          1:00 ◂
토  1/25         ·                       ┊
일  1/26                                 ┊
         0       2       4       6       8       10

█ 강의 10:00   ▓ 코딩 6:00   ▒ CS 5:00   ░ 미분류 8:45
┊ 목표 8:00   · 지난주"""

WEEK_EN = """\
1/20 – 1/26 · week 8   total 29:45:00
+15:45:00 on last week   mean 5:57   best Wed 9:15
challenges 2/3 66%

Mon  1/20 ████████████████·███████▓▓▓▓▓▓▓▓┊          8:00
Tue  1/21 ████████████░░░░░░░░░░░░░░      ·          6:30
Wed  1/22 ████▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓░░░░░░░░░░░░┊░░░░      9:15
Thu  1/23 ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒            ┊          5:00
Fri  1/24 ░░░░                            ┊          1:00 ◂
Sat  1/25         ·                       ┊
Sun  1/26                                 ┊
          0       2       4       6       8       10

█ 강의 10:00   ▓ 코딩 6:00   ▒ CS 5:00   ░ unclocked 8:45
┊ target 8:00   · last week"""

WEEK_COLOUR = """\
월  1/20 ████████████████▏███████████████┊          8:00
화  1/21 ██████████████████████████      ▏          6:30
수  1/22 ████████████████████████████████┊████      9:15
목  1/23 ████████████████████            ┊          5:00
금  1/24 ████                            ┊          1:00 ◂
토  1/25         ▏                       ┊
일  1/26                                 ┊"""

MONTH_KO = """\
2025년 1월   합계 56:45:00   평균 5:40   최고 1/5 10:00
도전 2/3 66%   공부한 날 10

월     화     수     목     금     토     일        합계
               1 ▒▒▒  2 ···  3 ···  4 ···  5 ███
                3:00                       10:00   13:00
 6 ···  7 ···  8 ···  9 ··· 10 ··· 11 ··· 12 ···
13 ▒▒▒ 14 ███ 15 ··· 16 ··· 17 ··· 18 ░░░ 19 ···
  4:00   8:00                        2:00          14:00
20 ███ 21 ▓▓▓ 22 ███ 23 ▒▒▒ 24◂░░░ 25     26
  8:00   6:30   9:15   5:00   1:00                 29:45
27     28     29     30     31

· 0:00   ░ < 2:40   ▒ < 5:20   ▓ < 8:00   █ ≥ 8:00

███████████▓▓▓▓▓▓▒▒▒▒▒░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░
█ 강의 10:00   ▓ 코딩 6:00   ▒ CS 5:00   ░ 미분류 35:45"""

YEAR_KO = """\
2024년   합계 1250:00:00   평균 6:15   최고 3/5 10:00
공부한 날 200

   1월 2월 3월  4월 5월 6월  7월 8월 9월  10  11  12월
월 ·········▓·▒█░▓·▒█░▓·▒█░▓·▒█░▓·▒█░▓·▒█░▓·▒█░▓···
화 ·········█░▓·▒█░▓·▒█░▓·▒█░▓·▒█░▓·▒█░▓·▒█░▓·▒█···
수 ··········▒█░▓·▒█░▓·▒█░▓·▒█░▓·▒█░▓·▒█░▓·▒█░▓····
목 ·········░▓·▒█░▓·▒█░▓·▒█░▓·▒█░▓·▒█░▓·▒█░▓·▒█····
금 ·········▒█░▓·▒█░▓·▒█░▓·▒█░▓·▒█░▓·▒█░▓·▒█░▓·····
토 ········░▓·▒█░▓·▒█░▓·▒█░▓·▒█░▓·▒█░▓·▒█░▓·▒█░····
일 ········▒█░▓·▒█░▓·▒█░▓·▒█░▓·▒█░▓·▒█░▓·▒█░▓·▒····

· 0:00   ░ < 2:40   ▒ < 5:20   ▓ < 8:00   █ ≥ 8:00

3월 150:00  4월 150:00  5월 152:30  6월 150:00  7월 155:00
8월 157:30  9월 150:00  10월 160:00  11월 25:00

░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░
░ 미분류 1250:00"""


def day_rows(lines: list[Line]) -> list[Line]:
    """Return the seven rows of a week's days."""
    start = lines.index(()) + 1
    return lines[start : start + 7]


def test_a_week_in_korean() -> None:
    assert plain(draw_week()) == WEEK_KO


def test_a_week_in_english() -> None:
    assert plain(draw_week(language="en")) == WEEK_EN


def test_bars_in_colour_end_in_eighths() -> None:
    assert plain(day_rows(draw_week(in_plain=False))) == WEEK_COLOUR


def test_a_week_from_another_year_says_which() -> None:
    lines = draw_week([DayFacts(date(2024, 12, 30), 60)], today=date(2025, 1, 1), previous=())
    assert plain(lines).startswith("2024/12/30 – 2025/1/5 · 8주차")


@pytest.mark.parametrize("language", LANGUAGES)
def test_today_and_days_to_come_have_their_own_style(language: Language) -> None:
    rows = day_rows(draw_week(language=language))
    assert [row[0].style for row in rows] == [*["label"] * 4, "today", "dim", "dim"]
    assert rows[4][-1] == Segment(" ◂", "today")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("in_plain", [True, False])
def test_target_ticks_stand_in_one_column(language: Language, in_plain: bool) -> None:
    text = plain(draw_week(previous=(), language=language, in_plain=in_plain))
    columns = {cells(line[: line.index("┊")]) for line in text.split("\n")[2:10] if "┊" in line}
    assert len(columns) == 1


def test_a_mark_never_hides_all_of_a_subject() -> None:
    # At 3:00 of last week there is one cell of 코딩 only.
    days = [day(20, 8, 강의=3, 코딩=0.2, CS=4.8)]
    lines = draw_week(days, previous=[day(13, 3)], target=None, subjects=("강의", "코딩", "CS"))
    row = plain(day_rows(lines)[:1])
    assert "█▓▒" in row
    assert "·" not in row


def test_subjects_keep_the_styles_they_are_given() -> None:
    legend = [s.style for line in draw_week(subjects=("CS", "none", "강의"), in_plain=False)[-2:] for s in line]
    assert [style for style in legend if style.startswith("subject")] == ["subject-0", "subject-1", "subject-2"]
    names = [s.text.strip() for line in draw_week(subjects=("CS", "none", "강의"))[-2:] for s in line if not s.style]
    assert [name for name in names if name] == ["CS", "코딩", "강의", "미분류"]


def test_the_eighth_subject_and_those_after_it_are_drawn_together() -> None:
    subjects = tuple((f"s{n}", (10 - n) * 600) for n in range(10))
    days = [DayFacts(date(2025, 1, 20), sum(seconds for _, seconds in subjects), subjects)]
    lines = draw_week(days, previous=(), target=None, language="en", width=120)
    assert plain(lines[-1:]) == (
        "█ s0 1:40   ▓ s1 1:30   ▒ s2 1:20   # s3 1:10   = s4 1:00   + s5 0:50   * s6 0:40   % other 1:00"
    )


def test_sessions_beyond_the_written_total_stay_within_the_bar() -> None:
    days = [day(20, 4, 강의=6, 코딩=2), day(21, 8)]
    lines = plain(day_rows(draw_week(days, previous=(), target=None))).split("\n")
    bars = [sum(line.count(glyph) for glyph in "█▓▒░") for line in lines[:2]]
    assert bars[0] * 2 == bars[1]
    assert lines[0].count("█") == lines[0].count("▓") * 3


def test_a_minute_is_not_nothing() -> None:
    for in_plain in (True, False):
        row = day_rows(draw_week([day(20, 0.02, 강의=0.02)], previous=(), in_plain=in_plain))[0]
        assert Segment("█" if in_plain else "▏", "subject-0") in row


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_week_says_what_fills_it(language: Language) -> None:
    text = plain(draw_week([], previous=(), language=language))
    assert (
        text
        == {
            "ko": "1/20 – 1/26 · 8주차   합계 0:00:00\n\n아직 기록이 없어요. `studylog start` 로 시작해 보세요.",
            "en": "1/20 – 1/26 · week 8   total 0:00:00\n\nNothing recorded yet. Begin with `studylog start`.",
        }[language]
    )


def test_the_words_for_an_empty_week_can_be_given() -> None:
    assert plain(draw_week([], previous=(), empty="press t")).endswith("\n\npress t")


def test_subjects_cannot_send_control_sequences() -> None:
    evil = "\x1b[31m강의\u202e\r\n\x9b"
    text = plain(draw_week([DayFacts(date(2025, 1, 20), 3600, ((evil, 3600),))]))
    assert "█ ␛[31m강의�␍ � 1:00" in text


def test_a_month() -> None:
    assert plain(draw_month(MONTH, 60)) == MONTH_KO


def test_the_chosen_day_of_a_month_is_marked() -> None:
    stats = summarise(MONTH, *month_days(TODAY))
    lines = month_chart(
        MONTH, stats=stats, target_seconds=TARGET, width=60, today=TODAY, chosen=date(2025, 1, 21), plain=True
    )
    assert "20 ███ 21◆▓▓▓ 22 ███ 23 ▒▒▒ 24◂░░░" in plain(lines)


@pytest.mark.parametrize("width", [20, 33, 40, 60, 100])
def test_a_number_in_the_month_is_its_day(width: int) -> None:
    lines = draw_month(MONTH, width, "en", in_plain=False)
    stats = summarise(MONTH, *month_days(TODAY))
    found = {}
    for y in range(len(lines)):
        for x in range(width):
            at = month_chart_day_at(x, y, days=MONTH, stats=stats, width=width)
            if at is not None and at not in found:
                found[at] = plain([lines[y]])[x : x + 2]
    assert found == {date(2025, 1, n): f"{n:2}" for n in range(1, 32)}


def test_a_square_of_the_year_is_its_day() -> None:
    stats = summarise(MONTH, *year_days(TODAY))
    lines = year_chart(
        MONTH, stats=stats, target_seconds=TARGET, width=60, today=TODAY, chosen=date(2025, 1, 21), plain=True
    )
    (y,) = [n for n, line in enumerate(lines) if "◆" in plain([line])]
    x = plain([lines[y]]).index("◆")
    assert year_chart_day_at(x, y, stats=stats, width=60) == date(2025, 1, 21)
    assert year_chart_day_at(x, 0, stats=stats, width=60) is None


@pytest.mark.parametrize("width", [34, 40])
def test_a_narrow_month_keeps_the_shades(width: int) -> None:
    text = plain(draw_month(MONTH, width))
    assert "24◂" in text
    assert "13 ▒" in text


def test_a_year() -> None:
    days = [DayFacts(date(2024, 3, 1) + timedelta(days=n), n % 5 * 9000, logged=True) for n in range(250)]
    assert plain(draw_year(days, 60, today=date(2024, 12, 1))) == YEAR_KO


def test_a_year_of_fifty_four_weeks_has_room_in_sixty_cells() -> None:
    # 1984 begins on a Sunday and is a leap year.
    days = [DayFacts(d.date, TARGET) for d in fill([], *year_days(date(1984, 1, 1)))]
    lines = draw_year(days, 60, "en", today=date(1984, 12, 31))
    rows = plain(lines[lines.index(()) + 2 :][:7]).split("\n")
    assert [cells(row) for row in rows] == [58, 57, 57, 57, 57, 57, 57]
    assert "".join(rows).count("█") == 366


def test_a_narrow_year_is_broken_into_blocks() -> None:
    days = [DayFacts(d.date, TARGET) for d in fill([], *year_days(TODAY))]
    rows = [line for line in plain(draw_year(days, 40)).split("\n") if line[:1] in tuple("월화수목금토일")]
    assert len(rows) == 14
    assert "".join(rows).count("█") == 365


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_month_and_year_say_what_fills_them(language: Language) -> None:
    for lines in (draw_month([], 60, language), draw_year([], 60, language)):
        assert "`studylog start`" in plain(lines)


@pytest.mark.parametrize(
    ("seconds", "level"), [(None, 0), (0, 0), (1, 1), (9599, 1), (9600, 2), (19200, 3), (28799, 3), (28800, 4)]
)
def test_shades(seconds: int | None, level: int) -> None:
    assert heat(seconds, TARGET) == level


def test_without_a_target_the_darkest_shade_is_three_quarters_of_the_longest_day() -> None:
    assert full_heat([day(1, 8), day(2, 4)], None) == 6 * 3600
    assert full_heat([day(1, 8)], TARGET) == TARGET
    assert full_heat([], None) == 1


def test_the_small_week() -> None:
    with speaking("ko"):
        lines = small_week(WEEK, width=22, today=TODAY)
    assert plain(lines) == (
        "월 ▇▇▇▇▇▇▇▇▇▇   8:00\n"
        "화 ▇▇▇▇▇▇▇▇     6:30\n"
        "수 ▇▇▇▇▇▇▇▇▇▇▇  9:15\n"
        "목 ▇▇▇▇▇▇       5:00\n"
        "금 ▇            1:00 ◂\n"
        "토\n"
        "일"
    )


def test_a_small_week_without_time_says_what_fills_it() -> None:
    lines = small_week([], width=22, today=TODAY, empty="t starts the timer")
    assert plain(lines) == "Mon t starts the\nTue timer\nWed\nThu\nFri                  ◂\nSat\nSun"


@pytest.mark.parametrize(
    ("seconds", "target", "bar", "style"),
    [
        (0, 100, "──────────", "dim"),
        (25, 100, "━━╸───────", "bar"),
        (99, 100, "━━━━━━━━━╸", "bar"),
        (100, 100, "━━━━━━━━━━", "good"),
        (900, 100, "━━━━━━━━━━", "good"),
        (900, None, "──────────", "dim"),
    ],
)
def test_progress(seconds: int, target: int | None, bar: str, style: str) -> None:
    line = progress(seconds, target, 10)
    assert plain([line]) == bar
    assert line[0].style == style


@given(st.integers(0, 10**6), st.none() | st.integers(0, 10**6), st.integers(0, 200))
def test_progress_is_as_wide_as_asked(seconds: int, target: int | None, width: int) -> None:
    assert line_cells(progress(seconds, target, width)) == width


@pytest.mark.parametrize(("seconds", "text"), [(0, "0:00"), (59, "0:00"), (28958, "8:02"), (360000, "100:00")])
def test_hours_and_minutes(seconds: int, text: str) -> None:
    assert hours_minutes(seconds) == text


Chart = Callable[[list[DayFacts], int, Language, bool], list[Line]]


def every_week(days: list[DayFacts], width: int, language: Language, in_plain: bool) -> list[Line]:
    first, last = previous_period(*week_days(TODAY))
    previous = [d for d in days if first <= d.date <= last]
    return draw_week(days, previous=previous, width=width, language=language, in_plain=in_plain)


def every_small_week(days: list[DayFacts], width: int, language: Language, in_plain: bool) -> list[Line]:
    with speaking(language):
        return small_week(days, width=width, today=TODAY, target_seconds=TARGET if in_plain else None)


@pytest.mark.parametrize("chart", [every_week, every_small_week, draw_month, draw_year])
@given(days=many_days(), width=st.integers(1, 140), language=st.sampled_from(LANGUAGES), in_plain=st.booleans())
def test_no_line_is_wider_than_asked_and_every_style_is_known(
    chart: Chart, days: list[DayFacts], width: int, language: Language, in_plain: bool
) -> None:
    lines = chart(days, width, language, in_plain)
    assert {segment.style for line in lines for segment in line} <= STYLES
    for line in lines:
        text = plain([line])
        assert line_cells(line) == cells(text) <= width
        assert printable(text) == text


@given(days=many_days(), width=st.integers(40, 140), language=st.sampled_from(LANGUAGES), in_plain=st.booleans())
def test_times_end_in_one_column(days: list[DayFacts], width: int, language: Language, in_plain: bool) -> None:
    rows = [
        line for line in every_week(days, width, language, in_plain) if line and line[0].text.strip() in "월화수목금"
    ]
    ends = {
        line_cells(row[: 1 + max(n for n, s in enumerate(row) if s.style == "value")])
        for row in rows
        if any(s.style == "value" for s in row)
    }
    assert len(ends) <= 1


@given(days=many_days(), width=st.integers(52, 140), in_plain=st.booleans())
def test_a_longer_day_has_no_shorter_bar(days: list[DayFacts], width: int, in_plain: bool) -> None:
    lines = small_week(days, width=width, today=TODAY)
    week = fill(days, *week_days(TODAY))
    lengths = [sum(cells(s.text.rstrip()) for s in line if s.style == "bar") for line in lines]
    assert [bar > 0 for bar in lengths] == [bool(one.seconds) for one in week]
    by_time = sorted(zip((one.seconds or 0 for one in week), lengths, strict=True))
    assert [bar for _, bar in by_time] == sorted(lengths)


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("abc", 5, "abc  "),
        ("한글", 5, "한글 "),
        ("쿠버네티스", 6, "쿠버… "),
        ("쿠버네티스", 7, "쿠버네…"),
        ("한글", 1, "…"),
        ("한글", 0, ""),
        ("👨‍👩‍👧가족", 3, "👨‍👩‍👧…"),
        ("👨‍👩‍👧가족", 2, "… "),
        ("🇰🇷🇰🇷", 3, "🇰🇷…"),
        ("🇰🇷🇰🇷", 2, "… "),
        ("a🕸️b", 3, "a… "),
        ("👍🏽👍🏽", 3, "👍🏽…"),
        (unicodedata.normalize("NFD", "각각각"), 5, unicodedata.normalize("NFD", "각각") + "…"),
    ],
)
def test_fit(text: str, width: int, shown: str) -> None:
    assert fit(text, width) == shown


def test_fit_aligns() -> None:
    assert fit("글", 5, "right") == "   글"
    assert fit("글", 5, "center") == " 글  "


@given(words, st.integers(0, 20), st.sampled_from(["left", "right", "center"]))
def test_fit_is_exact(text: str, width: int, align: str) -> None:
    shown = fit(text, width, align)
    assert cells(shown) == width
    assert cells(f"|{shown}|") == width + 2


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb\nc", "a b c"),
        ("\x00\x1b\x7f\x85", "␀␛␡�"),
        ("a\u202eb\u2066c\u200f", "a�b�c�"),
        ("\u2028\ufeff\u00ad\ud800\u3164", "�����"),
        ("🧑‍🧒‍🧒 ❤️‍🔥 🏴‍☠️ 🕸️ 1️⃣", "🧑‍🧒‍🧒 ❤️‍🔥 🏴‍☠️ 🕸️ 1️⃣"),
        ("a\u200db 👨\u200d", "a�b 👨�"),
        ("\ufe0fa", "�a"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(words)
def test_printable_text_stays_as_it_is(text: str) -> None:
    assert printable(printable(text)) == printable(text)


@given(words, words)
def test_printable_texts_do_not_change_each_others_width(one: str, other: str) -> None:
    one, other = printable(one), printable(other)
    assert cells(f"{one} {other}") == cells(one) + 1 + cells(other)
