"""Proves, file by file, that a new text says what the old one said. Unproven is not written."""

from __future__ import annotations

from collections.abc import Callable

from curriculum.config.dialect import Dialect
from curriculum.files.source import BOM
from curriculum.model.as_data import same_layout_aside, same_words_aside
from curriculum.model.record_file import RecordFile
from curriculum.parse.document import Role
from curriculum.parse.rows import is_delimiter
from curriculum.text.patterns import lazy_pattern
from curriculum.write.layout import layout
from curriculum.write.markdown import write_markdown
from curriculum.write.tree import block_tree

MOST_RUNS = 4
_TITLE_DASH = lazy_pattern(r"—(?=[ \t]+Record\b)")
_HEADING = lazy_pattern(r" {0,3}#")
_BULLETS = ("* ", "+ ", "- ")


class Unproven(Exception):
    """A formatted text that cannot be shown to say the same; the message says what differs."""


def formatted(reading: RecordFile, dialect: Dialect) -> bytes:
    """The canonical layout. Raises Unproven. A YAML record has its author's."""
    check_readable(reading)
    if reading.as_markdown is not reading:
        return reading.source.data
    data = _at_rest(reading, dialect)
    if words(data) != words(reading.source.data):
        raise Unproven("its words would not be the same, in the same order")
    if data != reading.source.data and block_tree(data) != block_tree(_with_fields_apart(reading)):
        raise Unproven("a renderer would see other blocks or line breaks")
    _read_again(reading, data, dialect, same_layout_aside)
    return data


def _with_fields_apart(reading: RecordFile) -> bytes:
    """With the blank line before each field that layout is there to write.

    Without it, a renderer may take a label for a part of the list item above it.
    """
    source, roles = reading.source, reading.document.roles
    lines: list[tuple[str, str]] = []
    for index, line in enumerate(source.lines):
        above = roles[index - 1] if index else Role.BLANK
        if roles[index] is Role.LABEL and above not in {Role.LABEL, Role.COMMENT, Role.BLANK}:
            lines.append(("", source.newline))
        lines.append((line, source.endings[index]))
    return source.with_lines(lines)


def _at_rest(reading: RecordFile, dialect: Dialect) -> bytes:
    """A new bullet can make one list of two, and then there is a little more to do."""
    data = layout(reading.document, dialect)
    for _ in range(MOST_RUNS):
        again = layout(reading.with_bytes(data, dialect).document, dialect)
        if again == data:
            return data
        data = again
    raise Unproven("a second run would change it again")


def canonical(reading: RecordFile, dialect: Dialect) -> bytes:
    """The canonical words in the file's own line ends. Raises Unproven."""
    check_readable(reading)
    if reading.as_markdown is not reading:
        return _canonical_yaml(reading, dialect)
    data = _as_in(reading, write_markdown(reading.record, dialect))
    if data == reading.source.data:
        return data
    again = _read_again(reading, data, dialect, same_words_aside)
    if _as_in(again, write_markdown(again.record, dialect)) != data:
        raise Unproven("a second run would change it again")
    return data


def _canonical_yaml(reading: RecordFile, dialect: Dialect) -> bytes:
    data = reading.source.with_edits(reading.canonical_names())
    _read_again(reading, data, dialect, same_words_aside)
    return data


def rendered(reading: RecordFile, dialect: Dialect) -> str:
    """The canonical Markdown of a record in any form. Raises Unproven."""
    check_readable(reading)
    _check_whole(reading)
    markdown = reading.as_markdown
    text = write_markdown(markdown.record, dialect)
    if text.startswith("\ufeff"):  # a second mark is text: only the first one is left out again
        text = f"\ufeff{text}"
    data = text.encode("utf-8", "surrogateescape")
    if data == markdown.source.data:
        return text
    again = markdown.with_bytes(data, dialect)
    if not same_words_aside(markdown.record, again.record):
        raise Unproven("it would be read as another record")
    if write_markdown(again.record, dialect) != text.removeprefix("\ufeff"):
        raise Unproven("a second run would change it again")
    return text


def check_readable(reading: RecordFile) -> None:
    """Raises Unproven."""
    if not reading.source.is_utf8:
        raise Unproven("it is not UTF-8; save it as UTF-8 first")
    if reading.is_broken:
        raise Unproven("it cannot be read to its end; `curriculum lint` says why")


def _check_whole(reading: RecordFile) -> None:
    if reading.lost:
        place = f"{reading.source.path}:{reading.lost.line}"
        raise Unproven(
            f"its Markdown would not say what stands at {place}; `curriculum lint` says why"
        )


def _as_in(reading: RecordFile, text: str) -> bytes:
    source, newline = reading.source, reading.source.newline
    lines = [(line, newline) for line in text.removesuffix("\n").split("\n")] if text else []
    if lines and source.endings and not source.endings[-1]:
        lines[-1] = (lines[-1][0], "")
    return source.with_lines(lines)


def _read_again(
    reading: RecordFile, data: bytes, dialect: Dialect, same: Callable[..., bool]
) -> RecordFile:
    again = reading.with_bytes(data, dialect)
    if not same(reading.record, again.record):
        raise Unproven("it would be read as another record")
    return again


def words(data: bytes) -> list[str]:
    """What a layout may not change: the words, without borders, bullets and delimiter rows."""
    text = data.removeprefix(BOM).decode("utf-8", "surrogateescape")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = (_counted(line) for line in text.split("\n") if not is_delimiter(line))
    return "\n".join(lines).split()


def _counted(line: str) -> str:
    line = line.replace("\\|", "|").replace("|", " ").replace("<!--", " <!--").lstrip()
    if line.startswith(_BULLETS) or line in {"*", "+", "-"}:
        line = line[1:]
    if _HEADING.match(line):
        line = line.replace("`", "")
    return _TITLE_DASH.sub("--", line)
