"""Every screen of the demo, on a clock that stands still: what the pictures of the README show."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from tests.pictures.svg import corrected
from tracker.config import Config
from tracker.journal import Journal
from tracker.journal.report_facts import report_facts
from tracker.journal.samples import fill_with_samples
from tracker.places import Places, shipped
from tracker.report import report_html
from tracker.resources import load_templates
from tracker.store import Store
from tracker.tui.app import StudylogApp

_KST = dt.timezone(dt.timedelta(hours=9))
SUNDAY = dt.datetime(2025, 3, 30, 20, 48, tzinfo=_KST)
"""The last of the sample days."""
_THURSDAY = dt.datetime(2025, 3, 27, 20, 48, tzinfo=_KST)
_ENGLISH_FRIDAY = dt.datetime(2025, 2, 28, 20, 48, tzinfo=_KST)
"""The last of the sample days that were written in English."""
_RUNNING = dt.timedelta(minutes=38, seconds=12)
_MOST_LOOKS = 100
_BETWEEN_LOOKS = 0.2


@dataclass(frozen=True, slots=True)
class Picture:
    """A screen, and the keys that lead to it from Today."""

    name: str
    """Of its file."""
    keys: tuple[str, ...] = ()
    """As Textual names them; what is written in `"` is typed."""
    size: tuple[int, int] = (120, 40)
    language: str = "ko"
    theme: str = "studylog-dark"
    now: dt.datetime = SUNDAY
    day: dt.date | None = None
    """The day it opens on; None for today."""
    subject: str = "프로젝트"
    """Of the timer that runs."""


_FRIDAY = dt.date(2025, 3, 28)
_MONDAY = dt.date(2025, 3, 24)

PICTURES = (
    Picture("today"),
    Picture("today-en-light", language="en", theme="studylog-light", now=_ENGLISH_FRIDAY, subject="reading"),
    Picture("today-80x24", size=(80, 24)),
    Picture("week", ("w",)),
    Picture("browse", ("slash", '"바구니'), size=(110, 28)),
    Picture("evening", ("e", "down", "0", "tab", "tab"), size=(100, 30), now=_THURSDAY),
    Picture("clock", ("T",), size=(100, 30)),
    Picture("topic", ("tab", "enter"), size=(110, 34), day=_FRIDAY),
    Picture("text", ("m",), size=(110, 34), day=_FRIDAY),
    Picture("sessions", ("L",), size=(100, 30)),
    Picture("retro", ("R",), size=(110, 34), now=_THURSDAY),
    Picture("publish", ("B",), size=(110, 30), day=_MONDAY),
    Picture("safety", ("D", "n", "c"), size=(110, 30), now=_THURSDAY),
    Picture("import", ("I", '"data/sample/en', "enter"), size=(100, 30)),
    Picture("palette", ("ctrl+p",)),
    Picture("help", ("question_mark",)),
)


def drawn(picture: Picture, folder: Path) -> str:
    """Return a screen as SVG; its study log is made in `folder`."""
    (folder / "TIL").mkdir(parents=True, exist_ok=True)
    # What is published goes into a folder of this home.
    os.environ["HOME"] = str(folder)
    with _demo(picture, folder / f"{picture.name}.db") as journal:
        app = StudylogApp(journal, day=picture.day)
        app.animation_level = "none"
        return asyncio.run(_draw(picture, app))


def report_page(folder: Path) -> str:
    """Return the report of the sample month as HTML; its study log is made in `folder`."""
    with _demo(Picture("report"), folder / "report.db") as journal:
        return report_html(report_facts(journal, "month", SUNDAY.date()))


@contextmanager
def _demo(picture: Picture, database: Path) -> Iterator[Journal]:
    monday = picture.now.date() - dt.timedelta(days=picture.now.date().weekday())
    config = Config(
        language=picture.language,
        theme=picture.theme,
        course_start=min(monday, dt.date(2025, 3, 3)),
        publish_to="~/TIL",
        publish_path="{month}/{date}.md",
    )
    templates = load_templates(Places(database.with_name("config.yaml"), database), config)
    clock = [picture.now - _RUNNING]
    store = Store.open(database, create=True, now=picture.now)
    journal = Journal(store, config, templates, lambda: clock[0])
    try:
        fill_with_samples(journal, _samples_until(picture.now.date(), database.with_suffix("")))
        journal.timer.start(picture.subject)
        clock[0] = picture.now
        yield journal
    finally:
        store.close()


def _samples_until(last: dt.date, folder: Path) -> Path:
    """Return a folder with the samples up to a day: what is still to come on the picture's clock is in none of them."""
    sample = shipped("sample")
    for source in sample.rglob("*.md"):
        if source.parent != sample and source.stem <= str(last):
            target = folder / source.parent.name / source.name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    for language in ("ko", "en"):
        (folder / language).mkdir(exist_ok=True)
    head, *rows = (sample / "sessions.csv").read_text("utf-8").splitlines(keepends=True)
    (folder / "sessions.csv").write_text(head + "".join(row for row in rows if row[:10] <= str(last)), "utf-8")
    return folder


async def _draw(picture: Picture, app: StudylogApp) -> str:
    async with app.run_test(size=picture.size) as pilot:
        await _at_rest(pilot)
        for keys in picture.keys:
            if keys.startswith('"'):
                await pilot.press(*keys[1:])
            else:
                await pilot.press(keys)
            await _at_rest(pilot)
        return corrected(await _at_rest(pilot))


async def _at_rest(pilot: Pilot[str]) -> str:
    """Wait until nothing changes any more, and return what the screen then shows."""
    last = ""
    for _ in range(_MOST_LOOKS):
        await pilot.app.workers.wait_for_complete()
        for field in (*pilot.app.screen.query(Input), *pilot.app.screen.query(TextArea)):
            field.cursor_blink = False
        await pilot.pause(_BETWEEN_LOOKS)
        now = pilot.app.export_screenshot()
        if now == last:
            return now
        last = now
    raise AssertionError(f"{pilot.app.screen} never comes to rest.")
