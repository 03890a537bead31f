"""Texts of records as Markdown that stays inside its place, whatever characters they hold.

Code spans, emphasis and escapes of the author are kept; HTML, links and stray marks are shown as
the characters that they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from curriculum.text.masked import masked
from curriculum.text.patterns import lazy_pattern

_PAIRED = lazy_pattern(r"(?<!\*)(\*{1,2})(?=[^\s*])[^*]{1,400}(?<=\S)\1(?!\*)")
_STRAY = lazy_pattern(r"[\\<\[\]`*~#|]|(?<!\w)_|_(?!\w)")
_OPENING = lazy_pattern(r"[-+](?=[ \t-]|\Z)|[>=]|\d{1,9}(?=[.)](?:[ \t]|\Z))")
_UNESCAPED_PIPE = lazy_pattern(r"(?<!\\)\|")
PIPE = r"\\|"
_NO_LABEL = lazy_pattern(r"[\"#;:%<>{}\[\]()`\\|*]+")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# Joiners are parts of words in many scripts, and of emoji.
_JOINERS = "\u200c\u200d"
_TAG = lazy_pattern(r"<(?=[A-Za-z/!?])")
_HARMLESS = lazy_pattern(
    r"<!--[^<>]*-->|</?(?:br|sub|sup|kbd|b|i|em|strong|u|s|small|details|summary) ?/?>"
    r"|<(?:https?://|mailto:)[^<>\s\"']*>",
    re.IGNORECASE,
)

# What takes the place of `line[start:end]`.
Change = tuple[int, int, str]


def inline(text: str) -> str:
    """One line that may stand in a paragraph, a list item, a heading or the text of a link."""
    line = " ".join(visible(text).split())
    mask = masked(line)
    kept = {at for pair in _PAIRED.finditer(mask) for at in _marks(pair)}
    parts, done = [], 0
    for stray in _STRAY.finditer(mask):
        if stray.start() not in kept:
            parts += [line[done : stray.start()], _escaped(stray[0])]
            done = stray.end()
    return _with_harmless_opening("".join(parts) + line[done:])


def row(*cells: str) -> str:
    """`cells` are Markdown already; a pipe in a code span ends a cell as well."""
    return f"| {' | '.join(_UNESCAPED_PIPE.sub(PIPE, one) for one in cells)} |"


def header(*names: str) -> tuple[str, str]:
    return row(*names), row(*("---" for _ in names))


def label(text: str) -> str:
    """For a Mermaid diagram, whose own marks become blanks."""
    return " ".join(_NO_LABEL.sub(" ", visible(text)).split())


def visible(text: str) -> str:
    """Without characters that hide others or turn their order round."""
    if text.isprintable():
        return text
    return "".join(
        character
        if unicodedata.category(character) not in _HIDDEN or character in _JOINERS
        else " "
        if character.isspace()
        else "\N{REPLACEMENT CHARACTER}"
        for character in text
    )


def without_html(line: str) -> str:
    """Its HTML as the page shows it: as text."""
    return changed(line, html_changes(masked(line)))


def changed(line: str, changes: Iterable[Change]) -> str:
    parts, done = [], 0
    for start, end, text in sorted(changes):
        if start >= done:
            parts += [line[done:start], text]
            done = end
    return "".join(parts) + line[done:]


def html_changes(mask: str) -> Iterator[Change]:
    for tag in _TAG.finditer(mask):
        if not _HARMLESS.match(mask, tag.start()):
            yield tag.start(), tag.end(), "&lt;"


def _marks(pair: re.Match[str]) -> tuple[int, ...]:
    width = len(pair[1])
    return (*range(pair.start(), pair.start() + width), *range(pair.end() - width, pair.end()))


def _escaped(mark: str) -> str:
    """An entity where the backslash before it would be another character's."""
    return {"<": "&lt;", "|": "&#124;", "\\": "&#92;"}.get(mark, f"\\{mark}")


def _with_harmless_opening(line: str) -> str:
    """A text that begins like a list, a quotation or an underline is none."""
    opening = _OPENING.match(line)
    if opening is None:
        return line
    at = opening.end() if opening[0][0].isdigit() else 0
    return f"{line[:at]}\\{line[at:]}"
