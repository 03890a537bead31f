"""A search index in scripts, for a page that was opened from a file can load nothing else.

Each word leads to the numbers of the entries that have it, in shards small enough to load while
somebody types. Shards are split by the first letters of words, only as far as is needed: a small
course has one.
"""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from curriculum.render.site.site_contents import SiteContents
from curriculum.render.site.site_things import ConceptPage, LessonPage, ModelPage, ModulePage
from curriculum.text.patterns import lazy_pattern
from curriculum.text.words import vocabulary


def search_entries(contents: SiteContents) -> list[SearchEntry]:
    """The more there is to read behind an entry, the earlier it stands."""
    return [
        *map(_module, contents.modules),
        *map(_lesson, contents.lessons),
        *map(_concept, contents.concepts),
        *map(_model, contents.models),
    ]


def _module(module: ModulePage) -> SearchEntry:
    record = module.facts.record
    texts = (record.goal or "", *(extra.text for extra in record.extra))
    problems = tuple(f"{one.rule} {one.message}" for one in module.problems)
    return SearchEntry(
        "Module", module.plain, f"Module {module.label}", module.url, (*texts, *problems)
    )


def _lesson(page: LessonPage) -> SearchEntry:
    lesson = page.lesson.lesson
    where = " ".join(dict.fromkeys(filter(None, (page.label, lesson.slug))))
    return SearchEntry("Lesson", page.plain, where, page.url, tuple(_texts(page)))


def _texts(page: LessonPage) -> Iterator[str]:
    lesson = page.lesson.lesson
    yield lesson.prose
    yield lesson.remark or ""
    for field in lesson.fields:
        yield field.label
        yield field.text
        yield from field.items
        yield field.text_after


def _concept(concept: ConceptPage) -> SearchEntry:
    first = concept.steps[0]
    where = first.lesson.label if first.lesson else f"Module {first.module.label}"
    words = tuple(step.appearance.words for step in concept.steps)
    depth = f", {concept.depth}" if concept.depth else ""
    return SearchEntry("Concept", concept.plain, f"{where}{depth}", concept.url, words)


def _model(model: ModelPage) -> SearchEntry:
    place = model.uses[0].said.place
    words = tuple(use.said.words for use in model.uses)
    return SearchEntry("Model", model.plain, place.label, model.url, words)


# In entries of words and postings; a shard of this size loads in some milliseconds.
LARGEST_SHARD = 40_000
ENTRIES_IN_SHARD = 400
_WORD = lazy_pattern(r"\d+(?:\.\d+)+|[^\W_]+")
_LONGEST_WORD = 24
_STOP_WORDS = vocabulary(
    "a an and are as at be by for from has in is it its of on or that the to was were with"
)

Postings = dict[str, list[int]]


class SearchEntry(Struct, frozen=True):
    """`url` is seen from the root; `texts` are found as well, but after names."""

    kind: str
    name: str
    where: str
    url: str
    texts: Sequence[str] = ()


def words_of(text: str) -> set[str]:
    """As the page's script takes a question apart."""
    pieces = set(text.lower().split())  # of which a long text has most many times
    whole = {piece for piece in pieces if piece.isalnum() and piece.isascii()}
    others = _without_marks(" ".join(pieces - whole))
    return {word[:_LONGEST_WORD] for word in whole.union(_WORD.findall(others))}


def _without_marks(text: str) -> str:
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text)
    marks = [letter for letter in set(plain) if unicodedata.category(letter)[0] == "M"]
    return plain.translate(dict.fromkeys(map(ord, marks))) if marks else plain


def search_files(entries: Sequence[SearchEntry]) -> Iterator[tuple[str, str]]:
    """Names and scripts: `manifest.js`, entries, words of names, words of texts."""
    manifest: dict[str, object] = {"size": ENTRIES_IN_SHARD, "entries": len(entries)}
    for start in range(0, len(entries), ENTRIES_IN_SHARD):
        chunk = entries[start : start + ENTRIES_IN_SHARD]
        rows = [[entry.kind, entry.name, entry.where, entry.url] for entry in chunk]
        yield _script(f"e{start // ENTRIES_IN_SHARD}", rows)
    names, texts = _postings(entries)
    for family, postings in (("n", names), ("t", texts)):
        shards = list(_shards("", postings))
        manifest[family] = [prefix for prefix, _ in shards]
        for number, (_, shard) in enumerate(shards):
            yield _script(f"{family}{number}", {word: _gaps(shard[word]) for word in sorted(shard)})
    yield _script("manifest", manifest)


def _script(name: str, data: object) -> tuple[str, str]:
    text = json.dumps(data, separators=(",", ":"))
    return f"{name}.js", f"curriculumIndex({json.dumps(name)},{text});\n"


def _postings(entries: Iterable[SearchEntry]) -> tuple[Postings, Postings]:
    names: Postings = defaultdict(list)
    texts: Postings = defaultdict(list)
    for number, entry in enumerate(entries):
        own = words_of(f"{entry.name} {entry.where}")
        for word in own:
            names[word].append(number)
        told = words_of("\n".join(entry.texts))
        for word in told - own - _STOP_WORDS:
            texts[word].append(number)
    return names, texts


def _shards(prefix: str, postings: Mapping[str, list[int]]) -> Iterator[tuple[str, Postings]]:
    """In the order of their prefixes; a word that is its own prefix stays with it."""
    size = sum(2 + len(numbers) for numbers in postings.values())
    if size <= LARGEST_SHARD or len(postings) == 1:
        yield prefix, dict(postings)
        return
    deeper: dict[str, Postings] = defaultdict(dict)
    for word, numbers in postings.items():
        deeper[word[: len(prefix) + 1]][word] = numbers
    for longer in sorted(deeper):
        if longer == prefix:
            yield longer, deeper[longer]
        else:
            yield from _shards(longer, deeper[longer])


def _gaps(numbers: Sequence[int]) -> str:
    """Differences in base 36: half the bytes of a list of numbers."""
    found, last = [], 0
    for number in numbers:
        found.append(_base36(number - last))
        last = number
    return " ".join(found)


@lru_cache(maxsize=4096)
def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = digits[number % 36]
    while number := number // 36:
        text = digits[number % 36] + text
    return text
