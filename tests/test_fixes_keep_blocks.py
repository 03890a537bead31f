"""Fixes change no block but those that they name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import RECORD, Ran

Run = Callable[..., Ran]

COMMENT = "<!-- curriculum: ignore[split-table] no longer -->"
KEPT = {
    "two paragraphs": f"One.\n{COMMENT}\nTwo.",
    "an item and a paragraph": f"- One.\n{COMMENT}\nTwo.",
    "a paragraph and code": f"One.\n{COMMENT}\n    code",
    "an item and what was none of it": f"- One.\n{COMMENT}\n  Two.",
    "a paragraph and a line": f"One.\n{COMMENT}\n---",
    "a paragraph and an underline": f"One.\n{COMMENT}\n===",
    "a quotation and a paragraph": f"> One.\n{COMMENT}\nTwo.",
    "two tables": f"| a |\n|---|\n{COMMENT}\n| b |\n|---|\n| c |",
    "two numbered items": f"1. One.\n{COMMENT}\n2. Two.",
    "an instruction and its line": f"One.\n\n<!-- prettier-ignore -->\n{COMMENT}\nTwo.",
    "HTML and what it hid": "<eos>\n- an item",
    "HTML and what it hid beyond its end": "<eos>\n- an item\n\n  A paragraph.",
}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_a_fix_keeps_the_blocks_round_it_or_refuses(run: Run, folder: Path, text: str) -> None:
    file = folder / "module-3.1.md"
    before = RECORD.replace("**Type:** BUILD", f"{text}\n\n**Type:** BUILD")
    file.write_text(before)
    ran = run("lint", "--fix")
    after = file.read_text()
    if after == before:
        assert '"module-3.1.md" is left as it is: fixing' in ran.err
        assert "would change blocks or line breaks that have nothing to do with it" in ran.err
        assert ran.code == 1
    assert seen(after) == seen(before)


def test_paragraphs_stay_apart_without_the_comment_between_them(run: Run, folder: Path) -> None:
    file = folder / "module-3.1.md"
    file.write_text(RECORD.replace("**Type:**", f"One.\n{COMMENT}\nTwo.\n\n**Type:**"))
    assert run("lint", "--fix").code == 0
    assert "\n\nOne.\n\nTwo.\n\n" in file.read_text()


def seen(text: str) -> list[str]:
    """What holds each line, by its words: of no other does a fix of these tests say anything."""
    from markdown_it import MarkdownIt

    found: list[str] = []
    holders: list[str] = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.nesting > 0 and token.type != "paragraph_open":
            holders.append(token.tag)
        elif token.nesting < 0 and token.type != "paragraph_close":
            holders.pop()
        elif token.type in {"inline", "code_block", "hr"}:
            found.append("/".join([*holders, token.tag, token.content]))
    return [one for one in found if "an item" not in one and "<eos>" not in one]
