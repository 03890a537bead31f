"""Lays a document out again: blanks, borders, bullets and blank lines, and never a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from curriculum.config.dialect import DEFAULT_DIALECT, Dialect
from curriculum.parse.block import front_matter_end
from curriculum.parse.comments import BLANKS, comment_in, without_comment
from curriculum.parse.document import Document, Role, Table
from curriculum.parse.rows import bare, container, is_delimiter, split_row
from curriculum.text.patterns import lazy_pattern
from curriculum.write.fields import bullet, can_interrupt
from curriculum.write.tables import delimiter_line, row_line

_TITLE_DASH = lazy_pattern(r"(?<=[ \t])(?:--|—)(?=[ \t]+Record\Z)")
_HEADING_SLUG = lazy_pattern(r"(?:(?<=\()|(?<=# ))`([a-z0-9][a-z0-9._-]*)`(?=\)|\Z|[ \t])")
_TABLE = frozenset({Role.HEADER, Role.DELIMITER, Role.ROW})
_HEADINGS = frozenset({Role.TITLE, Role.HEADING, Role.LESSON_HEADING, Role.HEADING_BELOW})


def layout(document: Document, dialect: Dialect = DEFAULT_DIALECT) -> bytes:
    """The file's bytes in the canonical layout. A final newline, CRLF and BOM stay as they were."""
    source = document.source
    lines = list(_lines(document, dialect))
    laid_out: list[tuple[str, str]] = []
    previous: int | None = None
    for index, line in enumerate(lines):
        if document.roles[index] is Role.BLANK:
            continue
        laid_out += [("", source.newline)] * _gap(document, previous, index)
        laid_out.append((line, source.endings[index]))
        previous = index
    return source.with_lines(_final_newline(document, laid_out))


def _final_newline(document: Document, lines: list[tuple[str, str]]) -> list[tuple[str, str]]:
    if not lines:
        return list(zip(document.source.lines, document.source.endings, strict=True))
    last = document.source.endings[-1]
    return [
        *((line, ending or document.source.newline) for line, ending in lines[:-1]),
        (lines[-1][0], lines[-1][1] if last else ""),
    ]


def _lines(document: Document, dialect: Dialect) -> Iterator[str]:
    tables = [
        table
        for table in (*document.concept_tables, *document.model_tables)
        if _is_seen(document, table)
    ]
    rows = _rows(tables)
    delimiters = dict(_delimiters(document))
    head = front_matter_end(document.source.lines)
    for index, line in enumerate(document.source.lines):
        role = document.roles[index]
        if index in rows:
            prefix = container(line) if index in document.nested else ""
            yield prefix + row_line(rows[index], comment_in(line))
        elif index in delimiters:
            prefix = container(line) if index in document.nested else ""
            yield prefix + delimiters[index]
        elif index in document.opaque or index < head:
            yield line
        else:
            yield _line(_without_blanks(document, index), role, dialect)


def _without_blanks(document: Document, index: int) -> str:
    """Two blanks before a line that goes on are a hard line break."""
    line, roles = document.source.lines[index], document.roles
    goes_on = index + 1 < len(roles) and roles[index + 1] is not Role.BLANK
    is_text = roles[index] not in _TABLE | _HEADINGS | {Role.BLANK}
    bare_line = line.rstrip(BLANKS)
    return line if is_text and goes_on and line[len(bare_line) :].endswith("  ") else bare_line


def _line(line: str, role: Role, dialect: Dialect) -> str:
    if role is Role.TITLE:
        title = without_comment(line)
        return _TITLE_DASH.sub(dialect.dash, title) + line[len(title) :]
    if role is Role.LESSON_HEADING:
        return _HEADING_SLUG.sub(r"\1", line)
    if role is Role.ITEM:
        at = len(line) - len(line.lstrip(BLANKS))
        if line[at] in "*+":
            return f"{line[:at]}{bullet(line[at + 1 :])}{line[at + 1 :]}"
    return line


def _is_seen(document: Document, table: Table) -> bool:
    """Whether a renderer shows a table: what it does not is left to the fixes of `lint`."""
    if table.delimiter is None or table.delimiter.line != table.header.span.line + 1:
        return False
    line = bare(document.source.lines[table.delimiter.line - 1])
    return is_delimiter(line) and len(split_row(line, 1)) == len(table.header.cells)


def _rows(tables: Sequence[Table]) -> Mapping[int, tuple[str, ...]]:
    return {
        row.span.line - 1: tuple(cell.text for cell in row.reading)
        for table in tables
        for row in table.rows
        if row.reading and not (table.gaps and row.span.line > table.gaps[0].line)
    } | {
        table.header.span.line - 1: tuple(cell.text for cell in table.header.cells)
        for table in tables
    }


def _delimiters(document: Document) -> Iterator[tuple[int, str]]:
    for models, tables in ((False, document.concept_tables), (True, document.model_tables)):
        for table in tables:
            if table.delimiter and _is_seen(document, table):
                index = table.delimiter.line - 1
                old = [
                    cell.text for cell in split_row(bare(document.source.lines[index]), index + 1)
                ]
                headers = [cell.text for cell in table.header.cells]
                yield index, delimiter_line(headers, models=models, old=old)


def _gap(document: Document, previous: int | None, index: int) -> int:
    """How many blank lines stand between two lines that have none but blank ones between."""
    if previous is None:
        return 0
    found = index - previous - 1
    above, below = document.roles[previous], document.roles[index]
    if below in {Role.HEADING_BELOW, Role.KEPT}:
        return found
    if above in _HEADINGS or below in _HEADINGS:
        return 1
    if above in _TABLE or below in _TABLE:
        is_inside = above in _TABLE and below in {Role.DELIMITER, Role.ROW}
        return found if is_inside or _is_comment(document, previous) else 1
    return _gap_in_fields(document, index, found, above)


def _is_comment(document: Document, index: int) -> bool:
    """It may be an instruction for the line below it, or stand between two rows."""
    return index in document.opaque and document.source.lines[index].rstrip(BLANKS).endswith("-->")


def _gap_in_fields(document: Document, index: int, found: int, above: Role) -> int:
    below = document.roles[index]
    if below is Role.LABEL:
        return min(found, 1) if above in {Role.LABEL, Role.COMMENT} else 1
    if above is Role.LABEL and below is Role.ITEM:
        return 0 if _may_follow(document, index) else max(found, 1)
    return found


def _may_follow(document: Document, index: int) -> bool:
    marker, _, text = document.source.lines[index].strip(BLANKS).partition(" ")
    return can_interrupt(marker, text)
