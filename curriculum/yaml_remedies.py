"""What rules tell the author of a Markdown record to write, as YAML has it."""

from __future__ import annotations

import re

_REMEDIES = tuple(
    (re.compile(markdown), yaml)
    for markdown, yaml in (
        (r'add "\*\*Goal:\*\* ([^"]*)" below the title', r"add `goal: \1`"),
        (r"add \*\*Status:\*\* below the title", "add `status:`"),
        (r'add "## Concept Index"', "add `concepts:`"),
        (r'add "## Per-Lesson Summaries"', "add `lessons:`"),
        (r'add "## Key Mental Models and Analogies"', "add `mental_models:`"),
        (r"write it in brackets behind the title", "write it under `slug:`"),
        (r'so write "\(([^()]*)\)" behind the title', r"so write `slug: \1`"),
        (r"list them under \*\*Concepts taught:\*\*", "list them in a field `Concepts taught`"),
    )
)


def in_yaml_words(message: str) -> str:
    for markdown, yaml in _REMEDIES:
        message = markdown.sub(yaml, message)
    return message
