"""Compose a day in an empty database through the public verbs alone, from the words of a log of that day.

By hand: `python tests/cli/compose_seed.py SEED | cmp - SEED`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with its notes as they stand between two headings."""

    title: str
    presenter: str
    section: str
    notes: str


@dataclass(frozen=True, slots=True)
class Words:
    """What a person would say to the verbs."""

    day: date
    goals: tuple[str, ...]
    topics: tuple[Topic, ...]
    problems: tuple[str, ...]
    """Judge, then numbers."""
    week: str
    past_challenge: str
    next_challenge: str
    total: str
    reflections: tuple[tuple[str, str], ...]


def words_of(log: str) -> Words:
    """Return the words of a log in the seed's format, by patterns that share nothing with the program's reader."""
    day = re.search(r"^## .*: (\d{4}-\d\d-\d\d)$", log, re.MULTILINE)
    week = re.search(r"^- (\d+)주차$", log, re.MULTILINE)
    problems = re.search(r"주차\n {4}- (.+)$", log, re.MULTILINE)
    past = re.search(r"^- \(지난\) 도전 과제 1: (.+) ✅$", log, re.MULTILINE)
    following = re.search(r"^- \(내일\) 도전 과제 1: (.+)$", log, re.MULTILINE)
    total = re.search(r"\(총 공부 시간 ([\d:]+)\)", log)
    if not (day and week and problems and past and following and total):
        raise SystemExit("That log is not in the format of the seed.")
    return Words(
        day=date.fromisoformat(day[1]),
        goals=tuple(re.findall(r"^- 학습 목표 \d+ : (.+)$", log, re.MULTILINE)),
        topics=tuple(topics_of(log)),
        problems=tuple(problems[1].split()),
        week=week[1],
        past_challenge=past[1],
        next_challenge=following[1],
        total=total[1],
        reflections=tuple(re.findall(r"^- (\S+ 점): (.+) <br/>$", log, re.MULTILINE)),
    )


def topics_of(log: str) -> list[Topic]:
    """Return the topics of a log, each with the words of the section that it stands in."""
    found = []
    section = ""
    for piece in re.split(r"^(?=#{3,4} )", log, flags=re.MULTILINE):
        heading, _, notes = piece.partition("\n")
        if heading.startswith("### "):
            section = heading.removeprefix("### ").partition(" ")[2]
        elif heading.startswith("#### | "):
            words = heading.removeprefix("#### | ")
            title, _, presenter = words.rpartition(" - ") if section.startswith("딥다이브") else ("", "", "")
            found.append(Topic(title or words, presenter if title else "", section, notes))
    return found


def compose(words: Words, database: Path, environment: Mapping[str, str]) -> bytes:
    """Say the words to the verbs, one call each, and return what is exported then."""
    environment = dict(environment) | {
        "STUDYLOG_DB": str(database),
        "STUDYLOG_CONFIG": str(database.with_name("config.yaml")),
        "STUDYLOG_NOW": f"{words.day}T21:00:00+09:00",
        "PYTHONUTF8": "1",
    }

    def studylog(*arguments: str, given: str = "") -> bytes:
        call = [sys.executable, "-m", "tracker", *arguments]
        result = subprocess.run(
            call, cwd=REPOSITORY, env=environment, input=given.encode(), capture_output=True, check=False
        )
        if result.returncode != 0:
            raise SystemExit(f"{' '.join(arguments)}: {result.stderr.decode()}")
        return result.stdout

    studylog("challenge", "-d", str(words.day - timedelta(days=1)), words.past_challenge)
    studylog("new", str(words.day))
    for goal in words.goals:
        studylog("goal", goal)
    *dives, exercise = words.topics
    for topic in dives:
        # The blank line between the last topic and the next section is the format's own.
        notes = topic.notes.rstrip("\n") + "\n" if topic is dives[-1] else topic.notes
        presented = ("--by", topic.presenter) if topic.presenter else ()
        studylog("topic", topic.title, *presented, "--section", topic.section, "--body", "-", given=notes)
    studylog("topic", exercise.title, "--section", exercise.section)
    studylog("solve", *words.problems, "--week", words.week)
    rest = exercise.notes.partition(" ".join(words.problems) + "\n")[2].rstrip("\n") + "\n"
    studylog("topic", exercise.title, "--section", exercise.section, "--body", "-", given=rest)
    studylog("check", "1")
    studylog("challenge", words.next_challenge)
    studylog("time", "add", words.total)
    for label, text in words.reflections:
        studylog("reflect", label, text)
    return studylog("export", str(words.day))


def main() -> None:
    """Print the day composed from the log named on the command line."""
    if len(sys.argv) != 2:
        raise SystemExit("Name the log to compose: python tests/cli/compose_seed.py SEED")
    log = Path(sys.argv[1]).read_bytes().decode()
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.buffer.write(compose(words_of(log), Path(folder, "studylog.db"), os.environ))


if __name__ == "__main__":
    main()
