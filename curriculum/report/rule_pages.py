"""The rules' own pages as Markdown: for the terminal, and for `docs/rules.md`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from curriculum.check.rule import Rule, page_sections

HEAD = """\
# Rules

Made from the rules' own pages with `curriculum rule --all`. Names are permanent and are what
`--select`, `--ignore`, the configuration and suppressions take. A rule is read as "allow …".

A problem that should stand is suppressed where it is, with a reason:

```markdown
<!-- curriculum: ignore[rule-name] reason -->
```

On a line of its own it covers the lines below it down to the next blank one; at the end of a
line, or in a table row's last cell, that line; as `ignore-file[rule-name]` before the first
heading, the whole file.
"""


def page(rule: Rule) -> str:
    return "\n".join(_page(rule, level=1))


def all_pages(rules: Iterable[Rule]) -> str:
    known = list(rules)
    rows = [
        f"| [{rule.name}](#{rule.name}) | {_severity(rule)} | {rule.summary} |" for rule in known
    ]
    table = ["| Rule | Severity | What it asks |", "|------|----------|--------------|", *rows, ""]
    pages = [line for rule in known for line in _page(rule, level=2)]
    return "\n".join([HEAD, *table, *pages])


def _severity(rule: Rule) -> str:
    return rule.severity.value + ("" if rule.default else ", off unless selected")


def _page(rule: Rule, level: int) -> Iterator[str]:
    yield f"{'#' * level} {rule.name}"
    yield f"\n{rule.summary} ({_severity(rule)})\n"
    for title, text in page_sections(rule.page).items():
        yield f"{'#' * (level + 1)} {title}\n\n{text}\n"
