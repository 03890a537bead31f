"""Reads pages of cases; `cases/README.md` says how a page is written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

PAGES = Path(__file__).parent / "cases"
ONLY_RECORD = {"markdown": "record.md", "yaml": "record.yaml"}
EXPECTED = {"text", "json"}

_LABEL = re.compile(r"(?:`([^`]+)`)?(?: ?[Aa]fter `([^`]+)`)?:")
_UNSEEN = re.compile(rb"\{(byte|char):([0-9A-F]+)\}")
_AROUND_TEXT = {"heading_open", "heading_close", "paragraph_open", "paragraph_close"}

T = TypeVar("T")


@dataclass(frozen=True)
class Case:
    """A heading with what it shows; `titles` are those that it stands under, and its own.

    `after` has files by command; `texts` are the report (`text`) and the data (`json`).
    """

    page: Path
    titles: tuple[str, ...]
    files: dict[str, bytes] = field(default_factory=dict)
    after: dict[str, dict[str, bytes]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return "-".join(map(slug, (self.page.stem, *self.titles[1:])))

    @property
    def section(self) -> str:
        return self.titles[-2]

    @property
    def report(self) -> str:
        return self.texts.get("text", "")

    @property
    def records(self) -> dict[str, bytes]:
        return {name: data for name, data in self.files.items() if not name.startswith(".")}

    @property
    def record(self) -> bytes:
        """The only one."""
        (data,) = self.records.values()
        return data

    def error(self, what: str) -> ValueError:
        return ValueError(f"{self.page.name}: {' > '.join(self.titles)} {what}")

    def expected(self, command: str) -> Mapping[str, bytes]:
        """The records after this command, which leaves those alone that are not shown."""
        return self.records | self.after.get(command, {})


def each(cases: Sequence[Case]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", cases, ids=[case.name for case in cases])


def read_pages(folder: Path) -> list[Case]:
    return [case for page in sorted(folder.glob("*.md")) for case in read_page(page)[1:]]


def read_page(page: Path) -> tuple[Case, ...]:
    """The page itself, with the files above its first case, and then the cases."""
    whole, *found = _headings(page)
    for one, following in pairwise([*found, whole]):
        _check(one, is_section=len(following.titles) > len(one.titles))
    cases = [replace(one, files=whole.files | one.files) for one in found if one.records]
    return whole, *cases


def slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def content(text: str) -> bytes:
    """The bytes that the text of a fence stands for."""
    return _UNSEEN.sub(_unseen, text.encode())


def _unseen(match: re.Match[bytes]) -> bytes:
    code = int(match[2], 16)
    return bytes([code]) if match[1] == b"byte" else chr(code).encode()


def _check(case: Case, is_section: bool) -> None:
    unnamed = set(ONLY_RECORD.values()) & case.records.keys()
    if not case.records and not is_section:
        raise case.error("has no record")
    if unnamed and len(case.records) > 1:
        raise case.error("has several records: name each above its fence")
    for files in case.after.values():
        if not files.keys() <= case.records.keys():
            raise case.error("shows what becomes of a record that it has not")


def _headings(page: Path) -> list[Case]:
    text = page.read_text(encoding="utf-8")
    found, label, level = [Case(page, ())], "", 0
    for token in MarkdownIt().disable("inline").parse(text):
        case = found[-1]
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "inline" and level:
            found.append(Case(page, (*case.titles[: level - 1], token.content)))
            level, label = 0, ""
        elif token.type == "inline":
            label = token.content
        elif token.type == "fence" and _is_closed(token, text):
            _add(case, token, label)
            label = ""
        elif token.type not in _AROUND_TEXT:
            raise case.error(f"has a {token.type} outside of closed fences")
    return found[1:]


def _is_closed(fence: Token, text: str) -> bool:
    assert fence.map
    return text.split("\n")[fence.map[1] - 1].strip() == fence.markup


def _add(case: Case, fence: Token, label: str) -> None:
    """Without a label, a fence is the only record of its case, or what is expected of it."""
    named = _LABEL.fullmatch(label)
    if not named and fence.info in EXPECTED:
        _put(case, case.texts, fence.info, fence.content)
        return
    name, command = named.groups() if named else (None, None)
    files = case.after.setdefault(command, {}) if command else case.files
    _put(case, files, name or ONLY_RECORD.get(fence.info, ""), content(fence.content))


def _put(case: Case, shown: dict[str, T], name: str, value: T) -> None:
    if not name or name in shown:
        raise case.error(f"has two fences for {name!r}" if name else "has a fence without a label")
    shown[name] = value
