"""The nodes of a YAML file, each with its place. The only importer of ruamel.yaml for records.

Every scalar is text as its author wrote it: nothing is resolved, constructed or expanded, so a tag
runs nothing, an alias multiplies nothing, and `no`, `010` and dates stay what they look like.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace
from ruamel.yaml import YAML, events
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from curriculum.text.patterns import lazy_pattern
from curriculum.yaml.mistakes import Mistake, marked_mistake, unmarked_mistake

if TYPE_CHECKING:
    from ruamel.yaml.events import Event

# A record has a depth of six; ruamel's scanner is quadratic in the depth of brackets.
DEEPEST = 32
MOST_CHARACTERS = 4_000_000
_HALF = lazy_pattern("[\ud800-\udfff]")
_NULLS = frozenset({"", "~", "null"})


class Scalar(Struct, frozen=True):
    """`style` is empty for plain text, else the mark that it begins with: `'`, `"`, `|`, `>`.

    Offsets count the characters of the file; `end` is without blanks that follow.
    """

    text: str
    style: str
    flow: bool
    start: int
    end: int

    @property
    def is_null(self) -> bool:
        return self.style == "" and self.text in _NULLS


class Mapping(Struct, frozen=True):
    """Each key once, with the first of its values, by the key's text."""

    entries: dict[str, tuple[Scalar, Node]]
    start: int
    end: int
    flow: bool = False

    def get(self, name: str) -> Node | None:
        return self.entries[name][1] if name in self.entries else None

    def key(self, name: str) -> Scalar | None:
        return self.entries[name][0] if name in self.entries else None


class Sequence(Struct, frozen=True):
    items: tuple[Node, ...]
    start: int
    end: int


Node: TypeAlias = Scalar | Mapping | Sequence


class Tree(Struct, frozen=True):
    """`root` is None where the file holds no table; `mistakes` are those of YAML itself.

    `broken` says that the file could not be read to its end.
    """

    root: Mapping | None
    scalars: tuple[Scalar, ...]
    mistakes: tuple[Mistake, ...]
    broken: bool


def read_tree(text: str) -> Tree:
    """In linear time; whatever the text holds, reading does not fail."""
    builder = _Builder(text)
    if len(text) > MOST_CHARACTERS:
        more = f"a YAML record may have {MOST_CHARACTERS:,} characters, this one has {len(text):,}"
        builder.mistakes.append(Mistake(0, 0, f"{more}; write it as Markdown", "size"))
        return builder.tree(broken=True)
    try:
        whole = builder.read(YAML(typ="safe", pure=True).parse(text))
    except MarkedYAMLError as error:
        builder.stop(marked_mistake(text, error))
        whole = False
    except (YAMLError, ValueError, OverflowError):
        builder.stop(unmarked_mistake(text, builder.scalars[-1].end if builder.scalars else 0))
        whole = False
    return builder.tree(broken=not whole)


class _Open(Struct):
    """A table or list whose end has not been seen."""

    start: int
    flow: bool
    is_mapping: bool
    values: list[Node] = field(default_factory=list)


