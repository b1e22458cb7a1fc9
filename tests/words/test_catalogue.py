"""The catalogue: every sentence of the code has its Korean, and both files say the same."""

from __future__ import annotations

import re
from gettext import GNUTranslations
from io import BytesIO
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from hypothesis import given
from hypothesis import strategies as st

from tests.words.catalogue import MO, PO, compiled, extracted, key_of, sentences_in, stored, updated, written
from tracker.catalogue import Catalogue, NoCatalogueError

SENTENCES = [message for message in stored() if message.id]
CALLS_AND_OPTIONS = re.compile(r"studylog [a-z]+|--[a-z]+")
# After a value stands no particle whose form depends on how the value ends: 을/를, 은/는, 이/가, 과/와, (으)로.
DEPENDENT_PARTICLE = re.compile(r"\{[^{}]*\}['\"”’»]? ?(?:을|를|은|는|이|가|과|와|으로|로)(?=[\s.,!?:;)·]|$)")
# A time such as 09:10 or a date such as 2025-01-22 is read as numbers, and what is named here ends in one.
READ_AS_NUMBERS = re.compile(r"\{(?:time|now|since|day|date|n|start|end)\}")


def said(message: Message) -> str:
    """Return the Korean of a sentence; what counts has one form in Korean."""
    strings = (message.string,) if isinstance(message.string, str) else message.string or ("",)
    return strings[0]


TRANSLATED = [message for message in SENTENCES if said(message)]


def forms(message: Message) -> tuple[str, ...]:
    """Return the English of a sentence: one form, or singular and plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def holes(sentence: str, *, filled: bool) -> set[str]:
    """Return the names of a sentence's placeholders; what is not `filled` may have braces that are none."""
    if not filled:
        return set(re.findall(r"\{\{? ?[a-z_]+ ?\}?\}", sentence))
    return {name for _text, name, _spec, _conversion in Formatter().parse(sentence) if name is not None}


def is_filled(sentence: str) -> bool:
    """Return whether a sentence is formatted when it is said: braces around a bare name are placeholders."""
    return re.search(r"(?<!\{)\{[a-z_]+(?:![rs])?(?::[^{}]*)?\}(?!\})", sentence) is not None and "{{ " not in sentence


def same_values(message: Message) -> bool:
    """Return whether the Korean has the placeholders of the English; a number that is meant may go unsaid in one."""
    if len(forms(message)) > 1:
        return all(
            holes(said(message), filled=True) | {"n"} == holes(form, filled=True) | {"n"} for form in forms(message)
        )
    filled = is_filled(forms(message)[0])
    return holes(said(message), filled=filled) == holes(forms(message)[0], filled=filled)


def test_every_sentence_of_the_code_is_in_the_catalogue_and_no_other() -> None:
    assert {key_of(message) for message in SENTENCES} == {key_of(message) for message in extracted() if message.id}


def test_every_sentence_has_its_korean() -> None:
    assert [key_of(message) for message in SENTENCES if not said(message).strip()] == []
    assert [key_of(message) for message in SENTENCES if message.fuzzy] == []


def test_nothing_is_kept_of_sentences_that_are_gone() -> None:
    assert [key_of(message) for message in stored().obsolete.values()] == []


def test_the_compiled_catalogue_is_that_of_the_written_one() -> None:
    assert MO.read_bytes() == compiled(stored())


def test_making_the_catalogue_again_changes_nothing() -> None:
    assert PO.read_bytes() == written(updated(stored(), {}))


def test_values_stand_in_the_korean_as_in_the_english() -> None:
    assert [key_of(message) for message in TRANSLATED if not same_values(message)] == []


def test_calls_are_named_as_they_are_typed() -> None:
    def calls(sentence: str) -> set[str]:
        return set(CALLS_AND_OPTIONS.findall(sentence))

    assert [key_of(message) for message in TRANSLATED if calls(said(message)) != calls(forms(message)[0])] == []


def test_no_particle_depends_on_how_a_value_ends() -> None:
    found = [match[0] for message in TRANSLATED for match in DEPENDENT_PARTICLE.finditer(said(message))]

    assert [words for words in found if READ_AS_NUMBERS.match(words) is None] == []


def test_the_files_say_korean() -> None:
    catalogue = Catalogue(MO.read_bytes())

    assert catalogue.gettext("There is nothing to undo.") == "되돌릴 것이 없어요."
    assert catalogue.pgettext("kind", "reflection") == "회고"
    assert catalogue.ngettext("{n} goal", "{n} goals", 2) == "목표 {n}개"


def test_every_sentence_is_found_as_gettext_finds_it() -> None:
    ours, theirs = Catalogue(MO.read_bytes()), GNUTranslations(BytesIO(MO.read_bytes()))

    for message in TRANSLATED:
        if message.context:
            assert isinstance(message.id, str)
            assert ours.pgettext(message.context, message.id) == theirs.pgettext(message.context, message.id) != ""
        elif isinstance(message.id, str):
            assert ours.gettext(message.id) == theirs.gettext(message.id) != ""
        else:
            one, many = message.id
            for n in (0, 1, 2, 100):
                assert ours.ngettext(one, many, n) == theirs.ngettext(one, many, n) != ""


@given(words=st.text())
def test_a_sentence_that_is_not_there_stays_as_it_is(words: str) -> None:
    catalogue = Catalogue(compiled(Catalog()))

    assert catalogue.gettext(words) == words or words == ""
    assert catalogue.pgettext("at", words) == words
    assert [catalogue.ngettext(words, "many", n) for n in (1, 2)] == [words, "many"]


@pytest.mark.parametrize("data", [b"", b"\xde\x12\x04\x95", b"\x95\x04\x12\xde" + bytes(40), b"no catalogue" * 9])
def test_what_is_no_catalogue_is_refused(data: bytes) -> None:
    with pytest.raises(NoCatalogueError):
        Catalogue(data)


def test_sentences_are_found_where_they_are_said() -> None:
    code = """
say(_("one"), f"{_('two')} {n_('a', 'b', 3)}", p_("at", "three"), N_("fo" "ur"), _(variable), other("five"))
"""
    assert set(sentences_in(code)) == {
        ("one", None),
        ("two", None),
        (("a", "b"), None),
        ("three", "at"),
        ("four", None),
    }
