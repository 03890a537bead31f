"""Pages of rules in narrow terminals: prose is folded, and nothing else."""

from __future__ import annotations

import pytest

from curriculum.report.folding import folded_page

LONG = "one two three four five six seven eight nine ten"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (LONG, "one two three four\nfive six seven eight\nnine ten"),
        ("one two three\nfour", "one two three\nfour"),
        (f"- {LONG[:23]}\n- b", "- one two three four\n  five\n- b"),
        (f"10. {LONG[:23]}\n  - b", "10. one two three\n    four five\n  - b"),
        ("aaaaaaaaaaaaaaaaaaaaaaaaa b", "aaaaaaaaaaaaaaaaaaaaaaaaa\nb"),
        (f"# {LONG}", f"# {LONG}"),
        (f"| {LONG} |", f"| {LONG} |"),
        (f"```text\n\n{LONG}\n```\na\n", f"```text\n\n{LONG}\n```\na\n"),
        ("", ""),
    ],
)
def test_prose_is_folded_and_nothing_else(page: str, expected: str) -> None:
    assert folded_page(page, 20) == expected
    assert folded_page(expected, 20) == expected
