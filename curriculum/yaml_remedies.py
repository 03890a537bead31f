"""What rules say to the author of a Markdown record, as YAML has it."""

from __future__ import annotations

import re

_REMEDIES = tuple(
    (re.compile(markdown), yaml)
    for markdown, yaml in (
        (r'add "\*\*Goal:\*\* ([^"]*)" below the title', r"add `goal: \1`"),
        (r"add \*\*Status:\*\* below the title", "add `status:`"),
        (r'add "\*\*([^"*]+):\*\*"', r"add one with `name: \1` to `fields:`"),
        (
            r'the section "[^"]*" is missing; add "## (?:Concept Index)"',
            "the record has no concepts; add `concepts:`",
        ),
        (
            r'the section "[^"]*" is missing; add "## (?:Per-Lesson Summaries)"',
            "the record has no lessons; add `lessons:`",
        ),
        (
            r'the section "[^"]*" is missing; add "## (?:Key Mental Models and Analogies)"',
            "the record has no mental models; add `mental_models:`",
        ),
        (
            r'move it under one of "Concept Index".*',
            "move it into `concepts:`, `lessons:` or `mental_models:`",
        ),
        (r'\Athe heading ("Lesson .*") names no slug', r"the lesson \1 has no slug"),
        (r"write it in brackets behind the title", "write it under `slug:`"),
        (r'so write "\(([^()]*)\)" behind the title', r"so write `slug: \1`"),
        (r"and the heading of the lesson on line", "and the remark of the lesson on line"),
        (r"list them under \*\*Concepts taught:\*\*", "list them in a field `Concepts taught`"),
    )
)
_EMPTY = re.compile(
    r"\A(?:the|this) row(?P<name> .*)? says nothing under (?P<columns>.*); fill it in"
)
_COLUMNS = {'"Concept"': "`name:`", '"Depth"': "`depth:`", '"Lesson"': "`lesson:`"}
_COMMENT = re.compile(r"<!-- (curriculum: .*?) -->")


def in_yaml_words(message: str, *, at_comment: bool = False) -> str:
    """`at_comment` says that the problem stands at a comment of YAML."""
    for markdown, yaml in _REMEDIES:
        message = markdown.sub(yaml, message)
    if at_comment:
        message = _COMMENT.sub(r"# \1", message)
    return _EMPTY.sub(_empty_value, message)


def _empty_value(match: re.Match[str]) -> str:
    columns = match["columns"]
    for column, key in _COLUMNS.items():
        columns = columns.replace(column, key)
    whose = f"the concept{match['name']}" if match["name"] else "this concept"
    return f"{whose} says nothing under {columns}; fill it in"
