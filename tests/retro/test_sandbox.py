"""What a template may not do: it reads what it is given, calls nothing of Python, and comes to an end."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.retro.pages import fault, page
from tracker.retro.context import Achievement
from tracker.retro.sandbox import LARGEST_VALUE, MOST_STEPS

NAMES = {
    "seconds": 27378,
    "first": dt.date(2025, 3, 24),
    "best": None,
    "numbers": tuple(range(100)),
    "achievement": Achievement(5, 1, 0, 0, 6, 5 / 6),
    "words": "가나다",
}


@pytest.mark.parametrize(
    ("source", "line", "problem"),
    [
        ("{{ secnds }}", 1, "There is no 'secnds'. Did you mean 'seconds'?"),
        ("\n\n{{ achievement.ratte }}", 3, "There is no 'ratte'. Did you mean 'rate'?"),
        ("{% if nothing_like_it %}{% endif %}", 1, "There is no 'nothing_like_it'."),
        ("{{ best.seconds }}", 1, "There is no 'seconds' of what is none; ask first: if … is not none."),
        ("{{ seconds | durration }}", 1, "No filter named 'durration'."),
        ("a\n{% for x in numbers %}\n{{ y }}\n{% endfor %}", 3, "There is no 'y'. Did you mean 'words'?"),
        ("{{ cycler('a') }}", 1, "There is no 'cycler'."),
    ],
)
def test_an_unknown_name_is_said_with_its_line_and_the_nearest(source: str, line: int, problem: str) -> None:
    found_line, found = fault(source, NAMES)

    assert found_line == line
    assert found.partition(" Did")[0] == problem.partition(" Did")[0]
    if "nearest" in problem:
        assert found == problem


@pytest.mark.parametrize(
    ("source", "line"),
    [("a\n{% for x in numbers %}\n", 2), ("a\n{{ seconds ", 2), ("{% if %}{% endif %}", 1), ("{% endfor %}", 1)],
)
def test_a_syntax_error_is_said_with_its_line(source: str, line: int) -> None:
    assert fault(source, NAMES)[0] == line


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__ }}",
        "{{ ().__class__.__base__.__subclasses__() }}",
        "{{ ''['__class__'] }}",
        "{{ first['__class__'] }}",
        "{{ first.__init__.__globals__ }}",
        "{{ first.strftime('%Y') }}",
        "{{ first.replace(year=1) }}",
        "{{ words.format(first) }}",
        "{{ words.encode() }}",
        "{{ '{0.__class__}'.format(first) }}",
        "{{ words.join(numbers) }}",
        "{{ range.__self__ }}",
        "{{ namespace.__init__ }}",
        "{{ achievement.__slots__ }}",
        "{{ achievement.__reduce__() }}",
        "{{ self.__init__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ lipsum.__globals__ }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ joiner.__init__ }}",
        "{{ config }}",
        "{{ request }}",
        "{{ words | attr('__class__') }}",
        "{{ words | format(1) }}",
        "{{ numbers | map(attribute='__class__') | list }}",
        "{{ numbers | map('attr', '__class__') | list }}",
        "{{ numbers | sum(attribute='__class__') }}",
        "{{ numbers | groupby('__class__') }}",
        "{{ numbers | selectattr('__class__') | list }}",
        "{{ [achievement] | join('', '__class__') or missing }}",
        "{% for x in numbers %}{{ loop.__init__ }}{% endfor %}",
        "{% for x in numbers %}{{ loop._iterator }}{% endfor %}",
        "{% macro f() %}{% endmacro %}{{ f.__func__ }}",
        "{% macro f() %}{% endmacro %}{{ f._environment }}",
        "{% include 'week.md.j2' %}",
        "{% import 'os' as os %}",
        "{% from 'os' import path %}",
        "{% extends 'week.md.j2' %}",
        "{{ '%s' % first }}",
        "{{ dict(a=1) }}",
        "{{ numbers.__len__() }}",
        "{{ numbers.count(1) }}",
        "{% set first.year = 1 %}",
        "{{ open('x') }}",
        "{{ first() }}",
        "{{ numbers | random }}",
        "{{ words | pprint }}",
        "{{ debug }}",
    ],
)
def test_the_ways_out_are_shut(source: str) -> None:
    line, problem = fault(source, NAMES)

    assert line == 1
    assert problem


@pytest.mark.parametrize(
    "source",
    [
        "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}",
        "{% for a in range(100000) %}{% for b in range(100000) if false %}{% endfor %}{{ a }}{% endfor %}",
        "{% for a in range(100000) %}{% for b in range(100000) %}{% set c = b %}{% endfor %}{% endfor %}",
        "{% macro f(n) %}{{ f(n + 1) }}{% endmacro %}{{ f(0) }}",
        "{% macro f() %}{{ f() }}{{ f() }}{% endmacro %}{{ f() }}",
        "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(100) }}",
        "{% for a in numbers recursive %}{{ loop(numbers) }}{% endfor %}",
        "{{ range(10 ** 9) | list }}",
        "{% set a = 'x' * 900000 %}{% for i in range(2000) %}{{ 'xxxxxxxxxy' in a }}{% endfor %}",
        "{% set a = 'x' * 900000 %}{% for i in range(2000) %}{{ a == a[::-1] }}{% endfor %}",
        "{% set a = 'x' * 900000 %}{% for i in range(2000) %}{% set b = a[::-1] %}{% endfor %}",
        "{% set l = [1] * 900000 %}{% for i in range(100000) %}{% if 2 in l %}{% endif %}{% endfor %}",
        "{% set ns = namespace(l=[]) %}{% for i in range(100) %}{% set ns.l = ns.l + [[0] * 900000] %}{% endfor %}",
        "{{ ([[1] * 1000] * 2000) | sum(start=[]) | length }}",
        "{% set a = [1] * 100 %}" + "{% set a = [a] * 100 %}" * 5 + "{{ a | length }}",
        "{% for a in range(100000) %}{{ numbers | sort | list | sum }}{{ numbers | sort | sum }}{% endfor %}",
    ],
)
def test_what_does_not_end_is_ended(source: str) -> None:
    assert fault(source, NAMES)[0] == 1


@pytest.mark.parametrize(
    "source",
    [
        "{{ 'a' * 10 ** 9 }}",
        "{{ numbers * 10 ** 8 }}",
        "{{ 10 ** 10 ** 10 }}",
        "{{ (10 ** 17) * (10 ** 17) }}",
        "{% set ns = namespace(s='aa') %}{% for i in range(40) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
        "{% set ns = namespace(s='aa') %}{% for i in range(40) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
        "{% set ns = namespace(s='aa') %}"
        "{% for i in range(40) %}{% set ns.s = ns.s | replace('a', 'aa') %}{% endfor %}",
        "{% set ns = namespace(s='aa') %}{% for i in range(40) %}"
        "{% set ns.s %}{{ ns.s }}{{ ns.s }}{% endset %}{% endfor %}",
        "{% macro f(s) %}{{ s }}{{ s }}{% endmacro %}{% set ns = namespace(s='aa') %}"
        "{% for i in range(40) %}{% set ns.s = f(ns.s) %}{% endfor %}",
        "{% set ns = namespace(l=[1]) %}{% for i in range(40) %}{% set ns.l = ns.l + ns.l %}{% endfor %}",
        "{% set big = 'a' * 1000000 %}{{ [big, big, big] | join }}",
        "{% set big = 'a' * 1000000 %}{{ [big, big, big] | join(attribute='x') }}",
        "{% set big = 'a' * 1000000 %}{% for i in range(9) %}{{ big }}{% endfor %}",
        "{% set ns = namespace(a=[1]) %}{% for i in range(30) %}{% set ns.a = [ns.a, ns.a] %}{% endfor %}",
        "{% set ns = namespace(a=(1,)) %}{% for i in range(30) %}{% set ns.a = (ns.a, ns.a) %}{% endfor %}",
        "{% set ns = namespace(a={}) %}{% for i in range(30) %}{% set ns.a = {'x': ns.a, 'y': ns.a} %}{% endfor %}",
        "{{ 1.5 | round(100000000) }}",
        "{{ first | date('W' * 100000) }}",
        "{{ words | fit(10 ** 9) }}",
        "{{ seconds | bar(10 ** 9, 1) }}",
    ],
)
def test_what_grows_beyond_a_page_is_stopped(source: str) -> None:
    assert fault(source, NAMES)[0] == 1


def test_within_the_limits_a_template_may_do_what_it_needs() -> None:
    assert page("{% for x in range(3) %}{{ loop.cycle('a', 'b') }}{{ loop.index }}{% endfor %}") == "a1b2a3"
    assert (
        page("{% set ns = namespace(n=0) %}{% for x in [1, 2] %}{% set ns.n = ns.n + x %}{% endfor %}{{ ns.n }}") == "3"
    )
    assert page("{{ words.startswith('가') }}", NAMES) == "True"
    assert page("{% macro f(x) %}<{{ x }}>{% endmacro %}{{ f('a') }}") == "<a>"
    assert page("{{ 'a' ~ 1 ~ none }}") == "a1None"
    assert len(page(f"{{{{ 'a' * {LARGEST_VALUE} }}}}")) == LARGEST_VALUE
    assert page(f"{{% for x in range({MOST_STEPS - 10}) %}}{{% endfor %}}") == ""


@pytest.mark.parametrize(
    "source",
    [
        "{% for x in [1] %}" * 30 + "{% endfor %}" * 30,
        "{{ '\ud800' }}",
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
        "{{ numbers }}",
        "{{ [1] ~ '' }}",
        "{{ [[1]] | join }}",
        "{{ achievement }}",
        "{{ achievement | string }}",
        "{{ namespace(a=1, a=2) }}",
        "{% macro f(a, a) %}{% endmacro %}",
        "{{ ('nan' | float) | percent }}",
        "{{ ['a', 'b'] | sum }}",
    ],
)
def test_what_cannot_be_written_is_said_with_its_file(source: str) -> None:
    assert fault(source, NAMES)[0] == 1


def test_the_neighbours_of_a_loops_ends_are_not_there_and_say_so() -> None:
    assert page("{% for x in [1, 2] %}{{ loop.previtem is defined }} {% endfor %}") == "False True "
    assert fault("{% for x in [1] %}{{ loop.nextitem }}{% endfor %}")[1] == "there is no next item."


def test_one_page_does_not_use_up_the_budget_of_the_next() -> None:
    source = f"{{% for x in range({MOST_STEPS * 2 // 3}) %}}{{% endfor %}}"

    assert page(source) == page(source) == ""


def test_values_cannot_be_changed() -> None:
    assert fault("{% do numbers.append(1) %}", {"numbers": [1]})[0] == 1
    assert fault("{{ numbers.append(1) }}", {"numbers": [1]})[0] == 1
    assert fault("{{ numbers.pop() }}", {"numbers": [1]})[0] == 1
