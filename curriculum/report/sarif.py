"""SARIF 2.1.0, for code scanning and editors: rules with their pages, related places, fixes."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from curriculum import HOME, __version__
from curriculum.check.rule import Rule, page_sections
from curriculum.model.as_data import Data
from curriculum.problem import Edit, Fix, Problem, Severity, Span
from curriculum.report.gitlab import with_fingerprints
from curriculum.report.summary import Report
from curriculum.text.visible import json_text

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
# The most that GitHub takes in one run.
MOST_RESULTS = 25_000
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def write(report: Report) -> Iterator[str]:
    """Only the rules that found something are described."""
    shown = _shown(report)
    names = sorted({problem.rule for problem, _ in shown})
    indexes = {name: index for index, name in enumerate(names)}
    driver: dict[str, Data] = {
        "name": "curriculum",
        "version": __version__,
        "rules": [_rule(report.rules[name]) for name in names],
    }
    if HOME:
        driver["informationUri"] = HOME
    results: list[Data] = [
        _result(problem, fingerprint, indexes[problem.rule], report.prefix)
        for problem, fingerprint in shown
    ]
    run: dict[str, Data] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(len(report.problems) - len(shown))],
        "results": results,
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    yield json_text(log, indent=2)


def _shown(report: Report) -> list[tuple[Problem, str]]:
    """The worst problems with their fingerprints, in the order of the report."""
    every = list(with_fingerprints(report.problems))
    worst = sorted(range(len(every)), key=lambda at: -every[at][0].severity.weight)
    return [every[at] for at in sorted(worst[:MOST_RESULTS])]


def _invocation(left_out: int) -> Data:
    invocation: dict[str, Data] = {"executionSuccessful": True}
    if left_out:
        text = (
            f"This run holds the {MOST_RESULTS} worst problems; {left_out} more were left out. "
            "Run `curriculum lint` for all of them."
        )
        invocation["toolExecutionNotifications"] = [{"level": "warning", "message": {"text": text}}]
    return invocation


def _rule(rule: Rule) -> dict[str, Data]:
    sections = page_sections(rule.page)
    markdown = "\n\n".join(f"## {title}\n\n{text}" for title, text in sections.items())
    described: dict[str, Data] = {
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": sections.get("Why") or rule.summary},
        "help": {"text": rule.page, "markdown": f"{rule.summary}\n\n{markdown}"},
        "defaultConfiguration": {"level": LEVELS[rule.severity], "enabled": rule.default},
    }
    if rule.url:
        described["helpUri"] = rule.url
    return described


def _result(problem: Problem, fingerprint: str, index: int, prefix: str) -> dict[str, Data]:
    result: dict[str, Data] = {
        "ruleId": problem.rule,
        "ruleIndex": index,
        "level": LEVELS[problem.severity],
        "message": {"text": problem.message},
        "locations": [{"physicalLocation": _place(prefix + problem.path, problem.span)}],
        "partialFingerprints": {
            "curriculumProblem/v1": fingerprint,
            # The only one that GitHub reads; without it GitHub takes the line's text.
            "primaryLocationLineHash": f"{fingerprint}:1",
        },
        "properties": {"module": problem.module, "subject": problem.subject},
    }
    if problem.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "message": {"text": place.message},
                "physicalLocation": _place(prefix + place.path, place.span),
            }
            for number, place in enumerate(problem.related, start=1)
        ]
    if problem.fix:
        result["fixes"] = [_fix(problem.fix, prefix + problem.path)]
    return result


def _fix(fix: Fix, path: str) -> dict[str, Data]:
    replacements: list[Data] = [_replacement(edit) for edit in fix.edits]
    return {
        "description": {"text": fix.title},
        "artifactChanges": [{"artifactLocation": _artifact(path), "replacements": replacements}],
        "properties": {"safe": fix.safe},
    }


def _replacement(edit: Edit) -> dict[str, Data]:
    return {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}


def _place(path: str, span: Span) -> dict[str, Data]:
    return {"artifactLocation": _artifact(path), "region": _region(span)}


def _artifact(path: str) -> dict[str, Data]:
    """A byte of a file's name that is no UTF-8 is a lone surrogate and comes back as that byte."""
    return {"uri": quote(path, errors="surrogateescape"), "uriBaseId": "%SRCROOT%"}


def _region(span: Span) -> dict[str, Data]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
