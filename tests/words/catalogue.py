"""The catalogue of Korean, made from the code: `python -m tests.words.catalogue [FILE.json …]`, or `make words`.

It takes in every sentence of the code and of the help pages, keeps the translations there are, drops those of sentences
that are gone, and compiles the rest. A JSON file, `{"sentence": "Korean"}`, gives Korean to sentences that have none
yet; a context stands before its sentence, with U+0004 between them. To change a translation, edit the `.po` file and
run this again. What has no Korean yet is listed.
"""

from __future__ import annotations

import ast
import json
import struct
import sys
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

import tracker
from tracker.cli.explained import sentences_of
from tracker.cli.with_click import studylog

PACKAGE = Path(tracker.__file__).parent
PO = PACKAGE / "locale" / "ko" / "LC_MESSAGES" / "studylog.po"
MO = PO.with_suffix(".mo")

_WORDS_OF = {"_": slice(0, 1), "N_": slice(0, 1), "n_": slice(0, 2), "p_": slice(1, 2)}
"""Where the functions of tracker.wording take sentences."""
_HEADER = (
    "Language: ko\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=utf-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=1; plural=0;\n"
)
"""Without dates and names of tools, so that the files change with the words only."""
_BETWEEN_CONTEXT_AND_WORDS = "\x04"


def extracted() -> Catalog:
    """Return every sentence of the code, without translations."""
    catalog = Catalog(locale="ko")
    for file in sorted(PACKAGE.rglob("*.py")):
        for words, context in sentences_in(file.read_text("utf-8")):
            catalog.add(words, context=context)
    for sentence in help_sentences(studylog):
        catalog.add(sentence)
    return catalog


def sentences_in(code: str) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """Yield the sentences that code says, those of singular and plural together, each with its context or None.

    Babel's own extractor does not look into f-strings before Python 3.12.
    """
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in _WORDS_OF:
            continue
        chosen = node.args[_WORDS_OF[node.func.id]]
        words = tuple(word.value for word in chosen if isinstance(word, ast.Constant) and isinstance(word.value, str))
        if words:
            context = node.args[0].value if node.func.id == "p_" and isinstance(node.args[0], ast.Constant) else None
            yield (words if len(words) > 1 else words[0]), str(context) if context is not None else None


def help_sentences(command: click.Command) -> Iterator[str]:
    """Yield what is said in the help of a verb and of those below it."""
    yield from sentences_of(command.help or "")
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            yield parameter.help
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from help_sentences(below)


def stored() -> Catalog:
    """Return the catalogue as it lies beside the code."""
    with PO.open("rb") as file:
        return read_po(file, locale="ko")


def updated(known: Catalog, korean: Mapping[str, str]) -> Catalog:
    """Return the sentences of the code with the Korean that is known, and for new ones what `korean` says."""
    catalog = extracted()
    for message in catalog:
        if not message.id:
            continue
        earlier = known.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
        said = (_first(earlier) if earlier is not None else "") or korean.get(key_of(message), "")
        message.string = (said,) if message.pluralizable else said
    return catalog


def key_of(message: Message) -> str:
    """Return what a sentence goes by in the JSON files."""
    words = message.id if isinstance(message.id, str) else message.id[0]
    return f"{message.context}{_BETWEEN_CONTEXT_AND_WORDS}{words}" if message.context else words


def _first(message: Message) -> str:
    return message.string if isinstance(message.string, str) else message.string[0] if message.string else ""


def written(catalog: Catalog) -> bytes:
    """Return the text of a `.po` file."""
    body = BytesIO()
    write_po(body, catalog, width=0, no_location=True, omit_header=True, sort_output=True)
    header = "".join(f'"{line}\\n"\n' for line in _HEADER.splitlines())
    return f'msgid ""\nmsgstr ""\n{header}\n'.encode() + body.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """Return the bytes of a `.mo` file; gettext's manual describes the format."""
    pairs = {"": _HEADER} | {_compiled_key(m): _first(m) for m in catalog if m.id and _first(m)}
    entries = sorted((key.encode(), said.encode()) for key, said in pairs.items())
    start = 28 + 16 * len(entries)
    places, words = b"", b""
    for side in (0, 1):
        for entry in entries:
            places += struct.pack("<II", len(entry[side]), start + len(words))
            words += entry[side] + b"\0"
    return struct.pack("<7I", 0x950412DE, 0, len(entries), 28, 28 + 8 * len(entries), 0, 0) + places + words


def _compiled_key(message: Message) -> str:
    plural = "" if isinstance(message.id, str) else f"\0{message.id[1]}"
    return key_of(message) + plural


def main(files: list[str]) -> None:
    """Write both files anew, and list what has no Korean yet."""
    korean: dict[str, str] = {}
    for file in files:
        korean |= json.loads(Path(file).read_text("utf-8"))
    catalog = updated(stored(), korean)
    PO.write_bytes(written(catalog))
    MO.write_bytes(compiled(catalog))
    missing = [key_of(message) for message in catalog if message.id and not _first(message)]
    for sentence in missing:
        print(json.dumps(sentence, ensure_ascii=False))
    print(f"{len(catalog)} sentences, {len(missing)} without Korean", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
