"""Reads a lesson plan: its head, its state table and its table of prerequisites.

All else in it is the author's own. A plan is read by its lines alone: it holds long prose in which
a parser of Markdown would find nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from curriculum.claims.places import in_cell
from curriculum.config.dialect import Dialect
from curriculum.files.source import Source
from curriculum.parse.cells import read_depth
from curriculum.parse.document import Cell, Row, Table
from curriculum.parse.line_scan import scan
from curriculum.parse.rows import Fits, is_gap
from curriculum.parse.tables import Grammar, concept_columns, read_tables
from curriculum.plans.plan import Plan, PlanCell, PlanRow, TableKind
from curriculum.problem import Span
from curriculum.text.patterns import lazy_pattern

# `Source`, as in `Source lesson`, and what else the columns of a plan are called.
_COLUMNS: Mapping[str, str] = {
    "prerequisite": "concept",
    "skill": "concept",
    "required": "required",
    "required depth": "required",
    "depth required": "required",
    "actual": "depth",
    "actual depth": "depth",
    "current depth": "depth",
    "source": "lesson",
    "source lesson": "lesson",
    "sources": "lesson",
    "status": "status",
    "relevance": "notes",
    "reasoning": "notes",
}
_SLUG = lazy_pattern(r"^\*\*(?:Lesson )?[Ss]lug:?\*\*:?\s*`?([a-z0-9][\w-]*)")
_MODULE = lazy_pattern(r"\b[Mm]odule:?\**:?\s+(?:[Mm]odule\s+)?(\d{1,3}\.\d{1,3})(?![.\d])")
_TARGET = lazy_pattern(r"(?:#{1,6}\s+|\*\*)Target\b")
# The state table stands before it, where there is one.
_SECOND_PHASE = lazy_pattern(r"#{1,6}\s+Phase\s+(?:2|II|[Tt]wo)\b")
_FENCE = lazy_pattern(r"\s{0,3}(`{3,}|~{3,})")
_UNTAUGHT = lazy_pattern(
    r"\W*(?:MISSING|NONE|NEW|UNTAUGHT|NOT (?:YET )?(?:TAUGHT|COVERED|INTRODUCED)|NO(?:NE)? YET)\b"
    r"|\W*[Nn]ot (?:yet )?(?:taught|covered|introduced)\b|\W*[Uu]ntaught\b"
)
_HEAD_LINES, _TARGET_LINES = 40, 8


def read_plan(source: Source, dialect: Dialect) -> Plan:
    """Never fails on content. A file without such tables is a plan without rows."""
    lines = source.lines
    at = next((n for n, line in enumerate(lines) if line.startswith("#")), 0)
    first = lines[at] if lines else ""
    head = lines[: at + _HEAD_LINES]
    slug = _first(_SLUG, head) or PurePosixPath(source.path).stem
    return Plan(
        path=source.path,
        slug=slug,
        module=_first(_MODULE, head),
        about=_about(lines),
        head=Span(at + 1, 1, at + 1, len(first) + 1),
        rows=tuple(_rows(source, dialect)),
    )


def _about(lines: Sequence[str]) -> str:
    """The head, and the text below the heading that names the target."""
    target = next((n for n, line in enumerate(lines) if _TARGET.match(line)), len(lines))
    chosen = (*lines[:_HEAD_LINES], *lines[target : target + _TARGET_LINES])
    return "\n".join(line for line in chosen if not line.lstrip().startswith("|"))


def _first(pattern: re.Pattern[str], lines: Sequence[str]) -> str | None:
    return next((match[1] for line in lines if (match := pattern.search(line))), None)


def _rows(source: Source, dialect: Dialect) -> Iterator[PlanRow]:
    lines = source.lines
    grammar = _grammar(dialect)
    end = next((n for n, line in enumerate(lines) if _SECOND_PHASE.match(line)), len(lines))
    for table in _tables(source, grammar):
        kind = _kind(table, end)
        if kind:
            for row in table.rows:
                cells = dict(zip(table.columns, row.reading or row.cells, strict=False))
                yield _row(kind, cells, row, table.header.span.line, lines, dialect)


def _tables(source: Source, grammar: Grammar) -> Iterator[Table]:
    """What stands below the last of them need not be looked at."""
    regions = list(_regions(source.lines, grammar))
    opaque = _opaque(source.lines[: regions[-1].stop]) if regions else frozenset[int]()
    for region in regions:
        yield from read_tables(source, region, opaque, grammar)


def _regions(lines: Sequence[str], grammar: Grammar) -> Iterator[range]:
    """Runs of rows and gaps below each line that may be a header with a depth."""
    end = 0
    for start, line in enumerate(lines):
        if start >= end and "|" in line and grammar.may_be_header(line):
            end = start + 1
            while end < len(lines) and ("|" in lines[end] or is_gap(lines[end])):
                end += 1
            yield range(start, end)


def _kind(table: Table, second_phase: int) -> TableKind | None:
    """A table of changes has no column of that kind, and one further down is no state."""
    if table.columns[0] != "concept" or "depth" not in table.columns:
        return None
    if "required" in table.columns:
        return "prerequisites"
    is_early = table.header.span.line <= second_phase
    return "state" if is_early and "lesson" in table.columns else None


def _grammar(dialect: Dialect) -> Grammar:
    anchors = {name: _is_depth_cell(dialect) for name in ("required", "depth")}
    return Grammar({**concept_columns(dialect), **_COLUMNS}, "concept", anchors)


def _is_depth_cell(dialect: Dialect) -> Fits:
    def fits(text: str) -> bool:
        return depth_in(text, dialect) is not None or _UNTAUGHT.match(text) is not None

    return fits


def depth_in(text: str, dialect: Dialect) -> str | None:
    """The depth that a cell claims: `APPLIED (assumed)`, `INTRODUCED -> DEVELOPED`, `**X**`.

    None where it names several that are no steps, or none.
    """
    if (read := read_depth(text, dialect)) and read.depth:
        return read.depth
    plain = text.partition("(")[0]
    words = [word.strip("*`_.,;:") for word in plain.replace("/", " / ").split()]
    found = [depth for word in words if (depth := dialect.depth_words.get(word))]
    return found[0] if len(found) == 1 and words[0] in dialect.depth_words else None


def _opaque(lines: Sequence[str]) -> frozenset[int]:
    """The lines (0-based) of code and HTML; of code alone where only a parser could tell."""
    blocks = scan(lines)
    if blocks is not None:
        return blocks.code | blocks.html
    return frozenset(_fenced(lines))


def _fenced(lines: Iterable[str]) -> Iterator[int]:
    fence = ""
    for number, line in enumerate(lines):
        match = _FENCE.match(line)
        if fence or match:
            yield number
        if match and not fence:
            fence = match[1]
        elif match and match[1].startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""


def _row(
    kind: TableKind,
    cells: Mapping[str, Cell],
    row: Row,
    table: int,
    lines: Sequence[str],
    dialect: Dialect,
) -> PlanRow:
    depth_cell, source = _unswapped(cells.get("depth"), cells.get("lesson"), dialect)
    place = _written(source, lines)
    depth_text = depth_cell.text if depth_cell else ""
    status = _written(cells.get("status"), lines)
    required = cells.get("required")
    # A depth that is left open is explained by the status.
    says = depth_text if depth_text.strip("-–— ") or status is None else status.text
    return PlanRow(
        kind=kind,
        concept=_written(cells.get("concept"), lines) or PlanCell("", row.span),
        depth_cell=_written(depth_cell, lines),
        depth=depth_in(depth_text, dialect),
        required=depth_in(required.text, dialect) if required else None,
        untaught=_UNTAUGHT.match(says) is not None,
        source=place,
        references=tuple(in_cell.find(place.text)) if place else (),
        status=status,
        span=row.span,
        table=table,
    )


def _unswapped(
    depth: Cell | None, source: Cell | None, dialect: Dialect
) -> tuple[Cell | None, Cell | None]:
    """An author may fill the two columns the other way round."""
    is_open = depth and source and depth_in(depth.text, dialect) is None
    if is_open and depth and source and read_depth(source.text, dialect):
        return (source, depth) if _names_a_place(depth.text) else (depth, source)
    return depth, source


def _names_a_place(text: str) -> bool:
    return any(reference.slug or reference.module for reference in in_cell.find(text))


def _written(cell: Cell | None, lines: Sequence[str]) -> PlanCell | None:
    """With the backslashes of the file, so that an offset in it is a column."""
    if cell is None:
        return None
    span = cell.span
    return PlanCell(lines[span.line - 1][span.column - 1 : span.end_column - 1], span)
