"""Which character of a YAML scalar stands where in the file, and how to change it there."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.text.patterns import lazy_pattern
from curriculum.yaml.nodes import Scalar, Sequence, read_tree

_LINE = lazy_pattern(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_FOLD = lazy_pattern(r"[ \t]*(?:\r\n|\r|\n)[ \t\r\n]*")
_BREAK = lazy_pattern(r"\r\n|\r|\n")
_LONG_ESCAPES = {"x": 4, "u": 6, "U": 10}
_CONTINUED = lazy_pattern(r"\\[ \t]*(?:\r\n|\r|\n)[ \t]*")


def offsets(scalar: Scalar, source: str) -> list[int] | None:
    """For each character of the scalar's text its offset in the file, and one for its end.

    None where they cannot be told apart.
    """
    if scalar.style in {"|", ">"}:
        return _of_block(scalar, source)
    places = list(_of_flow(scalar, source))
    return places if len(places) == len(scalar.text) + 1 else None


def _of_flow(scalar: Scalar, source: str) -> Iterator[int]:
    """Stops early where text and file part ways."""
    quote = scalar.style
    at, end = scalar.start + len(quote), scalar.end - len(quote)
    if source[scalar.start : at] != quote:
        return
    done, text = 0, scalar.text
    while done < len(text):
        if quote == '"' and (continued := _CONTINUED.match(source, at)):
            at = continued.end()
            continue
        width, count = _step(source, at, text, done, quote)
        if not width or at >= end:
            return
        yield from [at] * count
        at, done = at + width, done + count
    yield at


def _step(source: str, at: int, text: str, done: int, quote: str) -> tuple[int, int]:
    """How many characters of the file stand for how many of the text; zeroes where none do."""
    character = source[at : at + 1]
    if quote == '"' and character == "\\":
        return _LONG_ESCAPES.get(source[at + 1 : at + 2], 2), 1
    if quote == "'" and source.startswith("''", at):
        return 2, 1
    if (fold := _FOLD.match(source, at)) and text[done] in " \n":
        breaks = len(_BREAK.findall(fold[0]))
        expected = "\n" * (breaks - 1) or " "
        return (len(fold[0]), len(expected)) if text.startswith(expected, done) else (0, 0)
    return (1, 1) if character == text[done] else (0, 0)


def _of_block(scalar: Scalar, source: str) -> list[int] | None:
    lines = [
        (match.start(), match[1])
        for match in _LINE.finditer(source, scalar.start, scalar.end)
        if match[0]
    ][1:]
    indent = _indent(scalar, lines)
    if indent is None:
        return None
    body = [(start + min(indent, len(line)), line[indent:]) for start, line in lines]
    places = list((_of_literal if scalar.style == "|" else _of_folded)(scalar.text, body))
    if len(places) > len(scalar.text):
        return places
    # The line breaks at the end are the file's, whichever the scalar keeps.
    left = scalar.text[len(places) :]
    if left.strip("\n"):
        return None
    return [*places, *[scalar.end] * (len(left) + 1)]


def _indent(scalar: Scalar, lines: list[tuple[int, str]]) -> int | None:
    first = next((line for line in scalar.text.split("\n") if line.strip()), None)
    raw = next((line for _, line in lines if line.strip()), None)
    if first is None or raw is None:
        return None
    if scalar.style == ">":
        return len(raw) - len(raw.lstrip(" ")) - (len(first) - len(first.lstrip(" ")))
    return len(raw) - len(first) if raw.endswith(first) else None


def _of_literal(text: str, body: list[tuple[int, str]]) -> Iterator[int]:
    for wanted, (start, line) in zip(text.split("\n"), body, strict=False):
        if wanted != line:
            return
        yield from range(start, start + len(line) + 1)


def _of_folded(text: str, body: list[tuple[int, str]]) -> Iterator[int]:
    done, blank = 0, 0
    for start, line in body:
        if not line:
            blank += 1
            continue
        gap = _gap(text, done, blank + 1) if done else blank
        yield from [start - 1] * gap
        done += gap
        if not text.startswith(line, done):
            return
        yield from range(start, start + len(line))
        done, blank = done + len(line), 0


def _gap(text: str, done: int, breaks: int) -> int:
    """How many characters of the text the line breaks between two lines have become."""
    if breaks == 1:
        return 1
    return breaks if text.startswith("\n" * breaks, done) else breaks - 1


def replaced(
    scalar: Scalar, source: str, changes: list[tuple[int, int, str]]
) -> list[tuple[int, int, str]] | None:
    """Changes of the scalar's text as changes of the file, or None where they cannot be proven.

    A change is where it begins, where it ends, and what stands there afterwards; they are in
    order and do not overlap. The changed scalar is read again, alone, and must have the new text.
    """
    places = offsets(scalar, source)
    if places is None or any("\n" in text for _, _, text in changes):
        return None
    edits = [(places[start], places[end], _encoded(text, scalar)) for start, end, text in changes]
    wanted = _with(scalar.text, changes)
    shift = scalar.start
    raw = source[scalar.start : scalar.end]
    new = _with(raw, [(start - shift, end - shift, text) for start, end, text in edits])
    return edits if _reads_as(new, wanted, flow=scalar.flow) else None


def _with(text: str, changes: list[tuple[int, int, str]]) -> str:
    pieces, done = [], 0
    for start, end, new in changes:
        pieces += [text[done:start], new]
        done = end
    return "".join((*pieces, text[done:]))


def _encoded(text: str, scalar: Scalar) -> str:
    if scalar.style == "'":
        return text.replace("'", "''")
    if scalar.style == '"':
        return text.replace("\\", "\\\\").replace('"', '\\"')
    return text


def _reads_as(raw: str, wanted: str, *, flow: bool) -> bool:
    """As the only entry of a list, in brackets where it stands in brackets."""
    inner = f"[{raw}\n ]" if flow else f" - {raw}"
    tree = read_tree(f"x:\n{inner}\n" if not flow else f"x: {inner}\n")
    found = tree.root.get("x") if tree.root and not tree.mistakes else None
    if not isinstance(found, Sequence) or len(found.items) != 1:
        return False
    item = found.items[0]
    return isinstance(item, Scalar) and item.text.rstrip("\n") == wanted.rstrip("\n")
