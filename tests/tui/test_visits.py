"""What a visit of a screen costs: read once, drawn once, and nothing made that is not seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from textual.screen import Screen
from textual.widgets import OptionList

from tests.tui.build import MONDAY, press, shown_text
from tracker.journal import Journal
from tracker.journal.shelf import Shelf
from tracker.retro.sandbox import TemplateEnvironment
from tracker.stats import summarise, year_days
from tracker.tui.app import StudylogApp
from tracker.tui.screens.evening import EveningScreen
from tracker.tui.screens.retro import RetroScreen
from tracker.tui.screens.theme import ThemeChoice
from tracker.tui.screens.week import WeekScreen
from tracker.tui.themes import LIGHT
from tracker.tui.widgets.preview import MarkdownPreview
from tracker.tui.widgets.text_page import TextPage

LARGE = (120, 40)


def at_first_frame(
    monkeypatch: pytest.MonkeyPatch, kind: type[Screen[None]], look: Callable[[], object]
) -> list[object]:
    """Return a list that what `look` returns is added to when a screen of that kind is drawn for the first time."""
    seen: list[object] = []
    display = StudylogApp._display

    def watched(app: StudylogApp, screen: Screen[object], renderable: object) -> None:
        if renderable is not None and type(screen) is kind and not seen:
            seen.append(look())
        display(app, screen, renderable)  # type: ignore[arg-type]

    monkeypatch.setattr(StudylogApp, "_display", watched)
    return seen


def counted(monkeypatch: pytest.MonkeyPatch, owner: type[object], name: str) -> list[tuple[object, ...]]:
    """Return a list that the arguments of each call of a method are added to."""
    calls: list[tuple[object, ...]] = []
    method = getattr(owner, name)

    def noted(self: object, *args: object, **named: object) -> object:
        calls.append(args)
        return method(self, *args, **named)

    monkeypatch.setattr(owner, name, noted)
    return calls


# All


@pytest.mark.parametrize(("key", "kind"), [("w", WeekScreen), ("e", EveningScreen), ("R", RetroScreen)])
async def test_a_screen_is_laid_out_for_its_first_size_once(
    key: str, kind: type[Screen[None]], app: StudylogApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await pilot.pause()
        layouts: list[Screen[None]] = []
        layout = Screen._refresh_layout

        def noted(self: Screen[None], size: object = None, scroll: bool = False) -> None:
            if size is not None:
                layouts.append(self)
            layout(self, size, scroll)  # type: ignore[arg-type]

        monkeypatch.setattr(Screen, "_refresh_layout", noted)
        await press(pilot, key)

        assert isinstance(app.screen, kind)
        assert layouts.count(app.screen) == 1


async def test_another_size_is_laid_out_anew(app: StudylogApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "w")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        small = shown_text(app)
        await pilot.resize_terminal(*LARGE)
        await pilot.pause()

        assert max(map(len, small.split("\n"))) <= 80
        assert max(map(len, shown_text(app).split("\n"))) > 80


# Week


async def test_the_year_is_read_once_and_after_the_week_is_drawn(
    app: StudylogApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = counted(monkeypatch, Journal, "facts")

    def years() -> int:
        return sum((last - first).days > 300 for first, last in reads)  # type: ignore[operator]

    at_first = at_first_frame(monkeypatch, WeekScreen, years)
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "w")
        await pilot.pause()

        assert at_first == [0]
        assert years() == 1


async def test_the_page_of_a_month_is_there_once_it_is_asked_for(app: StudylogApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "w")
        before = len(app.screen.query("#week-page"))
        await press(pilot, "2", "3", "2")
        await pilot.pause()

        assert (before, len(app.screen.query("#week-page"))) == (0, 1)
        assert "2025-03" in shown_text(app)


async def test_a_chosen_day_is_lit_before_it_is_read(app: StudylogApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "w")
        screen = app.screen
        assert isinstance(screen, WeekScreen)
        screen.choose(MONDAY + dt.timedelta(days=2))
        assert screen.week is not None
        assert screen.planner is not None
        at_once = screen.week.chosen, screen.planner.day
        await pilot.pause()
        await pilot.pause()

        assert at_once == (MONDAY + dt.timedelta(days=2), MONDAY)
        assert screen.planner.day == MONDAY + dt.timedelta(days=2)
        assert screen.year is not None
        assert screen.year.chosen == screen.planner.day
        assert screen.header.day.startswith(str(screen.planner.day))


@pytest.mark.parametrize("running", [False, True])
async def test_subjects_are_in_the_order_of_their_time_in_the_year(
    running: bool, app: StudylogApp, journal: Journal
) -> None:
    day = MONDAY - dt.timedelta(days=30)
    for n, subject in enumerate(("음악", "\x07산책", "독서", "산책")):
        journal.timer.add(day + dt.timedelta(days=n % 2), subject, seconds=3600 * (n + 3))
    # What was studied on a day whose total says nothing was is not counted.
    journal.timer.add(MONDAY, "요가", seconds=60)
    journal.set_total(MONDAY, 0)
    if running:
        journal.timer.start("달리기", journal.now() - dt.timedelta(minutes=5))
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "w")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, WeekScreen)
        assert screen.week is not None
        assert screen.year is not None

        by_time = summarise(screen.year.days, *year_days(MONDAY)).by_subject
        assert screen.week.subjects == tuple(subject for subject, seconds in by_time if seconds)
        assert ("요가" in screen.week.subjects, "달리기" in screen.week.subjects) == (running, running)


# Evening


async def test_the_evening_has_its_focus_in_the_first_frame(app: StudylogApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def focus() -> object:
        focused = app.screen.focused
        return focused is not None and (focused.id, focused.has_focus)

    at_first = at_first_frame(monkeypatch, EveningScreen, focus)
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "e")

        assert at_first == [("evening-past", True)]


# Retrospective


async def test_a_template_is_compiled_once(app: StudylogApp, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = counted(monkeypatch, TemplateEnvironment, "compile")
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "R")
        first = len(compiled)
        await press(pilot, "escape", "R")

        assert isinstance(app.screen, RetroScreen)
        assert app.screen.text
        assert (first <= 1, len(compiled)) == (True, first)


async def test_a_short_page_is_rendered_for_the_first_frame(app: StudylogApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def drawn() -> object:
        preview = app.screen.query_one(MarkdownPreview)
        return bool(preview.lines), preview.up_to_date

    at_first = at_first_frame(monkeypatch, RetroScreen, drawn)
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "R")

        assert at_first == [(True, True)]


async def test_the_text_is_laid_out_when_it_is_looked_at(app: StudylogApp, monkeypatch: pytest.MonkeyPatch) -> None:
    shows = counted(monkeypatch, TextPage, "show_lines")
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "R")
        before = len(shows)
        await press(pilot, "v", "v", "v")

        assert (before, len(shows)) == (0, 1)
        assert isinstance(app.screen, RetroScreen)
        assert app.screen.text.split("\n")[0] in shown_text(app)


def test_where_the_files_lie_is_found_once_until_somebody_writes(journal: Journal) -> None:
    shelf = Shelf.of(journal)
    again = Shelf.of(journal)
    journal.add_goal(MONDAY, "다른 목표")
    own = Shelf.of(journal)
    with journal.elsewhere() as other:
        other.add_goal(MONDAY, "noch ein Ziel")
    others = Shelf.of(journal)

    assert again is shelf
    assert own is not shelf
    assert others is not own
    assert shelf == own == others


# Themes


async def test_the_choice_of_colours_begins_on_those_there_are(app: StudylogApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        app.theme = LIGHT.name
        await press(pilot, "ctrl+t")
        await pilot.pause()
        choice = app.screen
        assert isinstance(choice, ThemeChoice)
        highlighted = choice.query_one(OptionList).highlighted

        assert highlighted is not None
        assert choice.options[highlighted][0] == LIGHT.name
        assert app.theme == LIGHT.name
