"""The templates and judges that come with the program, as the tests of this folder use them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tracker.codec.document import Document
from tracker.codec.judges import parse_judges
from tracker.codec.lexicon import Templates
from tracker.codec.read import read_day
from tracker.codec.template import Template, parse_template
from tracker.codec.yaml_values import load_yaml

REPOSITORY = Path(__file__).parents[2]
FOLDER = REPOSITORY / "templates"
NAMES = ("day.md", "day.plain.md", "day.en.md", "day.ja.md")


def source(name: str) -> str:
    """Return a shipped template's text."""
    return (FOLDER / name).read_bytes().decode()


def shipped_templates(*own: Template) -> Templates:
    """Return `own` before the shipped templates, with the shipped judges."""
    shipped = (parse_template(source(name), name) for name in NAMES)
    return Templates((*own, *shipped), parse_judges(load_yaml(source("judges.yaml"))))


def only(template: Template) -> Templates:
    """Return `template` alone, with the shipped judges."""
    return Templates((template,), shipped_templates().judges)


def said(text: str, on: date, templates: Templates) -> dict[str, object]:
    """Return what a day says that no change of template may change: everything but its sections and topics."""
    day = read_day(Document.from_text(text), on, templates)
    return {
        "goals": [(goal.text, goal.mark) for goal in day.goals],
        "challenges": [(challenge.when, challenge.text, challenge.mark) for challenge in day.challenges],
        "reflections": [(reflection.label, reflection.text) for reflection in day.reflections],
        "links": [(link.title, link.url) for link in day.links],
        "problems": [(p.judge, p.id, p.title, p.level, p.week, p.on, p.solved) for p in day.problems],
        "total": day.total.seconds if day.total is not None else None,
    }


def body_of(text: str) -> str:
    """Return a template's lines below its front matter."""
    return text.split("\n---\n", 1)[1]
