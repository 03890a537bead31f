"""Finds many names in a text at once, word by word: no more work for many names than for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator

from curriculum.text.patterns import lazy_pattern

WORD = lazy_pattern(r"[^\W_]+")
LONGEST_NAME = 8
_AROUND = 90


class _Blanks(dict[int, int]):
    """Translates all that is in no `WORD` to blanks: texts are split much faster at those."""

    def __missing__(self, letter: int) -> int:
        kept = self[letter] = letter if chr(letter).isalnum() else ord(" ")
        return kept


class TermFinder:
    """`terms` are names, each with what it stands for; of two at one place, the longer counts."""

    def __init__(self, terms: Iterable[tuple[str, str]]) -> None:
        self._keys: dict[tuple[str, ...], str] = {}
        lengths: dict[str, set[int]] = defaultdict(set)
        for term, key in terms:
            words = tuple(WORD.findall(term.lower()))
            if words and len(words) <= LONGEST_NAME and len("".join(words)) > 2:
                self._keys.setdefault(words, key)
                lengths[words[0]].add(len(words))
        self._lengths = {word: sorted(found, reverse=True) for word, found in lengths.items()}
        self._first = frozenset(self._lengths)
        self._blanks = _Blanks()

    def find(self, text: str, known: Container[str] = ()) -> Iterator[tuple[str, int, int]]:
        """What is named but not `known`, and from where to where; names do not overlap."""
        blanked = text.lower().translate(self._blanks)
        words = blanked.split()
        if self._first.isdisjoint(words):
            return
        done = 0
        for at in [at for at, word in enumerate(words) if word in self._first]:
            length = self._length_at(words, at) if at >= done else 0
            if length:
                done = at + length
                key = self._keys[tuple(words[at:done])]
                if key not in known:
                    start, end = _span(text, blanked, at, done)
                    if not _goes_on(text, end):
                        yield key, start, end

    def _length_at(self, words: list[str], at: int) -> int:
        for length in self._lengths.get(words[at], ()):
            if at + length <= len(words) and tuple(words[at : at + length]) in self._keys:
                return length
        return 0


def _span(text: str, blanked: str, first: int, end: int) -> tuple[int, int]:
    """Of these words in the text as it is: some letters have more than one small letter."""
    if len(blanked) != len(text):
        spans = _spans(text)
        return spans[first][0], spans[end - 1][1]
    behind = blanked.split(None, first)[-1]
    last = blanked.split(None, end - 1)[-1]
    return len(text) - len(behind), len(text) - len(last) + len(last.partition(" ")[0])


def _spans(text: str) -> list[tuple[int, int]]:
    found = []
    for word in WORD.finditer(text):
        found += [word.span()] * len(WORD.findall(word[0].lower()))
    return found


def _goes_on(text: str, end: int) -> bool:
    """`Flux` is not named by `Flux 2` or `Flux.2`."""
    return text[end : end + 1] in {" ", ".", "-"} and text[end + 1 : end + 2].isdigit()


def around(text: str, start: int, end: int) -> str:
    """The words about `text[start:end]`, with marks where more stands before or behind."""
    low, high = max(start - _AROUND, 0), min(end + _AROUND, len(text))
    if low:
        low = text.find(" ", low, start) + 1 or low
    if high < len(text):
        high = max(text.rfind(" ", end, high), end)
    words = " ".join(text[low:high].split())
    return f"{'… ' if low else ''}{words}{' …' if high < len(text) else ''}"
