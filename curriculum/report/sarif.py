"""SARIF 2.1.0, for code scanning and editors: rules with their pages, related places, fixes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

from curriculum import __version__
from curriculum.check.rule import Rule, page_sections
from curriculum.model.as_data import Data
from curriculum.problem import Edit, Fix, Problem, Severity, Span
from curriculum.report.gitlab import with_fingerprints
from curriculum.report.summary import Report

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
HOME = "https://github.com/curriculum-records/curriculum"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def write(report: Report) -> Iterator[str]:
    """Only the rules that found something are described."""
    names = sorted({problem.rule for problem in report.problems})
    indexes = {name: index for index, name in enumerate(names)}
    driver: dict[str, Data] = {
        "name": "curriculum",
        "version": __version__,
        "informationUri": HOME,
        "rules": [_rule(report.rules[name]) for name in names],
    }
    results: list[Data] = [
        _result(problem, fingerprint, indexes[problem.rule], report.prefix)
        for problem, fingerprint in with_fingerprints(report.problems)
    ]
    run: dict[str, Data] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
        "results": results,
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    yield json.dumps(log, ensure_ascii=False, indent=2)


def _rule(rule: Rule) -> dict[str, Data]:
    sections = page_sections(rule.page)
    markdown = "\n\n".join(f"## {title}\n\n{text}" for title, text in sections.items())
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": sections.get("Why") or rule.summary},
        "help": {"text": rule.page, "markdown": f"{rule.summary}\n\n{markdown}"},
        "helpUri": rule.url,
        "defaultConfiguration": {"level": LEVELS[rule.severity], "enabled": rule.default},
    }


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
