"""What an item of a lesson's list says: a name, a depth, what was reached before."""

from __future__ import annotations

import time

import pytest

from curriculum.config.dialect import LADDER
from curriculum.parse.lists import is_placeholder, read_taught


@pytest.mark.parametrize(
    ("text", "name", "depth", "prior"),
    [
        ("Pivot (DEVELOPED)", "Pivot", "DEVELOPED", None),
        ("Pivot (DEVELOPED from INTRODUCED in 2.4.1)", "Pivot", "DEVELOPED", "INTRODUCED"),
        ("Pivot (elevated from INTRODUCED to DEVELOPED)", "Pivot", "DEVELOPED", "INTRODUCED"),
        ("Pivot (elevated from INTRODUCED)", "Pivot", None, "INTRODUCED"),
        ("Pivot (APPLIED, was INTRODUCED before)", "Pivot", "APPLIED", None),
        ("Pivot: INTRODUCED -> DEVELOPED (by hand)", "Pivot", "DEVELOPED", "INTRODUCED"),
        ("**Pivot:** INTRODUCED", "Pivot", "INTRODUCED", None),
        ("Pivot -- DEVELOPED", "Pivot", "DEVELOPED", None),
        ("Pivot INTRODUCED→DEVELOPED", "Pivot", "DEVELOPED", "INTRODUCED"),
        ("Pivot (DEVELOPED, INTRODUCED in 2.4.1)", "Pivot", "DEVELOPED", None),
        ("Pivot (DEVELOPED, DEVELOPED)", "Pivot", "DEVELOPED", None),
        ("Pivot, stack (DEVELOPED, INTRODUCED)", "Pivot, stack", None, None),
        ("Pivot, stack (DEVELOPED / INTRODUCED)", "Pivot, stack", None, None),
        ("Pivot (DEVELOPED for two, INTRODUCED for three)", "Pivot", None, None),
        ("Pivot (recap, MENTIONED)", "Pivot (recap, MENTIONED)", None, None),
        ("what was DEVELOPED", "what was DEVELOPED", None, None),
    ],
)
def test_an_item_is_read(text: str, name: str, depth: str | None, prior: str | None) -> None:
    taught = read_taught(text, LADDER)
    assert (taught.name, taught.depth, taught.prior_depth) == (name, depth, prior)


@pytest.mark.parametrize(
    "text", ["None.", "None -- all old", "No new concepts; a synthesis", "none"]
)
def test_placeholders(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["None checks", "No-op functions", "No-arbitrage, a new concept"])
def test_names_that_begin_like_a_placeholder(text: str) -> None:
    assert not is_placeholder(text)


@pytest.mark.parametrize("piece", [" new", "**", "(", "a: ", "A -> ", "w", "x to "])
def test_hostile_items_cost_linear_time(piece: str) -> None:
    text = "no" + piece * 50_000
    started = time.process_time()
    is_placeholder(text)
    read_taught(f"{text} (DEVELOPED", LADDER)
    read_taught(f"({text} DEVELOPED)", LADDER)
    assert time.process_time() - started < 2
