"""Texts of any size that make a careless reader slow: long runs, deep nests, and openings that nothing closes."""

from __future__ import annotations

from collections.abc import Callable

Trap = Callable[[int], str]
"""Makes a text of about so many characters."""

DAY = "# 2025-03-12\n\n"
_SECTIONS = (
    "## 학습 목표\n",
    "## 새로 배운 내용\n",
    "## 팀 스터디\n",
    "## 도전 과제\n",
    "## 오늘의 회고\n",
    "## 참고 자료\n",
)


def _repeated(part: str) -> Trap:
    return lambda n: DAY + part * max(n // len(part), 1) + "\n"


def _on_a_line(lead: str, part: str, tail: str = "") -> Trap:
    return lambda n: f"{DAY}{lead}{part * max(n // len(part), 1)}{tail}\n"


def _in_every_section(part: str) -> Trap:
    def make(n: int) -> str:
        rows = part * max(n // len(part) // len(_SECTIONS), 1)
        return DAY + "\n".join(heading + rows for heading in _SECTIONS)

    return make


def _as_every_item(part: str) -> Trap:
    """One long run as the words of a goal, topic, problem, challenge, reflection and link."""

    def make(n: int) -> str:
        run = part * max(n // len(part) // 8, 1)
        return (
            f"{DAY}## 학습 목표\n- 학습 목표 1 : {run}\n\n## 새로 배운 내용\n#### | {run}\n{run}\n\n"
            f"## 팀 스터디 - 코딩테스트\n- 백준 {run}\n- {run}\n\n## 도전 과제\n- (지난) 도전 과제 1: {run} ✅\n\n"
            f"## 오늘의 회고 (총 공부 시간 {run})\n- 성공적인 점: {run}\n\n## 참고 자료\n- [{run}]({run})\n"
        )

    return make


def _nested(opening: str, deeper: str = "  ") -> Trap:
    """Entries of which each stands in the one before; the indent makes them long, so they are few."""

    def make(n: int) -> str:
        depth = max(int((n / len(deeper) * 2) ** 0.5), 1)
        return DAY + "## 새로 배운 내용\n" + "".join(f"{deeper * i}{opening}\n" for i in range(depth))

    return make


RUNS = {
    "letters": "a", "hangul": "가", "stars": "*", "lines under": "_", "opening brackets": "[", "brackets": "(",
    "closing brackets": "]", "backticks": "`", "tildes": "~", "spaces": " ", "wide spaces": "\u3000",
    "no-break spaces": "\u00a0", "tabs": "\t", "digits": "1", "dots": ".", "colons": ":", "hyphens": "-",
    "hashes": "#",
    "bars": "|", "less than": "<", "greater than": ">", "bangs": "!", "backslashes": "\\", "carriage returns": "\r",
    "comment openings": "<!--", "comment ends": "-->", "tags": "<a ", "breaks": "<br/>", "break openings": "<br",
    "dates": "2025-03-12 ", "dates in brackets": "(2025-03-12)", "weekdays": "(수", "ranges": "~ 03-13 ",
    "hours": "1h ", "clocks": "1:00:00 ", "digits and spaces": "1 ", "digits and commas": "1000, ",
    "half hours": "1.5",
    "addresses": "https://ex.kr/", "address beginnings": "http://", "links": "[a](b) ", "link openings": "[a](",
    "pictures": "![](", "nested link words": "[[a]", "references": "[a]: b ", "mails": "a@b.kr ", "entities": "&amp;",
    "joiners": "\u200d", "families": "👨\u200d👩\u200d", "flags": "🇰🇷", "skins": "👍🏽", "variation signs": "\ufe0f",
    "dashes": " - ", "dashes and words": "a - ", "bars and spaces": " | ", "colons and spaces": " : ",
    "words and spaces": "a  ", "marks out of order": "\u0301\u0323", "Tibetan vowels": "\u0f73",
    "combining marks": "\u0301", "letters with marks": "a\u0301\u0302", "conjoining letters": "\u1112\u1161\u11ab",
    "vowels alone": "\u1161", "initials": "ㅋ", "marks": "✅", "shortcodes": ":dart:", "shortcode openings": ":a",
    "boxes": "[ ] ", "judges": "백준 ", "judges and numbers": "백준 1000 ", "levels": "Lv.1 ", "steps": "1단계 심화1 ",
    "weeks": "1주차 ", "labels": "학습 목표 1 : ", "labels without colons": "도전 과제 ", "bold": "**a** ",
    "bold openings": "**a ", "bold in words": "a**b", "single stars": "*a ", "stars and lines": "*_", "code": "`a` ",
    "ticks of many lengths": "` `` ``` ", "quotes": "> ", "pipes": "a | ", "holes": "{{ goal }}",
    "hole openings": "{{ ",
    "braces": "{", "line separators": "\u2028", "vertical tabs": "\x0b", "next lines": "\x85",
}  # fmt: skip
LINES = {
    "empty lines": "\n", "carriage returns": "\r\n", "headings": "## 제목\n", "deep headings": "###### 제목\n",
    "headings of topics": "#### | 주제\n", "known headings": "## 오늘의 회고\n", "dated headings": "# 2025-03-12\n",
    "bare headings": "학습 목표\n", "entries": "- 항목\n", "boxes": "- [ ] 항목\n", "numbers": "1. 항목\n",
    "empty entries": "-\n", "labels": "- 학습 목표 1 : \n", "labels alone": "- (지난) 도전 과제 1:\n",
    "labels with words": "- (내일) 도전 과제 1: 복습 ✅\n", "reflections": "- 성공적인 점: <br/>\n",
    "problems": "- 백준 1000 1001\n", "problem titles": "- 백준 두 수의 합\n", "judges alone": "- 백준\n",
    "weeks": "- 2주차\n", "links": "- [글](https://ex.kr)\n", "addresses": "https://ex.kr/1\n",
    "references": "[a]: https://ex.kr\n", "open fences": "```\n\n", "fences": "```\na\n```\n",
    "longer and longer fences": "````py\n", "tilde fences": "~~~ a\n", "comments": "<!-- a -->\n",
    "comment openings": "<!-- a\n", "comments in entries": "- <!-- a\n", "quotes": "> a\n", "quoted fences": "> ```\n",
    "quotes in quotes": "> > > > a\n", "rules": "---\n", "underlines": "a\n===\n", "tables": "| a | b |\n|---|---|\n",
    "table rows": "| a | b |\n", "html": "<div>\n", "html ends": "</div>\n", "details": "<details><summary>a\n",
    "breaks": "<br/>\n", "code": "    code\n", "tabs": "\tcode\n", "paragraph": "그냥 적은 글.\n",
    "totals": "총 공부 시간: 1:00:00\n", "terms": "- today: 1h + 1h\n", "bold": "**a**글\n", "footnotes": "[^1]: a\n",
    "loose entries": "- a\n\n", "two entries": "- a\n  - b\n", "lazy lines": "- a\nb\n", "definition": "a\n: b\n",
}  # fmt: skip


def _all() -> dict[str, Trap]:
    traps: dict[str, Trap] = {}
    for name, part in RUNS.items():
        traps[f"a line of {name}"] = _on_a_line("", part, "x")
        traps[f"a heading of {name}"] = _on_a_line("## ", part, "x")
        traps[f"items of {name}"] = _as_every_item(part)
    for name, part in LINES.items():
        traps[f"lines of {name}"] = _repeated(part)
        traps[f"sections of {name}"] = _in_every_section(part)
    traps |= {
        "nested lists": _nested("- a"),
        "nested numbers": _nested("1. a", "   "),
        "nested boxes": _nested("- [ ] a", "    "),
        "nested lists on a line": _on_a_line("", "- ", "a"),
        "nested numbers on a line": _on_a_line("", "1. ", "a"),
        "nested quotes on a line": _on_a_line("", ">", "a"),
        "quotes and lists on a line": _on_a_line("", "> - ", "a"),
        "fences on a line": _on_a_line("- ", "- ", "```"),
        "brackets of brackets": lambda n: DAY + "[" * (n // 2) + "]" * (n // 2) + "\n",
        "rounds of rounds": lambda n: DAY + "(" * (n // 2) + ")" * (n // 2) + "\n",
        "links of links": lambda n: DAY + "[a" * (n // 5) + "](b)" * (n // 5) + "\n",
        "stars around stars": lambda n: DAY + "*a " * (n // 6) + "a* " * (n // 6) + "\n",
        "backticks, each longer": lambda n: DAY + "".join("`" * i + "a" for i in range(1, int((2 * n) ** 0.5))) + "\n",
        "fences, each longer": lambda n: DAY + "".join("`" * i + "\n" for i in range(3, int((2 * n) ** 0.5))),
        "fences, each shorter": lambda n: DAY + "".join("`" * i + "\n" for i in range(int((2 * n) ** 0.5), 3, -1)),
        "headings, each of its own": lambda n: DAY + "".join(f"## 제목 {i}\n글\n" for i in range(n // 12)),
        "topics, each of its own": lambda n: DAY + "".join(f"#### 제목 {i}\n글\n" for i in range(n // 12)),
        "goals, each of its own": lambda n: (
            DAY + "## 학습 목표\n" + "".join(f"- 학습 목표 {i} : 일 {i}\n" for i in range(1, n // 20))
        ),
        "days": lambda n: "".join(
            f"# {2000 + i // 336}-{i // 28 % 12 + 1:02}-{i % 28 + 1:02}\n- 학습 목표 1 : a\n\n" for i in range(n // 30)
        ),
        "one day again and again": lambda n: "# 2025-03-11\n" + "# 2025-03-12\n- a\n" * (n // 17),
        "front matter of spaces": lambda n: f"---\n{' ' * n}x\n---\n{DAY}",
        "front matter of words": lambda n: f"---\n{'a ' * (n // 2)}\n---\n{DAY}",
        "front matter of openings": lambda n: f"---\n{'[' * n}\n---\n{DAY}",
        "front matter of keys": lambda n: f"---\n{''.join(f'k{i}: v{chr(10)}' for i in range(n // 8))}\n---\n{DAY}",
        "marks of one class, then of another": lambda n: f"{DAY}- a{chr(0x301) * (n // 2)}{chr(0x323) * (n // 2)}\n",
        "references, each of its own": lambda n: DAY + "".join(f"[a{i}]: b\n[a{i}]\n" for i in range(n // 16)),
    }
    return traps


TRAPS = _all()
