"""What rules say to the author of a Markdown record, as YAML has it."""

from __future__ import annotations

import re

from curriculum.text.patterns import lazy_pattern

_REMEDIES = tuple(
    (lazy_pattern(markdown), yaml)
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
        (r"write it in brackets after the title", "write it under `slug:`"),
        (r'so write "\(([^()]*)\)" behind the title', r"so write `slug: \1`"),
        (r"and the heading of the lesson on line", "and the remark of the lesson on line"),
        (r"list them under \*\*Concepts taught:\*\*", "list them in a field `Concepts taught`"),
        ("no row of the concept index names it; add a row,", "no concept has its name; add one,"),
        ("add one, or correct the row", "add one, or correct the concept"),
        ("mark the row as revisited", "mark the concept as revisited"),
        ("join the rows, or name", "join the two, or name"),
        ("into the row's last cell, or to", "or to"),
        (r'\bthe row (?:of )?(?=")', "the concept "),
        (r"\Athe first row\Z", "the first one"),
        (r"\Athe heading\Z", "the lesson"),
        (
            r"its rows are not read; move what it holds into the one on line \d+",
            "its concepts are not read; move what it holds into `concepts:`",
        ),
        (
            r"its models are not read; move what it holds into the one on line \d+",
            "its models are not read; move what it holds into `mental_models:`",
        ),
        (
            r"parts the lessons of one module; move what it holds into the one on line \d+",
            "parts the lessons of one module; move what it holds into `lessons:`",
        ),
        (
            "`ignore-file` does not stand before the first heading",
            "`ignore-file` does not stand above the first key",
        ),
        (r'\Awrite "\([^()]*\)" into the heading', "write it under `slug:`"),
    )
)
_EMPTY = lazy_pattern(
    r"\A(?:the|this) (?:row|concept)(?P<name> .*)? is empty under (?P<columns>.*); fill it in"
)
_COLUMNS = {'"Concept"': "`name:`", '"Depth"': "`depth:`", '"Lesson"': "`lesson:`"}
_COMMENT = lazy_pattern(r"<!-- (curriculum: .*?) -->")


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
    return f"{whose} is empty under {columns}; fill it in"
