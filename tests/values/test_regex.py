"""Expressions are compiled when they are used, and then are like any other."""

from __future__ import annotations

import re

import pytest

from tracker.regex import compile_with, regex


def test_an_expression_does_what_a_compiled_one_does() -> None:
    number = regex(r"(?P<n>\d+)주차", re.IGNORECASE)

    found = number.search("이번 12주차 회고")

    assert found is not None
    assert found["n"] == "12"
    assert number.sub("", "3주차 끝") == " 끝"
    assert number.pattern == r"(?P<n>\d+)주차"
    assert number.findall("1주차 2주차") == ["1", "2"]


def test_it_is_compiled_once_and_not_before() -> None:
    compiled: list[str] = []
    compile_one = re.compile

    def counted(source: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(source)
        return compile_one(source, flags)

    compile_with(counted)
    letters = regex("[a-z]+")
    assert compiled == []

    try:
        letters.match("abc")
        letters.match("def")
    finally:
        compile_with(re.compile)

    assert compiled == ["[a-z]+"]


def test_a_wrong_one_is_reported_when_it_is_used() -> None:
    wrong = regex("(")

    with pytest.raises(re.error):
        wrong.match("a")
