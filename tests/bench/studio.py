"""Terminals to open the screen in, the bare applications and the peers, and the logs it is opened on."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from tests.bench.processes import PYTHON, REPOSITORY, Words, clean_environment, fresh, studylog
from tests.bench.scene import LAST, NOW, Scene, copy_of, open_journal
from tests.tui.terminal import Terminal
from tracker.journal import Journal
from tracker.values import frozen

COLUMNS, ROWS = 120, 40


@frozen
class Studio:
    """Copies of a scene's study log that the screens may write in."""

    folder: Path
    natural: Path
    """As it was generated."""
    long: Path
    """Its last day is of 300 lines, with a topic of 8 KB at its beginning."""
    first_words: str
    """Drawn once the natural log's last day is."""
    long_text: Path
    """The long day's text, in a file."""
    long_body: Path
    """The text of its topic, in a file."""
    entries: int
    """Lines of the natural log's last day."""
    days: int

    @property
    def environment(self) -> dict[str, str]:
        """What the screens run in: the scene's clock stands still, so nothing is drawn but by a key."""
        return clean_environment(self.folder) | {"STUDYLOG_NOW": NOW.isoformat()}

    def open(self, database: Path, *, real_clock: bool = False) -> Terminal:
        """Open the screen on one of the logs."""
        environment = self.environment
        if real_clock:
            del environment["STUDYLOG_NOW"]
        return terminal(studylog("--db", str(database)), environment)

    def bare(self, *words: str) -> Terminal:
        """Open one of the bare applications."""
        environment = self.environment | {"PYTHONPATH": str(REPOSITORY)}
        return terminal((PYTHON, "-m", "tests.bench.bare", *words), environment)


def terminal(words: Words, environment: Mapping[str, str]) -> Terminal:
    """Open a program on a terminal of its own."""
    colours = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    return Terminal(words, {**environment, **colours}, columns=COLUMNS, rows=ROWS, controls=False)


def build_studio(scene: Scene) -> Studio:
    """Copy the scene's study log, once as it is and once with a long last day."""
    folder = fresh(scene.folder / "screen")
    natural = copy_of(scene.database, folder / "natural.db")
    long = copy_of(scene.database, folder / "long.db")
    journal = open_journal(long)
    with closing(journal.store):
        record = journal.record(LAST)
        body = _long_body(journal)
        text = _long_text(body)
        journal.save_text(LAST, text, base=journal.text(LAST))
    (folder / "day.md").write_bytes(text.encode())
    (folder / "topic.md").write_bytes(body.encode())
    return Studio(
        folder=folder,
        natural=natural,
        long=long,
        first_words=record.day.goals[0].text.split()[0],
        long_text=folder / "day.md",
        long_body=folder / "topic.md",
        entries=record.text.count("\n"),
        days=scene.days,
    )


def _long_body(journal: Journal) -> str:
    """Return the notes of the newest days, as many as make 8 KB."""
    body = ""
    for day in reversed(journal.dates()):
        for topic in journal.record(day).day.topics:
            body += topic.body.strip("\n") + "\n\n"
            if len(body.encode()) >= 8_000:
                return body
    return body


def _long_text(body: str) -> str:
    beginning = f"# {LAST}\n\n## 오늘 배운 내용\n\n### 긴 주제\n\n{body}\n## 참고 자료\n\n"
    links = max(10, 300 - beginning.count("\n"))
    return beginning + "".join(f"- [문서 {n}](https://example.com/{n})\n" for n in range(links))
