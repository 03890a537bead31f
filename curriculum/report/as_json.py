"""Problems as JSON, as `schemas/problems.schema.json` describes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import asdict

from curriculum.check.rule import Rule
from curriculum.model.as_data import VERSION, Data, as_data
from curriculum.problem import Edit, Place, Problem
from curriculum.report.summary import Report
from curriculum.text.visible import json_text


def write(report: Report) -> Iterator[str]:
    data = {
        "version": VERSION,
        "problems": [problem_data(problem, report.rules) for problem in report.problems],
        "summary": asdict(report.summary),
        "rules": {
            name: {"summary": report.rules[name].summary, "page": report.rules[name].page}
            for name in sorted({problem.rule for problem in report.problems})
        },
    }
    yield json_text(data, indent=2)


def problem_data(problem: Problem, rules: Mapping[str, Rule]) -> dict[str, Data]:
    return {
        "rule": problem.rule,
        "severity": problem.severity.value,
        "message": problem.message,
        "path": problem.path,
        **_span(problem.span),
        "module": problem.module,
        "subject": problem.subject,
        "related": [_place(place) for place in problem.related],
        "fix": {
            "title": problem.fix.title,
            "safe": problem.fix.safe,
            "edits": [_edit(edit) for edit in problem.fix.edits],
        }
        if problem.fix
        else None,
        "url": rules[problem.rule].url,
    }


def _span(span: object) -> dict[str, Data]:
    data = as_data(span)
    assert isinstance(data, dict)
    return data


def _place(place: Place) -> Data:
    return {
        "path": place.path,
        "line": place.span.line,
        "column": place.span.column,
        "message": place.message,
    }


def _edit(edit: Edit) -> Data:
    return {**_span(edit.span), "text": edit.text}
