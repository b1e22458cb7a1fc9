"""A log in which everything a person can name holds what a terminal would obey."""

from __future__ import annotations

import json
from pathlib import Path

from tests.privacy.every_verb import Call, day_of

COLOUR, MOVE, TITLE = "\x1b[38;5;199m", "\x1b[7;177H", "\x1b]0;OWNED\x07"
ADDRESS, CLIPBOARD = "\x1b]8;;https://owned.example\x1b\\x\x1b]8;;\x1b\\", "\x1b]52;c;T1dORUQ=\x07"
ASKS, DEVICE = "\x1b[6n", "\x1bP+q4f574e4544\x1b\\"
C1 = "\x9b7;177H\x9d0;OWNED\x9c"
CONTROLS, BREAKS = "\x07\x08\x1a\x7f", "\x0b\x0c\r\x85\u2028"
DIRECTION = "\u202e\u2066\u200f\u061c"
HIDDEN = "\u200d\u200d\u3164\u115f\ufeff"
STACKED = "e" + "\u0301" * 60
PAGE = """</text></svg><script>alert('OWNED')</script><img src=x onerror=alert(1)>"'&lt;{{ 7 * 7 }}"""
HOSTILE = (
    COLOUR + MOVE + TITLE + ADDRESS + CLIPBOARD + ASKS + DEVICE + C1 + CONTROLS + DIRECTION + HIDDEN + STACKED + PAGE
)

PARAMETERS = (b"38;5;199", b"7;177H", b"]0;OWNED", b"]2;OWNED", b"owned.example", b"]52;", b"T1dORUQ", b"+q4f574e4544")
"""By which what came from the log is told from what the program itself sends."""


def written(kind: str) -> str:
    """Return hostile words as a text may hold them and no argument: also with what breaks lines elsewhere."""
    return f"{words(kind)}{BREAKS}끝"


def words(kind: str) -> str:
    """Return hostile words for something of a kind."""
    if kind in ("file", "address"):
        # No file's name and no address can be as long.
        return f"QUOX{kind}{COLOUR}{TITLE}{C1}{DIRECTION}"
    return f"QUOX {kind} {HOSTILE}끝"


def settle(log: Path) -> None:
    """Put settings, judges, templates and files to import beside a log, hostile as well."""
    (log / "templates").mkdir(parents=True)
    own = words("setting")
    settings = {
        "course_start": "2025-03-03",
        "week_labels": {"2": own},
        "recurring": [{"text": words("recurring"), "rule": "daily"}],
        "publish_title": f"{{date}} {own}",
        "publish_message": f"{{date}} {own}",
        "publish_labels": [own],
        "keys": {"today.goal": f"g,{COLOUR}{C1}"},
    }
    # JSON is YAML, and may write what YAML itself may not hold.
    (log / "config.yaml").write_text(
        "".join(f"{name}: {json.dumps(value)}\n" for name, value in settings.items()), "utf-8"
    )
    (log / "judges.yaml").write_text(
        f"- name: {json.dumps(words('judge'))}\n  also: [Hostile, {json.dumps(words('file'))}]\n", "utf-8"
    )
    template = f"# {{{{ date }}}} {words('heading')}\n\n## 학습 목표\n- {{{{ goal }}}}\n"
    (log / "templates" / f"day.{words('file')}.md").write_text(template, "utf-8")
    (log / "own.md").write_text(f"# 2025-03-02 {words('heading')}\n\n## {words('section')}\n- 하나\n", "utf-8")
    folder = log / "logs" / words("file")
    folder.mkdir(parents=True)
    (folder / f"{words('file')}.md").write_text(f"# 없는 날 {words('headline')}\n", "utf-8")
    (folder / f"{words('file')} 2.md").write_bytes(b"# 2025-03-05\n\x00\xff\n")
    (folder / "2025-03-06.md").write_bytes(day_of(written, "2025-03-06").encode() + b"- \x00 NUL\n")
    (log / "logs" / "2025-03-01.md").write_text("# 2025-03-01\n\n## 학습 목표\n- 하나\n", "utf-8")


MORE: dict[str, tuple[Call, ...]] = {
    "": (
        Call(()),
        Call((words("nothing"),)),
        Call(("--db", f"FOLDER/{words('file')}.db", "show")),
        Call(("show", words("nothing"))),
        Call(("show", f"--{words('nothing')}")),
        Call(("status",), environment={"STUDYLOG_NOW": words("nothing")}),
        Call(("status",), environment={"STUDYLOG_TIMEOUT": words("nothing")}),
        Call(("status",), environment={"STUDYLOG_DB": f"FOLDER/{words('file')}/none.db"}),
        Call(("solve", "Hostile", "7")),
        Call(("edit",), environment={"EDITOR": f"nothing{words('file')}"}),
        Call(("lint", "--fix")),
        Call(("report", words("nothing"))),
        Call(("search", words("goal"), "--since", words("nothing"))),
        Call(("export", "--to", "FOLDER/studylog.db")),
        Call(("template", "check", f"FOLDER/templates/day.{words('file')}.md")),
        Call(("publish", "--to", f"FOLDER/{words('file')}")),
        Call(("publish", "--to", f"github:{words('nothing')}")),
        Call(("doctor", "--fix")),
    )
}
"""What goes wrong, said with a person's words in it."""
