"""One text as a YAML scalar: plain where that is safe, long text in a block, else in quotes."""

from __future__ import annotations

import json
import re

from curriculum.text.patterns import lazy_pattern

INDENT = "  "
WIDTH = 100

# What every YAML reader takes for text when it stands without quotes.
_WORDS = lazy_pattern(r"[A-Za-z\u00c0-\u024f][^\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff]*")
_NOT_PLAIN = lazy_pattern(r": |:\Z| #|\s\Z")
_NOT_TEXT = lazy_pattern(r"(?:null|true|false|yes|no|on|off|y|n|nan|inf|infinity)\Z", re.IGNORECASE)
_BLOCK = lazy_pattern(
    r"[\t\n\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd"
    r"\U00010000-\U0010ffff]*\Z"
)
_WORD_GAP = lazy_pattern(r"(?<=\S) (?=\S)")


def key_text(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z][A-Za-z0-9_/ -]*[A-Za-z0-9]", key) else _quoted(key)


def list_entry(text: str, depth: int) -> list[str]:
    indent = INDENT * depth
    first, *rest = value_lines(text, depth + 1, len(indent) + 2)
    return [f"{indent}- {first}", *rest]


def value_lines(text: str, depth: int, column: int, *, quoted: bool = False) -> list[str]:
    """The scalar's first line, which stands behind a key, and the lines below it."""
    if quoted or not _BLOCK.match(text) or text != text.strip("\n\t "):
        return [_quoted(text)]
    if "\n" in text:
        return ["|-", *(INDENT * depth + line if line else "" for line in text.split("\n"))]
    if column + len(text) > WIDTH and " " in text:
        return [">-", *_folded(text, INDENT * depth)]
    return [text if _is_plain(text) else _quoted(text)]


def _is_plain(text: str) -> bool:
    return bool(
        _WORDS.fullmatch(text) and not _NOT_PLAIN.search(text) and not _NOT_TEXT.match(text)
    )


def _folded(text: str, indent: str) -> list[str]:
    """A line may only be broken where one blank stands between two words."""
    lines, line = [], ""
    for word in _WORD_GAP.split(text):
        if line and len(indent) + len(line) + len(word) >= WIDTH:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [f"{indent}{line}" for line in (*lines, line)]


def _quoted(text: str) -> str:
    """JSON's escapes are YAML's; what YAML calls unprintable is escaped as well.

    Text with quotes or backslashes of its own is easier to read between single ones.
    """
    if ('"' in text or "\\" in text) and "\n" not in text and _BLOCK.match(text):
        return "'" + text.replace("'", "''") + "'"
    escaped = json.dumps(text, ensure_ascii=False)
    return "".join(c if _BLOCK.match(c) else json.dumps(c)[1:-1] for c in escaped)
