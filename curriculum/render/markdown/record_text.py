"""The canonical text of a record as a page: its references are links, its HTML is text.

A renderer that is not GitHub may let HTML through, so what could do harm is shown, not run. Code
stays as it is.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from urllib.parse import unquote

from curriculum.claims.record_claims import RecordClaims
from curriculum.course.mentions import Mention
from curriculum.parse.block import front_matter_end
from curriculum.parse.comments import comment_in
from curriculum.render.markdown.escaping import Change, changed, html_changes, visible
from curriculum.render.markdown.view import Links, View
from curriculum.text.masked import masked
from curriculum.text.patterns import lazy_pattern

_DESTINATION = lazy_pattern(r"\]\([ \t]*(?P<to>[^\s()]+)|\]:[ \t]*(?P<defined>\S+)")
_LINKED = lazy_pattern(r"!?\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])|<[^<>\s]*>|https?://\S+")
_FENCE = lazy_pattern(r"`{3,}|~{3,}")
_OUTSIDE = lazy_pattern(r"(?:https?://|mailto:|/|#)[^\s<>\"'\\]*", re.IGNORECASE)
_INSIDE = lazy_pattern(r"(?P<way>[\w./%+@,=~-]+)(?P<anchor>#[\w%-]*)?")
_DEFINED = lazy_pattern(r" {0,3}\[[^\[\]]+\]:")


def record_lines(view: View, facts: RecordClaims, links: Links) -> Iterator[str]:
    lines = view.readings[facts.path].source.lines
    blocks = view.blocks_of[facts.path]
    mentions: dict[int, list[Mention]] = defaultdict(list)
    for mention in view.mentions_in.get(facts.path, ()):
        mentions[mention.placed.span.line].append(mention)
    for index in range(front_matter_end(lines), len(lines)):
        line = visible_but_tabs(lines[index])
        if index in blocks.code:
            yield line
            continue
        line = _as_on_page(line, facts, mentions[index + 1], links)
        # In HTML it opened no code; on the page it must not either, or close what follows.
        in_html = index in blocks.html and comment_in(lines[index]) is None
        yield _FENCE.sub(_in_escapes, line) if in_html else line


def _in_escapes(fence: re.Match[str]) -> str:
    return "".join(f"\\{character}" for character in fence[0])


def visible_but_tabs(line: str) -> str:
    return "\t".join(map(visible, line.split("\t")))


def _as_on_page(line: str, facts: RecordClaims, mentions: Sequence[Mention], links: Links) -> str:
    mask = masked(line)
    changes = [
        *html_changes(mask),
        *_moved(line, mask, facts, links),
        *_linked(line, mask, mentions, links),
    ]
    return changed(line, changes)


def _moved(line: str, mask: str, facts: RecordClaims, links: Links) -> Iterator[Change]:
    """The author's links, as they are from the page's folder."""
    for match in _DESTINATION.finditer(mask):
        group = "to" if match["to"] else "defined"
        if group == "to" or _DEFINED.match(mask):
            start, end = match.span(group)
            yield start, end, _destination(line[start:end], facts, links)


def _destination(to: str, facts: RecordClaims, links: Links) -> str:
    """`#` for what no page can lead to: another scheme, or a way written to deceive."""
    if _OUTSIDE.fullmatch(to):
        return to
    inside = _INSIDE.fullmatch(to)
    if inside is None:
        return "#"
    way = posixpath.normpath(posixpath.join(posixpath.dirname(facts.path), unquote(inside["way"])))
    page = links.view.pages_of_modules.get(way)
    if page:
        return links.page(page) + (inside["anchor"] or "")
    return links.file(way) + (inside["anchor"] or "")


def _linked(line: str, mask: str, mentions: Sequence[Mention], links: Links) -> Iterator[Change]:
    taken = [match.span() for match in _LINKED.finditer(mask)] if mentions else []
    for mention in mentions:
        target = _target(mention, links)
        span = _span(line, mask, mention)
        if target and span and not any(a < span[1] and span[0] < b for a, b in taken):
            yield *span, f"[{line[slice(*span)]}]({target})"


def _target(mention: Mention, links: Links) -> str | None:
    if mention.lesson:
        return links.lesson_target(mention.lesson)
    course, series = links.view.course, mention.reference.series
    if mention.module:
        facts = course.modules.get(mention.module)
        return links.module_target(facts) if facts else None
    return links.series_target(series) if series and series in course.series else None


def _span(line: str, mask: str, mention: Mention) -> tuple[int, int] | None:
    """The words of the reference, their ticks with them; none where marks are cut in two."""
    start, end = mention.placed.span.column - 1, mention.placed.span.end_column - 1
    if line[start:end].startswith("(") and line[start:end].endswith(")"):
        start, end = start + 1, end - 1
    if mask[start:end].strip("\0") == "" and line[start - 1 : start] == line[end : end + 1] == "`":
        start, end = start - 1, end + 1
    inside = line[start:end]
    whole = not any(mark in mask[start:end] for mark in "[]<>*") and inside.count("`") % 2 == 0
    cut = "\0" in mask[start:end] and "`" not in inside
    return (start, end) if whole and not cut and inside.strip() else None


def neighbours(
    view: View, facts: RecordClaims
) -> tuple[Mapping[int, set[int]], Mapping[int, set[int]]]:
    """Lessons of other records that this one builds on, and those that use its lessons.

    By the place of this record's lesson, or of the earlier one, the places that speak of it.
    """
    builds_on: dict[int, set[int]] = defaultdict(set)
    used_by: dict[int, set[int]] = defaultdict(set)
    for mention in view.mentions_in.get(facts.path, ()):
        lesson = mention.lesson
        if lesson and lesson.facts is not facts and lesson.place < mention.place:
            builds_on[lesson.place].add(mention.place)
    own = view.course.lessons_of(facts)
    for mention in chain.from_iterable(map(view.course.references.to_lesson, own)):
        if mention.facts is not facts and mention.lesson and mention.lesson.place < mention.place:
            used_by[mention.lesson.place].add(mention.place)
    return builds_on, used_by
