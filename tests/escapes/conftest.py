"""What the tests of escapes share."""

from __future__ import annotations

import os

import pytest

if os.name == "nt":
    pytest.skip("has no pseudo-terminals", allow_module_level=True)
