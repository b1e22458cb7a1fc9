"""The program's words in the person's language: English in the code, other languages from gettext's catalogues.

One process speaks one language; the edges choose it once, at start, and before that everything is in English.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    from tracker.catalogue import Catalogue

    Language = Literal["ko", "en"]
else:
    # `typing` takes 3 ms to import.
    Language = str

DOMAIN = "studylog"
"""Name of the catalogues."""


class _Spoken:
    language: Language = "en"
    catalogue: Catalogue | None = None
    """None for English, which needs none."""


def speak(language: Language, catalogue: Catalogue | None) -> None:
    """Speak this language from now on, with the sentences of its catalogue; English needs none."""
    _Spoken.language = language
    _Spoken.catalogue = catalogue


def language() -> Language:
    """Return the language that is spoken."""
    return _Spoken.language


def language_of(setting: str, environment: Mapping[str, str]) -> Language:
    """Return the language of the setting; `auto` takes the locale's, and English for every other than Korean."""
    if setting in ("ko", "en"):
        return "ko" if setting == "ko" else "en"
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "ko" if locale.casefold().startswith("ko") else "en"


def _(message: str, /, **values: object) -> str:
    """Return the sentence in the spoken language, with `values` in their places."""
    words = _Spoken.catalogue.gettext(message) if _Spoken.catalogue is not None else message
    return words.format(**values) if values else words


def n_(one: str, many: str, n: int, /, **values: object) -> str:
    """Return the sentence for `n` things in the spoken language; `{n}` and `values` are filled in."""
    english = one if n == 1 else many
    words = _Spoken.catalogue.ngettext(one, many, n) if _Spoken.catalogue is not None else english
    return words.format(n=n, **values)


def p_(context: str, message: str, /, **values: object) -> str:
    """Return the words as they are meant in `context`, for words that other languages tell apart."""
    words = _Spoken.catalogue.pgettext(context, message) if _Spoken.catalogue is not None else message
    return words.format(**values) if values else words


def N_(message: str) -> str:
    """Mark a sentence for the catalogues that is spoken later, by `_`."""
    return message


def name_of_kind(kind: str) -> str:
    """Return what an entry of that kind is called in a sentence; a kind nobody knows as it is."""
    names = {
        "goal": p_("kind", "goal"),
        "topic": p_("kind", "topic"),
        "problem": p_("kind", "problem"),
        "challenge": p_("kind", "challenge"),
        "past": p_("kind", "challenge to check"),
        "next": p_("kind", "challenge for the next day"),
        "reflection": p_("kind", "reflection"),
        "link": p_("kind", "link"),
        "text": p_("kind", "text"),
        "retrospective": p_("kind", "retro"),
    }
    return names.get(kind, kind)


def name_of_section(kind: str) -> str:
    """Return what a section of that kind is called in a sentence; a kind nobody knows as it is."""
    names = {
        "goals": p_("section", "goals"),
        "learning": p_("section", "learning"),
        "team": p_("section", "team"),
        "challenges": p_("section", "challenges"),
        "reflection": p_("section", "reflection"),
        "links": p_("section", "links"),
        "other": p_("section", "other"),
    }
    return names.get(kind, kind)


def name_of_action(action: str) -> str:
    """Return what a change of that name did, as history and undo say it; a name nobody knows as it is."""
    names = {
        "new": p_("action", "new"),
        "edit": p_("action", "edit"),
        "remove": p_("action", "remove"),
        "restore": p_("action", "restore"),
        "import": p_("action", "import"),
        "goal": p_("action", "goal"),
        "topic": p_("action", "topic"),
        "solve": p_("action", "solve"),
        "challenge": p_("action", "challenge"),
        "reflect": p_("action", "reflect"),
        "link": p_("action", "link"),
        "check": p_("action", "check"),
        "retext": p_("action", "retext"),
        "delete": p_("action", "delete"),
        "move": p_("action", "move"),
        "total": p_("action", "total"),
        "start": p_("action", "start"),
        "stop": p_("action", "stop"),
        "pause": p_("action", "pause"),
        "cancel": p_("action", "cancel"),
        "time add": p_("action", "time add"),
        "time edit": p_("action", "time edit"),
        "time remove": p_("action", "time remove"),
        "lint": p_("action", "lint"),
        "retro": p_("action", "retro"),
        "retro remove": p_("action", "retro remove"),
        "undo": p_("action", "undo"),
        "redo": p_("action", "redo"),
    }
    return names.get(action, action)
