"""`curriculum rule`."""

from __future__ import annotations

import click

from curriculum.cli import completion
from curriculum.cli.configuration import config_option, configured
from curriculum.cli.configured import rules_of, unknown_rule
from curriculum.cli.output import write, write_line
from curriculum.report.folding import folded_page, terminal_width
from curriculum.report.page import all_pages, page


@click.command("rule", short_help="Explain a rule.")
@click.argument("name", required=False, shell_complete=completion.rules)
@click.option("--all", "every", is_flag=True, help="The pages of all rules, as docs/rules.md.")
@config_option
def command(name: str | None, every: bool, config_path: str | None) -> int:
    """Explain a rule: why it is there, what it finds, what to write instead.

    Without a NAME, the rules are listed.
    """
    rules = rules_of(configured(config_path))
    if name and name not in rules:
        raise click.UsageError(unknown_rule(name, rules))
    if name:
        write(folded_page(page(rules[name]), terminal_width()))
    elif every:
        write(all_pages(rules.values()))
    else:
        for rule in rules.values():
            off = "" if rule.default else " (off unless selected)"
            write_line(f"{rule.name:24} {rule.severity:8} {rule.summary}{off}")
    return 0
