"""The modules of a course in a table for each series, and the map of what builds on what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from curriculum.claims.record_claims import RecordClaims
from curriculum.render.markdown.escaping import header, inline, label, row
from curriculum.render.markdown.scope import Scope
from curriculum.render.markdown.view import Links, View

# A map with more modules is unreadable; its nodes are series then.
MOST_NODES = 40
# Each module is joined to those that it refers to most.
MOST_SOURCES = 3


def index_lines(view: View, links: Links, scope: Scope) -> Iterator[str]:
    yield from header("Module", "Status", "Lessons", "Concepts", "Models")
    for facts in view.course.facts:
        if scope.holds(facts, None):
            record = facts.record
            yield row(
                links.module(facts),
                inline(record.status.text) if record.status else "",
                str(len(record.lessons)),
                str(len(record.concepts)),
                str(len(record.mental_models)),
            )


def map_lines(view: View, links: Links, scope: Scope) -> Iterator[str]:
    """An arrow leads from what is built on to what builds on it."""
    del links  # a diagram on GitHub has none
    chosen = [facts for facts in view.course.facts if scope.holds(facts, None)]
    node_of = _nodes(chosen)
    yield from ("```mermaid", "flowchart LR")
    yield from _boxes(chosen, node_of)
    for source, target in _arrows(view, node_of):
        yield f"    {source} --> {target}"
    yield "```"


def _nodes(chosen: Sequence[RecordClaims]) -> dict[str, str]:
    """The node of each record, by its path."""
    if len(chosen) <= MOST_NODES:
        return {facts.path: f"m{number}" for number, facts in enumerate(chosen)}
    return {facts.path: f"s{series_of(facts) or 0}" for facts in chosen}


def _boxes(chosen: Sequence[RecordClaims], node_of: dict[str, str]) -> Iterator[str]:
    by_series: dict[str, list[RecordClaims]] = defaultdict(list)
    for facts in chosen:
        by_series[series_of(facts)].append(facts)
    for series, records in by_series.items():
        name = f"Series {series}" if series else "Without a number"
        if len(chosen) > MOST_NODES:
            yield f'    {node_of[records[0].path]}["{name}, {len(records)} modules"]'
            continue
        yield f'    subgraph g{series or 0}["{name}"]'
        for facts in records:
            title = f"{facts.module or ''} {label(facts.record.title or '')}".strip()
            yield f'        {node_of[facts.path]}["{title or "untitled"}"]'
        yield "    end"


def series_of(facts: RecordClaims) -> str:
    """Empty for a record without a number."""
    return (facts.module or "").partition(".")[0]


def _arrows(view: View, node_of: dict[str, str]) -> list[tuple[str, str]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    order = {node: place for place, node in enumerate(dict.fromkeys(node_of.values()))}
    for mention in view.course.references.mentions:
        lesson = mention.lesson
        target = node_of.get(mention.facts.path)
        source = node_of.get(lesson.facts.path) if lesson else None
        if source and target and order[source] < order[target]:
            counts[target][source] += 1
    chosen = ((target, _most(sources, order)) for target, sources in counts.items())
    arrows = [(source, target) for target, sources in chosen for source in sources]
    return sorted(arrows, key=lambda arrow: (order[arrow[1]], order[arrow[0]]))


def _most(sources: Counter[str], order: Mapping[str, int]) -> list[str]:
    """Of equals the one nearest in the course."""
    ranked = sorted(sources, key=lambda one: (-sources[one], -order[one]))
    return ranked[:MOST_SOURCES]
