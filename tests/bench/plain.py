"""What a few lines of plain Python would do in the program's place: `python -m tests.bench.plain import …`.

Each runs in a process of its own, as the program does, and imports nothing that it does not need.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path


def bring_in(database: Path, folder: Path) -> None:
    """Read the files, insert them raw and build the index that search needs, in one transaction."""
    from tracker.grams import grams

    connection = _open(database)
    connection.execute("CREATE TABLE days (id INTEGER PRIMARY KEY, date TEXT UNIQUE, text TEXT NOT NULL)")
    connection.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5(grams, content='', columnsize=0, detail=none, tokenize='ascii')"
    )
    with connection:
        for number, path in enumerate(sorted(folder.rglob("*.md")), 1):
            text = path.read_bytes().decode()
            connection.execute("INSERT INTO days VALUES (?, ?, ?)", (number, path.stem, text))
            connection.execute("INSERT INTO search_index (rowid, grams) VALUES (?, ?)", (number, " ".join(grams(text))))
    connection.close()


def write_files(database: Path, folder: Path) -> None:
    """Write each text of a plain table into a file of its own."""
    folder.mkdir()
    for date, text in _open(database).execute("SELECT date, text FROM days ORDER BY date"):
        (folder / f"{date}.md").write_bytes(text.encode())


def write_json(database: Path) -> None:
    """Print the values that a plain table holds as JSON, a day at a time: read from their JSON, and encoded again."""
    import json

    before = "[\n"
    for (value,) in _open(database).execute("SELECT value FROM json_days ORDER BY date"):
        text = json.dumps(json.loads(value), ensure_ascii=False, indent=2)
        sys.stdout.write(before + text)
        before = ",\n"
    sys.stdout.write("\n]\n")


def scan(database: Path, word: str) -> None:
    """Print date and number of each line that holds a word, by looking at every line."""
    for date, text in _open(database).execute("SELECT date, text FROM days ORDER BY date DESC"):
        for number, line in enumerate(text.split("\n"), 1):
            if word in line:
                print(date, number, line)


def _open(database: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def main(arguments: Sequence[str]) -> None:
    """Do what is named: `import DB DIR`, `export DB DIR`, `json DB` or `scan DB WORD`."""
    match arguments:
        case ["import", database, folder]:
            bring_in(Path(database), Path(folder))
        case ["export", database, folder]:
            write_files(Path(database), Path(folder))
        case ["json", database]:
            write_json(Path(database))
        case ["scan", database, word]:
            scan(Path(database), word)
        case _:
            raise SystemExit(main.__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
