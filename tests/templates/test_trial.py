"""A template is tried out before it is used: what its days would say must read back."""

from __future__ import annotations

import pytest

from tests.templates.shipped import shipped_templates
from tracker.codec.template import Template, parse_template
from tracker.codec.trial import try_template

TEMPLATES = shipped_templates()


def problems_of(text: str) -> list[tuple[int, str]]:
    """Return the lines whose entries would not read back, and how what is said of each begins."""
    template = parse_template(text, "mine")
    assert template.problems == ()
    return [(problem.line, problem.message.split(",")[0]) for problem in try_template(template, TEMPLATES.judges)]


@pytest.mark.parametrize("template", TEMPLATES.templates, ids=lambda template: template.name)
def test_every_shipped_template_reads_back(template: Template) -> None:
    assert try_template(template, TEMPLATES.judges) == []


def test_words_around_the_date_hide_it() -> None:
    found = problems_of("# My log of {{ date }} in Seoul\n\n## Goals\n- {{ goal }}\n")
    assert found[0][0] == 1
    assert found[0][1].startswith("a day opened from this line does not tell its date; keep to a heading")


def test_a_heading_with_a_bracket_in_its_middle_is_not_known_again() -> None:
    found = problems_of("# {{ date }}\n\n## A (B) C\n- {{ goal }}\n")
    assert found[0] == (3, "this heading is not read back as the goals section; say it without brackets or dashes.")


def test_two_kinds_that_look_alike_are_not_told_apart() -> None:
    found = problems_of("# {{ date }}\n\n## Tasks\n- {{ past_challenge }} {{ mark }}\n- {{ next_challenge }}\n")
    assert found == [
        (4, "a challenge written like this would not be read back; give it a label of its own with a colon.")
    ]
