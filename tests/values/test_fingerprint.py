"""The fingerprint is SHA-256, whichever module computes it."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import StoreError
from tracker.fingerprint import sha256_of

OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_it_is_what_hashlib_says(text: str) -> None:
    assert sha256_of(text) == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("before", ["", "import hashlib; "])
@pytest.mark.parametrize("missing", ["", "sys.modules['_sha2'] = sys.modules['_sha256'] = None; "])
def test_it_is_the_same_with_and_without_openssl(before: str, missing: str) -> None:
    script = f"import sys; {before}{missing}from tracker.fingerprint import sha256_of as of; print(of(''), of('볼륨'))"

    said = subprocess.run([sys.executable, "-X", "utf8", "-c", script], capture_output=True, text=True, check=True)

    assert said.stdout.split() == [OF_NOTHING, hashlib.sha256("볼륨".encode()).hexdigest()]


def test_half_a_character_has_none() -> None:
    with pytest.raises(StoreError, match="half a character"):
        sha256_of("a\ud800b")
