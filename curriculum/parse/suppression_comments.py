"""The comments that suppress problems, and those that only look as if they did."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from curriculum.parse.comments import comment_in, is_comment_line
from curriculum.problem import Span
from curriculum.text.masked import masked
from curriculum.text.patterns import lazy_pattern

ONE_PLACE = "ignore"
WHOLE_FILE = "ignore-file"
# Lines over which a comment that was broken is followed.
MOST_LINES = 10

_BEGINNING = lazy_pattern(r"<!--\s*(?i:curriculum)\b")
_COMMENT = lazy_pattern(
    r"<!--\s*(?P<head>curriculum\b\s*:?)\s*(?P<body>(?:(?!-->)[\s\S])*)(?P<close>-->)?",
    re.IGNORECASE,
)
_MEANT = lazy_pattern(r"\s*ignore", re.IGNORECASE)
_BODY = lazy_pattern(
    r"(?P<word>[^\s\[\](){}]*)\s*(?P<open>[\[({]?)(?P<rules>[^\[\](){}]*)(?P<close>[\])}]?)"
    r"(?P<reason>[\s\S]*)"
)
# Rule names without a bracket round them.
_BARE = lazy_pattern(
    r"(?P<rules>[a-z]+(?:-[a-z]+)+(?:\s*,\s*[a-z]+(?:-[a-z]+)+)*)(?P<reason>[\s\S]*)"
)

_MISPLACED = (
    "text stands behind it; move it to the end of the line, into the row's last cell, or to a "
    "line of its own above"
)


class Comment(Struct, frozen=True):
    """`mistake` says why it suppresses nothing, and what to write."""

    span: Span
    text: str
    word: str
    rules: tuple[str, ...]
    own_line: bool
    mistake: str | None


class _Said(Struct, frozen=True):
    """What the inside of a comment says, however it is written."""

    word: str
    rules: tuple[str, ...]
    reason: str
    bracketed: bool

    def as_written_right(self) -> str:
        word = WHOLE_FILE if "file" in self.word.casefold() else ONE_PLACE
        rules = ", ".join(self.rules) or "rule-name"
        is_near = self.rules or _MEANT.match(self.word)
        reason = (self.reason if is_near else "") or "why it may stand"
        return f"<!-- curriculum: {word}[{rules}] {reason} -->"


def may_have_comments(text: str) -> bool:
    return _BEGINNING.search(text) is not None


def read_comments(lines: Sequence[str], index: int) -> Iterator[Comment]:
    """The comments that begin on this line, outside of code spans."""
    line = lines[index]
    if "<!--" not in line:
        return
    at_end = comment_in(line)
    end_begins = line.rfind(at_end) if at_end else len(line)
    own_line = is_comment_line(line)
    text, shown = _with_its_end(lines, index, end_begins)
    for match in _COMMENT.finditer(shown):
        if match["head"].endswith(":") or _MEANT.match(match["body"]):
            said = _said(text[slice(*match.span("body"))].strip())
            ours = text[slice(*match.span())].rstrip()
            misplaced = _MISPLACED if match.start() < end_begins else None
            mistake = _mistake(match, said, ours) or misplaced
            end = match.start() + len(ours.partition("\n")[0].rstrip())
            span = Span(index + 1, match.start() + 1, index + 1, end + 1)
            yield Comment(span, ours, said.word, said.rules, own_line, mistake)


def _with_its_end(lines: Sequence[str], index: int, end_begins: int) -> tuple[str, str]:
    """The line, and the same with code spans blotted out; with the next ones if it is broken."""
    line = lines[index]
    shown = masked(line[:end_begins]) + line[end_begins:]
    opening = shown.rfind("<!--")
    if opening < 0 or shown.find("-->", opening) >= 0:
        return line, shown
    more = []
    for following in lines[index + 1 : index + MOST_LINES]:
        if "<!--" in following:
            break
        more.append(following.partition("-->")[0])
        if "-->" in following:
            more[-1] += "-->"
            break
    rest = "".join(f"\n{following}" for following in more)
    closed = rest if rest.endswith("-->") else ""
    return line + closed, shown + closed


def _said(body: str) -> _Said:
    match = _BODY.match(body)
    assert match is not None
    bracketed = bool(match["open"] and match["close"])
    rules, reason = match["rules"], match["reason"]
    if not bracketed:
        bare = _BARE.match((rules + match["close"] + reason).lstrip())
        rules, reason = (bare["rules"], bare["reason"]) if bare else ("", rules + reason)
    names = tuple(name.strip() for name in rules.split(",") if name.strip())
    right = (match["open"], match["close"]) == ("[", "]")
    return _Said(match["word"], names, " ".join(reason.split()).lstrip(":- "), right)


def _mistake(match: re.Match[str], said: _Said, text: str) -> str | None:
    mistake = _first_mistake(match, said, text)
    return f"{mistake}; write `{said.as_written_right()}`" if mistake else None


def _first_mistake(match: re.Match[str], said: _Said, text: str) -> str | None:
    mistakes = {
        "it does not begin with `curriculum:`": match["head"] != "curriculum:",
        "it runs over a line end": "\n" in text,
        "it has no end": not match["close"],
        _wrong_word(said.word): said.word not in (ONE_PLACE, WHOLE_FILE),
        "its rules stand in no square brackets": not said.bracketed,
        "it names no rule": not said.rules,
        "it gives no reason behind the bracket": not said.reason,
    }
    return next((mistake for mistake, is_made in mistakes.items() if is_made), None)


def _wrong_word(word: str) -> str:
    if word.casefold() in (ONE_PLACE, WHOLE_FILE):
        return f'"{word}" is not in small letters'
    return f'it says "{word}" and not `{ONE_PLACE}` or `{WHOLE_FILE}`'