class _Builder:
    def __init__(self, text: str) -> None:
        self.text = text
        self.open: list[_Open] = []
        self.scalars: list[Scalar] = []
        self.mistakes: list[Mistake] = []
        self.root: Node | None = None
        self.seen: Counter[str] = Counter()

    def read(self, stream: Iterator[Event]) -> bool:
        """Whether all of it was read."""
        for event in stream:
            if isinstance(event, events.DocumentStartEvent) and self.root is not None:
                self._once(
                    "document", event, "a second document begins here; one file is one record"
                )
                return False
            if len(self.open) > DEEPEST:
                self._once("depth", event, f"lists and tables are nested more than {DEEPEST} deep")
                return False
            self._event(event)
        return True

    def _event(self, event: Event) -> None:
        if isinstance(event, events.AliasEvent):
            name = f'alias "*{_short(event.anchor)}"'
            remedy = "put text that begins with `*` in quotes, or write out what it stands for"
            self._once("alias", event, f"an {name} stands here; {remedy}")
            self._add(Scalar("", "", False, event.start_mark.index, event.end_mark.index))
        elif isinstance(event, events.NodeEvent):
            self._properties(event)
            if isinstance(event, events.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, events.CollectionStartEvent):
                is_mapping = isinstance(event, events.MappingStartEvent)
                flow = bool(event.flow_style)
                self.open.append(_Open(event.start_mark.index, flow, is_mapping))
        elif isinstance(event, events.MappingEndEvent | events.SequenceEndEvent):
            self._close(event.end_mark.index)

    def _properties(self, event: events.NodeEvent) -> None:
        if event.anchor is not None:
            what = f'an anchor "&{_short(event.anchor)}" stands here'
            remedy = "put text that begins with `&` in quotes, or delete it"
            self._once("anchor", event, f"{what}; {remedy}")
        tag = getattr(event, "tag", None)
        if tag is not None:
            shown = str(tag).replace("tag:yaml.org,2002:", "!!", 1)
            remedy = "put text that begins with `!` in quotes, or delete it"
            self._once("tag", event, f'a tag "{_short(shown)}" stands here; {remedy}')

    def stop(self, mistake: Mistake) -> None:
        """On the line of another mistake, one is the other's doing."""
        before = self.mistakes[-1] if self.mistakes else None
        if before is None or "\n" in self.text[before.start : mistake.start]:
            self.mistakes.append(mistake)

    def _once(self, kind: str, event: Event, message: str) -> None:
        """A bomb is a thousand mistakes of one kind, and is told of once."""
        self.seen[kind] += 1
        if self.seen[kind] == 1:
            start = event.start_mark.index
            line_end = self.text.find("\n", start)
            end = event.end_mark.index if line_end < 0 else min(event.end_mark.index, line_end)
            self.mistakes.append(Mistake(start, max(end, start), message, kind))

    def _scalar(self, event: events.ScalarEvent) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        end = start + len(self.text[start:end].rstrip())
        style = event.style or ""
        flow = any(parent.flow for parent in self.open)
        scalar = Scalar(event.value, style, flow, start, max(start, end))
        if half := _HALF.search(event.value):
            message = f"the escape of U+{ord(half[0]):04X} stands for no character; delete it"
            self.mistakes.append(Mistake(start, scalar.end, message, "escape"))
            scalar = replace(scalar, text=_HALF.sub("\N{REPLACEMENT CHARACTER}", event.value))
        self.scalars.append(scalar)
        self._add(scalar)

    def _close(self, end: int) -> None:
        opened = self.open.pop()
        last = opened.values[-1].end if opened.values and not opened.flow else end
        if not opened.is_mapping:
            self._add(Sequence(tuple(opened.values), opened.start, max(last, opened.start)))
            return
        entries = self._entries(opened.values)
        self._add(Mapping(entries, opened.start, max(last, opened.start), opened.flow))

    def _entries(self, values: list[Node]) -> dict[str, tuple[Scalar, Node]]:
        first: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(values[::2], values[1::2], strict=False):
            if not isinstance(key, Scalar):
                self._no_key(key)
            elif key.text in first:
                message = f'"{_short(key.text)}" is given a second time here; keep one of the two'
                before = first[key.text][0]
                place = (before.start, before.end, "the first time")
                self.mistakes.append(Mistake(key.start, key.end, message, key.text, place))
            else:
                first[key.text] = (key, value)
        return first

    def _no_key(self, node: Node) -> None:
        self.seen["key"] += 1
        if self.seen["key"] == 1:
            message = (
                'a list or a table cannot be a key; put text that begins with "[" or "{" in quotes'
            )
            self.mistakes.append(Mistake(node.start, node.end, message, "key"))

    def _add(self, node: Node) -> None:
        if self.open:
            self.open[-1].values.append(node)
        else:
            self.root = node

    def tree(self, *, broken: bool) -> Tree:
        """What was still open is closed, so that the part that was read is known."""
        while self.open:
            self._close(len(self.text))
        root = self.root if isinstance(self.root, Mapping) else None
        if root is None and not self.mistakes:
            where = self.root.start if self.root else 0
            message = 'this is no record; a record begins with a key such as `module: "8.4"`'
            self.mistakes.append(Mistake(where, where, message, "record"))
        mistakes = tuple(sorted(self.mistakes, key=lambda mistake: mistake.start))
        return Tree(root, tuple(self.scalars), mistakes, broken or root is None)


def _short(text: str, width: int = 60) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"
