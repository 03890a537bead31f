"""`curriculum rule`."""

from __future__ import annotations

import click

from curriculum.check.registry import RULES
from curriculum.cli.lint import unknown_rule
from curriculum.cli.output import write_line


@click.command("rule", short_help="Explain a rule.")
@click.argument("name", required=False)
@click.option("--all", "every", is_flag=True, help="The pages of all rules.")
def command(name: str | None, every: bool) -> int:
    """Explain a rule: why it is there, what it finds, what to write instead.

    Without a NAME, the rules are listed.
    """
    if name and name not in RULES:
        raise click.UsageError(unknown_rule(name))
    if not name and not every:
        for rule in RULES.values():
            write_line(f"{rule.name:18} {rule.severity:8} {rule.summary}")
        return 0
    for rule in RULES.values() if every else [RULES[name or ""]]:
        write_line(f"{rule.name} ({rule.severity})\n")
        write_line(rule.page)
    return 0
