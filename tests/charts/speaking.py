"""Speaking a language for as long as a test needs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tracker.settings import speak_language
from tracker.wording import Language, speak


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak this language inside, and English afterwards."""
    speak_language(language, {})
    try:
        yield
    finally:
        speak("en", None)
