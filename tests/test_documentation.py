"""What the documentation says is what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from curriculum.check.registry import RULES
from curriculum.check.rule import page_sections
from curriculum.cli.main import COMMANDS
from curriculum.report.page import all_pages
from curriculum.report.reporters import REPORTERS

ROOT = Path(__file__).parent.parent


def test_the_rule_pages_are_up_to_date() -> None:
    """Mend it with `curriculum rule --all > docs/rules.md`."""
    assert (ROOT / "docs" / "rules.md").read_text() == all_pages(RULES.values())


def test_every_rule_page_is_whole() -> None:
    for rule in RULES.values():
        sections = list(page_sections(rule.page))
        shown = [] if rule.name == "internal-error" else ["Example", "Instead"]
        more = [title for title in ("Fix", "Options") if title in sections]
        assert sections == ["Why", *shown, *more]
        assert rule.summary.endswith(".")


def test_the_readme_names_every_command_and_report() -> None:
    readme = (ROOT / "README.md").read_text()
    for command in COMMANDS:
        assert f"curriculum {command}" in readme
    for report in REPORTERS:
        assert re.search(rf"\b{report}\b", readme)
