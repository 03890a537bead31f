"""No text makes a check hang. Generous limits: `benchmarks/text_growth.py` measures."""

from __future__ import annotations

import time

import pytest

from benchmarks.text_growth import PLACES, seconds
from curriculum.check.engine import Checker
from curriculum.check.registry import selected
from curriculum.config.settings import DEFAULT_SETTINGS
from curriculum.read import read_bytes

CHECKER = Checker(selected((), ()), DEFAULT_SETTINGS)
LONGEST = 10.0


@pytest.mark.parametrize("fragment", ["&amp;", ";", "-->", "spaces, "])
@pytest.mark.parametrize("place", ["established", "used", "lesson", "remark"])
def test_long_cells_and_headings(place: str, fragment: str) -> None:
    """32 KB of `&amp;` took more than 20 s."""
    assert place in PLACES
    assert seconds(CHECKER, place, fragment, 64 * 1024) < LONGEST


def test_long_lists_of_yaml() -> None:
    text = 'module: "3.1"\nlessons:\n- title: A\n  concepts_taught:\n' + "  - x\n" * 5_000
    before = time.process_time()
    CHECKER.check(read_bytes(text.encode(), "record.yaml"))
    assert time.process_time() - before < LONGEST
