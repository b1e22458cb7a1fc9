"""What the tests of privacy share."""

from __future__ import annotations

import os

import pytest

if os.name == "nt":
    pytest.skip("has no forks and file modes", allow_module_level=True)
