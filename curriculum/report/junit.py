"""JUnit's XML, as GitLab and Jenkins read it: a suite for each record, a case for each problem.

What does not fail the run is a skipped case: it is shown, and no service takes the build for
broken. A record without problems is one passed case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree

from curriculum.problem import Problem
from curriculum.report.concise import headline
from curriculum.report.summary import Report
from curriculum.text.patterns import lazy_pattern

# XML 1.0 has no way to write these, not even as references.
_NO_XML = lazy_pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(report: Report) -> Iterator[str]:
    by_path: dict[str, list[Problem]] = {path: [] for path in report.records}
    for problem in report.problems:
        by_path.setdefault(problem.path, []).append(problem)
    root = ElementTree.Element("testsuites", name="curriculum")
    for path, problems in sorted(by_path.items()):
        _suite(root, path, problems, report)
    ElementTree.indent(root)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield ElementTree.tostring(root, encoding="unicode")


def _suite(root: ElementTree.Element, path: str, problems: list[Problem], report: Report) -> None:
    name = _clean(path)
    suite = ElementTree.SubElement(root, "testsuite", _counts(problems, report), name=name)
    for problem in problems:
        _case(suite, problem, report)
    if not problems:
        ElementTree.SubElement(suite, "testcase", name="no problems", classname=name)


def _counts(problems: Sequence[Problem], report: Report) -> dict[str, str]:
    failing = sum(map(report.is_failing, problems))
    return {
        "tests": str(len(problems) or 1),
        "failures": str(failing),
        "errors": "0",
        "skipped": str(len(problems) - failing),
    }


def _case(suite: ElementTree.Element, problem: Problem, report: Report) -> None:
    """Its name has no line, so that a service sees the same case when the line has moved."""
    path = _clean(report.prefix + problem.path)
    case = ElementTree.SubElement(
        suite,
        "testcase",
        name=_clean(f"{problem.rule}: {problem.subject}" if problem.subject else problem.rule),
        classname=_clean(problem.path),
        file=path,
        line=str(problem.span.line),
    )
    message = _clean(f"{problem.severity}: {problem.message}")
    if report.is_failing(problem):
        outcome = ElementTree.SubElement(case, "failure", type=problem.rule, message=message)
    else:
        outcome = ElementTree.SubElement(case, "skipped", message=message)
    outcome.text = _clean("\n".join(_text(problem, report)))


def _text(problem: Problem, report: Report) -> Iterator[str]:
    yield headline(problem)
    for place in problem.related:
        yield f"{place.path}:{place.span.line}:{place.span.column}: {place.message}"
    rule = report.rules[problem.rule]
    yield rule.url or rule.summary


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
